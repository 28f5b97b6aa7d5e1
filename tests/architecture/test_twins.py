"""Each predicate `may_see` agrees with the filter for lists beside it, for everybody about everything.

A new pair is one entry of TWINS: what the list shows an actor, and what the predicate allows.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date

import pytest
from sqlalchemy import select

from app.accounts import access as people_access
from app.accounts import queries as people
from app.accounts.models import Person, Unit
from app.core.actor import KINDS_OF_DUTY, Actor, Duty
from app.db.session import db

TODAY = date(2026, 1, 1)


@dataclass(frozen=True)
class Twins:
    """`listed`: ids that the query shows; `allowed`: ids for which the predicate says yes."""

    listed: Callable[[Actor], set[int]]
    allowed: Callable[[Actor], set[int]]


def _people_listed(actor: Actor) -> set[int]:
    first = people.people(actor, on=TODAY)
    assert first.total == len(first.rows), "more than one page"
    return {row.id for row in first.rows}


def _people_allowed(actor: Actor) -> set[int]:
    return {
        i
        for i in db.session.scalars(select(Person.id))
        if people_access.may_see_person(actor, i, people.unit_path_of(i, on=TODAY))
    }


def _units_listed(actor: Actor) -> set[int]:
    return {unit.id for unit in people.units(actor)}


def _units_allowed(actor: Actor) -> set[int]:
    units = db.session.scalars(select(Unit)).all()
    return {unit.id for unit in units if people_access.may_see_unit(actor, unit.path)}


TWINS = {
    "people": Twins(_people_listed, _people_allowed),
    "units": Twins(_units_listed, _units_allowed),
}


def disagreements(twins: Twins, actors: dict[str, Actor]) -> list[str]:
    return [
        f"{name}: listed {sorted(listed - allowed)} and may not, may {sorted(allowed - listed)}"
        for name, actor in actors.items()
        if (listed := twins.listed(actor)) != (allowed := twins.allowed(actor))
    ]


def everybody(cast) -> dict[str, Actor]:
    """The cast, and somebody with each duty over each unit."""
    somebody = Actor(person_id=None, name="somebody")
    made = {
        f"{kind} over {name}": replace(somebody, duties=(Duty(kind, unit.path),))
        for kind in KINDS_OF_DUTY
        for name, unit in cast.units.items()
    }
    return cast.actors | made


@pytest.mark.parametrize("name", TWINS)
def test_the_list_shows_what_the_predicate_allows(name, app, cast):
    assert disagreements(TWINS[name], everybody(cast)) == []


@pytest.mark.parametrize("name", TWINS)
def test_the_twins_are_not_trivially_alike(name, app, cast):
    """Somebody sees all, somebody sees some, somebody sees nothing of what there is."""
    sizes = {len(TWINS[name].listed(actor)) for actor in everybody(cast).values()}
    assert len(sizes) >= 4
    assert 0 in sizes


def test_a_planted_gap_between_twins_is_found(app, cast):
    careless = Twins(
        lambda actor: _people_allowed(actor) - {cast.people["bek"].id}, _people_allowed
    )
    found = disagreements(careless, cast.actors)
    assert any(fault.startswith("kanykei") for fault in found)
    generous = Twins(lambda actor: {*_people_allowed(actor), 1}, _people_allowed)
    assert any("and may not" in fault for fault in disagreements(generous, cast.actors))
