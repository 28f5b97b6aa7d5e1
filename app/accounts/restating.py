"""Putting a dated fact right: the fact says what is true, and a new record cites what it said. Nothing here commits.

What was earned stays: completions and certificates are facts of their own and bear the words of their day.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import update

from app.accounts import events, queries, rules, service, service_rules, serving
from app.accounts.kinds import AbsenceKind
from app.accounts.locks import hold
from app.accounts.models import Appointment, Person, Post, Unit
from app.accounts.service_models import Absence, RankHeld, StaffCorrection
from app.accounts.service_rules import Days
from app.core.actor import Actor
from app.db.session import db
from app.journal import actions as journal


@dataclass(frozen=True)
class Why:
    """Who puts it right, when, and for which reason."""

    reason: str
    by: Actor
    at: datetime


def restate_appointment(
    person: Person, held: Appointment, *, post: Post, days: Days, why: Why
) -> None:
    """Where a move joined two appointments, the day between them is one, and both are put right."""
    hold(person, held.post, post)
    others = [a for a in queries.appointments(person.id) if a.id != held.id]
    if days.until_day is not None and held.until_day is None:
        raise service_rules.EndIsOpen
    if post.closed_day is not None and (days.until_day is None or post.closed_day < days.until_day):
        raise rules.PostClosed
    before = _joined(others, ends=held.from_day)
    after = _joined(others, begins=held.until_day) if held.ended_by == "moved" else None
    new = {held.id: (post.id, days)}
    if before is not None and days.from_day != held.from_day:
        new[before.id] = (before.post_id, Days(before.from_day, days.from_day))
    if after is not None and days.until_day is not None and days.until_day != held.until_day:
        new[after.id] = (after.post_id, Days(days.until_day, after.until_day))
    changed = [a for a in (held, *others) if a.id in new]
    for one in changed:
        _ensure_free(person, one, others + [held], new)
    is_other_post = post.id != held.post_id
    for one in changed:
        post_id, of_one = new[one.id]
        _put_right(
            person,
            "appointment",
            one,
            {"post": post_id, "from_day": of_one.from_day, "until_day": of_one.until_day},
            why,
        )
    events.service_restated.send(person=person)
    if is_other_post and days.until_day is None:
        events.post_taken.send(person=person, post=post, on_day=days.from_day)


def _joined(
    others: list[Appointment], *, ends: date | None = None, begins: date | None = None
) -> Appointment | None:
    """What ended by a move on this day; or what began on it."""
    for one in others:
        if ends is not None and one.until_day == ends and one.ended_by == "moved":
            return one
        if begins is not None and one.from_day == begins:
            return one
    return None


def _ensure_free(
    person: Person,
    one: Appointment,
    own: list[Appointment],
    new: Mapping[int, tuple[int, Days]],
) -> None:
    post_id, days = new[one.id]
    beside = [
        rules.Seat(p, d.from_day, d.until_day)
        for a in own
        if a.id != one.id
        for p, d in [new.get(a.id, (a.post_id, Days(a.from_day, a.until_day)))]
    ]
    of_post = queries.seats_of_others(post_id, person_id=person.id)
    service_rules.ensure_may_restate(days, beside, of_post)


def restate_rank(person: Person, held: RankHeld, *, rank: str, from_day: date, why: Why) -> None:
    hold(person)
    serving.ensure_may_rank(person, rank, from_day=from_day, without=held.id)
    _put_right(person, "rank", held, {"rank": rank, "from_day": from_day}, why)


def restate_absence(
    person: Person,
    absence: Absence,
    *,
    kind: AbsenceKind,
    days: Days,
    to_unit: Unit | None,
    why: Why,
) -> None:
    hold(person)
    service_rules.ensure_may_be_away(
        days,
        kind,
        queries.seats(person_id=person.id),
        service.days_away(person.id, without=absence.id),
        to_unit=to_unit is not None,
    )
    says = {
        "kind": kind,
        "from_day": days.from_day,
        "until_day": days.until_day,
        "to_unit": to_unit.id if to_unit else None,
    }
    _put_right(person, "absence", absence, says, why)


# What a record calls a column that names another row.
_COLUMNS = {"post": "post_id", "to_unit": "to_unit_id"}


def _put_right(
    person: Person,
    fact: str,
    row: Appointment | RankHeld | Absence,
    says: Mapping[str, Any],
    why: Why,
) -> None:
    columns = {name: _COLUMNS.get(name, name) for name in says}
    was = {name: getattr(row, column) for name, column in columns.items()}
    if was == dict(says):
        raise service_rules.SaysTheSame
    values = {column: says[name] for name, column in columns.items()}
    db.session.execute(update(type(row)).where(type(row).id == row.id).values(values))
    db.session.add(
        StaffCorrection(
            person_id=person.id,
            fact=fact,
            fact_id=row.id,
            was={name: _kept(value) for name, value in was.items()},
            reason=why.reason,
            made_at=why.at,
            made_by_id=why.by.person_id,
        )
    )
    db.session.flush()
    journal.record(why.by, "fact of service put right", person, at=why.at, fact=fact, number=row.id)


def _kept(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else value
