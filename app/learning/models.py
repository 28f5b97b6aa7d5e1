"""Facts of studying: enrolled, read, completed, certified, revoked; and the groups of trainers. Never totals."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, BigInteger, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.accounts.models import Person, Unit
from app.curriculum.models import Release
from app.db.model import Id, Key, Model


def _whose(context: Any) -> int:
    return context.get_current_parameters()["person_id"]


class Enrolment(Model):
    """A person studies one release of a course; a later release does not move them.

    `cycle` counts how often this release was begun anew: what was earned in an earlier cycle stays as it is.
    `counts_for_id` is the person themselves, or the record that is kept where theirs was made one with it: what asks
    how far somebody has come reads this, what lets somebody study reads `person_id`.
    """

    __tablename__ = "enrolment"
    __table_args__ = (
        UniqueConstraint("person_id", "release_id", "cycle"),
        Index("ix_enrolment_course_person", "course", "person_id", "release_id", "begun_at"),
        Index("ix_enrolment_course_counts", "course", "counts_for_id", "release_id", "begun_at"),
    )

    id: Mapped[Id]
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    counts_for_id: Mapped[int] = mapped_column(
        ForeignKey("person.id"), index=True, default=_whose, nullable=False
    )
    release_id: Mapped[int] = mapped_column(ForeignKey("release.id"), index=True)
    course: Mapped[Key]
    cycle: Mapped[int] = mapped_column(default=1)
    begun_at: Mapped[datetime]

    person: Mapped[Person] = relationship(lazy="raise_on_sql", foreign_keys=[person_id])
    release: Mapped[Release] = relationship(lazy="raise_on_sql")


class LessonRead(Model):
    """The person said they read a lesson, in a language; the first time counts."""

    __tablename__ = "lesson_read"
    __table_args__ = (
        UniqueConstraint("enrolment_id", "lesson"),
        Index("ix_lesson_read_language", "enrolment_id", "at", "language", "lesson"),
    )

    id: Mapped[Id]
    enrolment_id: Mapped[int] = mapped_column(ForeignKey("enrolment.id"))
    lesson: Mapped[Key]
    language: Mapped[str] = mapped_column(String(2))
    at: Mapped[datetime]


class Exemption(Model):
    """A lesson that need not be read, since a diagnostic showed that the person knows it; written once."""

    __tablename__ = "exemption"
    __table_args__ = (UniqueConstraint("enrolment_id", "lesson"),)

    id: Mapped[Id]
    enrolment_id: Mapped[int] = mapped_column(ForeignKey("enrolment.id"))
    lesson: Mapped[Key]
    attempt_id: Mapped[int] = mapped_column(ForeignKey("attempt.id"), index=True)
    at: Mapped[datetime]


class Completion(Model):
    """Found once and never taken back: the rule as it was, and the records that satisfied it."""

    __tablename__ = "completion"
    # Coverage asks of everybody; without reading the rows, which are wide.
    __table_args__ = (Index("ix_completion_enrolment_at", "enrolment_id", "at"),)

    id: Mapped[Id]
    enrolment_id: Mapped[int] = mapped_column(ForeignKey("enrolment.id"), unique=True)
    at: Mapped[datetime]
    rule_version: Mapped[str] = mapped_column(String(20))
    facts: Mapped[dict[str, Any]] = mapped_column(JSON)
    language: Mapped[str] = mapped_column(String(2))  # in which most lessons were read

    enrolment: Mapped[Enrolment] = relationship(lazy="raise_on_sql")


class Certificate(Model):
    """What was given, with the words it bore and the signature over them."""

    __tablename__ = "certificate"
    __table_args__ = (
        UniqueConstraint("number"),
        UniqueConstraint("code"),
        Index("ix_certificate_days", "completion_id", "issued_at", "valid_until"),
    )

    id: Mapped[Id]
    completion_id: Mapped[int] = mapped_column(ForeignKey("completion.id"), unique=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    number: Mapped[str] = mapped_column(String(20))
    code: Mapped[str] = mapped_column(String(40))
    issued_at: Mapped[datetime]
    valid_until: Mapped[date | None]
    words: Mapped[dict[str, Any]] = mapped_column(JSON)
    key_id: Mapped[str] = mapped_column(String(16))
    signature: Mapped[str] = mapped_column(String(120))

    person: Mapped[Person] = relationship(lazy="raise_on_sql")


class SigningKey(Model):
    """Public halves of the keys that ever signed; old ones stay so that old certificates verify."""

    __tablename__ = "signing_key"

    id: Mapped[str] = mapped_column(String(16), primary_key=True)
    public: Mapped[str] = mapped_column(String(64))
    since: Mapped[datetime]


class Revocation(Model):
    """A certificate withdrawn: asked for by one person, confirmed by another, with the reason shown to all."""

    __tablename__ = "revocation"

    id: Mapped[Id]
    certificate_id: Mapped[int] = mapped_column(ForeignKey("certificate.id"), unique=True)
    reason: Mapped[str] = mapped_column(String(500))
    asked_at: Mapped[datetime]
    asked_by_id: Mapped[int] = mapped_column(BigInteger())
    confirmed_at: Mapped[datetime | None]
    confirmed_by_id: Mapped[int | None] = mapped_column(BigInteger())

    certificate: Mapped[Certificate] = relationship(lazy="raise_on_sql")


class Group(Model):
    """People whom one trainer trains together, from whichever units.

    `unit_id` is the academy or unit for which the trainer holds the group: when the trainer leaves, its
    registrar gives the group to another. Whoever knows the code may join.
    """

    __tablename__ = "learning_group"

    id: Mapped[Id]
    title: Mapped[str] = mapped_column(String(120))
    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id"), index=True)
    trainer_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    code: Mapped[str] = mapped_column(String(12), unique=True)
    made_at: Mapped[datetime]
    closed_at: Mapped[datetime | None]

    unit: Mapped[Unit] = relationship(lazy="raise_on_sql")
    trainer: Mapped[Person] = relationship(lazy="raise_on_sql")


class GroupMember(Model):
    """Who belongs to a group; who comes back is the same member again."""

    __tablename__ = "learning_group_member"
    __table_args__ = (UniqueConstraint("group_id", "person_id"),)

    id: Mapped[Id]
    group_id: Mapped[int] = mapped_column(ForeignKey("learning_group.id"))
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    joined_at: Mapped[datetime]
    left_at: Mapped[datetime | None]
