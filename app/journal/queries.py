"""Reading the journal, and proving that it was not changed."""

from collections.abc import Iterator

from sqlalchemy import select

from app.db.session import db
from app.journal import chain
from app.journal.models import Entry


def about(kind: str, about_id: object, *, limit: int = 100) -> list[Entry]:
    """Entries about a thing, newest first."""
    wanted = select(Entry).where(Entry.about_kind == kind, Entry.about_id == str(about_id))
    return list(db.session.scalars(wanted.order_by(Entry.number.desc()).limit(limit)))


def first_break() -> int | None:
    """Number of the first entry that was changed or removed; None when the whole chain holds."""
    return chain.first_break(_links())


def _links() -> Iterator[tuple[chain.Link, str]]:
    for entry in db.session.scalars(
        select(Entry).order_by(Entry.number).execution_options(yield_per=1000)
    ):
        yield (
            chain.Link(
                entry.number, entry.at, entry.by_id, entry.origin, entry.what,
                entry.about_kind, entry.about_id, entry.details,
            ),
            entry.digest,
        )  # fmt: skip
