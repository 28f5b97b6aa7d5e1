"""Somebody takes every page of the seeded roster, with every filter and every crossing, and reckons: nothing hidden comes out."""

from itertools import combinations, product

import pytest

from app.db.session import transaction
from app.reports.divisions import DIVISIONS, GROUPS, ORDER, STAGE_NAMES, STAGES, Division
from app.reports.hiding import FEWEST
from app.reports.sections import HIDDEN
from tests.reports import facts, roster
from tests.reports.attacking import INFINITE, Attack
from tests.reports.reading import DAY, meant
from tests.reports.told import named, of_stages, tables

CROSSED = ("in_scope", "completed", "certified")
WHOLE = "All together"


@pytest.fixture
def people(cast):
    with transaction():
        return roster.build(cast, facts.course(audience="police, judge"), seed=21)


def gather(get, people) -> tuple[dict, set]:
    """Figures by what they are about: (group or groups, stage) → what is shown, or None; crossings not shown at all."""
    figures: dict = {}
    shut = set()

    def told(name, stage, cell) -> None:
        n = meant(cell)
        n = None if n == HIDDEN else int(n)
        before = figures.get((name, stage))
        assert None in (n, before) or n == before, "two pages differ"
        if n is not None or (name, stage) not in figures:
            figures[name, stage] = n

    codes = {d: {name: value for value, name in named(d, people).items()} for d in Division}
    for division, rows in read_divisions(get()).items():
        for name, cells in rows.items():
            group = () if name == WHOLE else ((division, codes[division][name]),)
            for stage, cell in zip(STAGES, cells, strict=True):
                told(group, stage, cell)
    for one in Division:
        for value in codes[one].values():
            page = get(only=f"{one}:{value}")
            for other, rows in read_divisions(page).items():
                for name, cells in rows.items():
                    group = [(one, value)]
                    if name != WHOLE:
                        group.append((other, codes[other][name]))
                    for stage, cell in zip(STAGES, cells, strict=True):
                        told(tuple(sorted(group, key=place)), stage, cell)
    crossings(get, codes, told, shut)
    return figures, shut


def crossings(get, codes, told, shut: set) -> None:
    for one, other in combinations(ORDER, 2):
        found = tables(get(across=f"{one}*{other}"))
        for stage in CROSSED:
            title = f"{DIVISIONS[one]} and {DIVISIONS[other]}: {STAGE_NAMES[stage]}"
            if title not in found:
                shut.add((one, other))
                continue
            head, *rows = found[title]
            for row in rows[:-1]:
                for column, cell in zip(head[1:-1], row[1:-1], strict=True):
                    group = ((one, codes[one][row[0]]), (other, codes[other][column]))
                    told(group, stage, cell)


def place(group) -> int:
    return ORDER.index(group[0])


def read_divisions(page) -> dict[Division, dict[str, list[str]]]:
    found = tables(page)
    return {
        d: {row[0]: of_stages(row) for row in found[DIVISIONS[d]][1:]}
        for d in Division
        if DIVISIONS[d] in found
    }


def test_nothing_hidden_is_reckoned_back_from_all_pages(people, cast, browser_of):
    browser, root = browser_of("kanykei"), cast.units["police"].id

    def get(**asked: str):
        days = f"from={roster.SINCE}&until={DAY}&on={DAY}"
        more = "".join(f"&{name}={value}" for name, value in asked.items())
        return browser.get(f"/reports/institution/{root}/divisions?{days}{more}")

    figures, shut = gather(get, people)
    true = truth(people, shut)
    for name, counts in true.items():
        assert figures.get(name) in (None, counts)
        assert not 0 < (figures.get(name) or 0) < FEWEST, "a group under five is shown"
    solved, hidden = reckoned_back(figures, true)
    assert len(hidden) > 100, "nothing to attack"
    assert sorted(solved, key=str) == []


def reckoned_back(figures: dict, true: dict) -> tuple[set, set]:
    """Which small figures come out, and which there are to be found."""
    attack = Attack()
    for group, stage in true:
        attack.figure((group, stage), figures.get((group, stage)))
        if stage != STAGES[0]:
            attack.part_of((group, stage), (group, STAGES[STAGES.index(stage) - 1]))
    equations(attack, true)
    hidden = {name for name, n in true.items() if figures.get(name) is None and 0 < n < FEWEST}
    solved = attack.eliminated() & hidden
    attack.bounds()
    assert max(attack.high.values()) < INFINITE
    return solved | {name for name in hidden if attack.known(name)}, hidden


def test_a_planted_report_that_hides_small_groups_only_is_reckoned_back(people):
    """Of single divisions, without a second row hidden beside a small one."""
    true = {name: n for name, n in truth(people, set()).items() if len(name[0]) < 2}
    figures = {name: n for name, n in true.items() if not 0 < n < FEWEST}
    solved, hidden = reckoned_back(figures, true)
    assert len(hidden) > 5
    assert solved


def truth(people, shut: set) -> dict:
    """With zeros where the pages do not say that nobody is there."""
    found = {}
    for groups in ((), *((d,) for d in ORDER), *combinations(ORDER, 2)):
        cells = roster.count(people, DAY, *groups)
        if groups in shut:
            rows = ([v for (v,) in roster.count(people, DAY, d)] for d in groups)
            cells = dict.fromkeys(product(*rows), [0] * len(STAGES)) | cells
        for values, counts in cells.items():
            group = tuple(zip(groups, values, strict=True))
            found |= {(group, stage): n for stage, n in zip(STAGES, counts, strict=True)}
    return found


def equations(attack: Attack, true: dict) -> None:
    """Rows add up to the whole; cells to their rows and to their columns."""
    lines: dict = {}
    for group, stage in true:
        if len(group) == 1:
            lines.setdefault(((), group[0][0], stage), []).append((group, stage))
        if len(group) == 2:
            for mine, other in (group, group[::-1]):
                lines.setdefault(((mine,), other[0], stage), []).append((group, stage))
    for (whole, _division, stage), parts in lines.items():
        attack.adds_up(parts, (whole, stage))


def test_the_groups_of_the_roster_are_those_the_report_knows(people):
    for division, groups in GROUPS.items():
        assert {key for (key,) in roster.count(people, DAY, division)} <= groups.keys()
