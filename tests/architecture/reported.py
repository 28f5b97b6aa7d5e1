"""Reports of institutions for addresses that name one: kept, and not yet judged."""

from datetime import date
from functools import cache

from app.core import clock
from app.core.tables import Table
from app.reports import actions, pdf, sections
from app.reports.asking import Asked
from app.reports.sections import Block, Key, Section
from tests.architecture.addresses import content, owned
from tests.architecture.staff import REGISTRARS
from tests.cast import Cast

ROOTS = {"asel": "police", "bek": "police", "maksat": "courts"}
COURSE = "tip-foundations"


@cache
def sheet() -> bytes:
    """A document of one empty page."""
    head = pdf.Sheet("Report", "Police", "1", "made", date(2026, 3, 1), "ky", "nothing")
    return pdf.pdf(head, [], number=lambda number, _places: str(number))


@owned("reports_institution:unit_id")
def institution(cast: Cast, owner: str) -> int:
    return cast.units[ROOTS[owner]].id


owned("reports_documents:unit_id")(institution)


@owned("document_id")
def document(cast: Cast, owner: str) -> int:
    root, by, at = cast.units[ROOTS[owner]], cast.actors[REGISTRARS[owner]], clock.now()
    today = clock.today()
    asked = Asked(root.id, root.institution_id, root.path, today, today, today, COURSE)
    report = actions.ask_for_report(asked, language="ky", by=by, at=at)
    block = Block("Figures", Table(["Stage", "People"], [["In scope", 12]]))
    kept = sections.kept([Section(key, key.value, (block,)) for key in Key])
    actions.keep_report(report, kept, sheet(), at=at)
    return report.id


@content("section", absent="no-such-section")
def section(_cast: Cast) -> str:
    return Key.FUNNEL.value


owned("reports_rows:unit_id")(institution)


@owned("export_id")
def rows(cast: Cast, owner: str) -> int:
    root, by, at = cast.units[ROOTS[owner]], cast.actors[REGISTRARS[owner]], clock.now()
    today = clock.today()
    asked = Asked(root.id, root.institution_id, root.path, today, today, today, COURSE)
    export = actions.ask_for_rows(asked, by=by, at=at)
    actions.keep_rows(export, 12, b"pseudonym\r\n", b"PK", at=at)
    return export.id
