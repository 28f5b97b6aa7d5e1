"""Coverage: the page from the country down to a unit, its files, and how it was at the ends of quarters."""

from collections.abc import Mapping
from dataclasses import dataclass

from flask import Blueprint, Response, abort, render_template
from flask_babel import gettext as _

from app.accounts.access import READERS
from app.accounts.kinds import NAMES as KINDS_OF
from app.accounts.kinds import Region
from app.continuity import coverage, regions, tables, wording
from app.continuity.coverage import Cell, State, Where
from app.continuity.queries import handovers, places, standing
from app.continuity.queries.standing import Scope
from app.continuity.tables import Line
from app.continuity.views.asked import Asked, Board, asked, board, looked_back, named
from app.core import clock
from app.core.tables import Table
from app.web.access import actor, duty
from app.web.downloads import csv_file, xlsx_file

bp = Blueprint("continuity_coverage", __name__)

# So many thin places stand on the page; all are in the files.
SHOWN = 10
_WORST = tuple(State)[:4]

HeldBits = Mapping[tuple[int, str], tuple[int, int]]


@bp.get("/continuity")
@duty(*READERS)
def index():
    return _answer(asked(None))


@bp.get("/continuity/<int:unit_id>")
@duty(*READERS)
def show(unit_id: int):
    return _answer(asked(unit_id))


@bp.get("/continuity.csv")
@duty(*READERS)
def index_csv() -> Response:
    return csv_file(*_file(asked(None)))


@bp.get("/continuity/<int:unit_id>.csv")
@duty(*READERS)
def show_csv(unit_id: int) -> Response:
    return csv_file(*_file(asked(unit_id)))


@bp.get("/continuity.xlsx")
@duty(*READERS)
def index_xlsx() -> Response:
    return xlsx_file(*_file(asked(None)), sheet="continuity")


@bp.get("/continuity/<int:unit_id>.xlsx")
@duty(*READERS)
def show_xlsx(unit_id: int) -> Response:
    return xlsx_file(*_file(asked(unit_id)), sheet="continuity")


@bp.get("/continuity/history")
@duty(*READERS)
def history():
    return _history(asked(None))


@bp.get("/continuity/<int:unit_id>/history")
@duty(*READERS)
def history_of(unit_id: int):
    return _history(asked(unit_id))


@bp.get("/continuity/formulas")
@duty(*READERS)
def formulas():
    return render_template("continuity/formulas.html", ahead=coverage.AHEAD.days)


def _answer(wanted: Asked):
    shown = _shown(wanted) if wanted.day else {"board": None}
    page = render_template(
        "continuity/coverage.html",
        asked=wanted,
        today=clock.today(),
        produced_at=clock.now(),
        share=tables.SHARE + 1,
        **shown,
    )
    return page, 200 if wanted.day else 422


def _shown(wanted: Asked) -> dict[str, object]:
    assert wanted.day is not None
    made = board(wanted, wanted.day)
    thin = [one for one in made.cells.items() if one[1].state in _WORST]
    thin.sort(key=lambda one: (_WORST.index(one[1].state), one[0]))
    below = _below(wanted, made)
    # A unit with nothing below it has said all in the table of its posts.
    is_lowest = wanted.unit is not None and len(made.units) == 1
    return {
        "board": made,
        "total": coverage.together(made.by_course.values()),
        "by_course": tables.lines(_courses(wanted, made), _("Course"), _),
        "below": tables.lines(below, _("Unit"), _),
        "lines": [] if is_lowest else below,
        "thin": []
        if is_lowest
        else [(_unit_of(made, where), where.course, cell) for where, cell in thin[:SHOWN]],
        "thin_total": len(thin),
        "tiles": _tiles(made),
        "matrix": _matrix(wanted, made) if wanted.unit else None,
        "handovers": handovers.of_unit(wanted.unit, limit=SHOWN) if wanted.unit else None,
        "states": wording.NAMES,
        "overall": wording.OVERALL,
        "kinds": wording.KINDS,
        "signs": wording.SIGNS,
    }


def _unit_of(made: Board, where: Where) -> places.UnitLine:
    return next(unit for unit in made.units if unit.path == where.unit_path)


def _courses(wanted: Asked, made: Board) -> list[Line]:
    return [Line(wanted.courses[name], cell) for name, cell in made.by_course.items()]


