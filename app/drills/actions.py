"""Beginning a session, and answering a turn. Nothing here commits."""

import secrets
from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import bindparam, select, update
from sqlalchemy.orm.attributes import set_committed_value

from app.accounts.models import Person
from app.core import clock
from app.core.actor import Actor
from app.db.session import db
from app.drills import drawing, rules
from app.drills.models import DrillSession, DrillTurn
from app.drills.queries import sessions
from app.journal import actions as journal

_SEED_BITS = 60

# Whoever comes second writes nothing.
_KEPT = [
    "answered_at",
    "quarter",
    "language",
    "marks",
    "named",
    "certainty",
    "offence",
    "trafficking",
    "lesser",
]
_ONCE = (
    update(DrillTurn.__table__)  # type: ignore[arg-type]
    .where(DrillTurn.id == bindparam("turn_id"), DrillTurn.answered_at.is_(None))
    .values({name: bindparam(name) for name in _KEPT})
)


def begin(person: Person, *, by: Actor, at: datetime, seed: int | None = None) -> DrillSession:
    """Five patterns; whoever has a session open goes on with that one.

    `seed` is given by what must come out the same each time; people get one nobody can guess.
    """
    # Two requests at once would both find no open session.
    own = select(Person.id).where(Person.id == person.id)
    db.session.scalars(own.with_for_update(key_share=True)).one()
    begun = sessions.open_session(person.id)
    if begun is not None:
        return begun
    release = sessions.current_release()
    if release is None:
        raise rules.NoPatterns
    seed = secrets.randbits(_SEED_BITS) if seed is None else seed
    known = sessions.patterns(release.id).patterns
    drawn = drawing.draw(
        {name: pattern.distinction for name, pattern in known.items()},
        seed,
        past=sessions.past(person.id),
    )
    session = DrillSession(
        person_id=person.id,
        release_id=release.id,
        seed=seed,
        begun_at=at,
        turns=[
            DrillTurn(place=place, pattern=name, distinction=known[name].distinction)
            for place, name in enumerate(drawn, start=1)
        ],
    )
    db.session.add(session)
    db.session.flush()
    journal.record(by, "drills begun", session, at=at)
    return session


def answer(
    session: DrillSession,
    place: int,
    *,
    marks: Mapping[str, str],
    named: str,
    certainty: int,
    language: str,
    by: Actor,
    at: datetime,
) -> bool:
    """Once: False when it was answered before, and then nothing changes.

    `session` was read for writing. With the last answer it is over.
    """
    answered = [turn.place for turn in session.turns if turn.answered_at]
    if place in answered:
        return False
    rules.ensure_turn(place, len(answered))
    turn = next(turn for turn in session.turns if turn.place == place)
    key = sessions.patterns(session.release_id)
    right = key.offences[key.patterns[turn.pattern].offence]
    kept = {
        "answered_at": at,
        "quarter": rules.quarter_of(clock.day_of(at)),
        "language": language,
        "marks": dict(marks),
        "named": named,
        "certainty": certainty,
        "offence": right.id,
        "trafficking": right.trafficking,
        "lesser": key.offences[named].lesser,
    }
    written = db.session.connection().execute(_ONCE, {"turn_id": turn.id, **kept})
    if written.rowcount != 1:
        return False
    for name, value in kept.items():
        set_committed_value(turn, name, value)
    if len(answered) + 1 == len(session.turns):
        _end(session, by=by, at=at)
    return True


def _end(session: DrillSession, *, by: Actor, at: datetime) -> None:
    session.ended_at = at
    db.session.flush()
    right = sum(turn.named == turn.offence for turn in session.turns)
    journal.record(by, "drills finished", session, at=at, right=right, of=len(session.turns))
