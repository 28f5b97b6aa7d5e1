"""Ask for a report that is kept, keep it when it is made, sign it. Nothing here commits."""

from datetime import datetime
from typing import Any

from app.accounts.models import Person
from app.core import clock
from app.core.actor import Actor
from app.core.numbers import with_check_digit
from app.db.session import db
from app.jobs import actions as jobs
from app.journal import actions as journal
from app.notices import actions as notices
from app.notices.actions import Recipient
from app.reports import judging
from app.reports.asking import Asked
from app.reports.judging import Seal, Step
from app.reports.models import KeptReport, ReportSignature, RowExport
from app.reports.queries import kept

JOB = "institution report"
ROWS_JOB = "rows without names"


def ask_for_report(asked: Asked, *, language: str, by: Actor, at: datetime) -> KeptReport:
    """The row, and in the same transaction the job that fills it. Its number is that of the row, with a check digit."""
    assert by.person_id is not None, "somebody asks"
    job = jobs.enqueue(JOB, {}, by=by, at=at)
    report = KeptReport(
        number=f"job-{job.id}",
        unit_id=asked.unit_id,
        asked=asked.whole().payload,
        language=language,
        asked_at=at,
        asked_by_id=by.person_id,
        job_id=job.id,
    )
    db.session.add(report)
    db.session.flush()
    report.number = with_check_digit(clock.day_of(at).year, report.id)
    job.payload = {"report": report.id}
    db.session.flush()
    journal.record(by, "report asked for", report, at=at)
    return report


def keep_report(
    report: KeptReport, tables: list[dict[str, Any]], pdf: bytes, *, at: datetime
) -> None:
    """Once: what is kept never changes."""
    if report.made_at is not None:
        return
    report.tables, report.digest = tables, judging.digest_of(tables)
    report.pdf, report.pdf_digest = pdf, judging.digest_of_file(pdf)
    report.made_at = at
    db.session.flush()


def tell_ready(report: KeptReport, person: Person, *, site: str, at: datetime) -> None:
    """A letter to whoever asked; who has no address finds it in the list."""
    link = f"{site}/reports/documents/{report.id}"
    _write("report_ready", person, at=at, number=report.number, link=link)


def tell_rows_ready(export: RowExport, person: Person, *, site: str, at: datetime) -> None:
    _write("rows_ready", person, at=at, link=f"{site}/reports/rows/{export.id}")


def _write(letter: str, person: Person, *, at: datetime, **places: str) -> None:
    if not person.address:
        return
    name = " ".join(part for part in (person.given_name, person.patronymic) if part)
    text = notices.compose(letter, person.language, name=name, **places)
    notices.write_letter(Recipient(person.name, person.address, person.language), text, at=at)


def sign_report(
    report: KeptReport, step: Step, *, reason: str, by: Actor, at: datetime
) -> ReportSignature:
    assert by.person_id is not None, "somebody signs"
    is_made = report.made_at is not None
    judging.ensure_step(step, report.last_step, is_made=is_made, reason=reason)
    if not kept.is_whole(report):
        raise judging.Altered
    before = report.signatures[-1].digest if report.signatures else ""
    said = Seal(step, by.person_id, at, reason)
    signature = ReportSignature(
        place=len(report.signatures) + 1,
        step=step,
        by_id=by.person_id,
        at=at,
        reason=reason,
        digest=judging.seal(report.base, before, said),
    )
    report.signatures.append(signature)
    db.session.flush()
    journal.record(by, f"report {step.value}", report, at=at, seal=signature.digest)
    return signature


def ask_for_rows(asked: Asked, *, by: Actor, at: datetime) -> RowExport:
    """The row, and in the same transaction the job that makes the files."""
    assert by.person_id is not None, "somebody asks"
    job = jobs.enqueue(ROWS_JOB, {}, by=by, at=at)
    export = RowExport(
        unit_id=asked.unit_id,
        asked=asked.whole().payload,
        asked_at=at,
        asked_by_id=by.person_id,
        job_id=job.id,
    )
    db.session.add(export)
    db.session.flush()
    job.payload = {"export": export.id}
    db.session.flush()
    journal.record(by, "rows asked for", export, at=at)
    return export


def keep_rows(export: RowExport, people: int, csv: bytes, xlsx: bytes, *, at: datetime) -> None:
    """Once: another time the pseudonyms would be others."""
    if export.made_at is not None:
        return
    export.people, export.csv, export.xlsx, export.made_at = people, csv, xlsx, at
    db.session.flush()


def take_rows(export: RowExport, kind: str, *, by: Actor, at: datetime) -> bytes:
    """The file; who took it and when stands in the journal."""
    found = {"csv": export.csv, "xlsx": export.xlsx}[kind]
    if found is None:
        raise judging.NotReady
    journal.record(by, "rows taken", export, at=at, kind=kind)
    return found
