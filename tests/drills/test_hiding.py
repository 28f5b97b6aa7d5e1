"""No group under five is shown, nor can one be worked out from those that are."""

from itertools import combinations, product

from hypothesis import given
from hypothesis import strategies as st

from app.assessment import hiding
from app.assessment.hiding import FEWEST
from app.drills import scope
from app.drills.scope import ALL, By, Cell, Whose


def people(**sizes):
    """So many different people in each cell."""
    found, n = {}, 0
    for name, size in sizes.items():
        found[name] = set(range(n, n + size))
        n += size
    return found


def test_five_are_shown_and_four_are_not():
    there = people(a=5, b=4)
    assert hiding.shown([("A", ["a"]), ("B", ["b"])], there) == {"A"}


def test_what_a_total_leaves_over_must_be_five_as_well():
    there = people(a=9, b=4)
    assert hiding.shown([("all", ["a", "b"]), ("A", ["a"])], there) == {"all"}
    assert hiding.shown([("all", ["a", "b"]), ("A", ["a"])], people(a=9, b=5)) == {"all", "A"}


def test_a_group_that_is_everybody_is_shown_with_the_total():
    assert hiding.shown([("all", ["a"]), ("A", ["a"])], people(a=6)) == {"all", "A"}


def test_nobody_is_no_figure():
    assert hiding.shown([("A", [])], people(b=9)) == set()


def test_groups_that_overlap_by_few_are_not_both_shown():
    """A and B have three in common: their sum, less both, would tell of three."""
    there = people(a=6, both=3, b=6)
    assert hiding.shown([("A", ["a", "both"]), ("B", ["both", "b"])], there) == {"A"}


def test_the_same_person_in_two_cells_counts_once():
    assert hiding.shown([("A", ["a", "b"])], {"a": {1, 2, 3}, "b": {1, 2, 3}}) == set()


NAMES = "abcdef"


@given(
    st.lists(st.integers(0, 7), min_size=6, max_size=6),
    st.lists(st.sets(st.sampled_from(NAMES), min_size=1), max_size=7),
)
def test_no_sum_of_shown_figures_is_about_fewer_than_five(sizes, groups):
    """Every way of adding and taking away up to three figures, tried out."""
    there = people(**dict(zip(NAMES, sizes, strict=True)))
    figures = [(n, cells) for n, cells in enumerate(groups)]
    kept = [cells for n, cells in figures if n in hiding.shown(figures, there)]
    for size in (1, 2, 3):
        for some in combinations(kept, size):
            for signs in product((1, -1), repeat=size):
                weight = {
                    c: sum(s for s, g in zip(signs, some, strict=True) if c in g) for c in NAMES
                }
                told = [c for c in NAMES if weight[c]]
                # Only where all weigh the same is it about a group.
                if told and len({weight[c] for c in told}) == 1:
                    about = set().union(*(there[c] for c in told))
                    assert not 0 < len(about) < FEWEST


@given(st.dictionaries(st.integers(1, 6), st.sets(st.integers(1, 9), min_size=1), min_size=1))
def test_quarters_left_over_are_nobodys_or_five_peoples(in_each):
    kept = {quarter for quarter, ids in in_each.items() if len(ids) >= FEWEST}
    stays = hiding.left_over(in_each, kept)
    hidden = set().union(*(ids for quarter, ids in in_each.items() if quarter not in stays))
    assert stays <= kept
    assert not hidden or len(hidden) >= FEWEST or not stays


def cell(unit, *, profession="police", region="osh", groups=(), quarter=20264):
    return Cell(unit, profession, region, frozenset(groups), quarter)


def test_a_unit_stands_for_all_below_it_and_nothing_above_the_reach_is_shown():
    there = {cell("/1/2/"): {1, 2, 3, 4, 5}, cell("/1/2/3/"): {6, 7, 8, 9, 10}}
    seen = scope.oversee(there, ("/1/2/",))
    units = {w.value for w in seen.groups if w.by is By.UNIT}
    assert units == {"/1/2/", "/1/2/3/"}
    assert ALL in seen.groups
    assert seen.count(Whose(By.UNIT, "/1/2/")) == 10


def test_who_is_known_by_a_group_only_counts_in_no_unit():
    there = {cell(None, groups=[3]): {1, 2, 3, 4, 5}}
    seen = scope.oversee(there, ())
    assert seen.groups == {Whose(By.GROUP, "3")}


def test_a_quarter_of_few_people_is_hidden_with_another():
    there = {
        cell("/1/", quarter=20263): {1, 2, 3, 4, 5, 6},
        cell("/1/", quarter=20264): {1, 2},
        cell("/1/", quarter=20262): {1, 2, 3, 4, 5, 6, 7, 8},
    }
    seen = scope.oversee(there, ("/1/",))
    assert {q for whose, q in seen.quarters if whose == ALL} == {20262}


def test_addresses_are_read_strictly():
    assert scope.read("unit:12") == Whose(By.UNIT, "12")
    assert scope.read("me") == scope.ME
    for odd in (
        "",
        "unit",
        "unit:",
        "unit:x",
        "unit:１",
        "me:1",
        "all:1",
        "sex:female",
        f"group:{9**30}",
    ):
        assert scope.read(odd) is None, odd
