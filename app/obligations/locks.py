"""Holding people while what they owe is compared and told, so that nobody else writes the same."""

from collections.abc import Sequence

from sqlalchemy import select

from app.accounts.models import Person
from app.db.session import db


def held(person_ids: Sequence[int], *, waits: bool = False) -> list[int]:
    """Those that could be held. Many are never waited for: whoever holds one of them may wait for another.

    PostgreSQL only; SQLite has one writer anyway. Rows that name a person may be written meanwhile.
    """
    wanted = select(Person.id).where(Person.id.in_(person_ids)).order_by(Person.id)
    return list(db.session.scalars(wanted.with_for_update(key_share=True, skip_locked=not waits)))
