"""All roads lead to the same sums; who has the same score is treated alike."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.assessment import sums
from app.assessment.sums import Band, Cell, Level, Sheet, bands, stratum
from tests.assessment.roads import ROADS, by_matrix, papers
from tests.assessment.samples import few

WORTH = {"a": 1.0, "b": 2.0}
SHEETS = [
    Sheet("t1", "ky", {"a": 1.0, "b": 0.5}),
    Sheet("t2", "ky", {"a": 0.0, "b": 1.0}),
    Sheet("t3", "ru", {"a": 1.0, "b": None}),
    Sheet("t4", "ru", {"b": 1.0}),
]


@pytest.mark.parametrize("road", ROADS)
def test_answers_are_added_up_by_question_score_and_language(road):
    found = ROADS[road](SHEETS, WORTH)
    assert found.attempts == 4
    assert found.levels == (Level(1, 3, 1), Level(2, 2, 1), Level(2, 3, 2))
    low, middle, high = bands(found.levels).values()
    assert (low, high) == (Band(1, 0, 0), Band(0, 1, 2))
    assert middle == pytest.approx(Band(0.04, 0.04, 1))
    assert set(found.cells["a"]) == {
        Cell(1, 3, "ru", 1, low, 1, 0, 1, 1.0, 1.0, 1, 1, 1.0),
        Cell(1, 3, "ky", 2, middle, 2, 0, 1, 1.0, 1.0, 4, 8, 2.0),
    }
    assert set(found.cells["b"]) == {
        Cell(2, 3, "ru", 1, low, 1, 1, 0, 0.0, 0.0, 1, 1, 0.0),
        Cell(2, 3, "ky", 2, middle, 2, 0, 1, 1.5, 1.25, 4, 8, 3.0),
        Cell(2, 2, "ru", 3, high, 1, 0, 1, 1.0, 1.0, 2, 4, 2.0),
    }


@pytest.mark.parametrize("road", ["rows", "groups"])
@few
@given(papers())
def test_every_road_gives_the_same_sums(road, paper):
    expected, found = by_matrix(*paper), ROADS[road](*paper)
    assert found.levels == expected.levels
    assert found.cells.keys() == expected.cells.keys()
    for item, cells in expected.cells.items():
        for one, other in zip(sorted(cells), sorted(found.cells[item]), strict=True):
            assert other[:8] == one[:8]
            assert other[8:] == pytest.approx(one[8:], rel=1e-12)


def test_three_thirds_stand_with_those_who_have_one():
    thirds = {"a": 1 / 3, "b": 1 / 3, "c": 1 / 3, "d": 0.0}
    whole = {"a": 1.0, "b": 0.0, "c": 0.0, "d": 0.0}
    sheets = [Sheet("t1", "ky", thirds), Sheet("t2", "ky", whole)]
    assert sums.from_sheets(sheets, dict.fromkeys("abcd", 1.0)).levels == (Level(1, 4, 2),)


def test_a_question_that_is_worth_nothing_known_is_a_fault_of_ours():
    with pytest.raises(KeyError):
        sums.from_sheets(SHEETS, {"a": 1.0})


def test_people_on_the_border_count_in_part():
    """Of twenty, 5.4 are 27 %: four with 0 or 1 in whole, and of the four with 2 each 1.4 / 4."""
    levels = [Level(0, 5, 1), Level(1, 5, 3), Level(2, 5, 4), Level(3, 5, 10), Level(5, 5, 2)]
    found = bands(levels)
    assert [found[x].lower for x in (0, 0.2, 0.4, 0.6, 1)] == pytest.approx([1, 1, 0.35, 0, 0])
    assert [found[x].upper for x in (0, 0.2, 0.4, 0.6, 1)] == pytest.approx([0, 0, 0, 0.34, 1])
    assert [found[x].third for x in (0, 0.2, 0.4, 0.6, 1)] == [0, 0, 0, 1, 2]


def test_the_middle_of_a_score_on_a_third_belongs_above():
    """Of six, the middle of the second and third lies at a third; of the last three, at three quarters."""
    found = bands([Level(0, 4, 1), Level(1, 4, 2), Level(2, 4, 3)])
    assert [found[key].third for key in (0, 0.25, 0.5)] == [0, 1, 2]


def test_a_stratum_is_a_whole_point_of_the_largest_maximum():
    assert [stratum(score, 34, 34) for score in (0, 16.99, 17 - 4e-15, 34)] == [0, 16, 17, 34]
    assert stratum(8.9, 17, 34) == stratum(17.8, 34, 34) == 17


def test_maxima_that_differ_are_compared_by_share():
    assert list(bands([Level(8, 10, 1), Level(16, 20, 1), Level(3, 10, 1)])) == [0.3, 0.8]


LEVELS = st.lists(st.tuples(st.integers(0, 20), st.integers(1, 40)), min_size=1, max_size=15)


@few
@given(LEVELS)
def test_each_end_weighs_its_27_per_cent_exactly(levels):
    found = bands([Level(score, 20, n) for score, n in levels])
    many = {key: sum(n for score, n in levels if score / 20 == key) for key in found}
    whole = sum(many.values())
    assert sum(found[key].lower * n for key, n in many.items()) == pytest.approx(0.27 * whole)
    assert sum(found[key].upper * n for key, n in many.items()) == pytest.approx(0.27 * whole)
    assert all(one.third <= other.third for one, other in pairwise(found.values()))
