"""Staff lists that were brought, what each of them did, and what headings meant before."""

from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import JSON, BigInteger, ForeignKey, Index, LargeBinary, String, UniqueConstraint
from sqlalchemy.orm import Mapped, deferred, mapped_column, relationship

from app.accounts.kinds import Profession
from app.accounts.models import Institution, Person
from app.db.model import Id, Model, kept_by_value


class ListState(StrEnum):
    OPEN = "open"
    WAITING = "waiting"  # for a second person
    APPLIED = "applied"
    UNDONE = "undone"


class StaffList(Model):
    """A file of a personnel department and how it is to be taken. The file goes when nothing can be undone any more."""

    __tablename__ = "staff_list"
    __table_args__ = (Index("ix_staff_list_institution", "institution_id", "brought_at"),)

    id: Mapped[Id]
    institution_id: Mapped[int] = mapped_column(ForeignKey("institution.id"))
    file_name: Mapped[str] = mapped_column(String(200))
    digest: Mapped[str] = mapped_column(String(64))
    file: Mapped[bytes | None] = deferred(mapped_column(LargeBinary))
    columns: Mapped[list[Any]] = mapped_column(JSON)
    on_day: Mapped[date]
    complete: Mapped[bool] = mapped_column(default=False)
    makes_posts: Mapped[bool] = mapped_column(default=False)
    takes_guessed_sex: Mapped[bool] = mapped_column(default=False)
    language: Mapped[str] = mapped_column(String(2), default="ky")
    profession: Mapped[Profession] = mapped_column(kept_by_value(Profession))
    choices: Mapped[dict[str, Any]] = mapped_column(JSON)  # by line: choice, person
    state: Mapped[ListState] = mapped_column(kept_by_value(ListState), default=ListState.OPEN)
    counts: Mapped[dict[str, Any] | None] = mapped_column(JSON)
    # Of the plan that a second person is to confirm: they confirm this, and nothing that came of it since.
    plan_digest: Mapped[str | None] = mapped_column(String(64))
    brought_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    brought_at: Mapped[datetime]
    asked_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    asked_at: Mapped[datetime | None]
    settled_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    settled_at: Mapped[datetime | None]
    undone_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    undone_at: Mapped[datetime | None]

    institution: Mapped[Institution] = relationship(lazy="raise_on_sql")
    brought_by: Mapped[Person | None] = relationship(
        lazy="raise_on_sql", foreign_keys=[brought_by_id]
    )
    asked_by: Mapped[Person | None] = relationship(lazy="raise_on_sql", foreign_keys=[asked_by_id])


class StaffDeed(Model):
    """One thing a list did, with what is needed to undo it. Plain numbers: what they name may be withdrawn."""

    __tablename__ = "staff_deed"
    __table_args__ = (UniqueConstraint("list_id", "place"),)

    id: Mapped[Id]
    list_id: Mapped[int] = mapped_column(ForeignKey("staff_list.id"))
    place: Mapped[int]
    line: Mapped[int]  # 0 for who left by the silence of a complete list
    kind: Mapped[str] = mapped_column(
        String(20)
    )  # post | added | appointed | moved | renamed | ranked | left
    person_id: Mapped[int | None] = mapped_column(BigInteger())
    post_id: Mapped[int | None] = mapped_column(BigInteger())
    begun_id: Mapped[int | None] = mapped_column(BigInteger())  # the appointment it began
    ended_id: Mapped[int | None] = mapped_column(BigInteger())  # the appointment it ended
    was: Mapped[dict[str, Any] | None] = mapped_column(JSON)  # the name before and after; the rank


class KnownColumns(Model):
    """What the columns under these headings meant to this institution the last time."""

    __tablename__ = "known_columns"
    __table_args__ = (UniqueConstraint("institution_id", "headings_digest"),)

    id: Mapped[Id]
    institution_id: Mapped[int] = mapped_column(ForeignKey("institution.id"))
    headings_digest: Mapped[str] = mapped_column(String(64))
    columns: Mapped[list[Any]] = mapped_column(JSON)
    kept_at: Mapped[datetime]
    kept_by_id: Mapped[int | None] = mapped_column(BigInteger())
