"""Writing the journal. Entries are chained just before the commit, so that the lock is held briefly."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import event, insert, select, text
from sqlalchemy.orm import Session

from app.core import clock
from app.core.actor import Actor
from app.db.session import db, transaction
from app.journal import chain, queries
from app.journal.models import Entry, JournalHead

_PENDING = "journal entries waiting for the commit"
# Any number, the same for everybody who writes the journal on PostgreSQL.
_LOCK = 7_306_021


def record(
    by: Actor, what: str, about: object, *, at: datetime | None = None, **details: Any
) -> None:
    """Note one act. `details` hold ids and short facts, never names, answers or secrets.

    `about` is a row, or a pair (kind, id). The entry shares the fate of the transaction.
    """
    # Opens the transaction if nothing did yet: only then is a rollback announced, and the entry forgotten.
    db.session.connection()
    entry = (at or clock.now(), by, what, *_name(about), details)
    db.session.info.setdefault(_PENDING, []).append(entry)


@event.listens_for(Session, "before_commit")
def _chain(session: Session) -> None:
    pending = session.info.pop(_PENDING, None)
    if not pending:
        return
    session.flush()
    if session.get_bind().dialect.name == "postgresql":
        session.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _LOCK})
    newest = select(Entry.number, Entry.digest).order_by(Entry.number.desc()).limit(1)
    number, before = session.execute(newest).one_or_none() or (0, chain.START)
    rows = []
    for at, by, what, kind, about_id, details in pending:
        number += 1
        link = chain.Link(number, at, by.person_id, by.origin, what, kind, about_id, details)
        before = chain.digest(before, link)
        rows.append({**vars(link), "digest": before})
    session.execute(insert(Entry), rows)


@event.listens_for(Session, "after_rollback")
def _forget(session: Session) -> None:
    session.info.pop(_PENDING, None)


def _name(about: Any) -> tuple[str, str]:
    if isinstance(about, tuple):
        return str(about[0]), str(about[1])
    if about.id is None:
        db.session.flush()
    return about.__tablename__, str(about.id)


def record_alone(by: Actor, what: str, about: object, **details: Any) -> None:
    """Note something whose own transaction was undone, such as a refusal, in a transaction of its own."""
    with transaction():
        record(by, what, about, **details)


def publish_head(day: date, *, by: Actor, at: datetime) -> chain.Head:
    """The head of a day is published once: asked again, it is the same."""
    there = db.session.get(JournalHead, day)
    if there is None:
        number, digest = queries.newest()
        there = JournalHead(day=day, number=number, digest=digest, published_at=at)
        db.session.add(there)
        db.session.flush()
        record(by, "head published", ("journal head", day.isoformat()), at=at, number=number)
    return chain.Head(there.day, there.number, there.digest)
