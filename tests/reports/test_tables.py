"""Figures as a table: whole per cent, hidden figures in words, groups in the order in which they are read."""

from datetime import UTC, datetime

import pytest

from app.core.bilingual import Bilingual
from app.reports import tables
from app.reports.cuts import Figures, Line
from app.reports.tables import Fact


def say(text: str) -> str:
    return text


@pytest.mark.parametrize(
    ("part", "whole", "percent"),
    [
        (0, 20, 0),
        (20, 20, 100),
        (199, 200, 99),
        (1, 300, 0),
        (2, 3, 66),
        (None, 20, None),
        (0, 0, None),
        (None, None, None),
    ],
)
def test_shares_are_rounded_down(part, whole, percent):
    assert tables.percent(part, whole) == percent


FIGURES = Figures(
    (Line("b", (30, 20, 10, None, None, None)), Line("a", (None,) * 6)),
    Line(None, (50, 40, 30, 20, 10, 0)),
)


def test_rows_stand_in_the_order_of_the_names_and_the_total_comes_last():
    table = tables.completion(FIGURES, {"a": "A", "c": "C", "b": "B"}, heading="Region", say=say)
    assert [row[0] for row in table.rows] == ["A", "B", "All together"]
    assert table.headings[0] == "Region"


def test_a_hidden_figure_says_so_and_has_no_share():
    table = tables.completion(FIGURES, {"a": "A", "b": "B"}, heading=None, say=say)
    assert table.rows[0][1:] == ["not shown", *["not shown", None] * 5]
    assert table.rows[1][1:6] == [30, 20, 66, 10, 33]
    assert table.rows[1][6:] == ["not shown", None] * 3


def test_every_row_is_as_long_as_the_headings():
    table = tables.completion(FIGURES, {"a": "A", "b": "B"}, heading=None, say=say)
    assert {len(row) for row in table.rows} == {len(table.headings)} == {12}


def test_columns_of_shares_hold_shares():
    table = tables.completion(FIGURES, {"a": "A", "b": "B"}, heading=None, say=say)
    named = {place for place, heading in enumerate(table.headings) if "per cent" in heading}
    assert named == set(tables.SHARES)


def test_a_record_is_told_in_the_order_of_time():
    title, day = Bilingual(ky="К", ru="Р"), datetime(2026, 3, 10, tzinfo=UTC)
    facts = [
        Fact(day.replace(hour=2), "Done", title, 1, outcome="No. %(n)s", values={"n": 7}),
        Fact(day.replace(hour=3), "Tried", title, 1, score=16.333, maximum=20.0),
        Fact(day.replace(hour=1), "Read", title, 1, Bilingual(ky="С", ru="У"), "ru"),
    ]
    table = tables.record(facts, language="ky", languages={"ru": "Русский"}, moment=str, say=say)
    assert [row[1:] for row in table.rows] == [
        ["Read", "К", 1, "С", "Русский", None, None, None],
        ["Done", "К", 1, None, None, None, None, "No. 7"],
        ["Tried", "К", 1, None, None, 16.3, 20, None],
    ]
