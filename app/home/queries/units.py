"""How the units stand over which somebody has a duty.

Whoever sees these figures may read the record of everybody counted in them, so no small group is hidden here.
"""

from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import CTE, ColumnElement, and_, case, exists, func, or_, select

from app.accounts.access import READERS
from app.accounts.kinds import Profession
from app.accounts.models import Appointment, Person, Post, Unit
from app.accounts.queries import as_of, below
from app.core.actor import Actor
from app.core.bilingual import Bilingual
from app.curriculum import queries as curriculum
from app.curriculum.shapes import Course
from app.db.session import db
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
    people = _people(actor, required, on=on)
    late, late_total = _late(people, required, on=on)
    vacant, vacant_total = _vacant(actor, on=on)
    return Units(_names(actor), _coverage(people, required), late, late_total, vacant, vacant_total)


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


def _people(actor: Actor, required: list[_Demand], *, on: date) -> CTE:
    """Holders of posts in reach on this day; `done_0`, `done_1`… say whether they completed each course.

    One post a person, so each stands once.
    """
    done = [
        case((and_(Post.profession.in_(demand.of), _completed(demand.course)), 1), else_=0)
        for demand in required
    ]
    return (
        select(
            Appointment.person_id,
            Appointment.from_day,
            Post.profession,
            Post.unit_id,
            *(flag.label(f"done_{place}") for place, flag in enumerate(done)),
        )
        .select_from(Post)
        .join(Appointment, Appointment.post_id == Post.id)
        .where(as_of(on), _in_reach(actor))
        .cte("people")
    )


def _completed(course: Course) -> ColumnElement[bool]:
    """In any release."""
    return (
        select(Completion.id)
        .join(Enrolment, Enrolment.id == Completion.enrolment_id)
        .where(Enrolment.course == course.id, Enrolment.person_id == Appointment.person_id)
        .correlate(Appointment)
        .exists()
    )


def _coverage(people: CTE, required: list[_Demand]) -> list[Coverage]:
    """Counted by profession in one statement, put together by course here."""
    done = [func.sum(people.c[f"done_{place}"]) for place in range(len(required))]
    wanted = select(people.c.profession, func.count(), *done).group_by(people.c.profession)
    counted = {profession: counts for profession, *counts in db.session.execute(wanted)}
    found = []
    for place, demand in enumerate(required, start=1):
        concerned = [counted[profession] for profession in demand.of if profession in counted]
        complete = sum(int(counts[place]) for counts in concerned)
        found.append(Coverage(demand.course, complete, sum(counts[0] for counts in concerned)))
    return found


def _late(people: CTE, required: list[_Demand], *, on: date) -> tuple[list[Late], int]:
    """Those who have been longest in their post come first; and how many there are in all."""
    if not required:
        return [], 0
    missed = [_missed(people, place, demand, on=on) for place, demand in enumerate(required)]
    wanted = (
        select(Person, Unit, people.c.from_day, func.count().over(), *missed)
        .join(people, people.c.person_id == Person.id)
        .join(Unit, Unit.id == people.c.unit_id)
        .where(or_(*missed))
        .order_by(people.c.from_day, Person.sort, Person.id)
        .limit(SHOWN)
    )
    rows = db.session.execute(wanted).all()
    found = []
    for person, unit, since, _total, *flags in rows:
        owed = [demand for demand, flag in zip(required, flags, strict=True) if flag]
        day = since + min(demand.time for demand in owed)
        titles = [demand.course.title for demand in owed]
        found.append(Late(person.id, person.name, unit.name, titles, day))
    return found, rows[0][3] if rows else 0


def _missed(people: CTE, place: int, demand: _Demand, *, on: date) -> ColumnElement[bool]:
    """The post requires the course, its time is over, and it is not complete."""
    return and_(
        people.c.profession.in_(demand.of),
        people.c.from_day < on - demand.time,
        people.c[f"done_{place}"] == 0,
    )


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
    rows = db.session.execute(wanted).all()
    total = rows[0][2] if rows else 0
    return [Vacant(post.name, unit.id, unit.name) for post, unit, _total in rows], total
