"""Making two records one: one person asks, another confirms, and it can be undone. Nothing here commits."""

from datetime import datetime

from sqlalchemy import update

from app.accounts import actions, events, merges, service_rules
from app.accounts.locks import lock
from app.accounts.models import Person
from app.accounts.service_models import PersonMerge
from app.core import clock
from app.core.actor import Actor
from app.db.session import db
from app.journal import actions as journal


def ask(given_up: Person, kept: Person, reason: str, *, by: Actor, at: datetime) -> PersonMerge:
    _ensure(given_up, kept, at=at)
    if merges.is_asked(given_up.id, kept.id):
        raise service_rules.MergeAsked
    journal.record(by, "merge asked for", given_up, at=at, into=kept.id)
    return _note(given_up, kept, reason, by=by, at=at)


def tell_apart(one: Person, other: Person, reason: str, *, by: Actor, at: datetime) -> None:
    """Two humans with names alike; they are not suggested again."""
    noted = _note(one, other, reason, by=by, at=at)
    noted.settled_at, noted.settled_by_id, noted.outcome = at, by.person_id, "different"
    db.session.flush()
    journal.record(by, "told apart", one, at=at, other=other.id)


def _note(given_up: Person, kept: Person, reason: str, *, by: Actor, at: datetime) -> PersonMerge:
    asked = PersonMerge(
        person_id=given_up.id, into_id=kept.id, reason=reason, asked_at=at, asked_by_id=by.person_id
    )
    asked.person, asked.into = given_up, kept
    db.session.add(asked)
    db.session.flush()
    return asked


def _ensure(given_up: Person, kept: Person, *, at: datetime) -> None:
    """Locks both, so that neither is appointed or merged elsewhere meanwhile; in one order, so that nobody waits for ever."""
    lock(*sorted((given_up, kept), key=lambda person: person.id))
    today = clock.day_of(at)
    service_rules.ensure_may_merge(merges.half(given_up, on=today), merges.half(kept, on=today))


def confirm(asked: PersonMerge, *, by: Actor, at: datetime) -> None:
    """From now on the record given up leads to the kept one; nobody signs in with it."""
    service_rules.ensure_second(
        by.person_id,
        asked_by_id=asked.asked_by_id,
        given_up=asked.person_id,
        kept=asked.into_id,
    )
    _ensure(asked.person, asked.into, at=at)
    _settle(asked, "merged", by=by, at=at)
    asked.person.merged_into_id = asked.into_id
    actions.end_sessions(asked.person, at=at)
    db.session.flush()
    journal.record(by, "merged", asked.person, at=at, into=asked.into_id)
    _tell(asked, counts_for_id=asked.into_id)


def decline(asked: PersonMerge, *, by: Actor, at: datetime) -> None:
    """Also by the one who asked, who may think better of it."""
    _settle(asked, "declined", by=by, at=at)
    journal.record(by, "merge declined", asked.person, at=at, into=asked.into_id)


def undo(done: PersonMerge, *, by: Actor, at: datetime) -> None:
    """Both records stand as they stood; their person may sign in with either again."""
    if done.outcome != "merged" or done.undone_at is not None or done.settled_at is None:
        raise service_rules.NotMerged
    service_rules.ensure_undoable(done.settled_at, at=at)
    done.undone_at, done.undone_by_id = at, by.person_id
    done.person.merged_into_id = None
    db.session.flush()
    journal.record(by, "merge undone", done.person, at=at, into=done.into_id)
    _tell(done, counts_for_id=done.person_id)


def _tell(merge: PersonMerge, *, counts_for_id: int) -> None:
    events.people_merged.send(
        person_id=merge.person_id, counts_for_id=counts_for_id, kept_id=merge.into_id
    )


def _settle(asked: PersonMerge, outcome: str, *, by: Actor, at: datetime) -> None:
    """One outcome, however many answer at once."""
    settled = db.session.scalar(
        update(PersonMerge)
        .where(PersonMerge.id == asked.id, PersonMerge.settled_at.is_(None))
        .values(settled_by_id=by.person_id, settled_at=at, outcome=outcome)
        .returning(PersonMerge.id)
    )
    if settled is None:
        raise service_rules.MergeSettled
    db.session.refresh(asked, ["settled_at", "settled_by_id", "outcome"])
