"""Figures of questions and tests beside the textbook, taken from the matrix; small numbers; odd cases."""

import statistics
from math import fsum, sqrt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.assessment import analysis
from app.assessment.figures import ALIKE, ONE_QUESTION, TOO_FEW, UNEQUAL
from app.assessment.sums import Sheet, Sums
from tests.assessment.roads import ROADS, by_matrix, papers

some = settings(max_examples=30, deadline=None)
near = {"rel": 1e-9, "abs": 1e-11}


def total(sheet, worth):
    return fsum(worth[item] * (share or 0.0) for item, share in sheet.shares.items())


def maximum(sheet, worth):
    return sum(worth[item] for item in sheet.shares)


def rest(sheet, item, worth):
    """The share of the other questions' points."""
    others = [other for other in sheet.shares if other != item]
    earned = fsum(worth[other] * (sheet.shares[other] or 0.0) for other in others)
    return earned / sum(worth[other] for other in others)


def textbook_correlation(sheets, item, worth):
    asked = [sheet for sheet in sheets if item in sheet.shares]
    x = [sheet.shares[item] or 0.0 for sheet in asked]
    return statistics.correlation(x, [rest(sheet, item, worth) for sheet in asked])


@pytest.mark.parametrize("road", ROADS)
@some
@given(papers(least=60, most=90))
def test_questions_as_in_the_textbook(road, paper):
    sheets, worth = paper
    for one in analysis.of_items(ROADS[road](sheets, worth)):
        own = [sheet.shares[one.item] for sheet in sheets if one.item in sheet.shares]
        assert (one.n, one.omitted) == (len(own), own.count(None))
        mean = statistics.fmean(share or 0.0 for share in own)
        assert one.facility.value == pytest.approx(mean, **near)
        if one.n >= analysis.FOR_DISCRIMINATION:
            expected = textbook_correlation(sheets, one.item, worth)
            assert one.discrimination.value == pytest.approx(expected, **near)


@pytest.mark.parametrize("road", ROADS)
@some
@given(papers(least=30, most=60))
def test_reliability_as_in_the_textbook(road, paper):
    sheets, worth = paper
    found = analysis.of_test(ROADS[road](sheets, worth))
    totals = [total(sheet, worth) for sheet in sheets]
    if not found.same_questions:
        return
    columns = [[worth[i] * (sheet.shares[i] or 0.0) for sheet in sheets] for i in worth]
    parts, k = sum(map(statistics.variance, columns)), len(columns)
    alpha = k / (k - 1) * (1 - parts / statistics.variance(totals))
    assert found.reliability.value == pytest.approx(alpha, **near)
    assert found.sd.value == pytest.approx(statistics.stdev(totals), **near)
    assert found.error.value == pytest.approx(found.sd.value * sqrt(1 - alpha), **near)


def binary(rows, items="abcdef"):
    return [
        Sheet(f"t{n}", "ky", dict(zip(items, map(float, row), strict=True)))
        for n, row in enumerate(rows)
    ]


ROW = st.lists(st.booleans(), min_size=6, max_size=6)


@some
@given(st.lists(ROW, min_size=30, max_size=60))
def test_nested_reliability_of_right_and_wrong_is_formula_21(rows):
    """k/(k−1) · (1 − m(k − m)/(k·s²)) with n in place of n − 1, twice."""
    sheets = binary(rows)
    sums = by_matrix(sheets, dict.fromkeys("abcdef", 1.0))
    totals = [sum(row) for row in rows]
    m, s2, n, k = statistics.fmean(totals), statistics.pvariance(totals), len(rows), 6
    found = analysis.nested_reliability(sums)
    if not s2:
        assert found.lack == ALIKE
        return
    formula = k / (k - 1) * (1 - m * (k - m) / (k * s2))
    assert 1 - (1 - found.value) * n / (n - 1) == pytest.approx(formula, **near)
    assert formula <= analysis.alpha(sums).value + 1e-9


def test_a_small_test_by_hand():
    """Guttman's staircase, ten people on each step: alpha is 3/4, and each question tells fully."""
    sheets = binary([[1, 1, 1], [1, 1, 0], [1, 0, 0], [0, 0, 0]] * 10, "abc")
    sums = by_matrix(sheets, dict.fromkeys("abc", 1.0))
    found = analysis.of_test(sums)
    assert (found.n, found.questions, found.maximum, found.same_questions) == (40, 3, 3.0, True)
    assert found.mean.value == 0.5
    assert found.sd.value == pytest.approx(sqrt(50 / 39))
    assert found.reliability.value == pytest.approx(0.75)
    assert found.error.value == pytest.approx(sqrt(50 / 39) / 2)
    a, b, _c = analysis.of_items(sums)
    assert (a.facility.value, b.facility.value) == (0.75, 0.5)
    assert a.upper_lower.value == pytest.approx(1 - 0.8 / 10.8)
    assert b.upper_lower.value == 1.0
    assert b.discrimination.value == pytest.approx(1 / sqrt(2))


WORTH = {"a": 1.0, "b": 1.0}


