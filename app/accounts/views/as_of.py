"""The day that a page about staff shows: `?on=`, or else today."""

from datetime import date

from flask import abort, request

from app.core import clock

# Outside these a day is a slip of the finger.
_FIRST_DAY, _LAST_DAY = date(1950, 1, 1), date(2100, 1, 1)


def day() -> date:
    """What is no day is refused; showing today instead would be believed."""
    asked = request.args.get("on", "")
    if not asked:
        return clock.today()
    try:
        found = date.fromisoformat(asked)
    except ValueError:
        abort(422)
    if not _FIRST_DAY <= found <= _LAST_DAY:
        abort(422)
    return found


def other() -> date | None:
    """The day, when it is not today: pages say so."""
    found = day()
    return found if found != clock.today() else None
