"""Intervals at their ends and in the middle; the values of SciPy are in test_reference.py."""

from math import isclose, tan

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.assessment.intervals import (
    Interval,
    chi_square_tail,
    normal_quantile,
    of_mean,
    t_quantile,
    t_within,
    wilson,
)
from tests.assessment.samples import few


def test_t_of_one_and_two_degrees_is_known_in_closed_form():
    assert isclose(t_quantile(0.975, 1), tan(0.475 * 3.141592653589793), rel_tol=1e-12)
    assert isclose(t_quantile(0.975, 2), 0.95 * (2 / (1 - 0.95**2)) ** 0.5, rel_tol=1e-12)


def test_t_of_many_degrees_is_the_normal():
    assert isclose(t_quantile(0.975, 100_000), normal_quantile(0.975), rel_tol=2e-5)


@few
@given(st.floats(0.001, 0.999), st.integers(1, 3000))
def test_t_is_the_same_on_both_sides_and_comes_back(p, df):
    t = t_quantile(p, df)
    assert isclose(t_quantile(1 - p, df), -t, rel_tol=1e-7, abs_tol=1e-9)
    assert isclose(t_within(abs(t), df), abs(2 * p - 1), rel_tol=1e-9, abs_tol=1e-12)


@pytest.mark.parametrize("p, df", [(0, 5), (1, 5), (0.9, 0)])
def test_no_quantile_where_there_is_none(p, df):
    with pytest.raises(ValueError, match="quantile"):
        t_quantile(p, df)


def test_the_interval_of_a_mean():
    """Four values with the mean 10 and the standard deviation 2: 10 ± 3.182446 · 1."""
    found = of_mean(10, 2, 4)
    assert [found.low, found.high] == pytest.approx([6.8175537, 13.1824463])


def test_nobody_asked_has_no_interval():
    assert wilson(0, 0) is None


@few
@given(st.integers(1, 5000).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))))
def test_a_share_lies_in_its_interval_and_the_interval_between_nought_and_one(asked):
    part, whole = asked
    found = wilson(part, whole)
    assert 0 <= found.low <= part / whole <= found.high <= 1
    mirrored = wilson(whole - part, whole)
    assert [1 - mirrored.high, 1 - mirrored.low] == pytest.approx([found.low, found.high])
    assert wilson(part, whole, 0.99).low <= found.low


def test_the_ends_are_exact():
    assert wilson(0, 7).low == 0
    assert wilson(7, 7).high == 1
    assert isinstance(wilson(3, 7), Interval)


def test_the_tail_of_chi_square():
    assert chi_square_tail(0) == 1
    assert isclose(chi_square_tail(normal_quantile(0.975) ** 2), 0.05, rel_tol=1e-12)
