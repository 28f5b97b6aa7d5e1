"""Groups, their sums, and that a filter shows no more than the table from which it picks."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.reports.cuts import STAGES, Tally, figures
from app.reports.scope import Cut, Scope, a_year_before

ROOT = ("/1/",)
DAY = date(2026, 11, 22)


def scope(by: Cut | None = None, **filters) -> Scope:
    return Scope(
        "course", ("police",), DAY, by, {Cut(cut): value for cut, value in filters.items()}
    )


def tally(*values, n: int, **reached: int) -> Tally:
    """So many people; `enrolled=7` and so on, all later stages as many as the one before unless said."""
    counts = [n]
    for stage in STAGES[1:]:
        counts.append(reached.get(stage, counts[-1] if not reached else 0))
    return Tally(values, tuple(counts))


def in_scope(tallies, wanted, tops=ROOT):
    """The first column: by group, and the total."""
    found = figures(tallies, wanted, tops)
    return {line.value: line.counts[0] for line in found.lines}, found.total.counts[0]


def test_groups_add_up_to_the_total():
    tallies = [tally("female", n=20), tally("male", n=30)]
    assert in_scope(tallies, scope(Cut.SEX)) == ({"female": 20, "male": 30}, 50)


def test_without_a_cut_there_is_the_total_alone():
    found = figures([tally(n=20)], scope(), ROOT)
    assert found.lines == ()
    assert found.total.counts == (20,) * 6
    assert found.are_whole


def test_nobody_is_shown_as_nobody():
    found = figures([], scope(Cut.SEX), ROOT)
    assert (found.lines, found.total.counts, found.are_whole) == ((), (0,) * 6, True)


def test_a_small_total_is_not_shown():
    found = figures([tally(n=4)], scope(), ROOT)
    assert found.total.counts == (None,) * 6
    assert not found.are_whole


def test_a_total_is_hidden_from_its_first_small_stage():
    found = figures([tally(n=20, enrolled=9, started=3)], scope(), ROOT)
    assert found.total.counts == (20, 9, None, None, None, None)


def test_when_no_group_may_be_shown_none_is_listed():
    found = figures([tally("female", n=3), tally("male", n=30)], scope(Cut.SEX), ROOT)
    assert (found.lines, found.listed) == ((), False)
    assert found.total.counts[0] == 33


REGIONS = [tally("osh", n=3), tally("chuy", n=9), tally("naryn", n=20), tally("talas", n=30)]


def test_the_neighbour_of_a_small_group_is_hidden_under_its_own_filter_as_well():
    assert in_scope(REGIONS, scope(Cut.REGION)) == (
        {"chuy": None, "naryn": 20, "osh": None, "talas": 30},
        62,
    )
    assert in_scope(REGIONS, scope(region="chuy"))[1] is None
    assert in_scope(REGIONS, scope(region="naryn"))[1] == 20


def test_a_filter_that_leaves_out_a_small_group_shows_nothing():
    tallies = [tally("female", n=3), tally("male", n=30)]
    assert in_scope(tallies, scope(sex="male"))[1] is None
    assert in_scope(tallies, scope(sex="female"))[1] is None
    assert in_scope(tallies, scope())[1] == 33


def test_a_filter_that_leaves_out_nobody_shows_all():
    assert in_scope([tally("male", n=30)], scope(sex="male"))[1] == 30
    assert in_scope([tally("male", n=30)], scope(sex="female"))[1] == 0


def test_nobody_is_not_shown_where_it_would_tell_that_there_is_somebody_elsewhere():
    assert in_scope([tally("osh", n=3), tally("chuy", n=3)], scope(region="naryn"))[1] is None


def test_a_row_under_a_filter_does_not_tell_of_the_small_group_beside_it():
    """Three women in Osh: the men of Osh beside all of Osh would tell."""
    tallies = [
        tally("female", "osh", n=3),
        tally("male", "osh", n=20),
        tally("female", "chuy", n=20),
        tally("male", "chuy", n=30),
        tally("female", "naryn", n=20),
        tally("male", "naryn", n=40),
    ]
    rows, total = in_scope(tallies, scope(Cut.REGION, sex="male"))
    assert (rows["osh"], rows["chuy"], rows["naryn"], total) == (None, None, 40, 90)


UNITS = [
    tally("/1/", n=6),
    tally("/1/4/", n=7),
    tally("/1/4/9/", n=8),
    tally("/1/4/10/", n=9),
    tally("/1/5/", n=10),
]


@pytest.mark.parametrize(
    ("wanted", "rows", "total"),
    [
        (scope(Cut.UNIT), {"/1/*": 6, "/1/4/": 24, "/1/5/": 10}, 40),
        (scope(Cut.UNIT, unit="/1/4/"), {"/1/4/*": 7, "/1/4/10/": 9, "/1/4/9/": 8}, 24),
        (scope(Cut.UNIT, unit="/1/5/"), {"/1/5/*": 10}, 10),
        (scope(unit="/1/4/"), {}, 24),
    ],
)
def test_a_unit_stands_for_all_below_it(wanted, rows, total):
    assert in_scope(UNITS, wanted) == (rows, total)


def test_several_tops_are_groups_of_their_own():
    tallies = [tally("/1/4/9/", n=8), tally("/1/4/", n=7), tally("/7/8/", n=9)]
    assert in_scope(tallies, scope(Cut.UNIT), ("/1/4/", "/7/")) == ({"/1/4/": 15, "/7/": 9}, 24)
    assert in_scope(tallies, scope(unit="/7/"), ("/1/4/", "/7/"))[1] == 9


def test_a_unit_beside_a_small_one_is_hidden_on_its_own_page_and_so_is_one_of_its_parts():
    tallies = [
        tally("/1/4/9/", n=8),
        tally("/1/4/10/", n=9),
        tally("/1/5/", n=3),
        tally("/1/6/", n=30),
    ]
    assert in_scope(tallies, scope(Cut.UNIT))[0] == {"/1/4/": None, "/1/5/": None, "/1/6/": 30}
    rows, total = in_scope(tallies, scope(Cut.UNIT, unit="/1/4/"))
    assert total is None
    assert None in rows.values() or not rows


SEXES, PLACES, WORK = ("female", "male"), ("chuy", "naryn", "osh"), ("judge", "police")


@st.composite
def people(draw):
    """Tallies by profession, sex and region, small groups among them."""
    found = []
    for work in WORK:
        for sex in SEXES:
            for place in PLACES:
                n = draw(st.integers(0, 12))
                if n:
                    enrolled = draw(st.integers(0, n))
                    found.append(tally(work, sex, place, n=n, enrolled=enrolled))
    return found


@settings(max_examples=100, deadline=None)
@given(people(), st.sampled_from([Cut.PROFESSION, Cut.SEX, Cut.REGION]))
def test_what_is_shown_is_true_and_adds_up(tallies, by):
    wanted = Scope("course", ("police",), DAY, by, {})
    place = [Cut.PROFESSION, Cut.SEX, Cut.REGION].index(by)
    alone = [Tally((t.values[place],), t.counts) for t in tallies]
    found = figures(alone, wanted, ROOT)
    for line in found.lines:
        truth = [sum(t.counts[s] for t in alone if t.values == (line.value,)) for s in range(6)]
        assert all(shown in (None, n) for shown, n in zip(line.counts, truth, strict=True))
    if found.are_whole and found.lines:
        columns = zip(*(line.counts for line in found.lines), strict=True)
        assert tuple(map(sum, columns)) == found.total.counts


@settings(max_examples=100, deadline=None)
@given(people())
def test_two_clicks_never_subtract_to_a_small_group(tallies):
    """A row of the undivided report less the same row under a filter is what the filter leaves out."""
    by_region = [Tally((t.values[2],), t.counts) for t in tallies]
    whole = {ln.value: ln.counts for ln in figures(by_region, scope(Cut.REGION), ROOT).lines}
    by_both = [Tally(t.values[1:], t.counts) for t in tallies]
    for sex in SEXES:
        part = figures(by_both, scope(Cut.REGION, sex=sex), ROOT)
        for line in part.lines:
            for all_of, some in zip(whole.get(line.value, ()), line.counts, strict=False):
                if all_of is not None and some is not None:
                    assert not 0 < all_of - some < 5, (line, whole)


@settings(max_examples=100, deadline=None)
@given(people())
def test_a_filter_shows_what_the_row_shows_or_less(tallies):
    by_region = [Tally((t.values[2],), t.counts) for t in tallies]
    table = figures(by_region, scope(Cut.REGION), ROOT)
    for line in table.lines:
        alone = figures(by_region, scope(region=line.value), ROOT).total.counts
        assert alone == line.counts


@pytest.mark.parametrize(
    ("day", "before"),
    [
        (date(2026, 11, 22), date(2025, 11, 22)),
        (date(2024, 2, 29), date(2023, 2, 28)),
    ],
)
def test_a_year_before(day, before):
    assert a_year_before(day) == before
