"""Exempt a person from a requirement, and end that. Nothing here commits."""

from datetime import date, datetime, timedelta

from app.accounts import merges
from app.accounts.models import Person
from app.core import clock
from app.core.actor import Actor
from app.db.session import db
from app.journal import actions as journal
from app.obligations import owing, reviewing, rules
from app.obligations.models import Waiver


def exempt(
    person: Person,
    requirement_id: int,
    *,
    last_day: date,
    reason: str,
    by: Actor,
    at: datetime,
) -> Waiver:
    """From today to the last day, from what the post asks today."""
    today = clock.day_of(at)
    if person.id == by.person_id:
        raise rules.OwnExemption
    asked = {one.asked.requirement_id: one for one in owing.asked_of(person.id, on=today)}
    rules.ensure_may_exempt(asked.get(requirement_id), last_day=last_day, on=today)
    given = Waiver(
        person_id=person.id,
        requirement_id=requirement_id,
        from_day=today,
        until_day=last_day + timedelta(days=1),
        reason=reason,
        given_at=at,
        given_by_id=by.person_id,
    )
    db.session.add(given)
    db.session.flush()
    journal.record(by, "exempt from a requirement", given, at=at, until=last_day.isoformat())
    reviewing.review([person.id], on=today)
    return given


def end_exemption(given: Waiver, *, by: Actor, at: datetime) -> None:
    """From today on the course is asked again, and the time for it begins anew."""
    today = clock.day_of(at)
    if given.until_day <= today:
        raise rules.EndedAlready
    journal.record(by, "exemption ended", given, at=at)
    if given.from_day >= today:
        db.session.delete(given)
    else:
        given.until_day = today
    db.session.flush()
    reviewing.review([merges.kept(given.person_id)], on=today)