def few_people(many):
    return by_matrix(binary([[n % 2, n % 3 == 0] for n in range(many)], "ab"), WORTH)


@pytest.mark.parametrize(
    "name, least",
    [
        ("facility", analysis.FOR_FACILITY),
        ("discrimination", analysis.FOR_DISCRIMINATION),
        ("upper_lower", analysis.FOR_GROUPS),
    ],
)
def test_too_few_answers_give_no_figure(name, least):
    before = getattr(analysis.of_items(few_people(least - 1))[0], name)
    assert (before.value, before.lack, before.n, before.least) == (None, TOO_FEW, least - 1, least)
    enough = getattr(analysis.of_items(few_people(least))[0], name)
    assert enough.value is not None
    assert (enough.lack, enough.n) == (None, least)


def test_too_few_attempts_give_no_reliability():
    found = analysis.of_test(few_people(analysis.FOR_RELIABILITY - 1))
    assert {found.sd.lack, found.reliability.lack, found.error.lack} == {TOO_FEW}
    assert found.mean.value is not None
    assert analysis.of_test(few_people(analysis.FOR_FACILITY - 1)).mean.lack == TOO_FEW


def test_nobody_at_all():
    found = analysis.of_test(Sums((), {}))
    assert (found.n, found.questions, found.maximum) == (0, 0, None)
    assert found.mean.lack == found.reliability.lack == TOO_FEW
    assert analysis.of_items(Sums((), {})) == ()


def test_too_few_at_one_end_give_no_index():
    """A drawn question that the weakest never met says nothing about them."""
    weak = [Sheet("w", "ky", {"a": 0.0, "b": 0.0})] * 30
    strong = [Sheet("s", "ky", {"b": 1.0, "c": n % 2}) for n in range(60)]
    found = analysis.of_items(by_matrix([*weak, *strong], dict.fromkeys("abc", 1.0)))
    assert [one.upper_lower.lack for one in found] == [TOO_FEW, None, TOO_FEW]
    assert found[2].upper_lower.n == 0


def test_all_alike_is_said_and_not_divided_by():
    """A third, three times a thousand, leaves a trace in floating numbers."""
    sheets = [Sheet("t", "ky", {"a": 1 / 3, "b": 1 / 3, "c": n % 2}) for n in range(1000)]
    sums = by_matrix(sheets, dict.fromkeys("abc", 1.0))
    found = {one.item: one for one in analysis.of_items(sums)}
    assert found["a"].facility.value == pytest.approx(1 / 3)
    assert [found[item].discrimination.lack for item in "abc"] == [ALIKE] * 3
    same = by_matrix([Sheet("t", "ky", {"a": 1 / 3, "b": 2 / 3})] * 1000, WORTH)
    whole = analysis.of_test(same)
    assert whole.reliability.lack == whole.error.lack == ALIKE
    assert whole.sd.value == pytest.approx(0, abs=1e-9)


def test_one_question_is_no_test():
    sums = by_matrix([Sheet("t", "ky", {"a": n % 2}) for n in range(40)], {"a": 1.0})
    assert analysis.of_items(sums)[0].discrimination.lack == ONE_QUESTION
    assert analysis.of_test(sums).reliability.lack == ONE_QUESTION
    worth = {"a": 1.0, "b": 1.0}
    drawn = [Sheet("t", "ky", {"ab"[n % 2]: n % 3 == 0}) for n in range(40)]
    assert analysis.of_test(by_matrix(drawn, worth)).reliability.lack == ONE_QUESTION


def test_tests_worth_different_points_have_no_common_reliability():
    sheets = [Sheet("t", "ky", {"a": n % 2, "bc"[n % 3 == 0]: 1.0}) for n in range(60)]
    found = analysis.of_test(by_matrix(sheets, {"a": 1.0, "b": 1.0, "c": 2.0}))
    assert found.maximum is None
    assert found.sd.lack == found.reliability.lack == found.error.lack == UNEQUAL
    assert found.mean.value is not None


def test_tests_of_different_length_have_no_common_reliability():
    """Two questions of one point for some, one of two points for the others."""
    two = [Sheet("t", "ky", {"a": n % 2, "b": n % 3 == 0}) for n in range(30)]
    one = [Sheet("t", "ky", {"c": n % 2}) for n in range(15)]
    found = analysis.of_test(by_matrix([*two, *one], {"a": 1.0, "b": 1.0, "c": 2.0}))
    assert found.maximum == 2
    assert found.reliability.lack == UNEQUAL


@some
@given(papers(least=60, most=60))
def test_points_count_in_proportion(paper):
    """All worth three times as much: everything stays."""
    sheets, worth = paper
    dear = {item: 3 * points for item, points in worth.items()}
    one, other = (analysis.of_items(by_matrix(sheets, points)) for points in (worth, dear))
    for cheap, costly in zip(one, other, strict=True):
        assert costly.facility.value == pytest.approx(cheap.facility.value, **near)
        assert costly.discrimination.lack == cheap.discrimination.lack
        if cheap.discrimination.lack is None:
            assert costly.discrimination.value == pytest.approx(cheap.discrimination.value, **near)
