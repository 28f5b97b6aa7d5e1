"""The session that an address names, for the person whose it is; and what was typed before the language changed."""

from collections.abc import Mapping

from flask import session as kept
from werkzeug.datastructures import MultiDict

from app.drills import access
from app.drills.models import DrillSession, DrillTurn
from app.drills.queries import sessions
from app.web.access import actor, require
from app.web.pages import find

_TYPED = "drill"
# A cookie holds four kilobytes; a page sends some twenty short fields.
_MOST = 40


def own_session(session_id: int, *, lock: bool = False) -> DrillSession:
    """404 for everybody else."""
    session = find(sessions.session(session_id, lock=lock))
    require(access.may_drill(actor(), session.person_id))
    return session


def turn_of(session: DrillSession, n: int) -> DrillTurn:
    return find(next((turn for turn in session.turns if turn.place == n), None))


def next_place(session: DrillSession) -> int:
    """Of the case that is to be answered; one more than there are when all are."""
    return sum(turn.answered_at is not None for turn in session.turns) + 1


def keep_typed(turn: DrillTurn, fields: Mapping[str, str]) -> None:
    """In this browser, until the page is shown again in the other language."""
    short = [(k, v) for k, v in fields.items() if len(k) <= _MOST and len(v) <= _MOST]
    kept[_TYPED] = [turn.id, dict(short[:_MOST])]


def typed(turn: DrillTurn) -> MultiDict[str, str]:
    turn_id, fields = kept.get(_TYPED, (0, {}))
    return MultiDict(fields if turn_id == turn.id else {})


def forget_typed() -> None:
    kept.pop(_TYPED, None)
