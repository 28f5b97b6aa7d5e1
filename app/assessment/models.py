"""Attempts at tests, the items drawn, answers as they were given, marks as they were computed."""

from datetime import datetime
from enum import StrEnum
from typing import Any, NamedTuple

from sqlalchemy import JSON, BigInteger, ForeignKey, Index, String, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.accounts.models import Person, Unit
from app.curriculum.models import Release
from app.db.model import BIG, Id, Key, Model, kept_by_value


class AttemptState(StrEnum):
    OPEN = "open"
    HANDED_IN = "handed-in"


class MarkingState(StrEnum):
    """`third`: the first two differed too far, and a third marker reads."""

    WAITING = "waiting"
    THIRD = "third"
    SETTLED = "settled"


class Attempt(Model):
    """One person's go at one test of one course release.

    The seed and the items drawn are kept, so the attempt always shows what the person saw. `context` says
    for which enrolment it was begun; it is opaque to this room. `deadline_at` moves only to later, by an allowance,
    and never once it has passed.
    """

    __tablename__ = "attempt"
    __table_args__ = (
        UniqueConstraint("context", "test", "number"),
        Index(
            "uq_attempt_one_open",
            "context",
            "test",
            unique=True,
            sqlite_where=text("state = 'open'"),
            postgresql_where=text("state = 'open'"),
        ),
        Index("ix_attempt_deadline", "state", "deadline_at"),
        # Figures are made of the attempts at one test.
        Index(None, "release_id", "test"),
        # Covers the report: without it the statement over 100,000 people takes minutes.
        Index(
            "ix_attempt_person_graded",
            "person_id",
            "release_id",
            "passed",
            "graded_at",
            "begun_at",
        ),
    )

    id: Mapped[Id]
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    release_id: Mapped[int] = mapped_column(ForeignKey("release.id"), index=True)
    bank_release_id: Mapped[int] = mapped_column(ForeignKey("release.id"))
    context: Mapped[str] = mapped_column(String(40))  # enrolment:17
    test: Mapped[Key]
    number: Mapped[int]
    seed: Mapped[int] = mapped_column(BigInteger())
    rule: Mapped[dict[str, Any]] = mapped_column(
        JSON
    )  # the test as it was: kind, pass mark, minutes, size
    begun_at: Mapped[datetime]
    deadline_at: Mapped[datetime | None]
    state: Mapped[AttemptState] = mapped_column(kept_by_value(AttemptState))
    seat: Mapped[str] = mapped_column(String(32))  # which device or tab is live
    handed_in_at: Mapped[datetime | None]
    handed_in_by: Mapped[str | None] = mapped_column(String(10))  # person | server
    score: Mapped[float | None]
    maximum: Mapped[float | None]
    passed: Mapped[bool | None]
    # Of most of its answers; of which figures are told apart.
    language: Mapped[str | None] = mapped_column(String(2))
    # Later than the hand-in where people had to mark.
    graded_at: Mapped[datetime | None]

    person: Mapped[Person] = relationship(lazy="raise_on_sql")
    release: Mapped[Release] = relationship(lazy="raise_on_sql", foreign_keys=[release_id])
    bank_release: Mapped[Release] = relationship(
        lazy="raise_on_sql", foreign_keys=[bank_release_id]
    )
    items: Mapped[list["AttemptItem"]] = relationship(
        lazy="raise_on_sql", order_by="AttemptItem.place", back_populates="attempt"
    )

    @property
    def is_being_marked(self) -> bool:
        """Handed in, and people are still reading: neither passed nor failed."""
        return self.state == AttemptState.HANDED_IN and self.score is None


class Sitting(NamedTuple):
    """An attempt as pages show it, read without its row: nothing can be changed through it."""

    id: int
    person_id: int
    release_id: int
    bank_release_id: int
    context: str
    test: str
    number: int
    rule: dict[str, Any]
    deadline_at: datetime | None
    state: AttemptState
    seat: str
    handed_in_at: datetime | None
    handed_in_by: str | None
    score: float | None
    maximum: float | None
    passed: bool | None
    graded_at: datetime | None

    @property
    def is_being_marked(self) -> bool:
        return self.state == AttemptState.HANDED_IN and self.score is None


AnyAttempt = Attempt | Sitting


class AttemptItem(Model):
    """The draw, kept: which item stands at which place, and the order of its options."""

    __tablename__ = "attempt_item"

    attempt_id: Mapped[int] = mapped_column(ForeignKey("attempt.id"), primary_key=True)
    place: Mapped[int] = mapped_column(primary_key=True)
    item: Mapped[Key]
    order: Mapped[list[Any]] = mapped_column("option_order", JSON)

    attempt: Mapped[Attempt] = relationship(back_populates="items", lazy="raise_on_sql")


class Answer(Model):
    """An answer as it was given; a change is a new row with a higher version, and all are kept.

    `client_id` is made by the device, so that a repeated request is the same answer.
    """

    __tablename__ = "answer"
    __table_args__ = (
        UniqueConstraint("attempt_id", "place", "version"),
        UniqueConstraint("attempt_id", "client_id"),
    )

    id: Mapped[Id]
    attempt_id: Mapped[int] = mapped_column(ForeignKey("attempt.id"))
    place: Mapped[int]
    version: Mapped[int]
    client_id: Mapped[str] = mapped_column(String(36))
    value: Mapped[dict[str, Any]] = mapped_column(JSON)
    language: Mapped[str] = mapped_column(String(2))
    given_at: Mapped[datetime]
    late: Mapped[bool]
    certainty: Mapped[int | None]  # 1 guessed, 2 fairly sure, 3 sure; where the test asks


