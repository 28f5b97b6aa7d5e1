"""The cells of some units on a day: one way of counting, for the pages of this room and for reports."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from app.continuity import coverage
from app.continuity.coverage import Ask, Cell, Needs, Where
from app.continuity.queries import asks as required
from app.continuity.queries import places, standing
from app.continuity.queries.places import UnitLine
from app.continuity.queries.standing import Scope

# From so many units on, whoever is certified is counted first and looked for among them afterwards.
_WIDE = 200


def cells(
    scope: Scope, asks: Sequence[Ask], units: Sequence[UnitLine], *, on: date
) -> tuple[dict[Where, Cell], Needs]:
    """Two statements; `units` are those of the scope."""
    claims = list(dict.fromkeys(ask.claim for ask in asks))
    needs, posts = Needs(asks, claims), posts_named(asks)
    if not claims:
        return {}, needs
    paths = {unit.id: unit.path for unit in units}
    wide = replace(scope, wide=len(units) > _WIDE)
    seats = standing.seats(wide, posts, paths, on=on)
    held = standing.holdings(wide, claims, posts, paths, on=on)
    return coverage.cells(seats, held, needs), needs


def posts_named(asks: Sequence[Ask]) -> set[int]:
    return {ask.post_id for ask in asks if ask.post_id}


def by_course(path: str, *, on: date) -> dict[str, Cell]:
    """Of a unit and all below it, course by course; six statements at the most."""
    scope = Scope((path,), whole=places.is_everything((path,)))
    found, _needs = cells(scope, required.asks(on=on), places.units((path,)), on=on)
    return coverage.by_course(found)
