"""Rows without names for an evaluator: asked for, made by a job, taken as files; and their code book."""

from flask import Blueprint, Response, flash, render_template, request
from flask_babel import gettext as _

from app.core import clock
from app.core.paging import page_number
from app.core.tables import Table
from app.jobs.rules import NAMES as JOB_STATES
from app.jobs.rules import State
from app.reports import access, actions, asking
from app.reports.access import ROW_TAKERS
from app.reports.composing import rows as composing
from app.reports.handlers import words_in
from app.reports.hiding import FEWEST
from app.reports.models import RowExport
from app.reports.queries import rows
from app.reports.views.asked import named, titles
from app.reports.views.institution_asked import made, wanted_of
from app.web.access import actor, duty, require
from app.web.downloads import XLSX, attachment, csv_file
from app.web.pages import find, see

bp = Blueprint("reports_rows", __name__)

_KINDS = {"csv": "text/csv; charset=utf-8", "xlsx": XLSX}


@bp.get("/reports/rows")
@duty(*ROW_TAKERS)
def index():
    page = rows.exports(actor(), page_number(request.args.get("page")))
    return render_template(
        "reports/rows_list.html",
        page=page,
        named=named,
        state=_state,
        asked=_asked,
        titles=titles(),
    )


@bp.get("/reports/rows/code-book")
@duty(*ROW_TAKERS)
def code_book():
    return render_template("reports/code_book.html", book=_book(), fewest=FEWEST)


@bp.get("/reports/rows/code-book.csv")
@duty(*ROW_TAKERS)
def code_book_csv() -> Response:
    return csv_file(_book(), "code-book")


@bp.post("/reports/institution/<int:unit_id>/rows")
@duty(*ROW_TAKERS)
def ask(unit_id: int):
    wanted = wanted_of(unit_id)
    require(access.may_take_rows(actor(), wanted.unit.path))
    export = actions.ask_for_rows(made(wanted).asked, by=actor(), at=clock.now())
    flash(_("The rows are being made. A letter tells you when they are ready."))
    return see("reports_rows.show", export_id=export.id)


@bp.get("/reports/rows/<int:export_id>")
@duty(*ROW_TAKERS)
def show(export_id: int):
    export = _seen(export_id)
    state = export.job.state(clock.now())
    return render_template(
        "reports/rows.html",
        export=export,
        institution=named(export.unit.name),
        asked=_asked(export),
        titles=titles(),
        kinds=_KINDS,
        waiting=export.made_at is None and state is not State.FAILED,
        fewest=FEWEST,
    )


@bp.post("/reports/rows/<int:export_id>/<any(csv, xlsx):kind>")
@duty(*ROW_TAKERS)
def take(export_id: int, kind: str) -> Response:
    export = _seen(export_id, whole=True)
    body = actions.take_rows(export, kind, by=actor(), at=clock.now())
    return attachment(body, f"rows.{kind}", _KINDS[kind])


def _seen(export_id: int, *, whole: bool = False) -> RowExport:
    export = find(rows.export(export_id, whole=whole))
    require(access.may_take_rows(actor(), export.unit.path))
    return export


def _asked(export: RowExport) -> asking.Asked:
    return asking.from_payload(export.asked)


def _state(export: RowExport) -> str:
    return _(JOB_STATES[export.job.state(clock.now())])


def _book() -> Table:
    return composing.book([words_in("ky"), words_in("ru")])
