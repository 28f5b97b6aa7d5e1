"""The confusion matrix as a table and as a heat map, from the same counts; quarters and groups in words."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from app.core.tables import Cell, Table
from app.core.words import N_
from app.drills.figures import Matrix

Say = Callable[[str], str]

_RIGHT = N_("What was right")
_ALL = N_("All answers")

# How strongly a square is filled, from its lightest to its darkest: letters stay readable on each.
_LIGHTEST, _DARKEST = 0.12, 0.42


def confusion(matrix: Matrix, names: Mapping[str, str], say: Say) -> Table:
    """`names` are those of the offences with their numbers; the last row and the last column are sums."""
    rows: list[list[Cell]] = [
        [
            names.get(row, row),
            *(matrix.count(row, column) for column in matrix.columns),
            matrix.total(row),
        ]
        for row in matrix.rows
    ]
    sums = [sum(matrix.count(row, column) for row in matrix.rows) for column in matrix.columns]
    headings = [say(_RIGHT), *(names.get(c, c) for c in matrix.columns), say(_ALL)]
    return Table(headings, [*rows, [say(_ALL), *sums, sum(sums)]])


@dataclass(frozen=True)
class Square:
    """`place` counts columns from 0; `kind` is right, low (trafficking called lesser) or wrong."""

    place: int
    count: int
    strength: float
    kind: str


@dataclass(frozen=True)
class Band:
    """A row of the heat map: only squares with answers."""

    offence: str
    squares: tuple[Square, ...]


def heat(matrix: Matrix, *, trafficking: set[str], lesser: set[str]) -> list[Band]:
    bands = []
    for row in matrix.rows:
        whole = matrix.total(row)
        squares = [
            Square(place, n, _strength(n / whole), _kind(row, column, trafficking, lesser))
            for place, column in enumerate(matrix.columns)
            if (n := matrix.count(row, column))
        ]
        bands.append(Band(row, tuple(squares)))
    return bands


def _strength(share: float) -> float:
    return round(_LIGHTEST + (_DARKEST - _LIGHTEST) * share, 2)


def _kind(row: str, column: str, trafficking: set[str], lesser: set[str]) -> str:
    if row == column:
        return "right"
    return "low" if row in trafficking and column in lesser else "wrong"
