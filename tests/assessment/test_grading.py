"""Answers into a score, exactly."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.assessment.grading import Row, grade
from tests.assessment.samples import few, item_of

RIGHT = {"choice": "a"}
WRONG = {"choice": "b"}


def singles(right, wrong, points=1):
    items = [item_of("single-choice", name=f"i{n}", points=points) for n in range(right + wrong)]
    return list(zip(items, [RIGHT] * right + [WRONG] * wrong, strict=True))


MARKS = [
    (16, 4, 80, 80, True),
    (15, 5, 80, 75, False),
    (4, 1, 80, 80, True),
    (0, 5, 1, 0, False),
    (5, 0, 100, 100, True),
    (99, 1, 100, 99, False),
    (2, 1, 66, 66, True),
    (2, 1, 67, 66, False),
    (7, 3, 70, 70, True),
    (29, 21, 58, 58, True),
    (57, 43, 57, 57, True),
]


@pytest.mark.parametrize(("right", "wrong", "mark", "percent", "passed"), MARKS)
def test_passing_is_decided_exactly(right, wrong, mark, percent, passed):
    result = grade(singles(right, wrong), pass_mark=mark)
    assert (result.percent, result.passed) == (percent, passed)


def test_three_thirds_are_one():
    """In floating numbers, such sums come out as 2.9999999999999996."""
    matching = [item_of("matching", name=f"m{n}") for n in range(9)]
    answers = [{"pairs": {"p1": "p1"}}] * 9
    result = grade(zip(matching, answers, strict=True), pass_mark=34)
    assert (result.score, result.maximum, result.percent, result.passed) == (3.0, 9, 33, False)
    full = [(item_of("single-choice"), RIGHT)] * 6
    mixed = [*full, *zip(matching[:3], answers[:3], strict=True)]
    result = grade(mixed, pass_mark=77)
    assert (result.score, result.maximum, result.percent, result.passed) == (7.0, 9, 77, True)


def test_points_weigh():
    heavy = (item_of("multiple-choice", name="heavy", points=4), {"choices": ["a"]})
    light = (item_of("numeric", name="light"), None)
    result = grade([heavy, light], pass_mark=40)
    assert result.rows == (Row("heavy", 0.5, 2.0, 4), Row("light", 0.0, 0.0, 1))
    assert (result.score, result.maximum, result.share) == (2.0, 5, 0.4)
    assert result.passed is True


def test_a_test_without_a_mark_is_neither_passed_nor_failed():
    assert grade(singles(1, 0), pass_mark=None).passed is None


def test_nothing_asked_is_not_passed():
    result = grade([], pass_mark=1)
    assert (result.score, result.maximum, result.share, result.passed) == (0.0, 0, 0.0, False)


def test_no_answer_is_worth_nothing():
    kinds = ["single-choice", "multiple-choice", "matching", "ordering", "short-answer", "numeric"]
    assert grade([(item_of(kind), None) for kind in kinds], pass_mark=1).score == 0


@few
@given(st.integers(0, 60), st.integers(0, 60), st.integers(1, 100))
def test_percent_and_passed_never_contradict_each_other(right, wrong, mark):
    result = grade(ANSWERED[:right] + FAILED[:wrong], pass_mark=mark)
    assert result.passed == (right + wrong > 0 and result.percent >= mark)


ANSWERED = singles(60, 0)
FAILED = singles(0, 60)
