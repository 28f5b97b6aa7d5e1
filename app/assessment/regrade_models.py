"""Questions marked again: who asked and who confirmed, and what it made of each attempt."""

from datetime import datetime

from sqlalchemy import BigInteger, ForeignKey, Index, String, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.accounts.models import Unit
from app.assessment.regrading import How
from app.curriculum.models import Release
from app.db.model import Id, Key, Model, kept_by_value


class Regrade(Model):
    """Marking one question again, for the people of one unit: asked by one person, confirmed by another.

    `release_id` is the bank release that was the present one when it was asked for: its key counts, or its question
    says who had it otherwise. `done_at` is when no attempt was left; later hand-ins of older attempts follow.
    """

    __tablename__ = "regrade"
    __table_args__ = (
        Index(
            "uq_regrade_one_open",
            "bank",
            "item",
            "unit_id",
            unique=True,
            sqlite_where=text("done_at IS NULL"),
            postgresql_where=text("done_at IS NULL"),
        ),
    )

    id: Mapped[Id]
    bank: Mapped[Key]
    item: Mapped[Key]
    how: Mapped[How] = mapped_column(kept_by_value(How))
    release_id: Mapped[int] = mapped_column(ForeignKey("release.id"))
    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id"))
    reason: Mapped[str] = mapped_column(String(500))
    asked_at: Mapped[datetime]
    asked_by_id: Mapped[int] = mapped_column(BigInteger())
    confirmed_at: Mapped[datetime | None]
    confirmed_by_id: Mapped[int | None] = mapped_column(BigInteger())
    done_at: Mapped[datetime | None]

    unit: Mapped[Unit] = relationship(lazy="raise_on_sql")
    release: Mapped[Release] = relationship(lazy="raise_on_sql")


class RegradedAttempt(Model):
    """What a regrade made of one attempt: the result before and after, written once, also where they are alike.

    `passed_after` says whether the new score reaches the mark; a pass that was earned stays with the attempt.
    """

    __tablename__ = "regraded_attempt"

    regrade_id: Mapped[int] = mapped_column(ForeignKey("regrade.id"), primary_key=True)
    attempt_id: Mapped[int] = mapped_column(ForeignKey("attempt.id"), primary_key=True, index=True)
    place: Mapped[int]
    at: Mapped[datetime]
    score_before: Mapped[float]
    maximum_before: Mapped[float]
    passed_before: Mapped[bool | None]
    score_after: Mapped[float]
    maximum_after: Mapped[float]
    passed_after: Mapped[bool | None]

    regrade: Mapped[Regrade] = relationship(lazy="raise_on_sql")
