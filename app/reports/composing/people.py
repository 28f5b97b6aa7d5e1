"""Sections 2 to 4: who is counted, how far they came, by groups. All from one counting of the people."""

from collections.abc import Mapping

from app.core.tables import Cell, Table
from app.core.words import N_
from app.reports.asking import Asked
from app.reports.composing.counted import People, Row
from app.reports.divisions import DIVISIONS, ORDER, STAGE_NAMES, STAGES, Division
from app.reports.hiding import FEWEST, hide
from app.reports.queries.institution import Denominators
from app.reports.sections import (
    HIDDEN,
    NAMES,
    NOT_COLLECTED,
    Bar,
    Block,
    Key,
    Section,
    Words,
    share,
    shown,
)

_WHOLE = N_("All together")
_SHARES = ("completed", "certified")
_COMPLETED, _CERTIFIED = STAGES.index("completed"), STAGES.index("certified")
# What two divisions crossed show: a table for each of these stages.
_CROSSED = ("in_scope", "completed", "certified")

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
    head = [words.say(N_("Group")), words.say(N_("People"))]
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
    hours = people.hours
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
    said = words.say(HIDDEN) if count is None else f"{count:,}".replace(",", "\u00a0")
    return name, part, said


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
    return Block(name, Table([name, *_head(words)], rows), _share_columns(), total=True)


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
        blocks.append(Block(title, Table([*head, words.say(_WHOLE)], table), total=True))
    return blocks
