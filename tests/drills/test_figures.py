"""The downgrade rate, sure and wrong, the matrix: by tables of cases that can be counted by hand."""

import pytest

from app.drills import figures, tables
from app.drills.figures import LEAST, Tally

T, C, F, N = "trafficking", "children", "fraud", "no-offence"


def tally(offence, named, n, *, certainty=2, quarter=20264):
    return Tally(offence, named, offence in (T, C), named in (F, N), certainty, quarter, n)


ANSWERS = [
    tally(T, T, 12),
    tally(T, F, 5, certainty=3),
    tally(T, N, 2),
    tally(T, C, 3),
    tally(C, F, 1),
    tally(F, N, 4),
    tally(F, F, 6, certainty=3, quarter=20263),
]


def test_only_lesser_names_of_trafficking_count_as_lowered():
    """Eight of twenty-three: naming the wrong kind of trafficking is wrong, and not lesser."""
    rate = figures.downgrade(ANSWERS)
    assert (rate.part, rate.whole) == (8, 23)
    assert rate.share.value == pytest.approx(8 / 23)
    assert rate.interval is not None
    assert (rate.interval.low, rate.interval.high) == pytest.approx((0.18811, 0.55106), abs=1e-4)


def test_of_few_answers_there_is_no_figure():
    rate = figures.downgrade([tally(T, F, LEAST - 1)])
    assert rate.share.value is None
    assert rate.interval is None
    assert (rate.share.n, rate.share.least) == (LEAST - 1, LEAST)
    assert figures.downgrade([tally(T, F, LEAST)]).share.value == 1.0
    assert figures.downgrade([]).share.lack


def test_sure_and_wrong_is_counted_among_the_sure():
    rate = figures.sure_and_wrong(ANSWERS)
    assert (rate.part, rate.whole) == (5, 11)


def test_right_is_counted_among_all():
    assert (figures.right(ANSWERS).part, figures.right(ANSWERS).whole) == (18, 33)


def test_quarters_stand_in_the_order_of_time_and_only_with_trafficking():
    more = [*ANSWERS, tally(T, T, 10, quarter=20254)]
    assert [(q, r.whole) for q, r in figures.by_quarter(more).items()] == [(20254, 10), (20264, 23)]


def test_the_matrix_adds_up_and_knows_only_names_that_occur():
    matrix = figures.matrix(ANSWERS, [T, C, F, "kidnapping", N])
    assert matrix.rows == (T, C, F)
    assert matrix.columns == (T, C, F, N)
    assert matrix.count(T, F) == 5
    assert sum(map(matrix.total, matrix.rows)) == sum(t.n for t in ANSWERS)


def test_a_name_that_is_gone_stands_last():
    assert figures.matrix([tally(T, "treason", 1)], [T, F]).columns == (T, "treason")


def test_the_table_has_sums_at_both_sides():
    table = tables.confusion(figures.matrix(ANSWERS, [T, C, F, N]), {T: "1. T"}, str)
    assert table.headings == ["What was right", "1. T", C, F, N, "All answers"]
    assert table.rows[0] == ["1. T", 12, 3, 5, 2, 22]
    assert table.rows[-1] == ["All answers", 12, 3, 12, 6, 33]


def test_the_heat_map_tells_right_lesser_and_otherwise_wrong_apart():
    bands = tables.heat(figures.matrix(ANSWERS, [T, C, F, N]), trafficking={T, C}, lesser={F, N})
    assert [(s.place, s.count, s.kind) for s in bands[0].squares] == [
        (0, 12, "right"), (1, 3, "wrong"), (2, 5, "low"), (3, 2, "low"),
    ]  # fmt: skip
    assert bands[2].squares[1].kind == "wrong"
    assert all(0.1 < s.strength < 0.43 for band in bands for s in band.squares)
