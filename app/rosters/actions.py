"""Bring a list, say what its columns mean and how it is to be taken; let its file go. Nothing here commits."""

import hashlib
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from pathlib import PurePath

from sqlalchemy import null, update

from app.accounts.kinds import Profession
from app.accounts.models import Institution
from app.core import clock
from app.core.actor import Actor
from app.core.refusals import Refusal
from app.core.text import is_clean, tidy
from app.db.session import db
from app.journal import actions as journal
from app.rosters import headings, layouts, planning, queries, reading, rules
from app.rosters.models import KnownColumns, ListState, StaffDeed, StaffList
from app.rosters.shapes import Chosen, Column, Sheet

_ALL = (
    rules.Unreadable, rules.NoRows, rules.TooLarge, rules.OldWorkbook, rules.WithMacros, rules.DeclaresType,
    rules.Unpacks, rules.TooManyRows, rules.TooManyColumns, rules.CellTooLong,
)  # fmt: skip
_REFUSALS: Mapping[str, type[Refusal]] = {kind.__name__: kind for kind in _ALL}


def bring(
    institution: Institution, file_name: str, body: bytes, *, by: Actor, at: datetime
) -> StaffList:
    """The columns mean what they meant to this institution the last time, or else what their headings say."""
    if not body:
        raise rules.NothingSent
    sheet = _readable(reading.read(body))
    if max(len(row.cells) for row in sheet.rows) < 2:
        raise rules.OneColumn
    layout = layouts.find(sheet.rows)
    before = queries.remembered(institution.id, headings.digest(layout.headings))
    brought = StaffList(
        institution_id=institution.id,
        file_name=_kept_name(file_name),
        digest=hashlib.sha256(body).hexdigest(),
        file=body,
        columns=before.columns if before else [c.value for c in headings.guess(layout.headings)],
        on_day=clock.day_of(at),
        language=by.language if by.language in ("ky", "ru") else "ky",
        profession=queries.usual_profession(institution.id),
        choices={},
        brought_by_id=by.person_id,
        brought_at=at,
    )
    brought.institution = institution
    db.session.add(brought)
    db.session.flush()
    forget_files(at=at)
    journal.record(by, "staff list brought", brought, at=at, digest=brought.digest)
    return brought


def _readable(sheet: Sheet) -> Sheet:
    """The problem of a sheet as the refusal it was."""
    for problem in sheet.problems:
        raise _REFUSALS.get(problem.code, rules.Unreadable)(**dict(problem.values))
    return sheet


def _kept_name(name: str) -> str:
    """For the list of past imports only; nothing is ever opened by it."""
    name = PurePath(name.replace("\\", "/")).name
    return tidy(name)[:200] if is_clean(name) else ""


def forget_files(*, at: datetime) -> int:
    """Files are full of people, so none is kept longer than something can be undone; nor are names of before."""
    old = queries.old_files(at - rules.UNDO_FOR)
    for one in old:
        one.file = None
    deeds = update(StaffDeed).where(StaffDeed.list_id.in_([one.id for one in old]))
    db.session.execute(deeds.values(was=null()))
    return len(old)


def ensure_open(of: StaffList) -> None:
    if of.state is not ListState.OPEN:
        raise rules.NotOpen


def map_columns(of: StaffList, columns: Sequence[Column], *, by: Actor, at: datetime) -> None:
    """Remembered for the next list with these headings."""
    ensure_open(of)
    _sheet, layout = planning.sheet_of(of)
    of.columns = [column.value for column in columns]
    # A line may be somebody else now.
    of.choices = {}
    digest = headings.digest(layout.headings)
    known = queries.remembered(of.institution_id, digest)
    if known is None:
        known = KnownColumns(institution_id=of.institution_id, headings_digest=digest)
        db.session.add(known)
    known.columns, known.kept_at, known.kept_by_id = of.columns, at, by.person_id
    db.session.flush()
    journal.record(by, "columns of staff list mapped", of, at=at)


def set_options(
    of: StaffList, *, on_day: date, complete: bool, makes_posts: bool, takes_guessed_sex: bool,
    language: str, profession: Profession, by: Actor, at: datetime,
) -> None:  # fmt: skip
    ensure_open(of)
    of.on_day, of.complete, of.makes_posts = on_day, complete, makes_posts
    of.takes_guessed_sex, of.language, of.profession = takes_guessed_sex, language, profession
    db.session.flush()
    journal.record(by, "staff list set", of, at=at, complete=complete, on_day=on_day.isoformat())


def choose(of: StaffList, chosen: Mapping[int, Chosen], *, by: Actor, at: datetime) -> None:
    """Who the people of some lines are; what was said of other lines stays."""
    ensure_open(of)
    said = {
        str(line): {"choice": one.choice.value, "person": one.person_id}
        for line, one in chosen.items()
    }
    of.choices = of.choices | said
    db.session.flush()
    journal.record(by, "duplicates of staff list decided", of, at=at, lines=len(said))
