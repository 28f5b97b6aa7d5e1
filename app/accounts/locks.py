"""Holding rows, so that nobody else changes them between a look and the commit."""

from sqlalchemy import select

from app.accounts.models import Person, Post
from app.db.session import db


def hold(*rows: Person | Post) -> None:
    """PostgreSQL lets others wait here; SQLite has one writer anyway."""
    for row in rows:
        model = type(row)
        db.session.execute(select(model.id).where(model.id == row.id).with_for_update())
