"""Where the headings stand and which rows tell of people: titles above, repeated headings, totals, numbered rows."""

from collections.abc import Collection, Sequence

from app.rosters import headings
from app.rosters.shapes import Column, Layout, Row

# Titles and stamps stand above; a heading further down is none.
_LOOKED_AT = 40
# A post may be called "employee", a unit "department": so much alone makes no heading.
_SURE = 3
_TOTALS = frozenset(
    {"итого", "всего", "жалпы", "жалпысынан", "жыйынтыгы", "жыйынтык", "бардыгы", "баары", "total"}
)


def find(rows: Sequence[Row]) -> Layout:
    """The heading is the row in which most cells mean something; without one, the first that has most cells."""
    first = max(
        range(min(len(rows), _LOOKED_AT)),
        key=lambda n: (_understood(rows[n]), len(rows[n].filled), -n),
    )
    heading, above = rows[first], rows[first - 1] if first else None
    names, after = list(heading.cells), first + 1
    if above is not None and _understood(above):
        names = _two_rows(above, heading)
    elif after < len(rows) and _belongs_below(heading, rows[after]):
        names, after = _two_rows(heading, rows[after]), after + 1
    said = {headings.folded(cell) for cell in heading.filled}
    below = [row for row in rows[after:] if _tells(row, said)]
    return Layout(heading.line, tuple(names), tuple(below))


def _understood(row: Row) -> int:
    return _meant(row.cells)


def _meant(cells: Sequence[str]) -> int:
    return len({*map(headings.meaning, cells)} - {Column.NOTHING})


def is_doubtful(layout: Layout) -> bool:
    """The row taken for headings may be that of the first person: hardly a word in it means something."""
    return _meant(layout.headings) < _SURE


def _belongs_below(heading: Row, row: Row) -> bool:
    """A second row of headings: under a heading over several columns stand their own."""
    return _understood(row) >= 2 and all(
        headings.meaning(cell) is not Column.NOTHING for cell in row.filled
    )


def _two_rows(upper: Row, lower: Row) -> list[str]:
    width = max(len(upper.cells), len(lower.cells))
    return [lower[n] or upper[n] for n in range(width)]


def _tells(row: Row, said: Collection[str]) -> bool:
    """`said` is what stands in the headings, which may come again on every sheet of paper."""
    filled = row.filled
    if not filled or headings.folded(filled[0]).partition(" ")[0] in _TOTALS:
        return False
    if len(filled) > 1 and all(headings.folded(cell) in said for cell in filled):
        return False
    numbered = [cell for cell in filled if cell.isdigit()]
    return not (len(numbered) == len(filled) > 1 and numbered == _counted(numbered))


def _counted(cells: Sequence[str]) -> list[str]:
    """1 2 3 4 under the headings, as forms have it."""
    begin = int(cells[0]) if len(cells[0]) < 4 else 0
    return [str(begin + n) for n in range(len(cells))]
