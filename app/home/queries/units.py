"""How the units stand over which somebody has a duty.

Whoever sees these figures may read the record of everybody counted in them, so no small group is hidden here:
see docs/decisions/0012, and the test that holds it.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from sqlalchemy import (
    CTE,
    ColumnElement,
    and_,
    case,
    exists,
    func,
    literal,
    or_,
    select,
)

from app.accounts.access import READERS
from app.accounts.models import Appointment, Person, Post, Unit
from app.accounts.queries import as_of, below
from app.core.actor import Actor
from app.core.bilingual import Bilingual
from app.curriculum import queries as curriculum
from app.curriculum.shapes import Course
from app.db.session import db, rows
from app.learning.models import Certificate, Completion, Enrolment, Revocation
from app.obligations.models import Obligation, Requirement
from app.obligations.queries import Kind, kinds

# So many names stand on the start page; the rest is in the reports.
SHOWN = 10
# Of a number with 64 bits.
_BITS = 60


@dataclass(frozen=True)
class Coverage:
    """Of the people whose posts require the course and who are not exempt, how many hold it; any release counts."""

    course: Course
    complete: int
    people: int
    exempt: int = 0


@dataclass(frozen=True)
class Late:
    """A person whose time for a required course is over; `day` is when it first ended."""

    person_id: int
    name: str
    unit: Bilingual
    courses: list[Bilingual]
    day: date


@dataclass(frozen=True)
class Vacant:
    post: Bilingual
    unit_id: int
    unit: Bilingual


@dataclass(frozen=True)
class Units:
    names: list[Bilingual]
    coverage: list[Coverage]
    late: list[Late]
    late_total: int
    vacant: list[Vacant]
    vacant_total: int


def units(actor: Actor, *, on: date) -> Units:
    """A constant number of statements, whatever the number of people, units and courses."""
    offered = {course.id: course for _release, course in curriculum.current_courses()}
    required = [kind for kind in kinds(actor, on=on) if kind.course in offered]
    late, late_total = _late(actor, offered, on=on) if required else ([], 0)
    vacant, vacant_total = _vacant(actor, on=on)
    return Units(
        _names(actor),
        [line for part in _parts(required) for line in _coverage(actor, part, offered, on=on)],
        late,
        late_total,
        vacant,
        vacant_total,
    )


def _parts(required: list[Kind]) -> Iterator[list[Kind]]:
    """So many as have bits; of one course together. In all but the largest services there is one part."""
    part: list[Kind] = []
    for course in dict.fromkeys(kind.course for kind in required):
        of_course = [kind for kind in required if kind.course == course]
        if part and len(part) + len(of_course) > _BITS:
            yield part
            part = []
        part += of_course
    if part:
        yield part


def _names(actor: Actor) -> list[Bilingual]:
    wanted = select(Unit).where(Unit.path.in_(actor.reach(*READERS))).order_by(Unit.path)
    return [unit.name for unit in db.session.scalars(wanted)]


def _in_reach(actor: Actor) -> ColumnElement[bool]:
    """By a list of units, so that a head's few people are found from the unit, not among everybody."""
    return Post.unit_id.in_(select(Unit.id).where(below(actor.reach(*READERS))))


class _Group(NamedTuple):
    """People told apart by what the figures ask. In each number every kind of demand has its bit: what their posts
    ask, of this what they are not exempt from, and what they hold."""

    concerned: int
    asked: int
    held: int
    people: int


def _coverage(
    actor: Actor, required: list[Kind], offered: dict[str, Course], *, on: date
) -> Iterator[Coverage]:
    groups = _groups(_people(actor, required, on=on))
    for course in dict.fromkeys(kind.course for kind in required):
        mask = sum(1 << place for place, kind in enumerate(required) if kind.course == course)
        concerned = [group for group in groups if group.concerned & mask]
        asked = [group for group in concerned if group.asked & mask]
        complete = sum(group.people for group in asked if not group.asked & mask & ~group.held)
        people = sum(group.people for group in asked)
        exempt = sum(group.people for group in concerned) - people
        yield Coverage(offered[course], complete, people, exempt)


