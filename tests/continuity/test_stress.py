"""The stress test: exact small cases, the same seed, the size it must stand, and its page."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.continuity.stress import Group, distribution, rates, simulate
from tests.continuity.test_coverage_views import required  # noqa: F401 — a fixture

ONE = Group("/1/", 2, 0.5)


def test_two_holders_who_leave_by_a_coin_are_both_gone_in_a_quarter():
    """By hand: 0.5 · 0.5 = 0.25 that nobody is left; a place is needed then; one is lost on average."""
    result = simulate([ONE], minimum=1, runs=2000, seed=1)
    assert result.outcomes[0].below == pytest.approx(0.25, abs=0.03)
    assert result.places.mean == pytest.approx(0.25, abs=0.03)
    assert result.lost.mean == pytest.approx(1, abs=0.05)
    assert result.places.ninety == 1
    # Two are the fewest: below when anybody leaves, 1 − 0.25.
    assert simulate([ONE], minimum=2, runs=2000, seed=1).outcomes[0].below == pytest.approx(
        0.75, abs=0.03
    )


def test_the_distribution_is_that_of_hand():
    assert distribution(2, 0.5) == [0.25, 0.75, 1.0]
    assert distribution(3, 0.1) == pytest.approx([0.729, 0.972, 0.999, 1.0])
    assert distribution(0, 0.3) == [1.0]


def test_the_same_seed_gives_the_same_numbers_in_whichever_order():
    groups = [Group(f"/1/{n}/", n % 7, 0.17) for n in range(50)]
    first = simulate(groups, minimum=1, runs=300, seed=9)
    assert simulate(groups[::-1], minimum=1, runs=300, seed=9) == first
    assert simulate(groups, minimum=1, runs=300, seed=10) != first


@given(st.integers(0, 30), st.sampled_from([0.0, 1.0]), st.integers(1, 5))
def test_where_nobody_or_everybody_leaves_nothing_is_left_to_chance(holders, rate, minimum):
    result = simulate([Group("/1/", holders, rate)], minimum=minimum, runs=20, seed=3)
    left = holders * (1 - rate)
    assert result.outcomes[0].below == float(left < minimum)
    assert result.outcomes[0].left == left
    assert result.places.ninety == max(0, minimum - left)


def test_two_professions_of_a_unit_are_one_unit():
    both = [Group("/1/", 1, 1.0), Group("/1/", 1, 0.0)]
    (outcome,) = simulate(both, minimum=2, runs=100, seed=1).outcomes
    assert (outcome.holders, outcome.below, outcome.left, outcome.rate) == (2, 1.0, 1.0, 0.5)


def test_rates_of_few_posts_are_those_of_all():
    overall, found = rates(
        {("police", "osh"): 10, ("judge", "osh"): 1}, {("police", "osh"): 40, ("judge", "osh"): 4}
    )
    assert overall == 0.25
    assert found == {("police", "osh"): 0.25}
    assert rates({}, {}) == (0.0, {})


def test_a_thousand_units_a_thousand_times_within_five_seconds():
    """Half a second of computing on an idle machine."""
    groups = [Group(f"/1/{n}/", n % 25, 0.12) for n in range(1000)]
    begun = time.process_time()
    simulate(groups, minimum=1, runs=1000, seed=2026)
    assert time.process_time() - begun < 5


def test_the_page_and_its_file_say_the_same(required, browser_of):  # noqa: F811
    head, unit = browser_of("daniyar"), required.units["sverdlov"]
    address = f"/continuity/{unit.id}/stress?rate=100&minimum=1&runs=100&seed=5"
    page = head.get(address)
    assert page.status == 200
    assert head.get(address).main == page.main
    csv = head.get(address.replace("stress?", "stress.csv?")).response.get_data(as_text=True)
    assert [float(v) for v in csv.splitlines()[1].split(";")[1:]] == [1, 1, 1, 0]
    assert head.get(f"/continuity/{unit.id}/stress").status == 200
    assert head.get(f"/continuity/{unit.id}/stress?rate=500").status == 422
    assert head.get(f"/continuity/{unit.id}/stress?course=no").status == 404
    assert head.get(f"/continuity/{unit.id}/stress.csv?runs=999999").status == 422
    assert browser_of("oroz").get(f"/continuity/{unit.id}/stress").status == 404
