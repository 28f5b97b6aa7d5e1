"""Sessions of five patterns, and what was answered: written once, never totals."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, BigInteger, ForeignKey, Index, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.accounts.models import Person
from app.curriculum.models import Release
from app.db.model import Id, Key, Model


class DrillSession(Model):
    """The seed and the patterns drawn are kept; a person has one session open at most."""

    __tablename__ = "drill_session"
    __table_args__ = (
        Index(
            "uq_drill_session_one_open",
            "person_id",
            unique=True,
            sqlite_where=text("ended_at IS NULL"),
            postgresql_where=text("ended_at IS NULL"),
        ),
    )

    id: Mapped[Id]
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    release_id: Mapped[int] = mapped_column(ForeignKey("release.id"), index=True)
    seed: Mapped[int] = mapped_column(BigInteger())
    begun_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]

    person: Mapped[Person] = relationship(lazy="raise_on_sql")
    release: Mapped[Release] = relationship(lazy="raise_on_sql")
    turns: Mapped[list["DrillTurn"]] = relationship(
        lazy="raise_on_sql", order_by="DrillTurn.place", back_populates="session"
    )


class DrillTurn(Model):
    """One pattern of a session; all from `answered_at` on is written by its one answer.

    `offence`, `trafficking` and `lesser` are the key as it was then: the right name, whether it is trafficking,
    and whether what was `named` is lesser than trafficking.
    """

    __tablename__ = "drill_turn"
    __table_args__ = (UniqueConstraint("session_id", "place"),)

    id: Mapped[Id]
    session_id: Mapped[int] = mapped_column(ForeignKey("drill_session.id"))
    place: Mapped[int]
    pattern: Mapped[Key]
    distinction: Mapped[Key]
    answered_at: Mapped[datetime | None]
    quarter: Mapped[int | None]  # 20264: the fourth of 2026, in Bishkek
    language: Mapped[str | None] = mapped_column(String(2))
    marks: Mapped[dict[str, Any] | None] = mapped_column(JSON)  # passage, from "1", and its element
    named: Mapped[str | None] = mapped_column(String(60))
    certainty: Mapped[int | None]  # 1 guessed, 2 fairly sure, 3 sure
    offence: Mapped[str | None] = mapped_column(String(60))
    trafficking: Mapped[bool | None]
    lesser: Mapped[bool | None]

    session: Mapped[DrillSession] = relationship(lazy="raise_on_sql", back_populates="turns")
