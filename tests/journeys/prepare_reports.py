"""A report of the academy that is kept and waits for being submitted; rows without names that wait for being taken."""

from app.accounts.models import Person, Unit
from app.core import clock
from app.core.actor import Actor
from app.core.tables import Table
from app.reports import actions, sections
from app.reports.asking import Asked
from app.reports.sections import Block, Key, Section

COURSE = "tip-foundations"


def prepare(root: Unit, registrar: Person) -> dict[str, object]:
    at, today = clock.now(), clock.today()
    by = Actor(person_id=registrar.id, origin="test")
    asked = Asked(root.id, root.institution_id, root.path, today, today, today, COURSE)
    report = actions.ask_for_report(asked, language="ky", by=by, at=at)
    block = Block("Баскычтар", Table(["Баскыч", "Адамдар"], [["Эсептөөнүн негизи", 12]]))
    kept = sections.kept([Section(key, "Бөлүм", (block,)) for key in Key])
    actions.keep_report(report, kept, b"%PDF-1.7", at=at)
    export = actions.ask_for_rows(asked, by=by, at=at)
    actions.keep_rows(export, 12, b"pseudonym\r\n", b"PK", at=at)
    return {"institution": root.id, "report": report.id, "rows": export.id}
