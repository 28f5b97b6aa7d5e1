"""What if people leave? The stress test of a unit and all below it; page and CSV from one table."""

from dataclasses import dataclass

from flask import Blueprint, Response, abort, render_template, request
from flask_babel import gettext as _

from app.accounts import queries as people
from app.accounts.access import READERS
from app.accounts.models import Unit
from app.continuity import access, stress, tables
from app.continuity.coverage import Needs
from app.continuity.forms import StressTerms
from app.continuity.queries import asks as required
from app.continuity.queries import places, standing, turnover
from app.continuity.queries.standing import Scope
from app.continuity.stress import Group, Result
from app.continuity.views.asked import named
from app.core import clock
from app.core.tables import Table
from app.web.access import actor, duty, require
from app.web.downloads import csv_file
from app.web.pages import find

bp = Blueprint("continuity_stress", __name__)

# So many units stand on the page; all are in the file.
SHOWN = 50


@dataclass(frozen=True)
class Tested:
    """`overall`: the rate of all, where that of the last twelve months was taken."""

    result: Result
    table: Table
    overall: float | None


@bp.get("/continuity/<int:unit_id>/stress")
@duty(*READERS)
def show(unit_id: int):
    unit = _unit(unit_id)
    form, courses = _terms(unit)
    tested = _tested(unit, form) if courses and form.validate() else None
    find(form if "course" not in form.errors else None)
    return _page(unit, form, courses, tested), 422 if form.errors else 200


def _page(unit: Unit, form: StressTerms, courses: dict[str, str], tested: Tested | None) -> str:
    return render_template(
        "continuity/stress.html",
        unit=unit,
        way=[one for one in places.way_to(unit.path) if access.may_oversee(actor(), one.path)],
        form=form,
        courses=courses,
        tested=tested,
        shown=SHOWN,
        shares=tables.STRESS_SHARES,
        fewest=stress.FEWEST,
    )


@bp.get("/continuity/<int:unit_id>/stress.csv")
@duty(*READERS)
def as_csv(unit_id: int) -> Response:
    unit = _unit(unit_id)
    form, courses = _terms(unit)
    if not courses or not form.validate():
        abort(422)
    return csv_file(_tested(unit, form).table, f"stress-{unit.id}-{form.course.data}")


def _unit(unit_id: int) -> Unit:
    unit = find(people.unit(unit_id))
    require(access.may_oversee(actor(), unit.path))
    return unit


def _terms(unit: Unit) -> tuple[StressTerms, dict[str, str]]:
    """The courses to choose from are those that posts of the unit and below it require."""
    titles = required.titles(_required(unit))
    courses = {name: named(title) for name, title in sorted(titles.items())}
    return StressTerms.from_address(request.args, courses=courses), courses


def _required(unit: Unit) -> set[str]:
    on = clock.today()
    asks = required.asks(on=on)
    claims = list(dict.fromkeys(ask.claim for ask in asks))
    needs, posts = Needs(asks, claims), {ask.post_id for ask in asks if ask.post_id}
    paths = {one.id: one.path for one in places.units([unit.path])}
    seats = standing.seats(Scope((unit.path,)), posts, paths, on=on)
    return {course for seat in seats for course in needs.of(seat.place)}


def _tested(unit: Unit, form: StressTerms) -> Tested:
    units = places.units([unit.path])
    given = float(form.rate.data) / 100 if form.rate.data is not None else None
    overall, by_group = (given, {}) if given is not None else _rates(unit)
    region_of = {one.path: one.region for one in units}
    groups = [
        Group(path, holders, by_group.get((profession, region_of[path]), overall))
        for (path, profession), holders in _holders(unit, form.course.data, units).items()
    ]
    terms = {"minimum": form.minimum.data, "runs": form.runs.data, "seed": form.seed.data}
    result = stress.simulate(groups, **terms)
    names = {one.path: named(one.name) for one in units}
    table = tables.stressed(result.outcomes, names, _)
    return Tested(result, table, None if given is not None else overall)


def _rates(unit: Unit) -> tuple[float, dict[tuple[str, str], float]]:
    """Of the whole institution: of one unit there is too little to go by."""
    whole = f"/{unit.path.split('/')[1]}/"
    ended, held = turnover.turnover((whole,), on=clock.today())
    return stress.rates(ended, held)


def _holders(unit: Unit, course: str, units: list[places.UnitLine]) -> dict[tuple[str, str], int]:
    """By unit and profession, wherever a filled post requires the course; zero where nobody holds it."""
    on, scope = clock.today(), Scope((unit.path,))
    asks = required.asks(on=on, course=course)
    claims = list(dict.fromkeys(ask.claim for ask in asks))
    needs, posts = Needs(asks, claims), {ask.post_id for ask in asks if ask.post_id}
    paths = {one.id: one.path for one in units}
    found: dict[tuple[str, str], int] = {}
    for place, _filled, _vacant in standing.seats(scope, posts, paths, on=on):
        if course in needs.of(place):
            found.setdefault((place.unit_path, place.profession), 0)
    for held in standing.holdings(scope, claims, posts, paths, on=on):
        bits = needs.of(held.place).get(course)
        if bits is not None and held.now & bits == bits:
            found[held.place.unit_path, held.place.profession] += held.people
    return found
