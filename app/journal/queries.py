"""Reading the journal, and proving that it was not changed."""

from collections.abc import Generator, Iterable
from contextlib import closing

from sqlalchemy import func, select

from app.core.paging import Page
from app.db.session import db
from app.journal import chain
from app.journal.chain import Head
from app.journal.models import Entry, JournalHead

_A_PAGE = 31


def about(kind: str, about_id: object, *, limit: int = 100) -> list[Entry]:
    """Entries about a thing, newest first."""
    wanted = select(Entry).where(Entry.about_kind == kind, Entry.about_id == str(about_id))
    return list(db.session.scalars(wanted.order_by(Entry.number.desc()).limit(limit)))


def first_break() -> int | None:
    """Number of the first entry that was changed or removed; None when the whole chain holds."""
    with closing(_links()) as links:
        return chain.first_break(links)


def _links() -> Generator[tuple[chain.Link, str], None, None]:
    """Read piece by piece; whoever stops early closes it."""
    wanted = select(Entry).order_by(Entry.number).execution_options(yield_per=1000)
    with closing(db.session.scalars(wanted)) as entries:
        for entry in entries:
            yield (
                chain.Link(
                    entry.number, entry.at, entry.by_id, entry.origin, entry.what,
                    entry.about_kind, entry.about_id, entry.details,
                ),
                entry.digest,
            )  # fmt: skip


def newest() -> tuple[int, str]:
    """Number and digest of the last entry."""
    wanted = select(Entry.number, Entry.digest).order_by(Entry.number.desc()).limit(1)
    number, digest = db.session.execute(wanted).one_or_none() or (0, chain.START)
    return number, digest


def heads() -> list[Head]:
    """All that were published, the oldest first."""
    rows = db.session.scalars(select(JournalHead).order_by(JournalHead.day))
    return [Head(row.day, row.number, row.digest) for row in rows]


def published(page: int) -> Page[JournalHead]:
    """Newest first, about a month a page."""
    total = db.session.scalar(select(func.count()).select_from(JournalHead)) or 0
    wanted = select(JournalHead).order_by(JournalHead.day.desc())
    rows = db.session.scalars(wanted.limit(_A_PAGE).offset((page - 1) * _A_PAGE))
    return Page(list(rows), page, total, _A_PAGE)


def heads_not_met(elsewhere: Iterable[Head] = ()) -> list[Head]:
    """Of the heads in the table, and of those kept elsewhere, which the chain no longer leads to.

    It says something only of a chain that holds by itself, see `first_break`.
    """
    known = {*heads(), *elsewhere}
    numbers = {head.number for head in known}
    found: dict[int, str] = {}
    for entry_number, digest in db.session.execute(
        select(Entry.number, Entry.digest).where(Entry.number.in_(numbers))
    ):
        found[entry_number] = digest
    return chain.unmet(known, found)
