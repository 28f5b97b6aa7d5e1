"""Each predicate `may_see` agrees with the filter for lists beside it, for everybody about everything.

A new pair is one entry of TWINS: what the list shows an actor, and what the predicate allows.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

import pytest
from sqlalchemy import select, update

from app.accounts import access as people_access
from app.accounts import queries as people
from app.accounts import roll
from app.accounts.models import Person, Unit
from app.core.actor import KINDS_OF_DUTY, Actor, Duty
from app.db.session import db, transaction
from app.reports import access as reports_access
from app.reports.models import KeptReport, RowExport
from app.reports.queries import kept
from app.reports.queries import rows as exports
from tests.architecture import reported
from tests.cast import Cast

TODAY = date(2026, 1, 1)


@dataclass(frozen=True)
class Twins:
    """`listed`: ids that the query shows; `there`: every id, with what the predicate has to know about it."""

    listed: Callable[[Actor], set[int]]
    there: Callable[[], dict[int, Any]]
    allowed: Callable[[Actor, int, Any], bool]


def _people_listed(actor: Actor) -> set[int]:
    first = roll.people(actor, on=TODAY)
    assert first.total == len(first.rows), "more than one page"
    return {row.id for row in first.rows}


def _people() -> dict[int, str | None]:
    return {i: people.unit_path_of(i, on=TODAY) for i in db.session.scalars(select(Person.id))}


def _units() -> dict[int, str]:
    return {unit.id: unit.path for unit in db.session.scalars(select(Unit))}


def _listed(page) -> set[int]:
    assert page.total == len(page.rows), "more than one page"
    return {row.id for row in page.rows}


def _paths(model) -> Callable[[], dict[int, str]]:
    """Of what is about an institution: the path of its root unit."""
    wanted = select(model.id, Unit.path).join(Unit, Unit.id == model.unit_id)
    return lambda: dict(map(tuple, db.session.execute(wanted)))


TWINS = {
    "people": Twins(_people_listed, _people, people_access.may_see_person),
    "units": Twins(
        lambda actor: {unit.id for unit in people.units(actor)},
        _units,
        lambda actor, _id, path: people_access.may_see_unit(actor, path),
    ),
    "kept reports": Twins(
        lambda actor: _listed(kept.reports(actor, 1)),
        _paths(KeptReport),
        lambda actor, _id, path: reports_access.may_report_on(actor, path),
    ),
    "rows without names": Twins(
        lambda actor: _listed(exports.exports(actor, 1)),
        _paths(RowExport),
        lambda actor, _id, path: reports_access.may_take_rows(actor, path),
    ),
}


@pytest.fixture
def there(cast) -> Cast:
    """Beside the cast: of each of its units a report that is kept, and rows."""
    with transaction():
        for unit_id in cast.unit_ids.values():
            for model, make in ((KeptReport, reported.document), (RowExport, reported.rows)):
                about = update(model).where(model.id == make(cast, "asel"))
                db.session.execute(about.values(unit_id=unit_id))
    return cast


def disagreements(twins: Twins, actors: dict[str, Actor]) -> list[str]:
    there = twins.there()
    found = []
    for name, actor in actors.items():
        listed = twins.listed(actor)
        allowed = {i for i, known in there.items() if twins.allowed(actor, i, known)}
        found += [f"{name} is shown {i} and may not see it" for i in sorted(listed - allowed)]
        found += [f"{name} may see {i} and is not shown it" for i in sorted(allowed - listed)]
    return found


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
def test_the_list_shows_what_the_predicate_allows(name, app, there):
    assert disagreements(TWINS[name], everybody(there)) == []


@pytest.mark.parametrize("name", TWINS)
def test_the_twins_are_not_trivially_alike(name, app, there):
    """Somebody sees all, somebody sees some, somebody sees nothing of what there is."""
    sizes = {len(TWINS[name].listed(actor)) for actor in everybody(there).values()}
    assert len(sizes) >= 4
    assert 0 in sizes


def test_a_planted_gap_between_twins_is_found(app, cast):
    sound, bek = TWINS["people"], cast.people["bek"].id
    careless = replace(sound, listed=lambda actor: sound.listed(actor) - {bek})
    assert f"kanykei may see {bek} and is not shown it" in disagreements(careless, cast.actors)
    generous = replace(sound, listed=lambda actor: {*sound.listed(actor), bek})
    assert f"leila is shown {bek} and may not see it" in disagreements(generous, cast.actors)


def test_planted_rows_for_whoever_reads_reports_are_found(app, there):
    generous = replace(
        TWINS["rows without names"], listed=lambda actor: _listed(kept.reports(actor, 1))
    )
    found = disagreements(generous, there.actors)
    assert found
    assert {line.split()[0] for line in found} == {"daniyar", "oroz"}, "heads take no rows"
