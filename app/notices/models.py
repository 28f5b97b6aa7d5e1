"""An outgoing message, waiting or sent."""

from datetime import datetime

from sqlalchemy import Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from app.db.model import Id, Model


class Letter(Model):
    """Written in the request's transaction; sent later by a job that may run twice without harm."""

    __tablename__ = "letter"
    __table_args__ = (Index("ix_letter_waiting", "sent_at", "written_at"),)

    id: Mapped[Id]
    to_name: Mapped[str] = mapped_column(String(200))
    to_address: Mapped[str] = mapped_column(String(254))
    language: Mapped[str] = mapped_column(String(2))
    subject: Mapped[str] = mapped_column(String(200))
    body: Mapped[str] = mapped_column(Text)
    written_at: Mapped[datetime]
    claimed_at: Mapped[datetime | None]
    sent_at: Mapped[datetime | None]
