"""Holding rows, so that nobody else changes them between a look and the commit."""

from sqlalchemy import select

from app.accounts.models import Person, Post
from app.accounts.service_rules import LeadsElsewhere
from app.db.session import db


def lock(*rows: Person | Post) -> None:
    """PostgreSQL lets others wait here; SQLite has one writer anyway."""
    for row in rows:
        model = type(row)
        db.session.execute(select(model.id).where(model.id == row.id).with_for_update())


def hold(*rows: Person | Post) -> None:
    """To change facts of service: not of a record that was made one with another meanwhile."""
    lock(*rows)
    people = [row.id for row in rows if isinstance(row, Person)]
    given_up = select(Person.id).where(Person.id.in_(people), Person.merged_into_id.is_not(None))
    if db.session.scalar(given_up.limit(1)) is not None:
        raise LeadsElsewhere
