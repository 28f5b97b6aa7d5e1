"""Make, change and end what posts require. Nothing here commits."""

from dataclasses import asdict, dataclass
from datetime import date, datetime

from sqlalchemy import ColumnElement, delete, select

from app.accounts.kinds import PostKind, Profession
from app.core import clock
from app.core.actor import Actor
from app.curriculum.models import Release
from app.curriculum.shapes import Course
from app.db.session import db
from app.journal import actions as journal
from app.obligations import rules
from app.obligations.holding import in_force
from app.obligations.models import Obligation, Reminder, Requirement, Waiver


@dataclass(frozen=True)
class Terms:
    """What a requirement asks of whom; see the columns of the same names."""

    course: str
    within_days: int
    unit_id: int | None = None
    profession: Profession | None = None
    kind: PostKind | None = None
    post_id: int | None = None
    valid_months: int | None = None
    law_as_of: date | None = None
    tell_head: bool = True
    tell_registrar: bool = False


def require_course(
    terms: Terms,
    *,
    from_day: date,
    by: Actor,
    at: datetime,
    reason: str = "",
    replaces: Requirement | None = None,
    release: Release | None = None,
) -> Requirement:
    """Holds from the day on. The one it replaces, ended by the same act, is cited."""
    made = Requirement(
        **asdict(terms),
        from_day=from_day,
        since_day=_since(terms, from_day, replaces),
        reason=reason,
        made_at=at,
        made_by_id=by.person_id,
        replaces_id=replaces.id if replaces else None,
        release_id=release.id if release else None,
    )
    db.session.add(made)
    db.session.flush()
    journal.record(by, "course required", made, at=at, course=terms.course)
    return made


def _since(terms: Terms, from_day: date, replaces: Requirement | None) -> date:
    """A change gives nobody the time anew, unless a later law is asked for."""
    if replaces is None or (terms.law_as_of or date.min) > (replaces.law_as_of or date.min):
        return from_day
    return min(replaces.since_day, from_day)


def change_requirement(
    old: Requirement, terms: Terms, *, from_day: date, by: Actor, at: datetime, reason: str
) -> Requirement:
    """A new version from the day on, which cites the old; exemptions go on. What never held is left out of the row."""
    today = clock.day_of(at)
    ensure_may_change(old, today)
    rules.ensure_not_before(from_day, max(old.from_day, today))
    cited = old if from_day > old.from_day else _before(old)
    made = require_course(terms, from_day=from_day, by=by, at=at, reason=reason, replaces=cited)
    made.since_day = _since(terms, from_day, old)
    _carry_on(old, made)
    end_requirement(old, on_day=from_day, by=by, at=at)
    return made


def ensure_may_change(required: Requirement, today: date) -> None:
    has_ended = required.until_day is not None and required.until_day <= today
    rules.ensure_may_change(is_of_course=required.release_id is not None, has_ended=has_ended)
    if required.until_day is not None:
        raise rules.EndedAlready


def _before(required: Requirement) -> Requirement | None:
    return db.session.get(Requirement, required.replaces_id) if required.replaces_id else None


def _carry_on(old: Requirement, new: Requirement) -> None:
    """Exemptions from the old version that last beyond its end are exemptions from the new one."""
    wanted = select(Waiver).where(Waiver.requirement_id == old.id, Waiver.until_day > new.from_day)
    for given in db.session.scalars(wanted).all():
        facts = {"person_id": given.person_id, "until_day": given.until_day}
        facts |= {"reason": given.reason, "given_at": given.given_at}
        facts |= {"given_by_id": given.given_by_id}
        from_day = max(given.from_day, new.from_day)
        db.session.add(Waiver(requirement_id=new.id, from_day=from_day, **facts))


def end_requirement(required: Requirement, *, on_day: date, by: Actor, at: datetime) -> None:
    """The day is the first without it. One that would end before it began never was in force: it goes."""
    journal.record(by, "requirement ended", required, at=at, on_day=on_day.isoformat())
    if on_day <= required.from_day:
        _forget(required)
    else:
        required.until_day = on_day
    db.session.flush()


def _forget(required: Requirement) -> None:
    """With what was derived from it meanwhile."""
    forget_owed(Obligation.requirement_id == required.id)
    db.session.execute(delete(Waiver).where(Waiver.requirement_id == required.id))
    db.session.delete(required)


def forget_owed(which: ColumnElement[bool]) -> None:
    """Obligations that are not to have been, with who was reminded of them."""
    owed = select(Obligation.id).where(which)
    db.session.execute(delete(Reminder).where(Reminder.obligation_id.in_(owed)))
    db.session.execute(delete(Obligation).where(which))


def follow_course(
    course: Course, release: Release, *, on_day: date, by: Actor, at: datetime
) -> None:
    """What a course says of itself, everywhere; a release that says the same leaves the requirement as it is."""
    asked = course.required
    of = asked.of if asked else ()
    days = asked.within_days if asked else 0
    wanted = {Terms(course.id, days, profession=Profession(word)) for word in of}
    ended: dict[Profession | None, Requirement] = {}
    for standing in _by_itself(course.id, on_day):
        same = Terms(course.id, standing.within_days, profession=standing.profession)
        if same in wanted:
            wanted.discard(same)
        else:
            ended[standing.profession] = standing
    for terms in sorted(wanted, key=str):
        old = ended.get(terms.profession)
        cited = old if old and old.from_day < on_day else None
        require_course(terms, from_day=on_day, by=by, at=at, release=release, replaces=cited)
    for standing in ended.values():
        end_requirement(standing, on_day=on_day, by=by, at=at)


def _by_itself(course: str, on_day: date) -> list[Requirement]:
    wanted = select(Requirement).where(
        in_force(on_day), Requirement.course == course, Requirement.release_id.is_not(None)
    )
    return list(db.session.scalars(wanted))
