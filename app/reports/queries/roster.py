"""Who was on the roster of a day, within a reach and for a course; and who no longer was."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, and_, case, func, or_, select
from sqlalchemy.orm import InstrumentedAttribute, aliased

from app.accounts.merges import counts_once
from app.accounts.models import Appointment, Person, Post, Unit
from app.accounts.one_human import counts_for
from app.accounts.queries import as_of, below
from app.core.actor import Actor
from app.db.session import db
from app.reports import access
from app.reports.scope import Cut, Scope, a_year_before

# What a person is told apart by on the roster; the language of study is counted from lessons.
ATTRIBUTES: dict[Cut, InstrumentedAttribute] = {
    Cut.INSTITUTION: Unit.institution_id,
    Cut.UNIT: Unit.path,
    Cut.PROFESSION: Post.profession,
    Cut.SEX: Person.sex,
    Cut.REGION: Unit.region,
}


def in_scope(actor: Actor, audience: Sequence[str]) -> ColumnElement[bool]:
    """Posts of the course's professions within the actor's reach.

    For a part of an institution the posts are found from its units; for a whole one the roster is read through.
    """
    reach = access.reach(actor)
    within = below(reach)
    if not any(path.count("/") == 2 for path in reach):
        within = Post.unit_id.in_(select(Unit.id).where(within))
    return and_(Post.profession.in_(audience), within)


def on_roster(day: date) -> ColumnElement[bool]:
    """The appointment that holds on this day; of two, which no page can bring about, the later.

    Of a human with two records that were made one, the appointment of the record that is kept.
    """
    other = aliased(Appointment)
    later = or_(
        other.from_day > Appointment.from_day,
        and_(other.from_day == Appointment.from_day, other.id > Appointment.id),
    )
    # Columns are named: with SELECT * SQLite fetches each row although the index would do.
    twice = select(other.person_id).where(
        other.person_id == Appointment.person_id,
        other.from_day <= day,
        or_(other.until_day.is_(None), other.until_day > day),
        later,
    )
    return and_(as_of(day), ~twice.exists(), counts_once(day))


@dataclass(frozen=True)
class Departures:
    """People whose last appointment in the scope ended within the twelve months before the day."""

    left: int
    moved: int


def departures(actor: Actor, scope: Scope) -> Departures:
    """Each person once, by how their last appointment in the scope ended; who is in scope again is not counted."""
    is_there = or_(Appointment.until_day.is_(None), Appointment.until_day > scope.on)
    was_moved = Appointment.ended_by == "moved"
    people = (
        select(
            func.max(case((was_moved, Appointment.until_day))).label("moved"),
            func.max(case((was_moved, None), else_=Appointment.until_day)).label("left"),
        )
        .select_from(Appointment)
        .join(Post, Post.id == Appointment.post_id)
        .join(Unit, Unit.id == Post.unit_id)
        .where(
            Appointment.from_day <= scope.on,
            or_(is_there, Appointment.until_day > a_year_before(scope.on)),
            in_scope(actor, scope.audience),
            *_narrowed(scope),
        )
        .group_by(counts_for(Appointment.person_id))
        .having(func.max(case((is_there, 1), else_=0)) == 0)
    )
    if Cut.SEX in scope.filters:
        people = people.join(Person, Person.id == Appointment.person_id)
    gone = people.subquery()
    has_left = or_(gone.c.moved.is_(None), gone.c.left >= gone.c.moved)
    left, everybody = db.session.execute(
        select(func.sum(case((has_left, 1), else_=0)), func.count()).select_from(gone)
    ).one()
    return Departures(int(left or 0), everybody - int(left or 0))


def _narrowed(scope: Scope) -> list[ColumnElement[bool]]:
    return [
        ATTRIBUTES[cut].startswith(str(value), autoescape=True)
        if cut is Cut.UNIT
        else ATTRIBUTES[cut] == value
        for cut, value in scope.filters.items()
        if cut in ATTRIBUTES
    ]
