"""Ask for a report that is kept, keep it when it is made, sign it. Nothing here commits."""

import hashlib
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
from app.reports.models import KeptReport, ReportSignature

JOB = "institution report"


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
    report.pdf, report.pdf_digest = pdf, hashlib.sha256(pdf).hexdigest()
    report.made_at = at
    db.session.flush()


def tell_ready(report: KeptReport, person: Person, *, site: str, at: datetime) -> None:
    """A letter to whoever asked; who has no address finds it in the list."""
    if not person.address:
        return
    text = notices.compose(
        "report_ready",
        person.language,
        name=" ".join(part for part in (person.given_name, person.patronymic) if part),
        number=report.number,
        link=f"{site}/reports/documents/{report.id}",
    )
    notices.write_letter(Recipient(person.name, person.address, person.language), text, at=at)


def sign_report(
    report: KeptReport, step: Step, *, reason: str, by: Actor, at: datetime
) -> ReportSignature:
    assert by.person_id is not None, "somebody signs"
    is_made = report.made_at is not None
    judging.ensure_step(step, report.last_step, is_made=is_made, reason=reason)
    if judging.digest_of(report.tables) != report.digest:
        raise judging.Altered
    before = report.signatures[-1].digest if report.signatures else ""
    said = Seal(step, by.person_id, at, reason)
    signature = ReportSignature(
        place=len(report.signatures) + 1,
        step=step,
        by_id=by.person_id,
        at=at,
        reason=reason,
        digest=judging.seal(report.digest or "", before, said),
    )
    report.signatures.append(signature)
    db.session.flush()
    journal.record(by, f"report {step.value}", report, at=at, seal=signature.digest)
    return signature
