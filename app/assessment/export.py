"""The raw scores of a test, so that somebody else can redo every figure, and their code book.

One row per attempt that counts, under a pseudonym; a column per question with the share of its points that was
earned. Headings are names for a program, the same in every language; the code book says what they mean.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from math import fsum

from app.assessment.sums import Sheet
from app.core.tables import Cell, Table
from app.core.words import N_

# Asked and not answered; a question that was not drawn is left empty.
OMITTED = "x"

_TAKER, _LANGUAGE, _SCORE, _MAXIMUM = "taker", "language", "score", "maximum"
_HEAD = (_TAKER, _LANGUAGE, _SCORE, _MAXIMUM)

_BOOK_HEADINGS = (N_("Column"), N_("Meaning"), N_("Points"))
_MEANINGS = {
    _TAKER: N_("Pseudonym, made for this file alone: it leads back to nobody."),
    _LANGUAGE: N_("Language of most answers: ky or ru; Kyrgyz where there are as many of both."),
    _SCORE: N_("Sum over the questions of share times points."),
    _MAXIMUM: N_("Sum of the points of the questions that were asked."),
}
_QUESTION = N_(
    "Question: share of its points that was earned, from 0 to 1. x: asked and not answered, counts as"
    " 0. Empty: not asked."
)


def scores(sheets: Iterable[Sheet], worth: Mapping[str, float]) -> Table:
    """In the order given; `worth` names the columns. The caller shuffles, or the order tells who is who."""
    return Table([*_HEAD, *worth], [_row(sheet, worth) for sheet in sheets])


def _row(sheet: Sheet, worth: Mapping[str, float]) -> list[Cell]:
    score = fsum(worth[item] * share for item, share in sheet.shares.items() if share)
    maximum = fsum(worth[item] for item in sheet.shares)
    row: list[Cell] = [sheet.taker, sheet.language, score, maximum]
    for item in worth:
        share = sheet.shares.get(item)
        row.append(OMITTED if share is None and item in sheet.shares else share)
    return row


def sheets(headings: Sequence[str], rows: Iterable[Sequence[str]]) -> list[Sheet]:
    """Back from the cells of such a file, as text; what else it holds before the questions is left out."""
    taker, language = headings.index(_TAKER), headings.index(_LANGUAGE)
    items = [(place, name) for place, name in enumerate(headings) if name not in _HEAD]
    return [
        Sheet(
            row[taker],
            row[language],
            {
                name: None if row[place] == OMITTED else float(row[place])
                for place, name in items
                if row[place]
            },
        )
        for row in rows
    ]


def code_book(worth: Mapping[str, float], *, say: Callable[[str], str]) -> Table:
    """A line for each column of `scores`; it goes into the same workbook, or beside the CSV."""
    head: list[list[Cell]] = [[name, say(_MEANINGS[name]), None] for name in _HEAD]
    questions: list[list[Cell]] = [[name, say(_QUESTION), points] for name, points in worth.items()]
    return Table([say(heading) for heading in _BOOK_HEADINGS], [*head, *questions])
