"""Sections 2 to 4: who is counted, how far they came, by groups. All from one counting of the people."""

from collections.abc import Callable, Mapping
from functools import cached_property

from app.core.tables import Cell, Table
from app.core.words import N_
from app.reports import linked
from app.reports.asking import Asked
from app.reports.divisions import DIVISIONS, GROUPS, ORDER, PLACE, STAGE_NAMES, STAGES, Division
from app.reports.hiding import FEWEST, hide
from app.reports.linked import Counts
from app.reports.queries import institution
from app.reports.queries.institution import Counted, Denominators
from app.reports.sections import NAMES, NOT_COLLECTED, Bar, Block, Key, Section, Words, share, shown

_WHOLE = N_("All together")
_SHARES = ("completed", "certified")
_MINUTES_OF_AN_HOUR = 60
_ENROLLED = STAGES.index("enrolled")
_COMPLETED, _CERTIFIED = STAGES.index("completed"), STAGES.index("certified")
# What two divisions crossed show: a table for each of these stages.
_CROSSED = ("in_scope", "completed", "certified")

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

    @cached_property
    def _counted(self) -> Counted:
        return institution.counted(self.asked, self._minutes())

    @property
    def atoms(self) -> dict[linked.Values, Counts]:
        return self._counted.atoms

    @property
    def hours(self) -> float | None:
        """Of everybody who is enrolled; of one to four people it would tell how long they studied."""
        enrolled = self.total[_ENROLLED]
        if enrolled is None or 0 < enrolled < FEWEST or self.asked.only or not self._minutes():
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


# ── 2 ─────────────────────────────────────────────────────────────────────────


def denominators(
    asked: Asked, words: Words, found: Denominators, names: Mapping[str, str]
) -> Section:
    """Reasons of one to four people are hidden with another, or all; then the roster too, whose rest they are."""
    away = sum(found.away.values())
    tells = 0 < away < FEWEST or 0 < found.counted < FEWEST
    kinds = [(n,) for n in found.away.values()]
    starts = hide(kinds, [0 if 0 < n < FEWEST else 1 for (n,) in kinds], 0 if tells else 1)
    rows: list[list[Cell]] = [
        [
            words.say(N_("Hold a post of the institution")),
            shown(None if tells else found.roster, words),
        ]
    ]
    for (kind, n), start in zip(found.away.items(), starts, strict=True):
        rows.append([words.say(names[kind]), shown(n if start else None, words)])
    counted = None if 0 < found.counted < FEWEST else found.counted
    rows += [
        [words.say(N_("Away on that day, together")), shown(None if tells else away, words)],
        [words.say(N_("Counted in this report")), shown(counted, words)],
    ]
    gone: list[list[Cell]] = [
        [words.say(says), shown(None if 0 < n < FEWEST else n, words)]
        for says, n in (
            (N_("Left the service"), found.left),
            (N_("Moved to another institution"), found.moved),
        )
    ]
    head = [words.say(N_("Who")), words.say(N_("People"))]
    since = words.say(N_("Not on the roster any more since %(day)s"), day=words.day(asked.from_day))
    return Section(
        Key.DENOMINATORS,
        words.say(NAMES[Key.DENOMINATORS]),
        (
            Block(words.say(N_("The roster of the day")), Table(head, rows)),
            Block(since, Table(head, gone)),
        ),
    )


# ── 3 ─────────────────────────────────────────────────────────────────────────

_AFTER = {
    "in_scope": (N_("Invited"),),
    "started": (N_("Attended in a room, in hours"),),
    "completed": (N_("Demonstrated in a joint mock trial"), N_("Applied at work")),
}


def funnel(people: People, words: Words) -> Section:
    whole, rows, bars = people.total[0], [], []
    for stage, count in zip(STAGES, people.total, strict=True):
        name = words.say(STAGE_NAMES[stage])
        part = share(count, whole)
        rows.append([name, shown(count, words), part])
        bars.append(_bar(name, count, part, words))
        rows += [[words.say(n), words.say(NOT_COLLECTED), None] for n in _AFTER.get(stage, ())]
    done, held = people.total[_COMPLETED], people.total[_CERTIFIED]
    lapsed = None if done is None or held is None else done - held
    rows.append(
        [
            words.say(N_("Lapsed: completed, no certificate in force")),
            shown(lapsed, words),
            share(lapsed, whole),
        ]
    )
    if people.asked.only is None:
        hours = people.hours
        rows.append(
            [
                words.say(N_("Hours of study, by the minutes stated for each lesson read")),
                hours if hours is not None else words.say(NOT_COLLECTED if whole else "–"),
                None,
            ]
        )
    head = [
        words.say(N_("Stage")),
        words.say(N_("People")),
        words.say(N_("Share of those in scope")),
    ]
    block = Block(words.say(NAMES[Key.FUNNEL]), Table(head, rows), (2,), tuple(bars))
    return Section(Key.FUNNEL, words.say(NAMES[Key.FUNNEL]), (block,))


