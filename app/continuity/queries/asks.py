"""Requirements in force on a day, as coverage needs them; and the courses they name."""

from calendar import monthrange
from collections.abc import Collection
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from app.continuity.coverage import Ask, Claim
from app.core.bilingual import Bilingual
from app.curriculum import queries as curriculum
from app.curriculum.models import Release, ReleaseKind
from app.curriculum.shapes import Course
from app.db.session import db
from app.obligations.holding import in_force
from app.obligations.models import Requirement


def asks(*, on: date, course: str | None = None) -> list[Ask]:
    """Two statements at the most: requirements with their units, and releases where the law of a day is asked for."""
    wanted = select(Requirement).where(in_force(on)).options(joinedload(Requirement.unit))
    if course:
        wanted = wanted.where(Requirement.course == course)
    found = list(db.session.scalars(wanted.order_by(Requirement.id)))
    teaching = _teaching({one.course for one in found if one.law_as_of is not None})
    return [_ask(one, teaching, on=on) for one in found]


def _ask(one: Requirement, teaching: dict[str, list[tuple[int, date]]], *, on: date) -> Ask:
    releases = None
    if one.law_as_of is not None:
        taught = teaching.get(one.course, [])
        releases = frozenset(number for number, day in taught if day >= one.law_as_of)
    since = months_before(on, one.valid_months) if one.valid_months else None
    return Ask(
        Claim(one.course, since, releases),
        one.unit.path if one.unit else None,
        one.profession,
        one.kind,
        one.post_id,
    )


def months_before(day: date, months: int) -> date:
    """The same day of the month so many months before; the last one where there is none."""
    year, month = divmod(day.year * 12 + day.month - 1 - months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def _teaching(courses: Collection[str]) -> dict[str, list[tuple[int, date]]]:
    """By course, its releases and the day whose law they teach."""
    found: dict[str, list[tuple[int, date]]] = {name: [] for name in courses}
    for release in _releases(courses):
        found[release.name].append((release.id, curriculum.course(release.id).law_as_of))
    return found


def _releases(courses: Collection[str]) -> list[Release]:
    if not courses:
        return []
    wanted = select(Release).where(
        Release.kind == ReleaseKind.COURSE, Release.name.in_(sorted(courses))
    )
    return list(db.session.scalars(wanted.order_by(Release.number)))


def titles(courses: Collection[str]) -> dict[str, Bilingual]:
    """As the newest release of each says."""
    newest: dict[str, Course] = {}
    for release in _releases(courses):
        newest[release.name] = curriculum.course(release.id)
    return {name: course.title for name, course in newest.items()}
