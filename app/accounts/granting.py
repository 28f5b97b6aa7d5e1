"""What takes two persons: one asks for a duty or a reset, another confirms or declines. Nothing here commits."""

from datetime import date, datetime

from sqlalchemy import update

from app.accounts import access, actions, queries, rules, second_factor, visits
from app.accounts.models import GrantRequest, Person, Unit
from app.core import clock
from app.core.actor import Actor
from app.db.session import db
from app.journal import actions as journal


def ask_for_duty(
    person: Person, kind: str, unit: Unit, *, from_day: date, by: Actor, at: datetime
) -> GrantRequest:
    if kind not in rules.TWO_PERSON_DUTIES:
        raise rules.DutyUnknown
    if person.id == by.person_id:
        raise rules.OwnDuty
    journal.record(by, "duty asked for", person, at=at, kind=kind, unit=unit.id)
    return _ask(person, kind, unit, from_day=from_day, by=by, at=at)


def reset_or_ask(person: Person, *, by: Actor, at: datetime) -> bool:
    """Whether the second factor is reset already; otherwise a second person is asked for.

    That is an administrator over the widest unit of the person's duties.
    """
    today = clock.day_of(at)
    if not access.reset_takes_two(by, visits.duties(person.id, on=today)):
        second_factor.reset(person, by=by, at=at)
        return True
    second_factor.ensure_resettable(person, by=by)
    if visits.reset_waits(person.id):
        raise rules.ResetAsked
    over = visits.widest_unit(person.id, on=today)
    journal.record(by, "reset of second factor asked for", person, at=at, unit=over.id)
    _ask(person, rules.RESET, over, from_day=today, by=by, at=at)
    return False


def _ask(
    person: Person, kind: str, unit: Unit, *, from_day: date, by: Actor, at: datetime
) -> GrantRequest:
    request = GrantRequest(
        person_id=person.id,
        unit_id=unit.id,
        kind=kind,
        from_day=from_day,
        asked_by_id=by.person_id,
        asked_at=at,
    )
    db.session.add(request)
    db.session.flush()
    return request


def confirm(request: GrantRequest, *, by: Actor, at: datetime, today: date) -> None:
    """By another than the one who asked, and not by the one who receives."""
    person = queries.person(request.person_id)
    unit = queries.unit(request.unit_id)
    assert person is not None
    assert unit is not None
    if visits.is_shut_out(person.id, on=today):
        raise rules.HasLeft
    _settle(request, "granted", by=by, at=at)
    if request.kind == rules.RESET:
        second_factor.reset(person, by=by, at=at, asked_by_id=request.asked_by_id)
        return
    actions.grant(
        person,
        request.kind,
        unit,
        from_day=max(request.from_day, today),
        by=by,
        asked_by_id=request.asked_by_id,
    )


def decline(request: GrantRequest, *, by: Actor, at: datetime) -> None:
    """Also by the one who asked, who may think better of it."""
    _settle(request, "declined", by=by, at=at)
    about = ("person", request.person_id)
    journal.record(by, "request declined", about, at=at, kind=request.kind, unit=request.unit_id)


def _settle(request: GrantRequest, outcome: str, *, by: Actor, at: datetime) -> None:
    """One outcome, however many answer at once."""
    settled = db.session.scalar(
        update(GrantRequest)
        .where(GrantRequest.id == request.id, GrantRequest.settled_at.is_(None))
        .values(settled_by_id=by.person_id, settled_at=at, outcome=outcome)
        .returning(GrantRequest.id)
    )
    if settled is None:
        raise rules.RequestSettled
