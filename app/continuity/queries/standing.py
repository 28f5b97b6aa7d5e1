"""How posts stand on a day, counted in the database: who sits there, who holds what, who is away.

Certificates become bits of a number, one bit for each claim on their course, so that two statements answer for
every requirement at once. `obligations.holding.holds` says the same of one person; a test compares the two.
Course by course, because an index has enrolments in that order, and nothing has to be sorted.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import (
    CTE,
    BigInteger,
    ColumnElement,
    Select,
    String,
    Subquery,
    and_,
    case,
    func,
    literal,
    or_,
    select,
    type_coerce,
    union_all,
)
from sqlalchemy.orm import InstrumentedAttribute, aliased

from app.accounts.merges import counts_once
from app.accounts.models import Appointment, Person, Post, Unit
from app.accounts.queries import as_of, below
from app.accounts.service import is_away
from app.continuity.coverage import AHEAD, Claim, Holding, Place, Seats, bits_of
from app.core.clock import end_of, start_of
from app.db.session import rows
from app.learning.models import Certificate, Completion, Enrolment, Revocation


@dataclass(frozen=True)
class Scope:
    """Posts of the units below these paths, narrowed further by what the address asks."""

    paths: tuple[str, ...]
    profession: str | None = None
    kind: str | None = None
    region: str | None = None
    whole: bool = False  # everything there is: then units need not be looked up
    wide: bool = False  # so much that looking its people up first would cost more than it saves

    def of_posts(self) -> ColumnElement[bool]:
        asked: list[ColumnElement[bool]] = [literal(True)]
        if not self.whole or self.region:
            units = select(Unit.id).where(below(self.paths))
            units = units.where(Unit.region == self.region) if self.region else units
            asked.append(Post.unit_id.in_(units))
        if self.profession:
            asked.append(Post.profession == self.profession)
        if self.kind:
            asked.append(Post.kind == self.kind)
        return and_(*asked)


# Plain text: an enumeration made anew for each row costs more than the row.
_PLACE = (
    Post.unit_id,
    type_coerce(Post.profession, String).label("profession"),
    type_coerce(Post.kind, String).label("kind"),
)


def _named(posts: set[int]) -> list[Any]:
    """Apart from the others, posts that a requirement names. Where none is, nothing is told apart by it: an index
    has posts in the order of their places already."""
    return [case((Post.id.in_(posts), Post.id), else_=0).label("named")] if posts else []


def _alike(told_apart: Select) -> Select:
    """How many rows are alike, with somebody and in all; `who` comes last.

    Grouped from outside: a database takes an expression with a value in it, written twice, for two.
    """
    inner = told_apart.subquery().c
    columns = list(inner)[:-1]
    return select(*columns).add_columns(func.count(inner.who), func.count()).group_by(*columns)


def seats(scope: Scope, posts: set[int], paths: dict[int, str], *, on: date) -> list[Seats]:
    """Posts filled and vacant, by place. `paths`: those of the units by their number. One statement."""
    told_apart = (
        select(*_PLACE, *_named(posts), Appointment.person_id.label("who"))
        .select_from(Post)
        .outerjoin(Appointment, and_(Appointment.post_id == Post.id, as_of(on)))
        .where(scope.of_posts())
        .where(
            or_(Appointment.person_id.is_not(None), Post.closed_day.is_(None), Post.closed_day > on)
        )
        .where(or_(Appointment.person_id.is_(None), counts_once(on)))
    )
    return [
        Seats(Place(paths[unit], profession, kind, *named), filled, every - filled)
        for unit, profession, kind, *named, filled, every in rows(_alike(told_apart))
    ]


def holdings(
    scope: Scope, claims: Sequence[Claim], posts: set[int], paths: dict[int, str], *, on: date
) -> list[Holding]:
    """Of those appointed, who holds what; people that are alike stand together. One statement."""
    held = _held(scope, claims, on=on)
    stays = or_(Appointment.until_day.is_(None), Appointment.until_day > on + AHEAD)
    away = is_away(Appointment.person_id, on=on)
    told_apart = (
        select(held.c.course, held.c.now, held.c.soon)
        .add_columns(
            case((stays, 1), else_=0).label("stays"),
            case((away, 1), else_=0).label("away"),
            *_PLACE,
            *_named(posts),
            Appointment.person_id.label("who"),
        )
        .select_from(held)
        .join(Appointment, and_(Appointment.person_id == held.c.person_id, as_of(on)))
        .join(Post, Post.id == Appointment.post_id)
        .where(scope.of_posts(), counts_once(on))
    )
    return [
        Holding(
            Place(paths[unit], profession, kind, *named), course, now, soon, stays, away, people
        )
        for course, now, soon, stays, away, unit, profession, kind, *named, people, _all in rows(
            _alike(told_apart)
        )
    ]


def held_by(
    scope: Scope, claims: Sequence[Claim], *, on: date
) -> dict[tuple[int, str], tuple[int, int]]:
    """By person and course, the bits of what they hold now and in ninety days."""
    held = _held(scope, claims, on=on).c
    wanted = select(held.person_id, held.course, held.now, held.soon)
    return {(person, course): (now, soon) for person, course, now, soon in rows(wanted)}


def held_by_people(
    people: set[int], claims: Sequence[Claim], *, on: date
) -> dict[tuple[int, str], tuple[int, int]]:
    """The same of some people, whether they hold a post or not."""
    these = select(Person.id.label("person_id")).where(Person.id.in_(people)).cte("people")
    held = _joined(these, claims, on=on).c
    wanted = select(held.person_id, held.course, held.now, held.soon)
    return {(person, course): (now, soon) for person, course, now, soon in rows(wanted)}


def _held(scope: Scope, claims: Sequence[Claim], *, on: date) -> Subquery:
    """By course and person, the bits of what they hold on the day, and in ninety days if nothing happens."""
    people = None if scope.whole or scope.wide else _people(scope, on=on)
    return _joined(people, claims, on=on)


def _joined(people: CTE | None, claims: Sequence[Claim], *, on: date) -> Subquery:
    courses = sorted({claim.course for claim in claims})
    parts = [part for course in courses for part in _of_course(course, claims, people, on=on)]
    return (union_all(*parts) if len(parts) > 1 else parts[0]).subquery("held")


def _of_course(
    course: str, claims: Sequence[Claim], people: CTE | None, *, on: date
) -> tuple[Select, Select]:
    """Of everybody; and of records that were given up, few as they are, for the days when they held a post."""
    end = end_of(on)
    # Few: looked up once, and not for each certificate.
    revoked = select(Revocation.certificate_id).where(Revocation.confirmed_at < end)
    in_force = (
        Enrolment.course == course,
        Completion.at < end,
        Certificate.issued_at < end,
        or_(Certificate.valid_until.is_(None), Certificate.valid_until >= on),
        Certificate.id.not_in(revoked),
    )
    now, soon = (_bits(course, claims, valid_on=day) for day in (on, on + AHEAD))

    def holders(of: InstrumentedAttribute[int]) -> Select:
        wanted = (
            select(literal(course).label("course"), of.label("person_id"))
            .add_columns(now.label("now"), soon.label("soon"))
            .select_from(Enrolment)
            .join(Completion, Completion.enrolment_id == Enrolment.id)
            .join(Certificate, Certificate.completion_id == Completion.id)
            .where(*in_force)
            .group_by(of)
        )
        return wanted if people is None else wanted.where(of.in_(select(people.c.person_id)))

    given_up = aliased(Person)
    leads_here = given_up.merged_into_id == Enrolment.counts_for_id
    # Said twice, so that few enrolments are looked up and not all of the course.
    few = Enrolment.counts_for_id.in_(
        select(Person.merged_into_id).where(Person.merged_into_id.is_not(None))
    )
    of_given_up = holders(given_up.id).join(given_up, leads_here).where(few)
    return holders(Enrolment.counts_for_id), of_given_up


def _people(scope: Scope, *, on: date) -> CTE:
    wanted = (
        select(Appointment.person_id)
        .join(Post, Post.id == Appointment.post_id)
        .where(as_of(on), scope.of_posts())
    )
    return wanted.cte("people").prefix_with("MATERIALIZED")


def _bits(course: str, claims: Sequence[Claim], *, valid_on: date) -> ColumnElement[int]:
    total: ColumnElement[int] = literal(0, BigInteger)
    for claim, bit in bits_of(claims).items():
        if claim.course == course:
            meets = and_(*_meets(claim, valid_on))
            total = total + func.max(case((meets, bit), else_=0))
    return total


def _meets(claim: Claim, valid_on: date) -> Iterator[ColumnElement[bool]]:
    yield or_(Certificate.valid_until.is_(None), Certificate.valid_until >= valid_on)
    if claim.since is not None:
        yield Completion.at >= start_of(claim.since)
    if claim.releases is not None:
        yield Enrolment.release_id.in_(sorted(claim.releases))
