"""Which attempts count, and how many there are of each test."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from sqlalchemy import ColumnElement, Subquery, and_, func, select, true
from sqlalchemy.orm import InstrumentedAttribute

from app.accounts.models import Appointment, Person, Post, Unit
from app.accounts.one_human import counts_for
from app.accounts.queries import below, latest
from app.assessment import queries as assessment
from app.assessment.models import Attempt, AttemptState
from app.curriculum import queries as curriculum
from app.curriculum.models import Release, ReleaseKind
from app.db.session import db
from app.statistics.raw import Sat
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


def within(
    reach: Sequence[str] | None,
    on: date,
    person_id: InstrumentedAttribute[int] = Attempt.person_id,
) -> ColumnElement[bool]:
    """Of people whose present, or else last, unit lies within the reach; also under a record made one with theirs."""
    if reach is None or _is_everything(reach):
        return true()
    people = (
        select(Appointment.person_id)
        .join(Post, Post.id == Appointment.post_id)
        .join(Unit, Unit.id == Post.unit_id)
        .where(latest(on), below(reach))
    )
    # Asked for each of the few records that were given up: so everybody is looked through once, not twice.
    theirs = people.where(Appointment.person_id == Person.merged_into_id).correlate(Person)
    second = select(Person.id).where(Person.merged_into_id.is_not(None), theirs.exists())
    return person_id.in_(people.union_all(second))


def _is_everything(reach: Sequence[str]) -> bool:
    """Asked first, since looking up where each person stands takes longer than all the rest."""
    outside = select(Unit.id).where(Unit.parent_id.is_(None), ~below(reach)).limit(1)
    return db.session.scalar(outside) is None


def counted(asked: Asked, *, apart: Sequence[int] = ()) -> Subquery:
    """Ids of the attempts that count; without those at releases of the bank that stand `apart`."""
    finished = [
        Attempt.release_id == asked.release_id,
        Attempt.test == asked.test,
        _FINISHED,
        within(asked.reach, asked.on),
        *([Attempt.bank_release_id.not_in(apart)] if apart else []),
    ]
    if asked.which is Which.ALL:
        return select(Attempt.id).where(*finished).subquery()
    order: list[ColumnElement] = [Attempt.handed_in_at.asc(), Attempt.id.asc()]
    if asked.which is Which.LAST:
        order = [Attempt.handed_in_at.desc(), Attempt.id.desc()]
    place = func.row_number().over(partition_by=counts_for(Attempt.person_id), order_by=order)
    numbered = select(Attempt.id, place.label("place")).where(*finished).subquery()
    return select(numbered.c.id).where(numbered.c.place == 1).subquery()


class Sizes(NamedTuple):
    release_id: int
    test: str
    people: int
    attempts: int


def sizes(reach: Sequence[str] | None, on: date) -> list[Sizes]:
    """Of every test at which anybody within the reach has finished an attempt."""
    wanted = (
        select(
            Attempt.release_id,
            Attempt.test,
            func.count(counts_for(Attempt.person_id).distinct()),
            func.count(),
        )
        .where(_FINISHED, within(reach, on))
        .group_by(Attempt.release_id, Attempt.test)
    )
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


def banks_used(sat: Iterable[Sat]) -> list[BankUsed]:
    """Releases of the bank from which these attempts drew, the newest first."""
    counts = Counter(one.bank_release_id for one in sat)
    found = [BankUsed(id_, curriculum.edition(id_).number, n) for id_, n in counts.items()]
    return sorted(found, key=lambda bank: bank.number, reverse=True)


def worth(banks: Sequence[BankUsed]) -> Together:
    """What each question is worth; banks are in memory once they were read."""
    return together([(bank.id, _points(bank.id)) for bank in banks])


def _points(bank_release_id: int) -> Points:
    items = assessment.bank(bank_release_id).items
    return {name: float(item.points) for name, item in items.items()}
