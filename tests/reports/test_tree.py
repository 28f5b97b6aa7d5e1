"""Units as groups of a report."""

import pytest

from app.reports import tree

ONE, TWO = ("/1/",), ("/1/4/", "/7/")


@pytest.mark.parametrize(
    ("path", "chosen", "tops", "group"),
    [
        ("/1/4/9/", None, ONE, "/1/4/"),
        ("/1/4/", None, ONE, "/1/4/"),
        ("/1/", None, ONE, "/1/*"),
        ("/1/4/9/", "/1/4/", ONE, "/1/4/9/"),
        ("/1/4/", "/1/4/", ONE, "/1/4/*"),
        ("/1/4/9/", None, TWO, "/1/4/"),
        ("/7/8/", None, TWO, "/7/"),
        ("/7/8/", "/7/", TWO, "/7/8/"),
    ],
)
def test_a_unit_counts_in_the_group_right_below_the_chosen_one(path, chosen, tops, group):
    assert tree.group(path, chosen, tops) == group


@pytest.mark.parametrize(
    ("chosen", "tops", "above"),
    [
        ("/1/4/9/", ONE, "/1/4/"),
        ("/1/4/", ONE, None),
        ("/1/4/*", ONE, "/1/4/"),
        ("/1/*", ONE, None),
        ("/1/4/", TWO, None),
        ("/1/4/9/", TWO, "/1/4/"),
    ],
)
def test_above_a_unit_is_the_one_among_whose_groups_it_is(chosen, tops, above):
    assert tree.above(chosen, tops) == above


@pytest.mark.parametrize(
    ("path", "chosen", "within"),
    [
        ("/1/4/9/", "/1/4/", True),
        ("/1/40/", "/1/4/", False),
        ("/1/4/", "/1/4/*", True),
        ("/1/4/9/", "/1/4/*", False),
    ],
)
def test_below_is_a_prefix_and_the_star_is_the_unit_itself(path, chosen, within):
    assert tree.is_within(path, chosen) is within


@pytest.mark.parametrize(
    ("path", "chosen", "tops", "roughly"),
    [
        ("/1/4/9/11/", None, ONE, "/1/4/"),
        ("/1/4/9/11/", "/1/4/", ONE, "/1/4/9/"),
        ("/1/5/9/11/", "/1/4/", ONE, "/1/5/"),
        ("/1/4/", "/1/4/", ONE, "/1/4/"),
        ("/1/", "/1/4/", ONE, "/1/"),
        ("/1/40/3/", "/1/4/", ONE, "/1/40/"),
        ("/1/4/9/11/", "/7/8/", TWO, "/1/4/"),
        ("/1/4/9/11/", None, TWO, "/1/4/9/"),
    ],
)
def test_far_from_the_chosen_unit_paths_are_cut_short(path, chosen, tops, roughly):
    assert tree.roughly(path, chosen, tops) == roughly
