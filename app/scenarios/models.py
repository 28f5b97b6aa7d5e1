"""Runs of walkthroughs: every choice a row, what a trainee wrote, and what a trainer said of it."""

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, String, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.accounts.models import Person
from app.curriculum.models import Release
from app.db.model import Id, Key, Model, kept_by_value


class RunState(StrEnum):
    """`left`: begun again in another run before it came to an ending."""

    OPEN = "open"
    FINISHED = "finished"
    LEFT = "left"


class Run(Model):
    """One person's way through a scenario of a course release. Its state is the replay of its steps.

    `context` says for which enrolment it was begun; it is opaque to this room. What is known only at the end is
    written once, with it.
    """

    __tablename__ = "run"
    __table_args__ = (
        UniqueConstraint("context", "scenario", "number"),
        Index(
            "uq_run_one_open",
            "context",
            "scenario",
            unique=True,
            sqlite_where=text("state = 'open'"),
            postgresql_where=text("state = 'open'"),
        ),
        # Figures are made of the runs of one scenario.
        Index(None, "release_id", "scenario"),
        Index(None, "person_id", "state"),
    )

    id: Mapped[Id]
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    release_id: Mapped[int] = mapped_column(ForeignKey("release.id"))
    context: Mapped[str] = mapped_column(String(40))  # enrolment:17
    scenario: Mapped[Key]
    number: Mapped[int]
    begun_at: Mapped[datetime]
    state: Mapped[RunState] = mapped_column(kept_by_value(RunState))
    # When it was finished or left.
    ended_at: Mapped[datetime | None]
    ending: Mapped[str | None] = mapped_column(String(100))  # the scene
    percent: Mapped[int | None]  # of the full points
    verdict: Mapped[str | None] = mapped_column(String(20))  # competent | not-yet | vetoed
    slight: Mapped[int | None]
    serious: Mapped[int | None]
    # In which most of its choices were made; of which figures are told apart.
    language: Mapped[str | None] = mapped_column(String(2))

    person: Mapped[Person] = relationship(lazy="raise_on_sql")
    release: Mapped[Release] = relationship(lazy="raise_on_sql")


class RunStep(Model):
    """A choice as it was made, or a step taken back. `digest` is that of the state it led to."""

    __tablename__ = "run_step"

    run_id: Mapped[int] = mapped_column(ForeignKey("run.id"), primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    scene: Mapped[Key]
    option: Mapped[Key]
    answer: Mapped[dict[str, Any]] = mapped_column(JSON)
    language: Mapped[str] = mapped_column(String(2))
    at: Mapped[datetime]
    digest: Mapped[str] = mapped_column(String(16))


class RunNote(Model):
    """A line that a trainee wrote into the notebook of a run, at a scene."""

    __tablename__ = "run_note"

    id: Mapped[Id]
    run_id: Mapped[int] = mapped_column(ForeignKey("run.id"), index=True)
    scene: Mapped[Key]
    text: Mapped[str] = mapped_column(Text)
    at: Mapped[datetime]


class Reflection(Model):
    """What a trainee takes from a finished run, in their own words; written once."""

    __tablename__ = "run_reflection"

    run_id: Mapped[int] = mapped_column(ForeignKey("run.id"), primary_key=True)
    text: Mapped[str] = mapped_column(Text)
    language: Mapped[str] = mapped_column(String(2))
    at: Mapped[datetime]


class WritingMark(Model):
    """What a trainer found in a free text of a run: a level and perhaps a remark by criterion. Written once."""

    __tablename__ = "run_writing_mark"
    __table_args__ = (UniqueConstraint("run_id", "number"),)

    id: Mapped[Id]
    run_id: Mapped[int] = mapped_column(ForeignKey("run.id"))
    number: Mapped[int]  # of the step with the text
    marker_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    levels: Mapped[dict[str, Any]] = mapped_column(JSON)
    remark: Mapped[str] = mapped_column(Text)
    at: Mapped[datetime]
