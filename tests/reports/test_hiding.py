"""No group under five can be worked out from a table, by a reader who tries every table that fits what is shown."""

from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.reports.hiding import FEWEST, first_small, hide

# What a hidden total leaves open goes up to here.
_MOST = 12


def hidden(rows):
    """As for a table of its own: everything starts from what is small, the total too."""
    total = [sum(column) for column in zip(*rows, strict=True)]
    end = first_small(total)
    return hide(rows, [first_small(row) for row in rows], end), end


@pytest.mark.parametrize(
    ("rows", "starts"),
    [
        # Nobody is small.
        ([(20, 10), (30, 5)], [2, 2]),
        # Zero is not small.
        ([(20, 0), (30, 5)], [2, 2]),
        # One small group takes the next smallest with it.
        ([(3, 1), (30, 20), (20, 10)], [0, 2, 0]),
        # Small from the second stage on only: so is its neighbour hidden.
        ([(30, 3), (20, 10), (40, 12)], [1, 1, 2]),
        # Two small ones that could be 1 and 4, or 2 and 3, or the other way round.
        ([(3, 0), (2, 0), (30, 10)], [0, 0, 2]),
        # Two ones can only be two ones when they add up to two.
        ([(1, 0), (1, 0), (30, 9), (20, 5)], [0, 0, 2, 0]),
        # Two fours can only be two fours when they add up to eight.
        ([(4, 0), (4, 0), (30, 9), (20, 5)], [0, 0, 2, 0]),
        # Nothing is left to hide behind: nothing is shown.
        ([(3, 1), (30, 20)], [0, 0]),
        ([(3, 1)], [0]),
    ],
)
def test_small_rows_and_as_many_as_they_need_are_hidden(rows, starts):
    assert hidden(rows)[0] == starts


def test_a_row_that_cannot_give_way_is_no_hiding_place():
    """The second row kept everybody, so its hidden figure could not be larger: the four would be known to be four."""
    rows = [(10, 4), (20, 20), (30, 25)]
    assert hidden(rows)[0] == [1, 1, 1]


def test_a_hidden_total_has_a_hidden_row_below_it():
    rows = [(30, 20), (20, 10)]
    assert hide(rows, [2, 2], 1) == [2, 1]


def test_what_is_hidden_elsewhere_is_hidden_here():
    assert hide([(30, 20), (20, 10), (40, 30)], [2, 0, 2], 2) == [0, 0, 2]


def test_an_empty_table_hides_nothing():
    assert hide([], [], 6) == []


def nested(stages: int, most: int):
    """A row: each stage is part of the one before."""
    counts = st.lists(st.integers(0, most), min_size=stages, max_size=stages)
    return counts.map(lambda row: tuple(sorted(row, reverse=True))).filter(lambda row: row[0] > 0)


@settings(max_examples=150, deadline=None)
@given(st.lists(nested(3, 9), min_size=2, max_size=4))
def test_every_hidden_figure_could_be_another_one(rows):
    starts, end = hidden(rows)
    if not any(starts):
        return  # no row is shown
    possible = worked_out(rows, starts, end)
    for r, row in enumerate(rows):
        for stage in range(starts[r], len(row)):
            if row[stage] and stage < end:
                assert len(possible[r, stage]) > 1, (rows, starts, end, r, stage)


@settings(max_examples=300, deadline=None)
@given(st.lists(nested(6, 60), min_size=2, max_size=12))
def test_no_small_figure_is_shown_and_no_later_stage_of_a_hidden_one(rows):
    starts, _end = hidden(rows)
    for row, start in zip(rows, starts, strict=True):
        assert not any(0 < count < FEWEST for count in row[:start])


@settings(max_examples=300, deadline=None)
@given(st.lists(nested(6, 60), min_size=2, max_size=12))
def test_alone_in_a_column_nobody_hides(rows):
    starts, end = hidden(rows)
    for stage in range(end):
        filled = [r for r, row in enumerate(rows) if starts[r] <= stage and row[stage]]
        others = [r for r, start in enumerate(starts) if start <= stage]
        assert not filled or len(others) > 1 or not any(starts)


@settings(max_examples=200, deadline=None)
@given(st.lists(nested(4, 30), min_size=2, max_size=6), st.randoms())
def test_the_order_of_the_rows_decides_nothing_but_between_equals(rows, chance):
    if len({row[0] for row in rows}) < len(rows):
        return
    shuffled = list(rows)
    chance.shuffle(shuffled)
    assert dict(zip(rows, hidden(rows)[0], strict=True)) == dict(
        zip(shuffled, hidden(shuffled)[0], strict=True)
    )


def worked_out(rows, starts, end) -> dict[tuple[int, int], set[int]]:
    """By trying everything: the values each hidden figure can have for a reader who knows the rule.

    They know all that is shown, that the rows add up, that each stage is part of the one before, that no row is
    empty, and even which rows are hidden for being small.
    """
    stages = len(rows[0])
    fits: list[dict[tuple, set[tuple]]] = []
    before: set[tuple] = {()}
    for stage in range(stages):
        found: dict[tuple, set[tuple]] = {}
        for state in before:
            found[state] = set(_columns(rows, starts, end, stage, state))
        fits.append(found)
        before = set().union(*found.values())
    possible: dict[tuple[int, int], set[int]] = {}
    alive = before
    for stage in reversed(range(stages)):
        there = [r for r in range(len(rows)) if starts[r] <= stage]
        for state in alive:
            for r, value in zip(there, state, strict=True):
                possible.setdefault((r, stage), set()).add(value)
        alive = {s for s, following in fits[stage].items() if following & alive}
    return possible


def _columns(rows, starts, end, stage, before):
    """Every way to fill the hidden places of a column, after the one before was filled like this."""
    there = [r for r in range(len(rows)) if starts[r] <= stage]
    earlier = [r for r in range(len(rows)) if starts[r] <= stage - 1]
    known = dict(zip(earlier, before, strict=True))
    left = sum(rows[r][stage] for r in there)
    ranges = []
    for r in there:
        most = _MOST if stage == 0 else known.get(r, rows[r][stage - 1])
        least = 1 if stage == 0 else 0
        if starts[r] == stage and 0 < rows[r][stage] < FEWEST:
            least, most = 1, min(most, FEWEST - 1)
        ranges.append(range(least, most + 1))
    if stage >= end:
        return product(*ranges)
    return (values for values in product(*ranges) if sum(values) == left)
