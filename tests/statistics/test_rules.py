"""Which attempts may be counted together, what deserves a second look, classes of scores, how few are too few."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.assessment.analysis import OfItem
from app.assessment.fairness import Comparison, Grade
from app.assessment.figures import Figure, too_few
from app.assessment.sums import Level
from app.statistics import rules
from app.statistics.rules import Flag, Together
from tests.assessment.samples import few


def test_banks_that_agree_are_counted_together_and_the_newest_decides():
    newest, before, other = {"a": 1.0, "b": 2.0}, {"a": 1.0, "c": 1.0}, {"a": 3.0}
    assert rules.together([(3, newest), (2, other), (1, before)]) == Together(
        {"a": 1.0, "b": 2.0, "c": 1.0}, apart=(2,)
    )
    assert rules.together([]) == Together({})


def item(facility: float | None, discrimination: float | None, n: int = 100) -> OfItem:
    lack = too_few(n, 1000)
    one = Figure(n, 10, facility) if facility is not None else lack
    other = Figure(n, 30, discrimination) if discrimination is not None else lack
    return OfItem("item", n, 0, one, other, lack)


def fair(grade: Grade | None = None) -> Comparison:
    return Comparison("item", 0, 0, 0, grade=grade)


@pytest.mark.parametrize(
    "of, grade, expected",
    [
        (item(0.6, 0.4), Grade.A, ()),
        (item(None, None), None, ()),
        (item(0.6, -0.3), None, (Flag.AGAINST,)),
        # By so little it may be chance.
        (item(0.6, -0.1), None, (Flag.WEAK,)),
        (item(0.6, 0.15), None, ()),
        (item(0.6, 0.15, n=2000), None, (Flag.WEAK,)),
        (item(0.1, 0.4), None, (Flag.HARD,)),
        (item(0.99, 0.0), None, (Flag.EASY,)),
        (item(0.6, 0.4), Grade.B, (Flag.LANGUAGE,)),
        (item(0.1, -0.3), Grade.C, (Flag.AGAINST, Flag.LANGUAGE, Flag.HARD)),
    ],
)
def test_flags(of, grade, expected):
    assert rules.flags(of, fair(grade)) == expected
    assert all(flag in rules.LOOKS for flag in expected)


@pytest.mark.parametrize(
    "score, place", [(0, 0), (1.9, 0), (2, 1), (14.000000000000002, 7), (6.999999999999999, 3), (20, 9)]
)  # fmt: skip
def test_what_lies_on_a_border_is_in_the_upper_class(score, place):
    expected = [0] * 10
    expected[place] = 3
    assert rules.distribution([Level(score, 20.0, 3)]) == tuple(expected)


@few
@given(st.lists(st.tuples(st.integers(0, 20), st.integers(1, 9)), max_size=9))
def test_every_attempt_is_in_one_class(levels):
    made = [Level(float(score), 20.0, n) for score, n in levels]
    assert sum(rules.distribution(made)) == sum(n for _score, n in levels)


@pytest.mark.parametrize("people, shown", [(0, False), (1, False), (4, False), (5, True)])
def test_fewer_than_five_are_shown_to_nobody(people, shown):
    assert rules.is_shown(people) is shown


def test_a_file_needs_ten_and_a_spreadsheet_takes_five_thousand():
    with pytest.raises(rules.TooFewForFile):
        rules.ensure_file(9)
    rules.ensure_file(10)
    rules.ensure_spreadsheet(5000)
    with pytest.raises(rules.TooManyForSpreadsheet):
        rules.ensure_spreadsheet(5001)
