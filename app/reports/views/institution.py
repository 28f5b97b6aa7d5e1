"""The report of an institution: an overview, each section alone, and the files, all from the same sections."""

from flask import Blueprint, Response, abort, render_template
from flask_babel import gettext as _

from app.accounts.access import READERS
from app.core import clock
from app.reports import access, pdf, sections
from app.reports.handlers import EMPTY, TITLE
from app.reports.pdf import Sheet
from app.reports.sections import NAMES, NUMBERS, Key, Section
from app.reports.views.asked import named
from app.reports.views.institution_asked import Wanted, made, wanted_of
from app.web.access import actor, duty
from app.web.downloads import attachment, csv_file, xlsx_file
from app.web.language import interface_language, moment, written_number
from app.web.pages import find

bp = Blueprint("reports_institution", __name__)

# What the overview shows; everything else has a page of its own.
_OVERVIEW = (Key.HEADER, Key.DENOMINATORS, Key.FUNNEL)


@bp.get("/reports/institution/<int:unit_id>")
@duty(*READERS)
def show(unit_id: int):
    wanted = wanted_of(unit_id)
    found = list(wanted.report.sections(_OVERVIEW)) if wanted.report else []
    return _page(wanted, found), 422 if wanted.form.errors else 200


@bp.get("/reports/institution/<int:unit_id>/<section>")
@duty(*READERS)
def section(unit_id: int, section: str):
    wanted, key = wanted_of(unit_id), _key(section)
    found = [wanted.report.section(key)] if wanted.report else []
    return _page(wanted, found, key), 422 if wanted.form.errors else 200


@bp.get("/reports/institution/<int:unit_id>/<section>.<any(csv, xlsx, pdf):kind>")
@duty(*READERS)
def section_file(unit_id: int, section: str, kind: str) -> Response:
    wanted, key = wanted_of(unit_id), _key(section)
    return _file(wanted, [made(wanted).section(key)], kind, name=f"{section}-{wanted.asked.on}")


@bp.get("/reports/institution/<int:unit_id>.<any(csv, xlsx):kind>")
@duty(*READERS)
def whole_file(unit_id: int, kind: str) -> Response:
    wanted = wanted_of(unit_id)
    found = list(made(wanted).sections())
    return _file(wanted, found, kind, name=f"institution-{unit_id}-{wanted.asked.on}")


def _key(word: str) -> Key:
    return Key(find(word if word in set(Key) else None))


def _page(wanted: Wanted, found: list[Section], key: Key | None = None) -> str:
    return render_template(
        "reports/institution.html",
        wanted=wanted,
        sections=found,
        here=key,
        course=_course(wanted),
        names=NAMES,
        numbers=NUMBERS,
        address=wanted.report.asked.address if wanted.report else {},
        filters=wanted.report.filters() if wanted.report else "",
        may_keep=access.may_submit(actor(), wanted.unit.path),
        may_take=access.may_take_rows(actor(), wanted.unit.path),
        produced_at=clock.now(),
    )


def _course(wanted: Wanted) -> str:
    """As it reads in the form, which is not printed."""
    named_by_id = {c.value: str(c.label) for c in wanted.form.course.choices}
    return named_by_id.get(wanted.form.course.data, "")


def _file(wanted: Wanted, found: list[Section], kind: str, *, name: str) -> Response:
    if kind == "pdf":
        return attachment(_pdf(wanted, found), f"{name}.pdf", "application/pdf")
    sheets = sections.as_tables(found)
    first = next(iter(sheets), None)
    if first is None:
        abort(404)
    if kind == "xlsx":
        more = {title: table for title, table in sheets.items() if title != first}
        return xlsx_file(sheets[first], name, sheet=first, more=more)
    return csv_file(sections.one_table(found), name)


def _pdf(wanted: Wanted, found: list[Section]) -> bytes:
    language, at = interface_language(), clock.now()
    sheet = Sheet(
        title=_(TITLE),
        institution=named(wanted.unit.name),
        number=_("not kept"),
        made=moment(at),
        day=clock.day_of(at),
        language=language,
        empty=_(EMPTY),
    )
    return pdf.pdf(sheet, found, number=lambda n, places: written_number(n, places, language))
