"""Ranks given, absences begun and ended. Nothing here commits."""

from datetime import date, datetime

from app.accounts import queries, service, service_rules
from app.accounts.kinds import AbsenceKind
from app.accounts.locks import hold
from app.accounts.models import Person, Unit
from app.accounts.service_models import Absence, RankHeld
from app.accounts.service_rules import Days
from app.core.actor import Actor
from app.db.session import db
from app.journal import actions as journal


def record_rank(person: Person, rank: str, *, from_day: date, by: Actor, at: datetime) -> RankHeld:
    hold(person)
    ensure_may_rank(person, rank, from_day=from_day)
    held = RankHeld(
        person_id=person.id,
        rank=rank,
        from_day=from_day,
        recorded_at=at,
        recorded_by_id=by.person_id,
    )
    db.session.add(held)
    db.session.flush()
    journal.record(by, "rank recorded", person, at=at, rank=rank, from_day=from_day.isoformat())
    return held


def ensure_may_rank(
    person: Person, rank: str, *, from_day: date, without: int | None = None
) -> None:
    """In the profession of the post of that day, or else of the last one before it."""
    places = queries.appointments(person.id)
    of_day = next((a.post.profession for a in places if a.from_day <= from_day), None)
    first = places[-1].post.profession if places else None
    taken = {held.from_day for held in service.ranks(person.id) if held.id != without}
    service_rules.ensure_may_rank(
        rank, of_day or first, queries.seats(person_id=person.id), taken, from_day=from_day
    )


def record_absence(
    person: Person,
    kind: AbsenceKind,
    days: Days,
    *,
    to_unit: Unit | None = None,
    by: Actor,
    at: datetime,
) -> Absence:
    hold(person)
    service_rules.ensure_may_be_away(
        days,
        kind,
        queries.seats(person_id=person.id),
        service.days_away(person.id),
        to_unit=to_unit is not None,
    )
    absence = Absence(
        person_id=person.id,
        kind=kind,
        from_day=days.from_day,
        until_day=days.until_day,
        to_unit_id=to_unit.id if to_unit else None,
        recorded_at=at,
        recorded_by_id=by.person_id,
    )
    db.session.add(absence)
    db.session.flush()
    # Why stays out of the journal, which more people read.
    journal.record(by, "absence recorded", person, at=at, from_day=days.from_day.isoformat())
    return absence


def end_absence(absence: Absence, *, until_day: date, by: Actor, at: datetime) -> None:
    """Back earlier than was planned, or an end where none was known."""
    days = Days(absence.from_day, absence.until_day)
    service_rules.ensure_may_shorten(days, until_day=until_day)
    absence.until_day = until_day
    db.session.flush()
    about = ("person", absence.person_id)
    journal.record(by, "absence ended", about, at=at, until_day=until_day.isoformat())


def end_with_service(person: Person, *, on_day: date, by: Actor) -> None:
    """Who has left is not away; what was planned for later does not come about."""
    for absence in service.absences(person.id):
        if absence.from_day >= on_day:
            db.session.delete(absence)
            day = absence.from_day.isoformat()
            journal.record(by, "planned absence given up", person, from_day=day)
        elif absence.until_day is None or absence.until_day > on_day:
            absence.until_day = on_day
    db.session.flush()
