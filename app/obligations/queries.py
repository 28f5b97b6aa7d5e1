"""Requirements in force, in a reader's reach, in all their versions; what they come to in numbers."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, and_, or_, select
from sqlalchemy.orm import joinedload

from app.accounts.access import READERS
from app.accounts.models import Appointment, Post, Unit
from app.accounts.one_human import counts_for
from app.core import clock
from app.core.actor import Actor
from app.curriculum import queries as curriculum
from app.curriculum.models import Release, ReleaseKind
from app.db.session import db, rows
from app.learning.models import Completion, Enrolment
from app.obligations import rules
from app.obligations.holding import in_force
from app.obligations.models import Requirement, Waiver

PLACES = (joinedload(Requirement.unit), joinedload(Requirement.post).joinedload(Post.unit))


Laws = dict[str, dict[int, date]]


def requirements(on: date) -> list[Requirement]:
    """All in force on this day, with the units and posts they are about."""
    wanted = select(Requirement).where(in_force(on)).options(*PLACES)
    return list(db.session.scalars(wanted.order_by(Requirement.course, Requirement.id)))


def taught(courses: Collection[str]) -> Laws:
    """By course, of each release the day of the law that it teaches."""
    found: dict[str, dict[int, date]] = defaultdict(dict)
    if courses:
        wanted = select(Release.id, Release.name).where(Release.kind == ReleaseKind.COURSE)
        for number, course in rows(wanted.where(Release.name.in_(courses))):
            found[course][number] = curriculum.course(number).law_as_of
    return found


@dataclass(frozen=True)
class Kind:
    """Requirements that the same completions satisfy, as conditions: on Post, Unit and Appointment, whose posts they
    concern and of whom they ask it; on Enrolment and Completion, which count."""

    course: str
    concerns: ColumnElement[bool]
    asks: ColumnElement[bool]
    counts: ColumnElement[bool]


def kinds(actor: Actor, *, on: date) -> list[Kind]:
    """Of the requirements in force that may be about posts in the reader's reach."""
    reach = actor.reach(*READERS)
    waived = Waiver.requirement_id == Requirement.id
    given = select(Waiver.id).where(waived, Waiver.from_day <= on, Waiver.until_day > on).exists()
    wanted = select(Requirement, given).where(in_force(on)).options(*PLACES)
    alike: dict[tuple, list[tuple[Requirement, bool]]] = defaultdict(list)
    for one, is_waived in db.session.execute(wanted.order_by(Requirement.course, Requirement.id)):
        if _may_concern(one, reach):
            alike[one.course, one.valid_months, one.law_as_of].append((one, is_waived))
    laws = taught({course for course, _months, law in alike if law is not None})
    return [_kind(some, laws, on) for some in alike.values()]


def _may_concern(one: Requirement, reach: Collection[str]) -> bool:
    path = one.unit.path if one.unit else one.post.unit.path if one.post else ""
    return any(path.startswith(over) or over.startswith(path) for over in reach)


def _kind(some: list[tuple[Requirement, bool]], laws: Laws, on: date) -> Kind:
    first = some[0][0]
    concerns = [(_concerns(one), one.id, is_waived) for one, is_waived in some]
    asks = [
        and_(concern, counts_for(Appointment.person_id).not_in(_exempt(number, on)))
        if is_waived
        else concern
        for concern, number, is_waived in concerns
    ]
    concerned = or_(*(one[0] for one in concerns))
    return Kind(first.course, concerned, or_(*asks), _counts(first, laws, on))


def _concerns(one: Requirement) -> ColumnElement[bool]:
    """What `asks_of_post` says, of one requirement that is known."""
    asked: list[ColumnElement[bool]] = [Appointment.id.is_not(None)]
    if one.unit is not None:
        asked.append(Unit.path.startswith(one.unit.path, autoescape=True))
    if one.profession is not None:
        asked.append(Post.profession == one.profession)
    if one.kind is not None:
        asked.append(Post.kind == one.kind)
    if one.post_id is not None:
        asked.append(Post.id == one.post_id)
    return and_(*asked)


def _exempt(requirement_id: int, on: date):
    return select(counts_for(Waiver.person_id)).where(
        Waiver.requirement_id == requirement_id, Waiver.from_day <= on, Waiver.until_day > on
    )


def _counts(one: Requirement, laws: Laws, on: date) -> ColumnElement[bool]:
    asked: list[ColumnElement[bool]] = [Enrolment.course == one.course]
    since = rules.counts_from(on, one.valid_months)
    if since is not None:
        asked.append(Completion.at >= clock.start_of(since))
    if one.law_as_of is not None:
        teaching = [i for i, law in laws[one.course].items() if law >= one.law_as_of]
        asked.append(Enrolment.release_id.in_(teaching))
    return and_(*asked)
