"""The raw scores of a test with their code book, for whoever wants to compute the figures again."""

import secrets

from flask import Blueprint, Response
from flask_babel import gettext as _

from app.assessment import access, export
from app.statistics import raw, rules
from app.statistics.queries.reading import Reading
from app.statistics.views.asked import About, about
from app.web.access import duty
from app.web.downloads import csv_file, xlsx_file

bp = Blueprint("statistics_files", __name__)

_SHEETS = ("scores", "code book")


@bp.get("/statistics/<int:release_id>/<test>/scores.csv")
@duty(*access.LIBRARIANS)
def as_csv(release_id: int, test: str) -> Response:
    page = about(release_id, test)
    read = page.read()
    rules.ensure_file(read.people)
    return csv_file(_scores(read), _name(page))


@bp.get("/statistics/<int:release_id>/<test>/scores.xlsx")
@duty(*access.LIBRARIANS)
def as_xlsx(release_id: int, test: str) -> Response:
    page = about(release_id, test)
    read = page.read()
    rules.ensure_file(read.people)
    rules.ensure_spreadsheet(len(read.sat))
    scores, book = _SHEETS
    return xlsx_file(_scores(read), _name(page), sheet=scores, more={book: _code_book(read)})


@bp.get("/statistics/<int:release_id>/<test>/code-book.csv")
@duty(*access.LIBRARIANS)
def code_book(release_id: int, test: str) -> Response:
    page = about(release_id, test)
    return csv_file(_code_book(page.read()), f"code-book-{page.quiz.id}")


def _scores(read: Reading):
    """Pseudonyms and order come from chance that nobody can repeat."""
    sheets = raw.sheets(read.sat, secrets.SystemRandom())
    return export.scores(sheets, _worth(read))


def _code_book(read: Reading):
    return export.code_book(_worth(read), say=_)


def _worth(read: Reading) -> dict[str, float]:
    """Only of questions that somebody was asked."""
    return {item: read.together.worth[item] for item in read.sums.cells}


def _name(page: About) -> str:
    return f"scores-{page.course.id}-{page.release.number}-{page.quiz.id}-{page.which}"
