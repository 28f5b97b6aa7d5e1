"""Options by thirds, times, certainty."""

import statistics

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.assessment.behaviour import (
    FOR_CERTAINTY,
    FOR_OPTIONS,
    FOR_TIME,
    Choice,
    Claim,
    certainty_table,
    option_table,
    quantile,
    times,
)
from app.assessment.figures import TOO_FEW
from app.assessment.sums import Level, bands
from tests.assessment.samples import few

STANDING = bands([Level(score, 3, 10) for score in (0, 1, 2)])
CHOICES = [
    Choice(("a",), 0, 3, 2),
    Choice(("b",), 0, 3, 7),
    Choice((), 0, 3, 1),
    Choice(("a", "b"), 1, 3, 10),
    Choice(("a",), 2, 3, 10),
]


def test_each_option_by_thirds():
    table = option_table(CHOICES, ["a", "b", "c"], STANDING)
    assert (table.n, table.thirds, table.lack) == (30, (10, 10, 10), None)
    assert [(row.option, row.counts) for row in table.rows] == [
        ("a", (2, 10, 10)),
        ("b", (7, 10, 0)),
        ("c", (0, 0, 0)),
        (None, (1, 0, 0)),
    ]
    assert table.rows[0].shares == (0.2, 1.0, 1.0)


def test_a_third_that_never_met_the_question_has_no_share():
    many = [Choice(("a",), 0, 3, 15), Choice(("a",), 2, 3, 15)]
    assert option_table(many, ["a"], STANDING).rows[0].shares == (1.0, None, 1.0)


def test_too_few_choices_give_no_table():
    table = option_table([Choice(("a",), 0, 3, FOR_OPTIONS - 1)], ["a"], STANDING)
    assert (table.rows, table.n, table.least, table.lack) == ((), 29, 30, TOO_FEW)


def test_an_option_that_the_question_does_not_have_is_a_fault_of_ours():
    with pytest.raises(KeyError):
        option_table(CHOICES, ["a"], STANDING)


COUNTED = st.lists(st.tuples(st.integers(0, 900), st.integers(1, 5)), min_size=2, max_size=40)


@few
@given(COUNTED)
def test_quartiles_as_in_the_textbook(counted):
    """`inclusive` is type 7."""
    spread = [float(value) for value, many in counted for _ in range(many)]
    expected = statistics.quantiles(spread, n=4, method="inclusive")
    counted = sorted(counted)
    assert [quantile(counted, part) for part in (0.25, 0.5, 0.75)] == pytest.approx(expected)


def test_quantiles_stay_among_the_values():
    counted = [(1.0, 1), (5.0, 1)]
    assert [quantile(counted, part) for part in (0, 0.5, 1)] == [1, 3, 5]
    with pytest.raises(IndexError):
        quantile(counted, 2)


def test_times():
    found = times([(40, 5), (10, 5), (20, 1)])
    assert (found.lower.value, found.median.value, found.upper.value) == (10, 20, 40)
    assert found.median.n == 11
    few_times = times([(40, FOR_TIME - 1)])
    assert {few_times.lower.lack, few_times.median.lack, few_times.upper.lack} == {TOO_FEW}


def test_certainty():
    claims = [Claim(3, 10, 7.0, 3), Claim(3, 2, 2.0, 0), Claim(1, 8, 2.0, 6)]
    table = certainty_table(claims)
    rows = [(row.certainty, row.n, row.share, row.facility) for row in table.rows]
    assert rows == [(1, 8, 0.4, 0.25), (2, 0, 0.0, None), (3, 12, 0.6, 0.75)]
    assert table.sure_and_wrong.value == 0.15
    assert table.interval.low < 0.15 < table.interval.high


def test_too_few_claims_give_no_table():
    table = certainty_table([Claim(3, FOR_CERTAINTY - 1, 0.0, 9)])
    assert (table.rows, table.interval, table.sure_and_wrong.lack) == ((), None, TOO_FEW)
