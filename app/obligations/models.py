"""Requirements, dated and versioned: a change ends one row and begins another that cites it. What came of them."""

from datetime import date, datetime

from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    ForeignKey,
    Index,
    String,
    UniqueConstraint,
    text,
)
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.accounts.kinds import PostKind, Profession
from app.accounts.models import Person, Post, Unit
from app.db.model import Id, Key, Model, kept_by_value
from app.obligations.rules import How


def _of_its_own(context) -> date:
    """Where nothing came before."""
    return context.get_current_parameters()["from_day"]


class Requirement(Model):
    """Holders of these posts complete this course.

    Which posts: all where each column that is filled agrees; `unit_id` means the unit and all below it, without
    it every institution. Half-open in time like an appointment. Whoever completed the course holds it for
    `valid_months`, and only where the release teaches the law of `law_as_of` or later; without them what the
    certificate says is enough. `release_id`: the release of the course that asked for it by itself.
    `since_day`: the first day of the same demand; versions that ask for no later law carry it on.
    """

    __tablename__ = "requirement"
    __table_args__ = (
        CheckConstraint("until_day IS NULL OR until_day > from_day", name="ends_after_it_begins"),
        CheckConstraint("within_days > 0", name="gives_time"),
        Index(None, "course", "from_day", "until_day"),
    )

    id: Mapped[Id]
    course: Mapped[Key]
    unit_id: Mapped[int | None] = mapped_column(ForeignKey("unit.id"), index=True)
    profession: Mapped[Profession | None] = mapped_column(kept_by_value(Profession))
    kind: Mapped[PostKind | None] = mapped_column(kept_by_value(PostKind))
    post_id: Mapped[int | None] = mapped_column(ForeignKey("post.id"), index=True)
    within_days: Mapped[int]
    valid_months: Mapped[int | None]
    law_as_of: Mapped[date | None]
    tell_head: Mapped[bool] = mapped_column(default=True)
    tell_registrar: Mapped[bool] = mapped_column(default=False)
    from_day: Mapped[date]
    since_day: Mapped[date] = mapped_column(default=_of_its_own)
    until_day: Mapped[date | None]
    replaces_id: Mapped[int | None] = mapped_column(ForeignKey("requirement.id"))
    release_id: Mapped[int | None] = mapped_column(ForeignKey("release.id"))
    reason: Mapped[str] = mapped_column(String(500), default="")
    made_at: Mapped[datetime]
    made_by_id: Mapped[int | None] = mapped_column(BigInteger())

    unit: Mapped[Unit | None] = relationship(lazy="raise_on_sql")
    post: Mapped[Post | None] = relationship(lazy="raise_on_sql")


class Obligation(Model):
    """A person owes a course by a requirement, once in each cycle. Derived from facts by `review`, and kept.

    What is settled is not written again. `due_day` is the last day in time.
    """

    __tablename__ = "obligation"
    __table_args__ = (
        # One open at a time, whoever looks at once.
        Index(
            "uq_obligation_open",
            "person_id",
            "requirement_id",
            unique=True,
            sqlite_where=text("settled_day IS NULL"),
            postgresql_where=text("settled_day IS NULL"),
        ),
        Index("ix_obligation_person", "person_id", "requirement_id", "cycle"),
        Index(
            "ix_obligation_due",
            "due_day",
            sqlite_where=text("settled_day IS NULL"),
            postgresql_where=text("settled_day IS NULL"),
        ),
        {"info": {"derived": True}},
    )

    id: Mapped[Id]
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    requirement_id: Mapped[int] = mapped_column(ForeignKey("requirement.id"), index=True)
    cycle: Mapped[int]
    from_day: Mapped[date]
    due_day: Mapped[date]
    settled_day: Mapped[date | None]
    how: Mapped[How | None] = mapped_column(kept_by_value(How))
    completion_id: Mapped[int | None] = mapped_column(ForeignKey("completion.id"))

    person: Mapped[Person] = relationship(lazy="raise_on_sql")
    requirement: Mapped[Requirement] = relationship(lazy="raise_on_sql")


class Waiver(Model):
    """A person is exempt from a requirement: half-open, `until_day` is the first day on which it is asked again."""

    __tablename__ = "waiver"
    __table_args__ = (
        CheckConstraint("until_day > from_day", name="ends_after_it_begins"),
        Index(None, "person_id", "requirement_id", "from_day", "until_day"),
    )

    id: Mapped[Id]
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    requirement_id: Mapped[int] = mapped_column(ForeignKey("requirement.id"), index=True)
    from_day: Mapped[date]
    until_day: Mapped[date]
    reason: Mapped[str] = mapped_column(String(500))
    given_at: Mapped[datetime]
    given_by_id: Mapped[int | None] = mapped_column(BigInteger())

    person: Mapped[Person] = relationship(lazy="raise_on_sql")
    requirement: Mapped[Requirement] = relationship(lazy="raise_on_sql")


class Reminder(Model):
    """That somebody was told of an obligation, at which mark; so nobody is told twice."""

    __tablename__ = "reminder"
    __table_args__ = (
        UniqueConstraint("obligation_id", "told_id", "mark"),
        {"info": {"derived": True}},
    )

    id: Mapped[Id]
    obligation_id: Mapped[int] = mapped_column(ForeignKey("obligation.id"))
    told_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    mark: Mapped[str] = mapped_column(String(10))  # 60 | 30 | 7 | late and which week
    sent_day: Mapped[date]
