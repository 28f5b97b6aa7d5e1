"""Which browser may answer: a random mark, kept with the attempt and in that browser's session."""

import secrets

from flask import session

from app.assessment.models import AnyAttempt

_PREFIX = "seat-"
# The session is a cookie; whoever has more tests open than this is asked to continue the oldest here again.
_MOST = 5


def new_seat() -> str:
    return secrets.token_urlsafe(16)


def keep_seat(attempt: AnyAttempt, seat: str) -> None:
    """From now on this browser is the one that answers."""
    session[_name(attempt)] = seat
    held = [name for name in session if name.startswith(_PREFIX)]
    for name in sorted(held, key=lambda name: int(name.removeprefix(_PREFIX)))[:-_MOST]:
        session.pop(name)


def own_seat(attempt: AnyAttempt) -> str:
    """Empty when this browser never answered here; no attempt has an empty seat."""
    return session.get(_name(attempt), "")


def _name(attempt: AnyAttempt) -> str:
    return f"{_PREFIX}{attempt.id}"