def _bar(name: str, count: int | None, part: float | None, words: Words) -> Bar:
    return name, part, str(shown(count, words))


# ── 4 ─────────────────────────────────────────────────────────────────────────


def divisions(people: People, words: Words) -> Section:
    only = people.asked.only
    blocks = [
        _division(people, division, words)
        for division in ORDER
        if only is None or division is not only.division
    ]
    if people.asked.across and only is None:
        blocks = _crossing(people, *people.asked.across, words) + blocks
    mode = [[words.say(N_("Online, signed in")), *_cells(people.total, words)]]
    mode += [
        [words.say(name), words.say(NOT_COLLECTED), *[None] * (len(_head(words)) - 1)]
        for name in (N_("In a room"), N_("Blended"), N_("Offline kit"))
    ]
    heading = [words.say(N_("Mode of study")), *_head(words)]
    blocks.append(Block(words.say(N_("Mode of study")), Table(heading, mode), _share_columns()))
    note = words.say(
        N_(
            "Groups of fewer than %(fewest)s people are not shown, nor what they could be worked out from."
        ),
        fewest=FEWEST,
    )
    return Section(Key.DIVISIONS, words.say(NAMES[Key.DIVISIONS]), tuple(blocks), (note,))


def _head(words: Words) -> list[str]:
    found = []
    for stage in STAGES:
        found.append(words.say(STAGE_NAMES[stage]))
        if stage in _SHARES:
            found.append(words.say(_SHARE_OF[stage]))
    return found


_SHARE_OF = {
    "completed": N_("Completed, share of those in scope"),
    "certified": N_("Certified, share of those in scope"),
}


def _share_columns() -> tuple[int, ...]:
    places, column = [], 0
    for stage in STAGES:
        column += 1
        if stage in _SHARES:
            column += 1
            places.append(column)
    return tuple(places)


def _cells(row: Row, words: Words) -> list[Cell]:
    found: list[Cell] = []
    for stage, count in zip(STAGES, row, strict=True):
        found.append(shown(count, words))
        if stage in _SHARES:
            found.append(share(count, row[0]))
    return found


def _division(people: People, division: Division, words: Words) -> Block:
    names, lines = people.names(division), people.lines(division)
    is_unit = division is Division.UNIT
    rows = [
        [names[value] if is_unit else words.say(names[value]), *_cells(row, words)]
        for value, row in lines.items()
    ]
    rows.append([words.say(_WHOLE), *_cells(people.total, words)])
    name = words.say(DIVISIONS[division])
    return Block(name, Table([name, *_head(words)], rows), _share_columns())


def _crossing(people: People, one: Division, other: Division, words: Words) -> list[Block]:
    if people.is_shut(one, other):
        return []
    names, across = people.names(one), people.names(other)
    cells = people.crossed(one, other)
    rows = [v for v in names if any(a == v for a, _b in cells)]
    columns = [v for v in across if any(b == v for _a, b in cells)]

    def named(of: Mapping[str, str], division: Division, value: str) -> str:
        return of[value] if division is Division.UNIT else words.say(of[value])

    blocks = []
    for stage in _CROSSED:
        place = STAGES.index(stage)
        table = [
            [
                named(names, one, a),
                *(shown(cells[a, b][place], words) if (a, b) in cells else 0 for b in columns),
                shown(people.lines(one).get(a, (None,) * len(STAGES))[place], words),
            ]
            for a in rows
        ]
        last = people.lines(other)
        sums = [shown(last.get(b, (None,) * len(STAGES))[place], words) for b in columns]
        table.append([words.say(_WHOLE), *sums, shown(people.total[place], words)])
        title = words.say(
            N_("%(one)s and %(other)s: %(stage)s"),
            one=words.say(DIVISIONS[one]),
            other=words.say(DIVISIONS[other]),
            stage=words.say(STAGE_NAMES[stage]),
        )
        head = [words.say(DIVISIONS[one]), *(named(across, other, b) for b in columns)]
        blocks.append(Block(title, Table([*head, words.say(_WHOLE)], table)))
    return blocks
