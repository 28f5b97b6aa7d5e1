"""What the address of a page of coverage asks for, checked against the actor's reach, and the cells it leads to."""

from dataclasses import dataclass
from datetime import date
from functools import cached_property

from flask import request

from app.accounts import queries as people
from app.accounts.models import Unit
from app.continuity import access, coverage
from app.continuity.coverage import Ask, Cell, Needs, Where
from app.continuity.forms import CoverageFilters
from app.continuity.queries import asks as required
from app.continuity.queries import counted, places
from app.continuity.queries.places import UnitLine
from app.continuity.queries.standing import Scope
from app.core import clock
from app.core.bilingual import Bilingual
from app.web.access import actor, require
from app.web.language import interface_language
from app.web.pages import find


def named(name: Bilingual) -> str:
    return name[interface_language()]


@dataclass(frozen=True)
class Asked:
    """`way` leads to the chosen unit, it last; empty for the whole reach. `day` is None where it does not fit."""

    form: CoverageFilters
    way: list[Unit]
    tops: tuple[str, ...]
    asks: list[Ask]
    courses: dict[str, str]
    day: date | None

    @property
    def unit(self) -> Unit | None:
        return self.way[-1] if self.way else None

    @property
    def paths(self) -> tuple[str, ...]:
        return (self.way[-1].path,) if self.way else self.tops

    @cached_property
    def scope(self) -> Scope:
        form = self.form
        whole = places.is_everything(self.paths)
        return Scope(
            self.paths,
            form.profession.data or None,
            form.kind.data or None,
            form.region.data or None,
            whole,
        )


def asked(unit_id: int | None) -> Asked:
    """A name that could not have been chosen is not there: 404. A day that does not fit is asked for again."""
    tops = access.reach(actor())
    if unit_id is None and len(tops) == 1:
        unit_id = int(tops[0].split("/")[-2])
    way = _way(unit_id) if unit_id is not None else []
    today = clock.today()
    on = _day(today)
    standing_asks = required.asks(on=on)
    titles = required.titles({ask.claim.course for ask in standing_asks})
    courses = {name: named(title) for name, title in sorted(titles.items())}
    form = CoverageFilters.from_address(request.args, today=today, courses=courses)
    if not form.validate():
        find(form if set(form.errors) == {"on"} else None)
    chosen = [a for a in standing_asks if form.course.data in ("", a.claim.course)]
    return Asked(form, way, tops, chosen, courses, None if form.errors else on)


def _day(today: date) -> date:
    """Read before the form is, which needs the courses of that day."""
    try:
        return date.fromisoformat(request.args.get("on", "").strip())
    except ValueError:
        return today


def _way(unit_id: int) -> list[Unit]:
    unit = find(people.unit(unit_id))
    require(access.may_oversee(actor(), unit.path))
    return [one for one in places.way_to(unit.path) if access.may_oversee(actor(), one.path)]


@dataclass(frozen=True)
class Board:
    """Everything that is counted: cells, the units they stand in, what each place must meet."""

    day: date
    cells: dict[Where, Cell]
    units: list[UnitLine]
    needs: Needs
    posts: set[int]

    @cached_property
    def by_course(self) -> dict[str, Cell]:
        return coverage.by_course(self.cells)

    @cached_property
    def by_unit(self) -> dict[str, Cell]:
        return coverage.by_unit(self.cells)


def board(wanted: Asked, day: date) -> Board:
    units = places.units(wanted.paths)
    made = _counted(wanted, wanted.asks, units, day)
    return Board(day, *made)


def looked_back(wanted: Asked, units: list[UnitLine], day: date) -> dict[Where, Cell]:
    """With the requirements in force on that day."""
    asks = required.asks(on=day, course=wanted.form.course.data or None)
    return _counted(wanted, asks, units, day)[0]


def _counted(wanted: Asked, asks: list[Ask], units: list[UnitLine], day: date):
    cells, needs = counted.cells(wanted.scope, asks, units, on=day)
    return cells, units, needs, counted.posts_named(asks)
