"""Make, change and end what posts require. Nothing here commits."""

from dataclasses import asdict, dataclass
from datetime import date, datetime

from sqlalchemy import select

from app.accounts.kinds import PostKind, Profession
from app.core.actor import Actor
from app.curriculum.models import Release
from app.curriculum.shapes import Course
from app.db.session import db
from app.journal import actions as journal
from app.obligations.holding import in_force
from app.obligations.models import Requirement


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


def end_requirement(required: Requirement, *, on_day: date, by: Actor, at: datetime) -> None:
    """The day is the first without it. One that would end before it began never was in force: it goes."""
    journal.record(by, "requirement ended", required, at=at, on_day=on_day.isoformat())
    if on_day <= required.from_day:
        db.session.delete(required)
    else:
        required.until_day = on_day
    db.session.flush()


def follow_course(
    course: Course, release: Release, *, on_day: date, by: Actor, at: datetime
) -> None:
    """What a course says of itself, everywhere; a release that says the same leaves the requirement as it is."""
    said = course.required
    wanted = (
        {Terms(course.id, said.within_days, profession=Profession(word)) for word in said.of}
        if said
        else set()
    )
    for standing in _by_itself(course.id, on_day):
        same = Terms(course.id, standing.within_days, profession=standing.profession)
        if same in wanted:
            wanted.discard(same)
        else:
            end_requirement(standing, on_day=on_day, by=by, at=at)
    for terms in sorted(wanted, key=str):
        require_course(terms, from_day=on_day, by=by, at=at, release=release)


def _by_itself(course: str, on_day: date) -> list[Requirement]:
    wanted = select(Requirement).where(
        in_force(on_day), Requirement.course == course, Requirement.release_id.is_not(None)
    )
    return list(db.session.scalars(wanted))
