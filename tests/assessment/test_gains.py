"""The gain from a pre-test to its pair."""

import statistics

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.assessment.figures import ALIKE, TOO_FEW
from app.assessment.gains import FEWEST_PAIRS, gain, pairs
from tests.assessment.samples import few

PERCENT = st.floats(0, 100).map(lambda x: round(x, 4))


@few
@given(st.lists(st.tuples(PERCENT, PERCENT), min_size=FEWEST_PAIRS, max_size=60))
def test_as_in_the_textbook(both):
    found = gain(pairs(both), only_pre=3, only_post=1)
    differences = [post - pre for pre, post in both]
    assert (found.n, found.only_pre, found.only_post) == (len(both), 3, 1)
    assert found.mean.value == pytest.approx(statistics.fmean(differences), abs=1e-9)
    assert found.sd.value == pytest.approx(statistics.stdev(differences), abs=1e-5)
    assert found.interval.low <= found.mean.value <= found.interval.high


def test_by_hand():
    """Ten people from 50, five to 60 and five to 80: 20 on average, two fifths of what was left."""
    found = gain(pairs([(50.0, 60.0)] * 5 + [(50.0, 80.0)] * 5))
    assert found.mean.value == 20
    assert found.sd.value == pytest.approx((1000 / 9) ** 0.5)
    half = 2.2621571628 * (1000 / 9 / 10) ** 0.5
    assert [found.interval.low, found.interval.high] == pytest.approx([20 - half, 20 + half])
    assert found.normalised.value == pytest.approx(0.4)


def test_too_few_pairs_give_no_figure():
    found = gain(pairs([(50.0, 60.0)] * (FEWEST_PAIRS - 1)), only_pre=40)
    assert found.mean.lack == found.sd.lack == found.normalised.lack == TOO_FEW
    assert (found.interval, found.n, found.only_pre) == (None, FEWEST_PAIRS - 1, 40)
    assert gain(pairs([])).mean.lack == TOO_FEW


def test_who_had_full_marks_could_gain_nothing():
    found = gain(pairs([(100.0, 90.0)] * 12))
    assert (found.full, found.normalised.lack, found.normalised.value) == (12, ALIKE, None)
    assert found.mean.value == -10


def test_the_same_gain_for_all_has_no_spread():
    found = gain(pairs([(10 / 3, 70 / 3)] * 30))
    assert found.sd.value == pytest.approx(0, abs=1e-6)
    assert found.interval.high - found.interval.low < 1e-5
