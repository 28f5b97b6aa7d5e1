"""Linked tables hide so that nobody reckons a hidden figure back, whoever the people are."""

import random
from itertools import combinations, product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.reports import linked
from tests.reports.attacking import Attack

STAGES = 4
SIZES = (2, 5, 4, 3)


def roster(people: int, seed: int) -> dict[linked.Values, linked.Counts]:
    """Unevenly spread; the second division decides the third, as units decide regions."""
    dice = random.Random(seed)
    found: dict[linked.Values, list[int]] = {}
    for _ in range(people):
        values = [f"v{min(int(dice.expovariate(0.7)), size - 1)}" for size in SIZES]
        values[2] = f"r{int(values[1][1:]) // 2}"
        reached = dice.choices(range(STAGES), (3, 3, 2, 1))[0]
        counts = found.setdefault(tuple(values), [0] * STAGES)
        for stage in range(reached + 1):
            counts[stage] += 1
    return {values: tuple(counts) for values, counts in found.items()}


def attack(atoms, hidden: linked.Hidden) -> tuple[Attack, dict]:
    """All that the report shows, as the attacker writes it down; and what is true."""
    places, reckoning, true = range(len(SIZES)), Attack(), {}

    def told(name, counts, start):
        for stage, count in enumerate(counts):
            reckoning.figure((*name, stage), count if stage < start else None)
            true[(*name, stage)] = count
            if stage:
                reckoning.part_of((*name, stage), (*name, stage - 1))

    told(("all",), linked.sums(atoms)[()], hidden.total)
    for place in places:
        rows = linked.sums(atoms, place)
        for (value,), counts in rows.items():
            told((place, value), counts, hidden.line((place, value)))
        for stage in range(STAGES):
            reckoning.adds_up([(place, value, stage) for (value,) in rows], ("all", stage))
    for pair in combinations(places, 2):
        cells = linked.sums(atoms, *pair)
        if hidden.shut.get(pair) == 0:
            rows = ([v for (v,) in linked.sums(atoms, place)] for place in pair)
            cells = dict.fromkeys(product(*rows), (0,) * STAGES) | cells
        for (a, b), counts in cells.items():
            told((pair, a, b), counts, hidden.cell(pair, (a, b)))
        for stage in range(STAGES):
            for side in (0, 1):
                for value in {cell[side] for cell in cells}:
                    inside = [(pair, *c, stage) for c in cells if c[side] == value]
                    reckoning.adds_up(inside, (pair[side], value, stage))
    return reckoning, true


def recovered(atoms, hidden: linked.Hidden) -> list:
    """Every figure about one to four people; and every other one, but of tables that are not shown at all."""
    reckoning, true = attack(atoms, hidden)

    def matters(name) -> bool:
        keys = (name[0], *name[0]) if isinstance(name[0], tuple) else (name[0],)
        shut = any(hidden.shut.get(key, STAGES) <= name[-1] for key in keys)
        return 0 < true[name] < linked.FEWEST or bool(true[name] and not shut)

    kept = {name for name in true if not reckoning.known(name) and matters(name)}
    found = reckoning.eliminated() & kept
    reckoning.bounds()
    found |= {name for name in kept if reckoning.known(name)}
    return [(name, true[name]) for name in sorted(found, key=str)]


@pytest.mark.parametrize("people", [12, 40, 90, 200, 600])
@pytest.mark.parametrize("seed", range(6))
def test_no_hidden_figure_is_reckoned_back(people, seed):
    atoms = roster(people, seed)
    assert recovered(atoms, linked.hide(atoms, len(SIZES), STAGES)) == []


def test_a_cell_of_nobody_at_the_stage_before_protects_no_other():
    atoms = roster(41, 191)
    assert recovered(atoms, linked.hide(atoms, len(SIZES), STAGES)) == []


@settings(max_examples=40)
@given(st.integers(5, 300), st.integers(0, 10_000))
def test_nor_of_any_other_people(people, seed):
    atoms = roster(people, seed)
    assert recovered(atoms, linked.hide(atoms, len(SIZES), STAGES)) == []


def test_hiding_the_small_ones_alone_would_not_do():
    """The planted fault: the attack is worth something."""
    atoms = roster(200, 1)
    naive = linked.Hidden(STAGES, STAGES)
    for place in range(len(SIZES)):
        for (value,), counts in linked.sums(atoms, place).items():
            naive.lines[place, value] = linked.first_small(counts)
    for pair in combinations(range(len(SIZES)), 2):
        for (a, b), counts in linked.sums(atoms, *pair).items():
            naive.cells[pair, (a, b)] = linked.first_small(counts)
    assert len(recovered(atoms, naive)) > 10


def test_every_small_group_is_hidden_and_most_of_the_rest_is_shown():
    atoms = roster(600, 2)
    hidden = linked.hide(atoms, len(SIZES), STAGES)
    shown = whole = 0
    for place in range(len(SIZES)):
        for (value,), counts in linked.sums(atoms, place).items():
            assert hidden.line((place, value)) <= linked.first_small(counts)
            shown, whole = shown + hidden.line((place, value)), whole + STAGES
    for pair in combinations(range(len(SIZES)), 2):
        for (a, b), counts in linked.sums(atoms, *pair).items():
            assert hidden.cell(pair, (a, b)) <= linked.first_small(counts)
    assert shown > 0.8 * whole


def test_a_crossing_shows_the_same_whether_asked_alone_or_with_the_others():
    atoms = roster(300, 4)
    together = linked.hide(atoms, len(SIZES), STAGES)
    for pair in combinations(range(len(SIZES)), 2):
        alone = linked.hide(atoms, len(SIZES), STAGES, pairs=[pair])
        assert alone.lines == together.lines
        for cell in linked.sums(atoms, *pair):
            assert alone.cell(pair, (cell[0], cell[1])) == together.cell(pair, (cell[0], cell[1]))