def _people(actor: Actor, required: list[Kind], *, on: date) -> CTE:
    """Holders of posts in reach on this day, with the bits of each. One post a person, so each stands once.
    Written down first: else the databases look for completions anew wherever the bits are used."""
    of_post = Appointment.post_id == Post.id
    return (
        select(
            _bits([kind.concerns for kind in required]).label("concerned"),
            _bits([kind.asks for kind in required]).label("asked"),
            _held(required, on=on).label("held"),
        )
        .select_from(Appointment)
        .join(Post, of_post)
        .join(Unit, Unit.id == Post.unit_id)
        .where(as_of(on), _in_reach(actor))
        .cte("people")
        .prefix_with("MATERIALIZED")
    )


def _bits(conditions: list[ColumnElement[bool]]) -> ColumnElement[int]:
    bits: ColumnElement[int] = literal(0)
    for place, condition in enumerate(conditions):
        bits = bits + case((condition, 1 << place), else_=0)
    return bits


def _held(required: list[Kind], *, on: date) -> ColumnElement[int]:
    """Completed and still in force; of each person all enrolments are looked through once."""
    bits: ColumnElement[int] = literal(0)
    for place, kind in enumerate(required):
        bits = bits + func.max(case((kind.counts, 1 << place), else_=0))
    revoked = and_(
        Revocation.certificate_id == Certificate.id, Revocation.confirmed_at.is_not(None)
    )
    found = (
        select(bits)
        .select_from(Enrolment)
        .join(Completion, Completion.enrolment_id == Enrolment.id)
        .join(Certificate, Certificate.completion_id == Completion.id)
        .outerjoin(Revocation, revoked)
        .where(
            Enrolment.counts_for_id == Appointment.person_id,
            Revocation.id.is_(None),
            or_(Certificate.valid_until.is_(None), Certificate.valid_until >= on),
        )
        .correlate(Appointment)
        .scalar_subquery()
    )
    return func.coalesce(found, 0)


def _groups(people: CTE) -> list[_Group]:
    told_apart = people.c
    wanted = select(*told_apart, func.count()).group_by(*told_apart)
    return [_Group(*found) for found in rows(wanted)]


def _late(actor: Actor, offered: dict[str, Course], *, on: date) -> tuple[list[Late], int]:
    """Those whose time ended first come first. Chosen by their numbers alone: to read the names of all who are late,
    in order to show ten, would take a second in a large service."""
    is_late = and_(
        Obligation.settled_day.is_(None),
        Obligation.due_day < on,
        Obligation.requirement_id.in_(
            select(Requirement.id).where(Requirement.course.in_(offered))
        ),
    )
    day = func.min(Obligation.due_day)
    first = (
        select(Obligation.person_id, day, func.count().over())
        .join(Appointment, Appointment.person_id == Obligation.person_id)
        .join(Post, Post.id == Appointment.post_id)
        .where(is_late, as_of(on), _in_reach(actor))
        .group_by(Obligation.person_id)
        .order_by(day, Obligation.person_id)
        .limit(SHOWN)
    )
    found = rows(first)
    days = {person_id: since for person_id, since, _total in found}
    wanted = (
        select(Person, Unit, Requirement.course)
        .join(Appointment, Appointment.person_id == Person.id)
        .join(Post, Post.id == Appointment.post_id)
        .join(Unit, Unit.id == Post.unit_id)
        .join(Obligation, Obligation.person_id == Person.id)
        .join(Requirement, Requirement.id == Obligation.requirement_id)
        .where(as_of(on), is_late, Person.id.in_(days))
        .order_by(Requirement.course)
        .distinct()
    )
    named: dict[int, Late] = {}
    for person, unit, course in db.session.execute(wanted) if days else ():
        empty = Late(person.id, person.name, unit.name, [], days[person.id])
        named.setdefault(person.id, empty).courses.append(offered[course].title)
    return [named[person_id] for person_id in days], found[0][2] if found else 0


def _vacant(actor: Actor, *, on: date) -> tuple[list[Vacant], int]:
    """Open posts that nobody holds on this day; and how many there are in all."""
    wanted = (
        select(Post, Unit, func.count().over())
        .join(Unit, Unit.id == Post.unit_id)
        .where(
            _in_reach(actor),
            or_(Post.closed_day.is_(None), Post.closed_day > on),
            ~exists().where(Appointment.post_id == Post.id, as_of(on)),
        )
        .order_by(Unit.path, Post.id)
        .limit(SHOWN)
    )
    found = db.session.execute(wanted).all()
    total = found[0][2] if found else 0
    return [Vacant(post.name, unit.id, unit.name) for post, unit, _total in found], total
