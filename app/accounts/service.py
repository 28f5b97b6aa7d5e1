"""Ranks, absences and corrections, asked of the database: on a day, and of one person."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, case, exists, func, or_, select
from sqlalchemy.orm import aliased, joinedload

from app.accounts.kinds import AbsenceKind
from app.accounts.models import Person
from app.accounts.one_human import PersonId, has_two, written_for_the_same
from app.accounts.service_models import Absence, RankHeld, StaffCorrection
from app.accounts.service_rules import Days
from app.db.session import db


def is_away(
    person_id: PersonId, *, on: date, kinds: Collection[AbsenceKind] = tuple(AbsenceKind)
) -> ColumnElement[bool]:
    """Whatever the reason, if none is named; the post stays theirs. Whichever of two records of one human says so."""
    lasts = [_holds(on)]
    if len(kinds) < len(AbsenceKind):
        lasts.append(Absence.kind.in_(kinds))
    own = exists().where(Absence.person_id == person_id, *lasts)
    either = exists().where(written_for_the_same(Absence.person_id, person_id), *lasts)
    return or_(own, and_(has_two(person_id), either))


def away_because(person_id: PersonId, *, on: date) -> ColumnElement[AbsenceKind | None]:
    """One reason, where there are two; NULL for those who are there."""
    return _of_one_human(
        select(func.min(Absence.kind)).where(_holds(on)), Absence.person_id, person_id
    )


def _holds(on: date) -> ColumnElement[bool]:
    return (Absence.from_day <= on) & or_(Absence.until_day.is_(None), Absence.until_day > on)


def away_until(person_id: PersonId, *, on: date) -> ColumnElement[date | None]:
    """The first day back; NULL for those who are there, and where no end is known."""
    until = select(Absence.until_day).where(_holds(on)).limit(1)
    return _of_one_human(until, Absence.person_id, person_id)


def rank_on(person_id: PersonId, *, on: date) -> ColumnElement[str | None]:
    """The last rank given by that day; NULL where none is known."""
    held = aliased(RankHeld)
    last = select(held.rank).where(held.from_day <= on).order_by(held.from_day.desc()).limit(1)
    return _of_one_human(last, held.person_id, person_id)


def _of_one_human(fact: Select, of: PersonId, person_id: PersonId) -> ColumnElement[Any]:
    """Of the record itself; for those who have two, of either. So most are found by an index alone."""
    either = fact.where(written_for_the_same(of, person_id)).scalar_subquery()
    own = fact.where(of == person_id).scalar_subquery()
    return case((has_two(person_id), either), else_=own)


def ranks(person_id: int) -> list[RankHeld]:
    """The newest first."""
    wanted = select(RankHeld).where(RankHeld.person_id == person_id)
    return list(db.session.scalars(wanted.order_by(RankHeld.from_day.desc())))


def rank(person_id: int, rank_id: int) -> RankHeld | None:
    wanted = select(RankHeld).filter_by(id=rank_id, person_id=person_id)
    return db.session.scalars(wanted).one_or_none()


def absences(person_id: int) -> list[Absence]:
    """The newest first, with the units people are seconded to."""
    wanted = select(Absence).where(Absence.person_id == person_id)
    newest = wanted.order_by(Absence.from_day.desc()).options(joinedload(Absence.to_unit))
    return list(db.session.scalars(newest))


def absence(person_id: int, absence_id: int) -> Absence | None:
    wanted = select(Absence).filter_by(id=absence_id, person_id=person_id)
    return db.session.scalars(wanted.options(joinedload(Absence.to_unit))).one_or_none()


def days_away(person_id: int, *, without: int | None = None) -> list[Days]:
    """Of all absences but one."""
    wanted = select(Absence.from_day, Absence.until_day).where(Absence.person_id == person_id)
    if without is not None:
        wanted = wanted.where(Absence.id != without)
    return [Days(*row) for row in db.session.execute(wanted)]


@dataclass(frozen=True)
class PutRight:
    """A fact that said something else before."""

    fact: str
    fact_id: int
    was: dict[str, Any]
    reason: str
    at: datetime
    by: str | None


def corrections(person_id: int) -> list[PutRight]:
    """The newest first."""
    wanted = (
        select(StaffCorrection, Person)
        .outerjoin(Person, Person.id == StaffCorrection.made_by_id)
        .where(StaffCorrection.person_id == person_id)
        .order_by(StaffCorrection.id.desc())
    )
    return [
        PutRight(c.fact, c.fact_id, c.was, c.reason, c.made_at, by.name if by else None)
        for c, by in db.session.execute(wanted)
    ]
