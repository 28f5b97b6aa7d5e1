"""The people of a report, counted once for all sections, and what of them may be shown."""

from collections.abc import Callable, Mapping
from functools import cached_property

from app.reports import linked
from app.reports.asking import Asked
from app.reports.divisions import GROUPS, ORDER, PLACE, STAGES, Division
from app.reports.hiding import FEWEST
from app.reports.linked import Counts
from app.reports.queries import institution
from app.reports.queries.institution import Counted

_MINUTES_OF_AN_HOUR = 60
_ENROLLED = STAGES.index("enrolled")

Row = tuple[int | None, ...]


class People:
    """Counted once, shown in several sections."""

    def __init__(
        self,
        asked: Asked,
        units: Callable[[], Mapping[str, str]],
        minutes: Callable[[], Mapping[str, int]],
    ) -> None:
        """`units` are names, `minutes` those of each lesson of the course; asked for when they are needed."""
        self.asked, self._units, self._minutes = asked, units, minutes
        self._counted: Counted | None = None

    def _known(self) -> Counted:
        if self._counted is None:
            self._counted = institution.counted(self.asked, {})
        return self._counted

    @property
    def atoms(self) -> dict[linked.Values, Counts]:
        return self._known().atoms

    @cached_property
    def hours(self) -> float | None:
        """Of everybody who is enrolled; of one to four people it would tell how long they studied.

        Adding up minutes takes time: asked for before anything else, it is the only counting.
        """
        minutes = self._minutes()
        if self.asked.only or not minutes:
            return None
        self._counted = institution.counted(self.asked, minutes)
        enrolled = self.total[_ENROLLED]
        if enrolled is None or 0 < enrolled < FEWEST:
            return None
        return round(self._counted.minutes / _MINUTES_OF_AN_HOUR, 1)

    @cached_property
    def hidden(self) -> linked.Hidden:
        """With the crossings that a filter or a wish for two divisions needs."""
        pairs = []
        if self.asked.only:
            mine = PLACE[self.asked.only.division]
            pairs += [(min(mine, p), max(mine, p)) for p in PLACE.values() if p != mine]
        if self.asked.across:
            pairs.append(self._pair(*self.asked.across))
        return linked.hide(self.atoms, len(ORDER), len(STAGES), pairs=pairs)

    @staticmethod
    def _pair(one: Division, other: Division) -> linked.Pair:
        low, high = sorted((PLACE[one], PLACE[other]))
        return low, high

    @cached_property
    def total(self) -> Row:
        """Of everybody, or of the one group that was asked for."""
        only = self.asked.only
        if only is None:
            counts = linked.sums(self.atoms).get((), (0,) * len(STAGES))
            return _row(counts, self.hidden.total)
        place = PLACE[only.division]
        counts = linked.sums(self.atoms, place).get((only.value,), (0,) * len(STAGES))
        return _row(counts, self.hidden.line((place, only.value)))

    def lines(self, division: Division) -> dict[str, Row]:
        """Groups in which there is anybody, in the order in which they are read; none where it would tell too much."""
        place, only = PLACE[division], self.asked.only
        if only is None:
            found = {v: c for (v,), c in linked.sums(self.atoms, place).items()}
            starts = {value: self.hidden.line((place, value)) for value in found}
        else:
            mine = PLACE[only.division]
            pair = (min(mine, place), max(mine, place))
            rows = linked.sums(self.atoms, *pair)
            at, other = pair.index(mine), pair.index(place)
            cells = {(a, b): c for (a, b), c in rows.items() if (a, b)[at] == only.value}
            found = {cell[other]: counts for cell, counts in cells.items()}
            starts = {cell[other]: self.hidden.cell(pair, cell) for cell in cells}
        if found and not any(starts.values()):
            return {}
        return {v: _row(found[v], starts[v]) for v in self.names(division) if v in found}

    def crossed(self, one: Division, other: Division) -> dict[tuple[str, str], Row]:
        pair = self._pair(one, other)
        rows = linked.sums(self.atoms, *pair)
        return {(a, b): _row(c, self.hidden.cell(pair, (a, b))) for (a, b), c in rows.items()}

    def is_shut(self, one: Division, other: Division) -> bool:
        return self.hidden.shut.get(self._pair(one, other), len(STAGES)) == 0

    def names(self, division: Division) -> Mapping[str, str]:
        """Message keys of the groups; of units their names."""
        return self._units() if division is Division.UNIT else GROUPS[division]


def _row(counts: Counts, start: int) -> Row:
    return tuple(n if stage < start else None for stage, n in enumerate(counts))
