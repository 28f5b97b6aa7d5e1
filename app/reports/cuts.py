"""Dividing people into groups, by sex, by unit and so on, and saying which figures of a group may be shown.

The same group is met on several pages: as a row of a table, as all the people of a page with a filter, as a
row of another table. So a page with a filter shows no more of its people than the table from which the
filter picks them, and a row no more than the tables in which another choice of filters would show it. What
one table has to hide so that it cannot be worked out is said in hiding.py.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from app.reports import tree
from app.reports.hiding import first_small, hide
from app.reports.scope import Cut, Filters, Scope

# In this order each stage is part of the one before: a completion counts as passed, also of a course without a final test.
STAGES = ("in_scope", "enrolled", "started", "passed", "completed", "certified")
_NOBODY = (0,) * len(STAGES)

Counts = tuple[int, ...]
Value = int | str


@dataclass(frozen=True)
class Tally:
    """How many people with these values, in the order of the scope's dimensions, reached each stage."""

    values: tuple[Value, ...]
    counts: Counts


@dataclass(frozen=True)
class Line:
    """One group, or with no `value` everybody. A count of None is not shown."""

    value: Value | None
    counts: tuple[int | None, ...]


@dataclass(frozen=True)
class Figures:
    """`listed` is False when there are groups, but none of which anything may be shown."""

    lines: tuple[Line, ...]
    total: Line
    listed: bool = True

    @property
    def are_whole(self) -> bool:
        return self.listed and not any(None in ln.counts for ln in (*self.lines, self.total))


def figures(tallies: Sequence[Tally], scope: Scope, tops: Sequence[str]) -> Figures:
    """`tops` are the highest units of the reach."""
    groups = _Groups(tallies, scope, tops)
    total = _line(None, groups.total(scope.filters), groups.start(scope.filters))
    if scope.by is None:
        return Figures((), total)
    rows = groups.table(scope.by, scope.filters)
    starts = groups.starts(scope.by, scope.filters)
    if _is_shut(starts):
        return Figures((), total, listed=False)
    return Figures(tuple(_line(value, rows[value], starts[value]) for value in rows), total)


def _line(value: Value | None, counts: Counts, start: int) -> Line:
    return Line(value, tuple(n if stage < start else None for stage, n in enumerate(counts)))


def _is_shut(starts: Mapping[Value, int]) -> bool:
    return bool(starts) and not any(starts.values())


def _pick(starts: Mapping[Value, int], value: Value) -> int:
    """Nobody is no group, unless saying so would tell that there is somebody in the others."""
    return starts.get(value, 0 if _is_shut(starts) else len(STAGES))


def _sum(many: Iterable[Counts]) -> Counts:
    return tuple(map(sum, zip(_NOBODY, *many, strict=True)))


class _Groups:
    """Tables of sums over the tallies, and from which stage on each sum is hidden."""

    def __init__(self, tallies: Sequence[Tally], scope: Scope, tops: Sequence[str]) -> None:
        self._place = {cut: place for place, cut in enumerate(scope.dimensions)}
        self._tops = tops
        self._tallies = self._rough(tallies, scope) if Cut.UNIT in self._place else tallies
        self._starts: dict[tuple, dict[Value, int]] = {}

    def total(self, filters: Filters) -> Counts:
        return _sum(t.counts for t in self._tallies if self._meets(t, filters))

    def table(self, cut: Cut, filters: Filters) -> dict[Value, Counts]:
        """The groups in which there is anybody, in a fixed order."""
        found: dict[Value, list[Counts]] = {}
        for tally in self._tallies:
            if self._meets(tally, filters):
                found.setdefault(self._group(tally, cut, filters), []).append(tally.counts)
        return {value: _sum(found[value]) for value in sorted(found)}

    def start(self, filters: Filters) -> int:
        """From which stage on the figures of a page with these filters are hidden."""
        starts = [first_small(self.total(filters))]
        for cut, value in filters.items():
            starts.append(_pick(self.starts(cut, self._without(filters, cut)), value))
        return min(starts)

    def starts(self, cut: Cut, filters: Filters) -> dict[Value, int]:
        """The same for the rows of a table."""
        key = (cut, *sorted(filters.items()))
        if key not in self._starts:
            rows = self.table(cut, filters)
            least = [self._elsewhere({**filters, cut: value}, cut) for value in rows]
            hidden = hide(list(rows.values()), least, self.start(filters))
            self._starts[key] = dict(zip(rows, hidden, strict=True))
        return self._starts[key]

    def _elsewhere(self, group: Filters, cut: Cut) -> int:
        """From which stage on a row is hidden in the other tables in which it stands."""
        starts = [first_small(self.total(group))]
        for other, value in group.items():
            if other is not cut:
                starts.append(_pick(self._alone(other, self._without(group, other)), value))
        return min(starts)

    def _alone(self, cut: Cut, filters: Filters) -> dict[Value, int]:
        """What a table would hide if there were no others."""
        rows = self.table(cut, filters)
        least = [first_small(counts) for counts in rows.values()]
        hidden = hide(list(rows.values()), least, first_small(self.total(filters)))
        return dict(zip(rows, hidden, strict=True))

    def _meets(self, tally: Tally, filters: Filters) -> bool:
        for cut, wanted in filters.items():
            value = tally.values[self._place[cut]]
            if cut is Cut.UNIT and not tree.is_within(str(value), str(wanted)):
                return False
            if cut is not Cut.UNIT and value != wanted:
                return False
        return True

    def _group(self, tally: Tally, cut: Cut, filters: Filters) -> Value:
        value = tally.values[self._place[cut]]
        return tree.group(str(value), _unit(filters), self._tops) if cut is Cut.UNIT else value

    def _without(self, filters: Filters, cut: Cut) -> dict[Cut, Value]:
        """The filters of the table in which this filter's choice is a row."""
        left = {other: value for other, value in filters.items() if other is not cut}
        if cut is Cut.UNIT and (upper := tree.above(str(filters[cut]), self._tops)):
            left[cut] = upper
        return left

    def _rough(self, tallies: Sequence[Tally], scope: Scope) -> list[Tally]:
        """Units that stand in no table of this page apart are put together, so that sums are short."""
        place = self._place[Cut.UNIT]
        found: dict[tuple[Value, ...], list[Counts]] = {}
        for tally in tallies:
            unit = tree.roughly(str(tally.values[place]), _unit(scope.filters), self._tops)
            values = (*tally.values[:place], unit, *tally.values[place + 1 :])
            found.setdefault(values, []).append(tally.counts)
        return [Tally(values, _sum(counts)) for values, counts in found.items()]


def _unit(filters: Filters) -> str | None:
    return str(filters[Cut.UNIT]) if Cut.UNIT in filters else None
