"""What posts of the institution require, and who of their holders holds it on the day."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import and_, case, func, literal, or_, select, true, union_all

from app.accounts.merges import counts_for
from app.accounts.models import Appointment, Post, Unit
from app.accounts.queries import as_of
from app.db.session import db
from app.obligations.holding import asks_of_post, holds, in_force, on_post
from app.obligations.models import Requirement
from app.reports.asking import Asked

_MONTHS = 12


@dataclass(frozen=True)
class Covered:
    """Of a course: posts that require it, how many are filled, by how many it is held; units with one holder only."""

    course: str
    posts: int
    filled: int
    held: int
    fragile: int


def coverage(asked: Asked) -> list[Covered]:
    """Two statements: what is required of whom, then all of it counted at once, unit by unit."""
    of_posts = select(Requirement).where(
        in_force(asked.on),
        or_(
            Requirement.unit_id.is_(None),
            Requirement.unit_id.in_(
                select(Unit.id).where(Unit.path.startswith(asked.path, autoescape=True))
            ),
        ),
    )
    required = list(db.session.scalars(of_posts.order_by(Requirement.course, Requirement.id)))
    if not required:
        return []
    found: dict[str, list[int]] = {}
    units = union_all(*(_of(one, asked) for one in required)).subquery()
    alone = case((units.c.held == 1, 1), else_=0)
    by_course = select(
        units.c.course,
        func.sum(units.c.posts),
        func.sum(units.c.filled),
        func.sum(units.c.held),
        func.sum(alone),
    ).group_by(units.c.course)
    for course, *counts in db.session.execute(by_course):
        found[course] = [int(n or 0) for n in counts]
    return [
        Covered(course, posts=n[0], filled=n[1], held=n[2], fragile=n[3])
        for course, n in sorted(found.items())
    ]


def _of(required: Requirement, asked: Asked):
    since = months_before(asked.on, required.valid_months) if required.valid_months else None
    who = counts_for(Appointment.person_id)
    does_hold = holds(who, required.course, on=asked.on, completed_since=since)
    is_there = and_(Appointment.id.is_not(None), on_post(asked.on), does_hold)
    return (
        select(
            literal(required.course).label("course"),
            func.count(Post.id.distinct()).label("posts"),
            func.count(Appointment.id).label("filled"),
            func.sum(case((is_there, 1), else_=0)).label("held"),
        )
        .select_from(Requirement)
        .join(Post, true())
        .join(Unit, Unit.id == Post.unit_id)
        .outerjoin(Appointment, and_(Appointment.post_id == Post.id, as_of(asked.on)))
        .where(
            Requirement.id == required.id,
            Unit.path.startswith(asked.path, autoescape=True),
            or_(Post.closed_day.is_(None), Post.closed_day > asked.on),
            asks_of_post(),
        )
        .group_by(Unit.id)
    )


def months_before(day: date, months: int) -> date:
    """The same day so many months earlier; the 28th where the month is shorter."""
    year, month = divmod(day.year * _MONTHS + day.month - 1 - months, _MONTHS)
    try:
        return day.replace(year=year, month=month + 1)
    except ValueError:
        return day.replace(year=year, month=month + 1, day=28)
