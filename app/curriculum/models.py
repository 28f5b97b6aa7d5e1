"""Releases: frozen bundles of files. The database refuses to change or remove them (see the migration)."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import BigInteger, ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.db.model import Id, Key, Model, kept_by_value


class ReleaseKind(StrEnum):
    COURSE = "course"
    BANK = "bank"
    PATTERNS = "patterns"
    LAW = "law"
    GLOSSARY = "glossary"


class Release(Model):
    """`digest` is that of the whole bundle; the same bundle is never released twice in a row."""

    __tablename__ = "release"
    __table_args__ = (UniqueConstraint("kind", "name", "number"),)

    id: Mapped[Id]
    kind: Mapped[ReleaseKind] = mapped_column(kept_by_value(ReleaseKind))
    name: Mapped[Key]
    number: Mapped[int]
    digest: Mapped[str] = mapped_column(String(64), index=True)
    released_at: Mapped[datetime]
    released_by_id: Mapped[int | None] = mapped_column(BigInteger())

    files: Mapped[list["ReleaseFile"]] = relationship(
        back_populates="release", lazy="raise_on_sql", order_by="ReleaseFile.path"
    )


class ReleaseFile(Model):
    """One text of a release."""

    __tablename__ = "release_file"

    release_id: Mapped[int] = mapped_column(ForeignKey("release.id"), primary_key=True)
    path: Mapped[str] = mapped_column(String(300), primary_key=True)
    text: Mapped[str] = mapped_column(Text)

    release: Mapped[Release] = relationship(back_populates="files", lazy="raise_on_sql")


class Withdrawal(Model):
    """A release that is no longer offered; those who study it go on."""

    __tablename__ = "release_withdrawal"

    release_id: Mapped[int] = mapped_column(ForeignKey("release.id"), primary_key=True)
    at: Mapped[datetime]
    reason: Mapped[str] = mapped_column(String(500))
