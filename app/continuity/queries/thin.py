"""How many cells of a head's units hang on one person, or on nobody; for the start page."""

from datetime import date

from app.continuity import coverage
from app.continuity.queries import asks as required
from app.continuity.queries import counted, places
from app.continuity.queries.standing import Scope
from app.core.actor import Actor


def thin(actor: Actor, *, on: date) -> int:
    """Four statements; of the units somebody heads, not of all they may look at."""
    paths = actor.highest("head")
    asks = required.asks(on=on)
    if not paths or not asks:
        return 0
    found, _needs = counted.cells(Scope(paths), asks, places.units(paths), on=on)
    whole = coverage.together(found.values())
    return whole.fragile + whole.bare
