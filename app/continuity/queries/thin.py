"""How many cells of a head's units hang on one person, or on nobody; for the start page."""

from datetime import date

from app.continuity import coverage
from app.continuity.coverage import Needs
from app.continuity.queries import asks as required
from app.continuity.queries import places, standing
from app.continuity.queries.standing import Scope
from app.core.actor import Actor


def thin(actor: Actor, *, on: date) -> int:
    """Four statements; of the units somebody heads, not of all they may look at."""
    paths = actor.highest("head")
    asks = required.asks(on=on)
    claims = list(dict.fromkeys(ask.claim for ask in asks))
    if not paths or not claims:
        return 0
    posts = {ask.post_id for ask in asks if ask.post_id}
    of = {unit.id: unit.path for unit in places.units(paths)}
    seats = standing.seats(Scope(paths), posts, of, on=on)
    held = standing.holdings(Scope(paths), claims, posts, of, on=on)
    whole = coverage.together(coverage.cells(seats, held, Needs(asks, claims)).values())
    return whole.fragile + whole.bare
