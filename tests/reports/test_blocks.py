"""Which columns of a report's tables hold figures, and what a report opens with."""

from types import SimpleNamespace

from app.core.tables import Table
from app.reports.queries import courses
from app.reports.sections import Block, Key, Section, kept, read


def numeric(*rows: list) -> list[int]:
    return Block("", Table([""] * len(rows[0]), rows)).numeric


def test_a_column_of_hidden_figures_stands_as_one_of_figures():
    assert numeric(["a", 5, "not shown"], ["b", 7, "not shown"]) == [1, 2]


def test_a_column_of_days_or_of_different_words_is_none_of_figures():
    assert numeric(["a", 5, "14.11.2025", "yes"], ["b", 7, "14.11.2025", "no"]) == [1]


def test_words_left_of_the_figures_stay_words():
    assert numeric(["a", "enough", 5], ["b", "enough", 7]) == [2]


def test_a_table_without_a_figure_has_no_column_of_them():
    assert numeric(["a", "not yet collected"]) == []


def test_a_report_opens_with_the_longest_course_of_those_for_everybody():
    found = [
        SimpleNamespace(id=name, audience=("police",) * many, lessons=[None] * lessons)
        for name, many, lessons in (("a", 1, 9), ("b", 4, 2), ("c", 4, 8))
    ]
    assert [one.id for one in courses.widest_first(found)] == ["c", "b", "a"]


def test_a_kept_report_remembers_which_row_sums_up_and_an_earlier_one_has_none():
    table = Table(["", "n"], [["a", 5], ["All together", 5]])
    made = kept([Section(Key.DIVISIONS, "", (Block("", table, total=True), Block("", table)))])
    assert [block.total for block in read(made)[0].blocks] == [True, False]
    for block in made[0]["blocks"]:
        del block["total"]
    assert not any(block.total for block in read(made)[0].blocks)
