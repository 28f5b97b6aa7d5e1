"""The journal's tables. The database itself refuses to change or remove a row (see the migrations)."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, BigInteger, Index, Integer, String
from sqlalchemy.orm import Mapped, mapped_column

from app.db.model import Model


class Entry(Model):
    """`number` runs without gaps; `digest` covers this entry and the digest of the one before."""

    __tablename__ = "journal_entry"
    __table_args__ = (Index("ix_journal_entry_about", "about_kind", "about_id"),)

    number: Mapped[int] = mapped_column(
        BigInteger().with_variant(Integer(), "sqlite"), primary_key=True, autoincrement=False
    )
    at: Mapped[datetime]
    by_id: Mapped[int | None] = mapped_column(BigInteger(), index=True)
    origin: Mapped[str] = mapped_column(String(100))
    what: Mapped[str] = mapped_column(String(60))
    about_kind: Mapped[str] = mapped_column(String(40))
    about_id: Mapped[str] = mapped_column(String(80))
    details: Mapped[dict[str, Any]] = mapped_column(JSON)
    digest: Mapped[str] = mapped_column(String(64))


class JournalHead(Model):
    """The newest entry of a moment of the day, as it was made public. Once a day."""

    __tablename__ = "journal_head"

    day: Mapped[date] = mapped_column(primary_key=True)
    number: Mapped[int] = mapped_column(BigInteger())
    digest: Mapped[str] = mapped_column(String(64))
    published_at: Mapped[datetime]
