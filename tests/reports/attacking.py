"""Somebody who has every table of a report and reckons: sums, bounds, and what sums of sums leave over.

Unknown are the figures that are not shown. Known are the equations (rows and columns add up to what is shown of
them, or to each other) and that each stage lies between zero and the stage before.
"""

from collections.abc import Hashable, Iterable
from fractions import Fraction

Name = Hashable
INFINITE = 10**9


class Attack:
    def __init__(self) -> None:
        self.low: dict[Name, int] = {}
        self.high: dict[Name, int] = {}
        self.equations: list[tuple[dict[Name, int], int]] = []
        self.at_most: list[tuple[Name, Name]] = []

    def figure(self, name: Name, shown: int | None, *, most: int = INFINITE) -> None:
        self.low[name] = 0 if shown is None else shown
        self.high[name] = most if shown is None else shown

    def adds_up(self, parts: Iterable[Name], to: Name) -> None:
        terms: dict[Name, int] = {to: -1}
        for part in parts:
            terms[part] = terms.get(part, 0) + 1
        self.equations.append((terms, 0))

    def part_of(self, part: Name, whole: Name) -> None:
        self.at_most.append((part, whole))

    def known(self, name: Name) -> bool:
        return self.low[name] == self.high[name]

    def bounds(self) -> None:
        """Until nothing becomes narrower."""
        changed = True
        while changed:
            changed = False
            for part, whole in self.at_most:
                changed |= self._narrow(part, self.low[part], self.high[whole])
                changed |= self._narrow(whole, self.low[part], self.high[whole])
            for terms, total in self.equations:
                low = sum(k * (self.low[n] if k > 0 else self.high[n]) for n, k in terms.items())
                high = sum(k * (self.high[n] if k > 0 else self.low[n]) for n, k in terms.items())
                for name, k in terms.items():
                    least, most = (self.low[name], self.high[name])
                    rest_low = low - k * (least if k > 0 else most)
                    rest_high = high - k * (most if k > 0 else least)
                    ends = sorted(((total - rest_low) * k, (total - rest_high) * k))
                    changed |= self._narrow(name, ends[0], ends[1])

    def _narrow(self, name: Name, low: int, high: int) -> bool:
        before = (self.low[name], self.high[name])
        self.low[name], self.high[name] = max(before[0], low), min(before[1], high)
        assert self.low[name] <= self.high[name], (name, "contradicts what is shown")
        return before != (self.low[name], self.high[name])

    def eliminated(self) -> set[Name]:
        """Unknowns that the equations alone determine."""
        unknown = [name for name in self.low if not self.known(name)]
        place = {name: n for n, name in enumerate(unknown)}
        rows = [
            {place[n]: Fraction(k) for n, k in terms.items() if n in place}
            for terms, _total in self.equations
        ]
        reduced: dict[int, dict[int, Fraction]] = {}
        for row in filter(None, rows):
            _reduce(row, reduced)
        for pivot in sorted(reduced, reverse=True):
            for other in reduced:
                if other != pivot and pivot in reduced[other]:
                    _subtract(reduced[other], reduced[pivot], pivot)
        return {unknown[pivot] for pivot, row in reduced.items() if len(row) == 1}


def _reduce(row: dict[int, Fraction], reduced: dict[int, dict[int, Fraction]]) -> None:
    while row:
        pivot = min(row)
        if pivot not in reduced:
            factor = row[pivot]
            reduced[pivot] = {n: k / factor for n, k in row.items()}
            return
        _subtract(row, reduced[pivot], pivot)


def _subtract(row: dict[int, Fraction], other: dict[int, Fraction], pivot: int) -> None:
    factor = row[pivot]
    for n, k in other.items():
        left = row.get(n, Fraction(0)) - factor * k
        if left:
            row[n] = left
        else:
            row.pop(n, None)
