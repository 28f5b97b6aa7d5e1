"""Dated facts of service beside the post: ranks, absences; and corrections, which cite what they put right."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import (
    JSON,
    BigInteger,
    CheckConstraint,
    ForeignKey,
    Index,
    String,
    UniqueConstraint,
)
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.accounts.kinds import AbsenceKind
from app.accounts.models import Person, Unit
from app.db.model import Id, Key, Model, kept_by_value


class RankHeld(Model):
    """A rank from a day on; it holds until the next one. `rank` is a key of ranks.py."""

    __tablename__ = "rank_held"
    __table_args__ = (UniqueConstraint("person_id", "from_day"),)

    id: Mapped[Id]
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    rank: Mapped[Key]
    from_day: Mapped[date]
    recorded_at: Mapped[datetime]
    recorded_by_id: Mapped[int | None] = mapped_column(BigInteger())


class Absence(Model):
    """Away from the post, which stays held: half-open, `until_day` is the first day back.

    A secondment names the unit where the person serves meanwhile, when it is one of ours.
    """

    __tablename__ = "absence"
    __table_args__ = (
        CheckConstraint("until_day IS NULL OR until_day > from_day", name="ends_after_it_begins"),
        # Covers what coverage and reports ask: who was away on a day, and why.
        Index("ix_absence_person_days", "person_id", "from_day", "until_day", "kind"),
    )

    id: Mapped[Id]
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    kind: Mapped[AbsenceKind] = mapped_column(kept_by_value(AbsenceKind))
    from_day: Mapped[date]
    until_day: Mapped[date | None]
    to_unit_id: Mapped[int | None] = mapped_column(ForeignKey("unit.id"), index=True)
    recorded_at: Mapped[datetime]
    recorded_by_id: Mapped[int | None] = mapped_column(BigInteger())

    to_unit: Mapped[Unit | None] = relationship(lazy="raise_on_sql")


class StaffCorrection(Model):
    """What a dated fact said before it was put right, and why. Only grows; the fact itself says what is true."""

    __tablename__ = "staff_correction"

    id: Mapped[Id]
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    fact: Mapped[str] = mapped_column(String(20))  # appointment | rank | absence
    fact_id: Mapped[int] = mapped_column(BigInteger())
    was: Mapped[dict[str, Any]] = mapped_column(JSON)
    reason: Mapped[str] = mapped_column(String(500))
    made_at: Mapped[datetime]
    made_by_id: Mapped[int | None] = mapped_column(BigInteger())


class PersonMerge(Model):
    """Two records of one human: one person asks, another confirms; it points and deletes nothing, so it can be undone.

    `outcome` is "different" where somebody said that these are two humans.
    """

    __tablename__ = "person_merge"

    id: Mapped[Id]
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    into_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    reason: Mapped[str] = mapped_column(String(500))
    asked_at: Mapped[datetime]
    asked_by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    settled_at: Mapped[datetime | None]
    settled_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    outcome: Mapped[str | None] = mapped_column(String(20))  # merged | declined | different
    undone_at: Mapped[datetime | None]
    undone_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))

    person: Mapped[Person] = relationship(lazy="raise_on_sql", foreign_keys=[person_id])
    into: Mapped[Person] = relationship(lazy="raise_on_sql", foreign_keys=[into_id])
    asked_by: Mapped[Person] = relationship(lazy="raise_on_sql", foreign_keys=[asked_by_id])
