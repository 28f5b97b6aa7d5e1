"""The raw scores go out and come back, and lead to the same figures."""

import csv
import io

from hypothesis import given

from app.assessment import analysis, export, fairness
from app.assessment.sums import Sheet
from app.core.tables import to_csv
from tests.assessment.roads import by_matrix, papers
from tests.assessment.samples import few

WORTH = {"a": 1.0, "b": 2.0, "c": 1.0}


def test_a_row_for_each_attempt_and_a_column_for_each_question():
    sheets = [Sheet("t1", "ky", {"a": 1.0, "b": 0.5}), Sheet("t2", "ru", {"b": None, "c": 0.0})]
    table = export.scores(sheets, WORTH)
    assert table.headings == ["taker", "language", "score", "maximum", "a", "b", "c"]
    assert table.rows == [
        ["t1", "ky", 2.0, 3.0, 1.0, 0.5, None],
        ["t2", "ru", 0.0, 3.0, None, "x", 0.0],
    ]


@few
@given(papers(least=40))
def test_from_the_file_every_figure_can_be_computed_again(paper):
    sheets, worth = paper
    made = to_csv(export.scores(sheets, worth)).decode("utf-8-sig")
    head, *rows = csv.reader(io.StringIO(made), delimiter=";")
    back = export.sheets(head, rows)
    assert back == sheets
    one, other = by_matrix(sheets, worth), by_matrix(back, worth)
    assert one == other
    assert analysis.of_items(one) == analysis.of_items(other)
    assert fairness.compare_all(one) == fairness.compare_all(other)


def test_the_code_book_has_a_line_for_each_column():
    table = export.scores([], WORTH)
    book = export.code_book(WORTH, say=str.upper)
    assert [row[0] for row in book.rows] == table.headings
    assert [row[2] for row in book.rows] == [None] * 4 + [1.0, 2.0, 1.0]
    assert book.headings[0] == "COLUMN"
