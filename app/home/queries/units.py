"""How the units stand over which somebody has a duty.

Whoever sees these figures may read the record of everybody counted in them, so no small group is hidden here.
"""

from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import (
    ColumnElement,
    Select,
    and_,
    distinct,
    exists,
    func,
    literal,
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


def units(actor: Actor, *, on: date) -> Units:
    """A constant number of statements, whatever the number of people, units and courses."""
    required = [course for _release, course in curriculum.current_courses() if course.required]
    late, late_total = _late(actor, required, on=on)
    vacant, vacant_total = _vacant(actor, on=on)
    return Units(
        _names(actor), _coverage(actor, required, on=on), late, late_total, vacant, vacant_total
    )


def _names(actor: Actor) -> list[Bilingual]:
    wanted = select(Unit).where(Unit.path.in_(actor.reach(*READERS))).order_by(Unit.path)
    return [unit.name for unit in db.session.scalars(wanted)]


def _sitting(actor: Actor, *columns, on: date) -> Select:
    """Holders of posts within the actor's reach on this day; one post a person, so each stands once."""
    return (
        select(*columns)
        .select_from(Appointment)
        .join(Post, Post.id == Appointment.post_id)
        .join(Unit, Unit.id == Post.unit_id)
        .where(as_of(on), below(actor.reach(*READERS)))
    )


def _coverage(actor: Actor, required: list[Course], *, on: date) -> list[Coverage]:
    """People by profession, and people with a completion by profession and course, in one statement."""
    scope = _sitting(actor, Appointment.person_id, Post.profession, on=on).cte("scope")
    everybody = select(scope.c.profession, literal(""), func.count()).group_by(scope.c.profession)
    complete = (
        select(scope.c.profession, Enrolment.course, func.count(distinct(scope.c.person_id)))
        .join(Enrolment, Enrolment.person_id == scope.c.person_id)
        .join(Completion, Completion.enrolment_id == Enrolment.id)
        .where(Enrolment.course.in_([course.id for course in required]))
        .group_by(scope.c.profession, Enrolment.course)
    )
    rows = db.session.execute(union_all(everybody, complete))
    counted = {(profession.value, course): n for profession, course, n in rows}

    def of_all(course: Course, key: str) -> int:
        return sum(counted.get((profession, key), 0) for profession in course.required.of)

    return [Coverage(course, of_all(course, course.id), of_all(course, "")) for course in required]


def _late(actor: Actor, required: list[Course], *, on: date) -> tuple[list[Late], int]:
    """Those who have waited longest in their post come first; and how many there are in all."""
    if not required:
        return [], 0
    missed = [_missed(course, on=on) for course in required]
    columns = (Person, Unit, Appointment.from_day, func.count().over(), *missed)
    wanted = (
        _sitting(actor, *columns, on=on)
        .join(Person, Person.id == Appointment.person_id)
        .where(or_(*missed))
        .order_by(Appointment.from_day, Person.sort, Person.id)
        .limit(SHOWN)
    )
    rows = db.session.execute(wanted).all()
    found = []
    for person, unit, since, _total, *flags in rows:
        courses = [course for course, flag in zip(required, flags, strict=True) if flag]
        day = since + timedelta(days=min(course.required.within_days for course in courses))
        found.append(Late(person.id, person.name, unit.name, [c.title for c in courses], day))
    return found, rows[0][3] if rows else 0


def _missed(course: Course, *, on: date) -> ColumnElement[bool]:
    """The post requires the course, its time is over, and no completion of any release is there."""
    complete = (
        select(Completion.id)
        .join(Enrolment, Enrolment.id == Completion.enrolment_id)
        .where(Enrolment.course == course.id, Enrolment.person_id == Appointment.person_id)
        .correlate(Appointment)
    )
    return and_(
        Post.profession.in_([Profession(word) for word in course.required.of]),
        Appointment.from_day < on - timedelta(days=course.required.within_days),
        ~complete.exists(),
    )


def _vacant(actor: Actor, *, on: date) -> tuple[list[Vacant], int]:
    """Open posts that nobody holds on this day; and how many there are in all."""
    wanted = (
        select(Post, Unit, func.count().over())
        .join(Unit, Unit.id == Post.unit_id)
        .where(
            below(actor.reach(*READERS)),
            or_(Post.closed_day.is_(None), Post.closed_day > on),
            ~exists().where(Appointment.post_id == Post.id, as_of(on)),
        )
        .order_by(Unit.path, Post.id)
        .limit(SHOWN)
    )
    rows = db.session.execute(wanted).all()
    total = rows[0][2] if rows else 0
    return [Vacant(post.name, unit.id, unit.name) for post, unit, _total in rows], total