class Mark(Model):
    """What one item of an attempt was worth, computed at hand-in; a regrade writes beside."""

    __tablename__ = "mark"
    __table_args__ = (
        UniqueConstraint("attempt_id", "place", "round"),
        # Shares by question, read in its order.
        Index("ix_mark_item", "item", "round", "attempt_id", "share"),
        # Whether anything was marked again is asked before a million marks are read.
        Index(
            "ix_mark_again",
            "attempt_id",
            sqlite_where=text("round > 1"),
            postgresql_where=text("round > 1"),
        ),
    )

    id: Mapped[Id]
    attempt_id: Mapped[int] = mapped_column(ForeignKey("attempt.id"))
    place: Mapped[int]
    round: Mapped[int] = mapped_column(default=1)
    item: Mapped[Key]
    share: Mapped[float]
    points: Mapped[float]
    maximum: Mapped[float | None]
    certainty: Mapped[int | None]
    seconds: Mapped[float | None]  # spent on the answer that counts
    answer_id: Mapped[int | None] = mapped_column(BIG)  # which one counted
    language: Mapped[str | None] = mapped_column(String(2))  # in which the counted answer was given
    marked_at: Mapped[datetime]


class Marking(Model):
    """An essay of an attempt that people must mark. Its id is drawn, and tells neither order nor neighbour."""

    __tablename__ = "marking"
    __table_args__ = (UniqueConstraint("attempt_id", "place"),)

    id: Mapped[int] = mapped_column(BIG, primary_key=True, autoincrement=False)
    attempt_id: Mapped[int] = mapped_column(ForeignKey("attempt.id"))
    place: Mapped[int]
    item: Mapped[Key]
    answer_id: Mapped[int] = mapped_column(ForeignKey("answer.id"))
    state: Mapped[MarkingState] = mapped_column(kept_by_value(MarkingState), index=True)
    begun_at: Mapped[datetime]

    attempt: Mapped[Attempt] = relationship(lazy="raise_on_sql")
    answer: Mapped[Answer] = relationship(lazy="raise_on_sql")


class Hold(Model):
    """A marker has taken an essay, as the first, second or third, until a moment; then it is free again."""

    __tablename__ = "hold"
    __table_args__ = (UniqueConstraint("marking_id", "marker_id"),)

    marking_id: Mapped[int] = mapped_column(ForeignKey("marking.id"), primary_key=True)
    slot: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    marker_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    until: Mapped[datetime]


class Reading(Model):
    """What one marker found: a level and perhaps a remark for each criterion of the rubric. Written once."""

    __tablename__ = "reading"
    __table_args__ = (
        UniqueConstraint("marking_id", "slot"),
        UniqueConstraint("marking_id", "marker_id"),
    )

    id: Mapped[Id]
    marking_id: Mapped[int] = mapped_column(ForeignKey("marking.id"))
    slot: Mapped[int]
    marker_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    levels: Mapped[dict[str, Any]] = mapped_column(JSON)
    remarks: Mapped[dict[str, Any]] = mapped_column(JSON)
    remark: Mapped[str] = mapped_column(Text)
    read_at: Mapped[datetime]


class Commitment(Model):
    """An answer given for good, since the right one was shown after it; written once."""

    __tablename__ = "commitment"

    attempt_id: Mapped[int] = mapped_column(ForeignKey("attempt.id"), primary_key=True)
    place: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[datetime]


class Allowance(Model):
    """More time, more attempts or a later end for one person at one test, with the reason; `ended_at`: no longer.

    It is given at a test of a course, whichever release the person studies.
    """

    __tablename__ = "allowance"
    __table_args__ = (Index("ix_allowance_person", "person_id", "course", "test"),)

    id: Mapped[Id]
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    course: Mapped[Key]
    test: Mapped[Key]
    minutes: Mapped[int]
    attempts: Mapped[int]
    closes_at: Mapped[datetime | None]
    reason: Mapped[str] = mapped_column(String(500))
    given_at: Mapped[datetime]
    given_by_id: Mapped[int] = mapped_column(BigInteger())
    ended_at: Mapped[datetime | None]
    ended_by_id: Mapped[int | None] = mapped_column(BigInteger())


class UnitWindow(Model):
    """The days in which the people of a unit, and below it, take a test; the nearest unit's window holds."""

    __tablename__ = "test_window"
    __table_args__ = (Index("ix_test_window_test", "course", "test"),)

    id: Mapped[Id]
    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id"), index=True)
    course: Mapped[Key]
    test: Mapped[Key]
    opens_at: Mapped[datetime]
    closes_at: Mapped[datetime]
    set_at: Mapped[datetime]
    set_by_id: Mapped[int] = mapped_column(BigInteger())
    ended_at: Mapped[datetime | None]
    ended_by_id: Mapped[int | None] = mapped_column(BigInteger())

    unit: Mapped[Unit] = relationship(lazy="raise_on_sql")
