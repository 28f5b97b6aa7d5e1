"""Rows without names tell nobody apart, nor do they give away what the report's tables hide."""

from itertools import combinations, product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.reports import linked, recoding
from app.reports.hiding import FEWEST
from app.reports.recoding import NOT_TOLD, OTHER, Recoding
from tests.reports.attacking import Attack
from tests.reports.test_linked import SIZES, STAGES, attack, roster

PLACES = range(len(SIZES))


def recoded(atoms, hidden) -> Recoding:
    def cell(one: int, value: str, other: int, across: str) -> int:
        return hidden.cell((one, other), (value, across))

    def line(column: int, value: str) -> int:
        return hidden.line((column, value))

    return recoding.recode(atoms, stages=hidden.total, line=line, cell=cell)


def told(atoms, how: Recoding) -> dict[tuple[str, ...], list[int]]:
    """What somebody counts who has the rows."""
    found: dict[tuple[str, ...], list[int]] = {}
    for values, counts in atoms.items():
        row = found.setdefault(how.of(values), [0] * (how.last + 1))
        for stage in range(how.last + 1):
            row[stage] += counts[stage]
    return found


@pytest.mark.parametrize("people", [12, 40, 200, 900, 5000])
@pytest.mark.parametrize("seed", range(4))
def test_no_group_of_all_columns_is_under_five(people, seed):
    atoms = roster(people, seed)
    hidden = linked.hide(atoms, len(SIZES), STAGES)
    groups = told(atoms, recoded(atoms, hidden))
    assert sum(row[0] for row in groups.values()) == people, "somebody is left out"
    assert [row for row in groups.values() for n in row if 0 < n < FEWEST] == []


def test_of_many_people_much_is_told_and_of_few_little():
    many, few = roster(20_000, 1), roster(30, 1)
    rich = recoded(many, linked.hide(many, len(SIZES), STAGES))
    poor = recoded(few, linked.hide(few, len(SIZES), STAGES))
    assert rich.last == STAGES - 1
    assert all(rich.told)
    assert poor.weight < rich.weight


def test_values_are_put_together_or_not_told():
    how = Recoding((frozenset({"a"}), frozenset()), 0)
    assert how.of(("a", "x")) == ("a", NOT_TOLD)
    assert how.of(("b", "x")) == (OTHER, NOT_TOLD)


def matched(reckoning: Attack, atoms, how: Recoding) -> None:
    """Sums over the rows, by one column and by two, are equations about the tables of the report."""
    groups = told(atoms, how)
    for size in (1, 2):
        for places in combinations(PLACES, size):
            sums: dict[tuple[str, ...], list[int]] = {}
            for values, counts in groups.items():
                row = sums.setdefault(tuple(values[p] for p in places), [0] * (how.last + 1))
                for stage, n in enumerate(counts):
                    row[stage] += n
            members: dict[tuple[str, ...], set[tuple[str, ...]]] = {}
            for values in linked.sums(atoms, *places):
                codes = how.of([values[places.index(p)] if p in places else "" for p in PLACES])
                members.setdefault(tuple(codes[p] for p in places), set()).add(values)
            for code, counts in sums.items():
                for stage, n in enumerate(counts):
                    name = ("rows", places, code, stage)
                    reckoning.figure(name, n)
                    inside = [_name(places, values, stage) for values in members[code]]
                    reckoning.adds_up(inside, name)


def _name(places, values, stage):
    return (places[0], values[0], stage) if len(places) == 1 else (places, *values, stage)


def recovered(atoms, hidden, how: Recoding) -> list:
    """Figures about one to four people that tables and rows together give away."""
    reckoning, true = attack(atoms, hidden)
    _absent(reckoning, true, atoms)
    matched(reckoning, atoms, how)
    small = {name for name, n in true.items() if 0 < n < FEWEST and not reckoning.known(name)}
    found = reckoning.eliminated() & small
    reckoning.bounds()
    return sorted(found | {name for name in small if reckoning.known(name)}, key=str)


def _absent(reckoning: Attack, true, atoms) -> None:
    """Cells in which nobody is, where the crossing does not say so."""
    for pair in combinations(PLACES, 2):
        rows = ([v for (v,) in linked.sums(atoms, place)] for place in pair)
        for a, b in product(*rows):
            for stage in range(STAGES):
                if (pair, a, b, stage) not in true:
                    reckoning.figure((pair, a, b, stage), 0)


@settings(max_examples=30)
@given(st.integers(5, 400), st.integers(0, 10_000))
def test_rows_and_tables_together_give_no_hidden_figure_away(people, seed):
    atoms = roster(people, seed)
    hidden = linked.hide(atoms, len(SIZES), STAGES)
    assert recovered(atoms, hidden, recoded(atoms, hidden)) == []


@pytest.mark.parametrize("seed", range(3))
def test_rows_as_they_are_would_not_do(seed):
    """The planted fault: every value told."""
    atoms = roster(200, seed)
    hidden = linked.hide(atoms, len(SIZES), STAGES)
    values = tuple(frozenset(v for (v,) in linked.sums(atoms, place)) for place in PLACES)
    assert len(recovered(atoms, hidden, Recoding(values, STAGES - 1))) > 10


def test_groups_of_five_alone_would_not_do():
    """The planted fault: rows that heed only their own size, and not what the report hides."""
    found = []
    for seed in range(30):
        atoms = roster(80, seed)
        hidden = linked.hide(atoms, len(SIZES), STAGES)
        careless = recoding.recode(
            atoms, stages=STAGES, line=lambda *_: STAGES, cell=lambda *_: STAGES
        )
        found += recovered(atoms, hidden, careless)
    assert found
