"""Reports that are kept with their tables, and the chain of those who submitted and judged them."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, BigInteger, ForeignKey, LargeBinary, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.accounts.models import Unit
from app.db.model import Id, Model, kept_by_value
from app.jobs.models import Job
from app.reports.judging import Step, digest_of


class KeptReport(Model):
    """What was asked for, and, once a job has made it, its tables as they were, with their digest, and its PDF."""

    __tablename__ = "kept_report"

    id: Mapped[Id]
    number: Mapped[str] = mapped_column(String(20), unique=True)
    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id"), index=True)
    asked: Mapped[dict[str, Any]] = mapped_column(JSON)
    language: Mapped[str] = mapped_column(String(2))
    asked_at: Mapped[datetime]
    asked_by_id: Mapped[int] = mapped_column(BigInteger())
    job_id: Mapped[int] = mapped_column(ForeignKey("job.id"))
    made_at: Mapped[datetime | None]
    tables: Mapped[list[Any] | None] = mapped_column(JSON, deferred=True)
    digest: Mapped[str | None] = mapped_column(String(64))
    pdf: Mapped[bytes | None] = mapped_column(LargeBinary, deferred=True)
    pdf_digest: Mapped[str | None] = mapped_column(String(64))

    unit: Mapped[Unit] = relationship(lazy="raise_on_sql")
    job: Mapped[Job] = relationship(lazy="raise_on_sql")
    signatures: Mapped[list["ReportSignature"]] = relationship(
        lazy="raise_on_sql", order_by="ReportSignature.place", back_populates="report"
    )

    @property
    def last_step(self) -> Step | None:
        return self.signatures[-1].step if self.signatures else None

    @property
    def base(self) -> str:
        """On which the chain of signatures rests: the figures, the file, and what they are said to be."""
        about = (self.number, self.unit_id, self.asked, self.language, self.asked_by_id)
        return digest_of([self.digest, self.pdf_digest, *about])


class ReportSignature(Model):
    """A step: who, when, what, and a digest over the report's and over the step before. Written once."""

    __tablename__ = "report_signature"
    __table_args__ = (UniqueConstraint("report_id", "place"),)

    id: Mapped[Id]
    report_id: Mapped[int] = mapped_column(ForeignKey("kept_report.id"))
    place: Mapped[int]
    step: Mapped[Step] = mapped_column(kept_by_value(Step))
    by_id: Mapped[int] = mapped_column(BigInteger())
    at: Mapped[datetime]
    reason: Mapped[str] = mapped_column(String(1000), default="")
    digest: Mapped[str] = mapped_column(String(64))

    report: Mapped[KeptReport] = relationship(back_populates="signatures", lazy="raise_on_sql")


class RowExport(Model):
    """Rows without names for an evaluator: what was asked for and, once a job has made them, the two files.

    Of the pseudonyms nothing is kept but what stands in the files.
    """

    __tablename__ = "row_export"

    id: Mapped[Id]
    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id"), index=True)
    asked: Mapped[dict[str, Any]] = mapped_column(JSON)
    asked_at: Mapped[datetime]
    asked_by_id: Mapped[int] = mapped_column(BigInteger())
    job_id: Mapped[int] = mapped_column(ForeignKey("job.id"))
    made_at: Mapped[datetime | None]
    people: Mapped[int | None]
    csv: Mapped[bytes | None] = mapped_column(LargeBinary, deferred=True)
    xlsx: Mapped[bytes | None] = mapped_column(LargeBinary, deferred=True)

    unit: Mapped[Unit] = relationship(lazy="raise_on_sql")
    job: Mapped[Job] = relationship(lazy="raise_on_sql")
