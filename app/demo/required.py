"""What posts require in the demonstration: one requirement of an academy, exemptions, people in their second cycle."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

from sqlalchemy import select, update

from app.accounts.kinds import PostKind, Profession
from app.core.actor import Actor
from app.curriculum import queries as curriculum
from app.db.session import db
from app.demo.people import Placed, World
from app.learning import actions as learning
from app.obligations import actions, exempting, owing, reviewing
from app.obligations.actions import Terms
from app.obligations.models import Obligation, Requirement

_SINCE = timedelta(days=2 * 365 + 60)
_ACADEMY = "police-academy"
_INVESTIGATION = "police-investigation"
_AGAIN = "tip-foundations"
_EXEMPT, _SECOND = 3, 5
_REASON = "Узак мөөнөттүү окууга жиберилген (демонстрация)."


def require(world: World) -> None:
    """Courses were asked for as long as people of this world study; so some are late and some in time."""
    since = world.today - _SINCE
    asked_by_courses = update(Requirement).where(Requirement.release_id.is_not(None))
    db.session.execute(asked_by_courses.values(from_day=since, since_day=since))
    root = world.roots[_ACADEMY]
    all_police = Terms(
        _AGAIN,
        60,
        unit_id=root.id,
        profession=Profession.POLICE,
        valid_months=24,
        tell_registrar=True,
    )
    investigators = replace(
        all_police, course=_INVESTIGATION, within_days=90, kind=PostKind.INVESTIGATOR
    )
    for terms in (investigators, all_police):
        if curriculum.current_release(terms.course) is not None:
            reason = "№ 41 буйрук (демонстрация)."
            actions.require_course(terms, from_day=since, by=world.by, at=world.at, reason=reason)
    _exempt(world)
    for some in reviewing.batches():
        reviewing.review(some, on=world.today)
    _begin_anew(world)


def _others(world: World) -> list[Placed]:
    return [one for one in world.people if one.role is None and one.left_on is None]


def _exempt(world: World) -> None:
    last_day, given = world.today + timedelta(days=120), 0
    for placed in _others(world):
        asked = owing.asked_of(placed.person.id, on=world.today)
        if asked and given < _EXEMPT:
            given += 1
            number = asked[0].asked.requirement_id
            exempting.exempt(
                placed.person,
                number,
                last_day=last_day,
                reason=_REASON,
                by=world.by,
                at=world.at,
            )


def _begin_anew(world: World) -> None:
    """Some of those whose first completion runs out have begun again."""
    release = curriculum.current_release(_AGAIN)
    wanted = (
        select(Obligation.person_id)
        .join(Requirement, Requirement.id == Obligation.requirement_id)
        .where(Obligation.settled_day.is_(None), Obligation.cycle > 1, Requirement.course == _AGAIN)
    )
    again = set(db.session.scalars(wanted))
    people = [placed for placed in _others(world) if placed.person.id in again]
    for placed in people[:_SECOND] if release else ():
        assert release is not None
        by, at = Actor(person_id=placed.person.id, origin="demo"), _days_ago(world.today, 6)
        enrolment = learning.begin_anew(placed.person, release, by=by, at=at)
        for lesson in curriculum.course(release.id).lessons[:2]:
            language = "ru" if placed.person.language == "ru" else "ky"
            learning.read_lesson(enrolment, lesson.id, language, by=by, at=at)


def _days_ago(today: date, days: int) -> datetime:
    return datetime.combine(today - timedelta(days=days), time(6), UTC)
