"""What markers found of an essay: the order of markers does not matter, and nothing is worth more than all."""

from fractions import Fraction
from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.assessment import rubrics
from tests.assessment import samples

ITEM = samples.item_of("essay")
MOST = {"facts": 1, "law": 2}


@st.composite
def found(draw, least: int = 2, most: int = 3):
    """So many readings of the same rubric of four levels and five."""
    level = st.fixed_dictionaries({"a": st.integers(0, 4), "b": st.integers(0, 3)})
    return draw(st.lists(level, min_size=least, max_size=most))


own = st.lists(
    st.fixed_dictionaries({"facts": st.integers(0, 1), "law": st.integers(0, 2)}),
    min_size=2,
    max_size=3,
)


@pytest.mark.parametrize(
    ("first", "second", "together"),
    [(0, 0, True), (1, 3, True), (3, 1, True), (0, 3, False), (4, 1, False)],
)
def test_two_levels_apart_agree_and_three_do_not(first, second, together):
    assert rubrics.agree({"a": 2, "b": first}, {"a": 2, "b": second}) is together
    assert rubrics.is_settled([{"b": first}, {"b": second}]) is together


def test_one_reading_settles_nothing_and_three_settle_whatever_they_say():
    assert not rubrics.is_settled([{"a": 1}])
    assert not rubrics.is_settled([])
    assert rubrics.is_settled([{"a": 0}, {"a": 4}, {"a": 2}])


def test_of_two_the_mean_counts_and_of_three_the_middle_one():
    assert rubrics.counted([{"a": 2, "b": 3}, {"a": 3, "b": 3}]) == {"a": Fraction(5, 2), "b": 3}
    assert rubrics.counted([{"a": 0}, {"a": 4}, {"a": 1}]) == {"a": 1}


def test_the_share_is_of_all_levels_that_could_be_earned():
    assert rubrics.most(ITEM) == MOST
    low, high = {"facts": 0, "law": 0}, MOST
    assert rubrics.share(ITEM, [low, low]) == 0
    assert rubrics.share(ITEM, [high, high]) == 1
    assert rubrics.share(ITEM, [{"facts": 1, "law": 0}, {"facts": 1, "law": 1}]) == Fraction(1, 2)


@given(found())
def test_the_order_of_markers_does_not_matter(levels):
    worth, settled = rubrics.counted(levels), rubrics.is_settled(levels)
    for other in permutations(levels):
        assert rubrics.counted(other) == worth
        assert rubrics.is_settled(other) is settled


@given(found())
def test_what_counts_lies_between_what_was_found(levels):
    for name, worth in rubrics.counted(levels).items():
        given_levels = [one[name] for one in levels]
        assert min(given_levels) <= worth <= max(given_levels)


@given(own)
def test_a_share_is_neither_below_nothing_nor_above_all(levels):
    assert 0 <= rubrics.share(ITEM, levels) <= 1


@given(own, st.data())
def test_a_higher_level_never_lowers_the_share(levels, data):
    better = [{n: data.draw(st.integers(v, MOST[n])) for n, v in one.items()} for one in levels]
    assert rubrics.share(ITEM, better) >= rubrics.share(ITEM, levels)


@given(st.sets(st.integers(1, 3)), st.integers(2, 3))
def test_a_free_slot_is_one_that_nobody_has(taken, of):
    slot = rubrics.free_slot(taken, of=of)
    if slot is None:
        assert taken >= set(range(1, of + 1))
    else:
        assert slot not in taken
        assert 1 <= slot <= of


@pytest.mark.parametrize(
    ("mine", "theirs", "own"),
    [
        ("/1/2/", "/1/2/", True),
        ("/1/2/7/", "/1/2/", True),
        ("/1/", "/1/2/", False),
        ("/1/3/", "/1/2/", False),
        ("/1/20/", "/1/2/", False),
        ("/1/2/", "/1/", False),
        ("/1/", "/1/", True),
        (None, "/1/", False),
        ("/1/", None, False),
    ],
)
def test_whose_unit_is_ones_own(mine, theirs, own):
    assert rubrics.is_own_unit(mine, theirs) is own
    if theirs:
        assert (theirs in rubrics.own_units(mine)) is own


def test_a_drawn_id_tells_nothing_of_its_neighbours_and_comes_out_the_same():
    ids = [rubrics.drawn_id(7, attempt, place) for attempt in range(20) for place in range(20)]
    assert len(set(ids)) == 400
    assert ids != sorted(ids)
    assert all(0 < i < 2**48 for i in ids)
    assert rubrics.drawn_id(7, 3, 1) == rubrics.drawn_id(7, 3, 1) != rubrics.drawn_id(8, 3, 1)


def test_what_its_person_reads_names_no_marker():
    levels = {"facts": 1, "law": 2}
    readings = [
        rubrics.Read(levels, {"law": "Так"}, "Жакшы"),
        rubrics.Read({"facts": 0, "law": 2}, {}, ""),
    ]
    said = rubrics.judged(ITEM, readings, "ru")
    assert [(one.counted, one.most) for one in said.criteria] == [(0.5, 1), (2.0, 2)]
    assert [found.level.text for found in said.criteria[0].found] == ["есть", "нет"]
    assert [found.remark for found in said.criteria[1].found] == ["Так", ""]
    assert said.remarks == ("Жакшы",)
