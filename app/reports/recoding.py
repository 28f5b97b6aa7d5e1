"""Rows without names: which values may be told, so that nobody stands in a group of fewer than five.

A file of rows is a table of all its columns crossed. It may tell neither a small group nor what, beside the tables of
the report, would give one away. So for all rows alike, and without leaving anybody out:

- those who share all values of a row are five or more, also at each later stage they have reached, or nobody;
- a value stands as it is only where the report shows its row at all stages told, two values of one row only where
  the report shows their crossing; whatever it hides is `other`, of which the whole leaves the sum over anyway;
- where nothing of a column could stand, the column says `not-told`, and stages after the last one told as well.

People who could be each other without changing any table of the report (linked.py) are then alike here, too. Pure.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from app.reports.hiding import FEWEST

OTHER, NOT_TOLD = "other", "not-told"

Values = tuple[str, ...]
Counts = tuple[int, ...]
# From which stage on the report hides a value of a column, or two values of two columns.
LineHidden = Callable[[int, str], int]
CellHidden = Callable[[int, str, int, str], int]


@dataclass(frozen=True)
class Recoding:
    """`told`: the values of each column that stand as they are; `last`: the last stage that is told."""

    told: tuple[frozenset[str], ...]
    last: int

    def of(self, values: Sequence[str]) -> Values:
        return tuple(
            (value if value in kept else OTHER) if kept else NOT_TOLD
            for value, kept in zip(values, self.told, strict=True)
        )

    @property
    def weight(self) -> int:
        """How much it tells; of two the heavier is taken."""
        return (self.last + 1) * sum(map(len, self.told))


def recode(
    atoms: Mapping[Values, Counts], *, stages: int, line: LineHidden, cell: CellHidden
) -> Recoding:
    """`atoms` are people alike in all columns, with how many of them reached each stage; `stages` those the whole shows."""
    columns = len(next(iter(atoms)))
    found = [_Fitting(atoms, columns, last, line, cell).settle() for last in range(stages)]
    return max(found, key=lambda one: (one.weight, one.last))


class _Fitting:
    """Column by column, as many values as will do."""

    def __init__(
        self,
        atoms: Mapping[Values, Counts],
        columns: int,
        last: int,
        line: LineHidden,
        cell: CellHidden,
    ) -> None:
        self._atoms, self._columns, self._last = atoms, columns, last
        self._line, self._cell = line, cell

    def settle(self) -> Recoding:
        told: list[frozenset[str]] = [frozenset()] * self._columns
        for column in range(self._columns):
            people = self._people(column)
            kept = {value for value in people if self._may_stand(told, column, value)}
            while kept and not self._fits([*told[:column], frozenset(kept), *told[column + 1 :]]):
                kept.remove(min(kept, key=lambda value: (people[value], value)))
            told[column] = frozenset(kept)
        return Recoding(tuple(told), self._last)

    def _people(self, column: int) -> dict[str, int]:
        found: dict[str, int] = {}
        for values, counts in self._atoms.items():
            found[values[column]] = found.get(values[column], 0) + counts[0]
        return found

    def _may_stand(self, told: Sequence[frozenset[str]], column: int, value: str) -> bool:
        return self._line(column, value) > self._last and all(
            self._cell(before, other, column, value) > self._last
            for before in range(column)
            for other in told[before]
        )

    def _fits(self, told: Sequence[frozenset[str]]) -> bool:
        one = Recoding(tuple(told), self._last)
        sums: dict[Values, list[int]] = {}
        for values, counts in self._atoms.items():
            row = sums.setdefault(one.of(values), [0] * (self._last + 1))
            for stage in range(self._last + 1):
                row[stage] += counts[stage]
        return not any(0 < n < FEWEST for row in sums.values() for n in row)
