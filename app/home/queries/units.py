"""How the units stand over which somebody has a duty.

Whoever sees these figures may read the record of everybody counted in them, so no small group is hidden here:
see docs/decisions/0012, and the test that holds it.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import NamedTuple

from sqlalchemy import (
    CTE,
    ColumnElement,
    and_,
    case,
    exists,
    func,
    literal,
    null,
    or_,
    select,
    union_all,
)

from app.accounts.access import READERS
from app.accounts.kinds import Profession
from app.accounts.models import Appointment, Person, Post, Unit
from app.accounts.queries import as_of, below
from app.core.actor import Actor
from app.core.bilingual import Bilingual
from app.curriculum import queries as curriculum
from app.curriculum.shapes import Course
from app.db.session import db, rows
from app.learning.models import Completion, Enrolment

# So many names stand on the start page; the rest is in the reports.
SHOWN = 10


@dataclass(frozen=True)
class Coverage:
    """Of the people whose posts require the course, how many completed it; any release counts."""

    course: Course
    complete: int
    people: int


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


@dataclass(frozen=True)
class _Demand:
    """A course, whose posts require it, and how long after taking the post it must be complete."""

    course: Course
    of: list[Profession]
    time: timedelta


def units(actor: Actor, *, on: date) -> Units:
    """A constant number of statements, whatever the number of people, units and courses."""
    required = _required()
    groups, owing = _counted(actor, required, on=on) if required else ([], {})
    vacant, vacant_total = _vacant(actor, on=on)
    return Units(
        _names(actor),
        _coverage(groups, required),
        _late(owing, required, on=on) if owing else [],
        sum(group.people for group in groups if group.owed),
        vacant,
        vacant_total,
    )


def _required() -> list[_Demand]:
    return [
        _Demand(
            course,
            [Profession(word) for word in course.required.of],
            timedelta(days=course.required.within_days),
        )
        for _release, course in curriculum.current_courses()
        if course.required
    ]


def _names(actor: Actor) -> list[Bilingual]:
    wanted = select(Unit).where(Unit.path.in_(actor.reach(*READERS))).order_by(Unit.path)
    return [unit.name for unit in db.session.scalars(wanted)]


def _in_reach(actor: Actor) -> ColumnElement[bool]:
    """By a list of units, so that a head's few people are found from the unit, not among everybody."""
    return Post.unit_id.in_(select(Unit.id).where(below(actor.reach(*READERS))))


class _Group(NamedTuple):
    """People told apart by what the figures ask. In `done` and `owed` each demand has its bit: what they
    completed, and what they have not and should have by now."""

    profession: Profession
    done: int
    owed: int
    people: int


def _people(actor: Actor, required: list[_Demand], *, on: date) -> CTE:
    """Holders of posts in reach on this day, with the bits of what each completed. One post a person, so each
    stands once. Written down first: else the databases look for completions anew wherever the bits are used."""
    of_post = Appointment.post_id == Post.id
    return (
        select(
            Appointment.person_id,
            Appointment.from_day,
            Post.profession,
            _done(required).label("done"),
        )
        .select_from(Appointment)
        .join(Post, of_post)
        .where(as_of(on), _in_reach(actor))
        .cte("people")
        .prefix_with("MATERIALIZED")
    )


def _done(required: list[_Demand]) -> ColumnElement[int]:
    """Completed in any release; of each person all enrolments are looked through once."""
    bits: ColumnElement[int] = literal(0)
    for place, demand in enumerate(required):
        bits = bits + func.max(case((Enrolment.course == demand.course.id, 1 << place), else_=0))
    found = (
        select(bits)
        .select_from(Enrolment)
        .join(Completion, Completion.enrolment_id == Enrolment.id)
        .where(Enrolment.person_id == Appointment.person_id)
        .correlate(Appointment)
        .scalar_subquery()
    )
    return func.coalesce(found, 0)


def _owed(people: CTE, required: list[_Demand], *, on: date) -> ColumnElement[int]:
    """The post requires the course, the time for it is over, and it is not complete."""
    asked: ColumnElement[int] = literal(0)
    for place, demand in enumerate(required):
        is_time = people.c.from_day < on - demand.time
        due = and_(people.c.profession.in_(demand.of), is_time)
        asked = asked + case((due, 1 << place), else_=0)
    return asked - asked.bitwise_and(people.c.done)


def _counted(
    actor: Actor, required: list[_Demand], *, on: date
) -> tuple[list[_Group], dict[int, int]]:
    """All people in groups; and what is owed by those who are late and have been longest in their post.

    Both by one statement, for it is finding the people that takes long. Those few are chosen by their numbers alone:
    to read the names of all who are late, in order to show ten, would take a second in a large service.
    """
    people = _people(actor, required, on=on)
    told_apart = select(*people.c, _owed(people, required, on=on).label("owed")).subquery().c
    key = (told_apart.profession, told_apart.done, told_apart.owed)
    first = (
        select(told_apart.person_id, told_apart.owed)
        .where(told_apart.owed > 0)
        .order_by(told_apart.from_day, told_apart.person_id)
        .limit(SHOWN)
        .subquery()
    )
    both = union_all(
        select(*key, func.count(), null()).group_by(*key),
        select(null(), null(), first.c.owed, null(), first.c.person_id),
    )
    groups, owing = [], {}
    for *group, person_id in rows(both):
        if person_id is None:
            groups.append(_Group(*group))
        else:
            owing[person_id] = group[2]
    return groups, owing


def _coverage(groups: list[_Group], required: list[_Demand]) -> list[Coverage]:
    found = []
    for place, demand in enumerate(required):
        concerned = [group for group in groups if group.profession in demand.of]
        complete = sum(group.people for group in concerned if group.done >> place & 1)
        found.append(Coverage(demand.course, complete, sum(g.people for g in concerned)))
    return found


def _late(owing: Mapping[int, int], required: list[_Demand], *, on: date) -> list[Late]:
    """Those who have been longest in their post come first."""
    wanted = (
        select(Person, Unit, Appointment.from_day)
        .join(Appointment, Appointment.person_id == Person.id)
        .join(Post, Post.id == Appointment.post_id)
        .join(Unit, Unit.id == Post.unit_id)
        .where(as_of(on), Person.id.in_(owing))
        .order_by(Appointment.from_day, Person.sort, Person.id)
    )
    found = []
    for person, unit, since in db.session.execute(wanted):
        missed = [d for place, d in enumerate(required) if owing[person.id] >> place & 1]
        day = since + min(demand.time for demand in missed)
        titles = [demand.course.title for demand in missed]
        found.append(Late(person.id, person.name, unit.name, titles, day))
    return found


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
