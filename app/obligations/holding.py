"""Who holds a course on a day: completed, in force, and recent enough for what the post requires."""

from collections.abc import Collection
from datetime import date

from sqlalchemy import ColumnElement, and_, exists, or_, select
from sqlalchemy.orm import InstrumentedAttribute, aliased

from app.accounts.models import Appointment, Post, Unit
from app.accounts.queries import as_of
from app.accounts.service import is_away
from app.core import clock
from app.learning.models import Certificate, Completion, Enrolment, Revocation
from app.obligations.models import Requirement


def in_force(on: date | ColumnElement[date]) -> ColumnElement[bool]:
    """Requirements that hold on this day."""
    return and_(
        Requirement.from_day <= on,
        or_(Requirement.until_day.is_(None), Requirement.until_day > on),
    )


def on_post(on: date) -> ColumnElement[bool]:
    """Appointments whose holders are on their post on this day: not away."""
    return and_(as_of(on), ~is_away(Appointment.person_id, on=on))


def asks_of_post(requirement: type[Requirement] = Requirement) -> ColumnElement[bool]:
    """A requirement and a post that it is about, in a statement that joins Post and Unit."""
    above = aliased(Unit)
    within = exists(
        select(above.id).where(
            above.id == requirement.unit_id, Unit.path.startswith(above.path, autoescape=False)
        )
    )
    return and_(
        or_(requirement.unit_id.is_(None), within),
        or_(requirement.profession.is_(None), requirement.profession == Post.profession),
        or_(requirement.kind.is_(None), requirement.kind == Post.kind),
        or_(requirement.post_id.is_(None), requirement.post_id == Post.id),
    )


def holds(
    person_id: InstrumentedAttribute[int] | ColumnElement[int],
    course: str,
    *,
    on: date,
    releases: Collection[int] | None = None,
    completed_since: date | None = None,
) -> ColumnElement[bool]:
    """Whether the person completed the course by the end of the day with a certificate that is in force on it.

    `releases`: only these teach the law that is asked for. `completed_since`: an earlier completion has run out by
    the requirement's own months. A revocation counts from when the second person confirmed it.
    """
    end = clock.end_of(on)
    revoked = exists().where(
        Revocation.certificate_id == Certificate.id, Revocation.confirmed_at < end
    )
    asked = [
        Enrolment.counts_for_id == person_id,
        Enrolment.course == course,
        Completion.at < end,
        Certificate.issued_at < end,
        or_(Certificate.valid_until.is_(None), Certificate.valid_until >= on),
        ~revoked,
    ]
    if releases is not None:
        asked.append(Enrolment.release_id.in_(releases))
    if completed_since is not None:
        asked.append(Completion.at >= clock.start_of(completed_since))
    return (
        select(Certificate.id)
        .join(Completion, Completion.id == Certificate.completion_id)
        .join(Enrolment, Enrolment.id == Completion.enrolment_id)
        .where(*asked)
        .exists()
    )