def _below(wanted: Asked, made: Board) -> list[Line]:
    """The units one step down, each with all below it; those who sit in the unit itself stand by themselves."""
    by_path = {unit.path: unit for unit in made.units}
    groups = {path: coverage.step_down(path, wanted.paths) for path in by_path}
    sums = coverage.grouped(made.by_unit, groups)
    found: list[Line] = []
    for path in sorted(set(groups.values()), key=lambda p: by_path[p].name.ru):
        unit, cell = by_path[path], sums.get(path, Cell())
        if path in wanted.paths and len(wanted.paths) == 1:
            if cell.filled or cell.vacant:
                found.insert(
                    0, Line(_("%(unit)s: in the unit itself", unit=named(unit.name)), cell)
                )
        else:
            found.append(Line(named(unit.name), cell, f"/continuity/{unit.id}"))
    return found


def _tiles(made: Board) -> list[regions.Tile] | None:
    """Where there is more than one region to be told apart."""
    region_of = {unit.path: unit.region for unit in made.units}
    return _frame(made.cells, region_of) if len(set(region_of.values())) > 1 else None


@dataclass(frozen=True)
class Held:
    """How a holder of a post stands to a course that the post requires: none when it does not."""

    kind: str
    words: str


@dataclass(frozen=True)
class Matrix:
    courses: list[str]
    rows: list[tuple[places.Chair, list[Held | None]]]
    cells: list[Cell]


def _matrix(wanted: Asked, made: Board) -> Matrix | None:
    assert wanted.unit is not None
    chairs = places.chairs(wanted.unit, made.posts, on=made.day)
    courses = sorted({course for chair in chairs for course in made.needs.of(chair.place)})
    if not courses:
        return None
    scope = Scope((wanted.unit.path,))
    held = standing.held_by(scope, made.needs.claims, on=made.day)
    rows = [(chair, [_held(made, held, chair, course) for course in courses]) for chair in chairs]
    cells = [made.cells.get(Where(wanted.unit.path, course), Cell()) for course in courses]
    return Matrix([wanted.courses[c] for c in courses], rows, cells)


def _held(made: Board, held: HeldBits, chair: places.Chair, course: str) -> Held | None:
    bits = made.needs.of(chair.place).get(course)
    if bits is None:
        return None
    if chair.person_id is None:
        return Held("bad", _("vacant"))
    now, soon = held.get((chair.person_id, course), (0, 0))
    if now & bits != bits:
        return Held("warn", _("does not hold it"))
    if soon & bits != bits:
        return Held("warn", _("holds it, runs out soon"))
    return Held("good", _("holds it"))


def _file(wanted: Asked) -> tuple[Table, str]:
    if wanted.day is None:
        abort(422)
    made = board(wanted, wanted.day)
    units = {unit.path: named(unit.name) for unit in made.units}
    name = f"continuity-{wanted.unit.id if wanted.unit else 'all'}-{wanted.day.isoformat()}"
    return tables.whole(made.cells, units, wanted.courses, _), name


def _history(wanted: Asked):
    day = wanted.day or clock.today()
    days = [*coverage.ends_of_quarters(day), day]
    units = places.units(wanted.paths)
    found = [looked_back(wanted, units, one) for one in days]
    cells = [coverage.together(one.values()) for one in found]
    region_of = {unit.path: unit.region for unit in units}
    return render_template(
        "continuity/history.html",
        asked=wanted,
        days=list(zip(days, cells, strict=True)),
        frames=[_frame(one, region_of) for one in found] if len({*region_of.values()}) > 1 else [],
        strip=_strip(wanted, found),
        table=tables.history(days, cells, _),
        who=actor(),
        share=tables.SHARE + 1,
        overall=wording.OVERALL,
        kinds=wording.KINDS,
        signs=wording.SIGNS,
    ), 200 if wanted.day else 422


def _frame(cells: Mapping[Where, Cell], region_of: Mapping[str, str]) -> list[regions.Tile]:
    sums = coverage.grouped(coverage.by_unit(cells), region_of)
    return regions.tiles(sums, {region: _(KINDS_OF[region]) for region in Region})


def _strip(wanted: Asked, found: list[dict[Where, Cell]]) -> list[tuple[str, list[Cell]]]:
    """By course, how it stood on each of the days."""
    sums = [coverage.by_course(one) for one in found]
    names = sorted({name for one in sums for name in one})
    return [
        (wanted.courses.get(name, name), [one.get(name, Cell()) for one in sums]) for name in names
    ]
