"""Reports that are kept: one, those within a reach, the last before another; whether one is whole; names of those who signed."""

from collections.abc import Iterable

from sqlalchemy import func, select
from sqlalchemy.orm import joinedload, selectinload, undefer

from app.accounts.models import Person, Unit
from app.accounts.queries import below
from app.core.actor import Actor
from app.core.paging import SIZE, Page
from app.db.session import db
from app.journal import queries as journal
from app.reports import access, judging
from app.reports.judging import Seal
from app.reports.models import KeptReport


def visible_to(actor: Actor):
    """What access.may_report_on says, for lists that join Unit."""
    return below(access.reach(actor))


def report(number: int, *, whole: bool = False, lock: bool = False) -> KeptReport | None:
    """With unit, job and signatures; `whole`: with the kept tables and the file as well."""
    wanted = (
        select(KeptReport)
        .where(KeptReport.id == number)
        .options(
            joinedload(KeptReport.unit),
            joinedload(KeptReport.job),
            selectinload(KeptReport.signatures),
        )
    )
    if whole:
        wanted = wanted.options(undefer(KeptReport.tables), undefer(KeptReport.pdf))
    if lock:
        wanted = wanted.with_for_update(of=KeptReport)
    wanted = wanted.execution_options(populate_existing=True)
    return db.session.scalars(wanted).one_or_none()


def reports(actor: Actor, page: int) -> Page[KeptReport]:
    """The newest first."""
    wanted = select(KeptReport).join(Unit, Unit.id == KeptReport.unit_id).where(visible_to(actor))
    total = db.session.scalar(wanted.with_only_columns(func.count())) or 0
    rows = db.session.scalars(
        wanted.options(
            joinedload(KeptReport.unit),
            joinedload(KeptReport.job),
            selectinload(KeptReport.signatures),
        )
        .order_by(KeptReport.id.desc())
        .limit(SIZE)
        .offset((page - 1) * SIZE)
    )
    return Page(list(rows), page, total)


def before(unit_id: int, course: str, language: str, *, than: int) -> KeptReport | None:
    """The newest earlier report that was made of the same, in the same language: words are compared."""
    wanted = (
        select(KeptReport)
        .where(
            KeptReport.unit_id == unit_id,
            KeptReport.id < than,
            KeptReport.language == language,
            KeptReport.made_at.is_not(None),
        )
        .options(undefer(KeptReport.tables))
        .order_by(KeptReport.id.desc())
        .limit(50)
    )
    found = db.session.scalars(wanted)
    return next((one for one in found if one.asked["course"] == course), None)


def is_whole(report: KeptReport) -> bool:
    """Whether figures, file and signatures are what their digests say, and the signatures those of the journal.

    The report is read with its tables and its file.
    """
    if report.made_at is None:
        return True
    signed = report.signatures
    chain = [(Seal(s.step, s.by_id, s.at, s.reason), s.digest) for s in signed]
    return (
        judging.digest_of(report.tables) == report.digest
        and judging.digest_of_file(report.pdf) == report.pdf_digest
        and judging.is_whole(report.base, chain)
        and _noted(report, most=len(signed) + 2) == [s.digest for s in signed]
    )


def _noted(report: KeptReport, *, most: int) -> list[str]:
    """Seals of the newest entries about the report, the oldest first; the journal cannot be rewritten unnoticed."""
    entries = journal.about(KeptReport.__tablename__, report.id, limit=most)
    return [e.details["seal"] for e in reversed(entries) if "seal" in e.details]


def names(ids: Iterable[int]) -> dict[int, str]:
    wanted = select(Person).where(Person.id.in_(set(ids)))
    return {person.id: person.name for person in db.session.scalars(wanted)}
