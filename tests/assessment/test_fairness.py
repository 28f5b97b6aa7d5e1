"""Differences between the languages: by hand, by letters, and from whichever side one looks."""

from math import log

import pytest
from hypothesis import given

from app.assessment.fairness import Grade, compare, compare_all, grade, language_of, strata
from app.assessment.figures import ALIKE, TOO_FEW
from app.assessment.sums import Band, Cell, Sheet, Sums
from tests.assessment.roads import by_matrix, papers
from tests.assessment.samples import few


def cell(score, language, n, right, shares=None):
    earned = right if shares is None else shares
    return Cell(1, 2, language, score, Band(0, 0, 1), n, 0, right, earned, 0, 0, 0, 0)


# Two strata: Russian 60 right 20 wrong, Kyrgyz 30/30; Russian 70/10, Kyrgyz 40/20.
BY_HAND = [
    cell(1, "ru", 80, 60),
    cell(1, "ky", 60, 30),
    cell(2, "ru", 80, 70),
    cell(2, "ky", 60, 40),
]


def test_a_question_by_hand():
    found = compare("q", strata(BY_HAND))
    assert (found.focal, found.reference, found.strata, found.n) == (120, 160, 2, 120)
    assert found.odds == pytest.approx((60 * 30 + 70 * 20) / (20 * 30 + 10 * 40))
    assert found.delta == pytest.approx(-2.35 * log(3.2))
    apart = 60 - 80 * 90 / 140 + 70 - 80 * 110 / 140
    variance = 80 * 60 * (90 * 50 + 110 * 30) / (140**2 * 139)
    assert found.chi_square == pytest.approx((apart - 0.5) ** 2 / variance)
    assert found.p < 0.001
    assert found.grade == Grade.C
    assert found.gap == pytest.approx((60 * (0.5 - 0.75) + 60 * (2 / 3 - 7 / 8)) / 120)


def test_partial_marks_are_not_right_and_yet_are_seen():
    """Nobody more or fewer had full marks, but half marks came in one language alone."""
    halves = [cell(1, "ru", 150, 75), cell(1, "ky", 150, 75, shares=100.0)]
    found = compare("q", strata(halves))
    assert found.odds == 1
    assert (found.delta, found.chi_square, found.p, found.grade) == (0, 0, 1, Grade.A)
    assert found.gap == pytest.approx(25 / 150)


def test_who_has_no_match_is_not_counted():
    lonely = [*BY_HAND, cell(0, "ru", 500, 3), cell(2, "", 40, 1)]
    assert compare("q", strata(lonely)) == compare("q", strata(BY_HAND))


def test_a_small_language_gives_no_figure():
    small = [cell(1, "ru", 5000, 60), cell(1, "ky", 99, 30)]
    found = compare("q", strata(small))
    assert (found.n, found.least, found.lack) == (99, 100, TOO_FEW)
    assert (found.odds, found.delta, found.grade, found.gap) == (None,) * 4
    assert compare("q", strata(small), fewest=99).lack is None
    assert compare("q", ()).lack == TOO_FEW


@pytest.mark.parametrize("ru, ky, gap", [(0, 0, 0), (200, 200, 0), (200, 0, -1), (0, 200, 1)])
def test_where_all_are_right_or_all_are_wrong_the_gap_alone_is_told(ru, ky, gap):
    found = compare("q", strata([cell(1, "ru", 200, ru), cell(1, "ky", 200, ky)]))
    assert (found.lack, found.odds, found.grade, found.gap) == (ALIKE, None, None, gap)


LETTERS = [
    (0.9, 0.1, 0.0001, Grade.A),
    (-0.99, 0.1, 0.0001, Grade.A),
    (3.0, 2.0, 0.05, Grade.A),
    (1.0, 0.3, 0.01, Grade.B),
    (-1.49, 0.1, 0.0001, Grade.B),
    (1.6, 0.5, 0.001, Grade.B),
    (1.5, 0.3, 0.0001, Grade.C),
    (-1.9, 0.5, 0.0001, Grade.C),
]


@pytest.mark.parametrize("delta, error, p, letter", LETTERS)
def test_the_letters(delta, error, p, letter):
    assert grade(delta, error, p) is letter


SWAPPED = {"ky": "ru", "ru": "ky"}


@few
@given(papers(least=60, most=120))
def test_seen_from_the_other_language_the_sign_turns(paper):
    sheets, worth = paper
    others = [Sheet(s.taker, SWAPPED[s.language], s.shares) for s in sheets]
    for cells, swapped in zip(
        by_matrix(sheets, worth).cells.values(),
        by_matrix(others, worth).cells.values(),
        strict=True,
    ):
        one, other = (compare("q", strata(c), fewest=1) for c in (cells, swapped))
        assert (one.focal, one.reference) == (other.reference, other.focal)
        assert one.lack == other.lack
        if one.lack is None:
            assert one.delta == pytest.approx(-other.delta, abs=1e-12)
            assert [one.error, one.p] == pytest.approx([other.error, other.p])
            assert one.grade == other.grade


def test_the_language_of_an_attempt_is_that_of_most_answers():
    assert language_of(["ru", "ky", "ru", None]) == "ru"
    assert language_of(["ru", "ky", None]) == "ky"
    assert language_of([None]) is None


def test_nobody_to_compare():
    assert compare_all(Sums((), {})) == ()
