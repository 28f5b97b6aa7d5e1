"""Which attempts count, and how many there are of each test."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from sqlalchemy import ColumnElement, Subquery, and_, func, select, true

from app.accounts.models import Appointment, Post, Unit
from app.accounts.queries import below, placed
from app.assessment import queries as assessment
from app.assessment.models import Attempt, AttemptState
from app.curriculum.models import Release, ReleaseKind
from app.db.session import db
from app.statistics.rules import Points, Together, Which, together


@dataclass(frozen=True)
class Asked:
    """A test of a course release; `reach` are paths of units, None for everybody, as of the day `on`."""

    release_id: int
    test: str
    which: Which
    reach: tuple[str, ...] | None
    on: date


_FINISHED = and_(
    Attempt.state == AttemptState.HANDED_IN, Attempt.score.is_not(None), Attempt.maximum > 0
)


def within(reach: Sequence[str] | None, on: date) -> ColumnElement[bool]:
    """Of people whose present, or else last, unit lies within the reach."""
    if reach is None:
        return true()
    people = (
        select(Appointment.person_id)
        .join(Post, Post.id == Appointment.post_id)
        .join(Unit, Unit.id == Post.unit_id)
        .where(placed(on), below(reach))
    )
    return Attempt.person_id.in_(people)


def counted(asked: Asked, *, apart: Sequence[int] = ()) -> Subquery:
    """Ids of the attempts that count; without those at releases of the bank that stand `apart`."""
    finished: tuple[ColumnElement[bool], ...] = (
        Attempt.release_id == asked.release_id,
        Attempt.test == asked.test,
        _FINISHED,
        within(asked.reach, asked.on),
    )
    if apart:
        finished = (*finished, Attempt.bank_release_id.not_in(apart))
    if asked.which is Which.ALL:
        return select(Attempt.id).where(*finished).subquery()
    columns = (Attempt.handed_in_at, Attempt.id)
    is_last = asked.which is Which.LAST
    order = [column.desc() if is_last else column for column in columns]
    place = func.row_number().over(partition_by=Attempt.person_id, order_by=order)
    numbered = select(Attempt.id, place.label("place")).where(*finished).subquery()
    return select(numbered.c.id).where(numbered.c.place == 1).subquery()


class Sizes(NamedTuple):
    release_id: int
    test: str
    people: int
    attempts: int


def sizes(
    reach: Sequence[str] | None, on: date, *, release_ids: Sequence[int] | None = None
) -> list[Sizes]:
    """Of every test at which anybody within the reach has finished an attempt."""
    wanted = (
        select(
            Attempt.release_id,
            Attempt.test,
            func.count(Attempt.person_id.distinct()),
            func.count(),
        )
        .where(_FINISHED, within(reach, on))
        .group_by(Attempt.release_id, Attempt.test)
    )
    if release_ids is not None:
        wanted = wanted.where(Attempt.release_id.in_(release_ids))
    return [Sizes(*row) for row in db.session.execute(wanted)]


def releases(ids: Sequence[int]) -> list[Release]:
    """Of courses; the newest first."""
    wanted = select(Release).where(Release.id.in_(ids), Release.kind == ReleaseKind.COURSE)
    return list(db.session.scalars(wanted.order_by(Release.name, Release.number.desc())))


def course_release(release_id: int) -> Release | None:
    wanted = select(Release).where(Release.id == release_id, Release.kind == ReleaseKind.COURSE)
    return db.session.scalars(wanted).one_or_none()


def releases_of(name: str) -> list[Release]:
    """All releases of a course, the newest first, also those that were withdrawn."""
    wanted = select(Release).where(Release.name == name, Release.kind == ReleaseKind.COURSE)
    return list(db.session.scalars(wanted.order_by(Release.number.desc())))


class BankUsed(NamedTuple):
    id: int
    number: int
    attempts: int


def banks_used(asked: Asked) -> list[BankUsed]:
    """Releases of the bank from which the attempts drew, the newest first."""
    ids = counted(asked)
    wanted = (
        select(Release.id, Release.number, func.count())
        .select_from(Attempt)
        .join(Release, Release.id == Attempt.bank_release_id)
        .where(Attempt.id.in_(select(ids.c.id)))
        .group_by(Release.id, Release.number)
        .order_by(Release.number.desc())
    )
    return [BankUsed(*row) for row in db.session.execute(wanted)]


def worth(banks: Sequence[BankUsed]) -> Together:
    """What each question is worth; banks are in memory once they were read."""
    return together([(bank.id, _points(bank.id)) for bank in banks])


def _points(bank_release_id: int) -> Points:
    items = assessment.bank(bank_release_id).items
    return {name: float(item.points) for name, item in items.items()}
