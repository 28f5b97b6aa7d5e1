"""Handovers: what somebody who leaves a post hands on, who takes it, and whether it was opened and used."""

from datetime import date, datetime

from sqlalchemy import BigInteger, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.accounts.models import Appointment, Person, Post
from app.continuity.kinds import HandoverDeed, ItemKind
from app.db.model import Id, Model, kept_by_value


class Handover(Model):
    """Opened when an appointment ends, or its end is announced. `until_day` is the first day without the leaver,
    `given_day` the first of the successor."""

    __tablename__ = "handover"

    id: Mapped[Id]
    appointment_id: Mapped[int] = mapped_column(ForeignKey("appointment.id"), unique=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    post_id: Mapped[int] = mapped_column(ForeignKey("post.id"), index=True)
    until_day: Mapped[date]
    opened_at: Mapped[datetime]
    written_at: Mapped[datetime | None]
    reviewed_at: Mapped[datetime | None]
    reviewed_by_id: Mapped[int | None] = mapped_column(BigInteger())
    successor_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"), index=True)
    given_day: Mapped[date | None]

    appointment: Mapped[Appointment] = relationship(lazy="raise_on_sql")
    person: Mapped[Person] = relationship(lazy="raise_on_sql", foreign_keys=[person_id])
    successor: Mapped[Person | None] = relationship(
        lazy="raise_on_sql", foreign_keys=[successor_id]
    )
    post: Mapped[Post] = relationship(lazy="raise_on_sql")


class HandoverItem(Model):
    """One thing handed on. `office` and `phone` are those of an office, never of a person; of a course `text` is
    its name, of a checklist its address: course, lesson and block."""

    __tablename__ = "handover_item"

    id: Mapped[Id]
    handover_id: Mapped[int] = mapped_column(ForeignKey("handover.id"), index=True)
    kind: Mapped[ItemKind] = mapped_column(kept_by_value(ItemKind))
    text: Mapped[str] = mapped_column(String(1000))
    office: Mapped[str] = mapped_column(String(200), default="")
    phone: Mapped[str] = mapped_column(String(60), default="")
    written_at: Mapped[datetime]
    taker_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"), index=True)
    by_day: Mapped[date | None]

    taker: Mapped[Person | None] = relationship(lazy="raise_on_sql")


class HandoverFact(Model):
    """Somebody opened the handover, or used a thing of it. Written once."""

    __tablename__ = "handover_fact"

    id: Mapped[Id]
    handover_id: Mapped[int] = mapped_column(ForeignKey("handover.id"), index=True)
    item_id: Mapped[int | None] = mapped_column(ForeignKey("handover_item.id"), index=True)
    what: Mapped[HandoverDeed] = mapped_column(kept_by_value(HandoverDeed))
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    at: Mapped[datetime]
