"""The work that this room does as jobs: a report that is kept, section by section, then its PDF."""

from datetime import datetime

from flask import current_app

from app.accounts import queries as people
from app.accounts.models import Unit
from app.core import clock
from app.core.tables import to_csv
from app.core.words import N_
from app.db.session import db
from app.jobs.rules import Keep, Work
from app.reports import actions, asking, pdf, sections
from app.reports.composing import rows
from app.reports.composing.whole import Maker, Report
from app.reports.models import KeptReport
from app.reports.pdf import Sheet
from app.reports.queries import courses, kept
from app.reports.queries import rows as exports
from app.reports.sections import Key, Section, Words
from app.web.downloads import to_xlsx
from app.web.language import catalogue, moment, short_day, written_number

_BEFORE_PDF = 80
# Rows are counted, then mixed, then written twice.
_COUNTED, _MIXED = 30, 50
TITLE = N_("Training report")
SIGNATURES = (N_("Drawn up by"), N_("Head of the institution"), N_("Examined by"))
_SIGNING = N_("%(who)s: name, signature, day")
EMPTY = N_("Nothing was recorded.")


def make_report(work: Work) -> Keep | None:
    """May be done again: what was kept once stays."""
    report = kept.report(int(work.payload["report"]))
    if report is None or report.made_at is not None:
        return None
    number, found = report.id, _sections(report, work)
    work.tell(_BEFORE_PDF)
    report = kept.report(number)
    assert report is not None, "a report that is kept never goes"
    tables, made = sections.kept(found), document(report, found, at=work.at)

    def keep(at: datetime) -> None:
        again = kept.report(number, lock=True)
        if again is None or again.made_at is not None:
            return
        actions.keep_report(again, tables, made, at=at)
        asker = people.person(again.asked_by_id)
        if asker is not None:
            site = current_app.config["PUBLIC_ADDRESS"]
            actions.tell_ready(again, asker, site=site, at=at)

    return keep


def _sections(report: KeptReport, work: Work) -> list[Section]:
    """Each told when it is there; the session is asked anew after each, since telling ends the transaction."""
    asked, words = asking.from_payload(report.asked), words_in(report.language)
    unit_id, number, course = report.unit_id, report.id, str(report.asked["course"])
    asker = people.person(report.asked_by_id)
    maker = Maker(asker.name if asker else "", moment(work.at), report.number)
    earlier = kept.before(unit_id, course, report.language, than=number)
    before = sections.read(earlier.tables or []) if earlier else None
    root = db.session.get_one(Unit, unit_id)
    db.session.expunge(root)
    whole = Report(asked, words, root, maker)
    found: list[Section] = []
    for place, key in enumerate(Key):
        if key is Key.ANNEXES and before is not None:
            whole.changed = sections.changes(before, found)
        found.append(whole.section(key))
        work.tell(_BEFORE_PDF * place // len(Key))
    return found


def words_in(language: str) -> Words:
    return Words(language, catalogue(language).gettext, short_day, moment)


def document(report: KeptReport, found: list[Section], *, at: datetime) -> bytes:
    words = words_in(report.language)
    sheet = Sheet(
        title=words.say(TITLE),
        institution=words.named(report.unit.name),
        number=report.number,
        made=moment(at),
        day=clock.day_of(at),
        language=report.language,
        empty=words.say(EMPTY),
        address=f"{current_app.config['PUBLIC_ADDRESS']}/reports/documents/{report.id}",
        signatures=[words.say(_SIGNING, who=words.say(name)) for name in SIGNATURES],
    )
    return pdf.pdf(sheet, found, number=lambda n, places: written_number(n, places, words.language))


# ── rows without names ────────────────────────────────────────────────────────


def make_rows(work: Work) -> Keep | None:
    """May be done again: what was kept once stays."""
    export = exports.export(int(work.payload["export"]))
    if export is None or export.made_at is not None:
        return None
    number, asked = export.id, asking.from_payload(export.asked)
    course = next((c for c in courses.courses() if c.id == asked.course), None)
    found = list(exports.people(asked, courses.tests(course)))
    work.tell(_COUNTED)
    table, book = rows.rows(found), rows.book([words_in("ky"), words_in("ru")])
    work.tell(_MIXED)
    files = to_csv(table), to_xlsx(table, sheet="rows", more={"code book": book}, dated=False)

    def keep(at: datetime) -> None:
        again = exports.export(number, lock=True)
        if again is None or again.made_at is not None:
            return
        actions.keep_rows(again, len(table.rows), *files, at=at)
        asker = people.person(again.asked_by_id)
        if asker is not None:
            site = current_app.config["PUBLIC_ADDRESS"]
            actions.tell_rows_ready(again, asker, site=site, at=at)

    return keep
