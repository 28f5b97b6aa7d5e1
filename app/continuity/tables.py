"""Figures as tables: what stands on the page, and what goes into CSV and XLSX, from the same rows."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from app.continuity.coverage import Cell, Where
from app.continuity.stress import Outcome
from app.continuity.wording import NAMES
from app.core.tables import Cell as Value
from app.core.tables import Table
from app.core.words import N_

Say = Callable[[str], str]

COLUMNS = (
    N_("Posts filled"),
    N_("Hold it today"),
    N_("Coverage"),
    N_("Of them away"),
    N_("Run out within ninety days"),
    N_("Vacant posts"),
    N_("Held by one person"),
    N_("Held by nobody"),
)
# Columns of the figures, counted from the first of them; see macros/table.html.
SHARE = 2


@dataclass(frozen=True)
class Line:
    """A row of a table on the page: what it is about, and where it leads."""

    name: str
    cell: Cell
    href: str | None = None


def figures(cell: Cell) -> list[Value]:
    return [
        cell.filled,
        cell.held,
        cell.share,
        cell.away,
        cell.lapsing,
        cell.vacant,
        cell.fragile,
        cell.bare,
    ]


def lines(found: Iterable[Line], heading: str, say: Say) -> Table:
    return Table(
        [heading, *(say(column) for column in COLUMNS)],
        [[line.name, *figures(line.cell)] for line in found],
    )


def whole(
    cells: Mapping[Where, Cell],
    units: Mapping[str, str],
    courses: Mapping[str, str],
    say: Say,
) -> Table:
    """Every unit and course in scope, for the files."""
    headings = [say(N_("Unit")), say(N_("Course")), *(say(c) for c in COLUMNS), say(N_("State"))]
    rows = [
        [
            units[where.unit_path],
            courses.get(where.course, where.course),
            *figures(cell),
            say(NAMES[cell.state]),
        ]
        for where, cell in sorted(cells.items())
    ]
    return Table(headings, rows)


def history(days: Sequence[date], cells: Sequence[Cell], say: Say) -> Table:
    """A row for each day that was looked back at."""
    return Table(
        [say(N_("End of the day")), *(say(column) for column in COLUMNS)],
        [[day.strftime("%d.%m.%Y"), *figures(c)] for day, c in zip(days, cells, strict=True)],
    )


STRESS_SHARES = (2, 3)


def stressed(outcomes: Iterable[Outcome], units: Mapping[str, str], say: Say) -> Table:
    """A row for each unit, the most endangered first."""
    headings = [
        say(N_("Unit")),
        say(N_("Hold it today")),
        say(N_("Leaving in a year")),
        say(N_("Chance to fall below")),
        say(N_("Holders left on average")),
    ]
    return Table(
        headings,
        [[units[o.unit_path], o.holders, o.rate, o.below, round(o.left, 2)] for o in outcomes],
    )
