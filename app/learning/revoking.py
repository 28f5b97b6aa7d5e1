"""Withdrawing a certificate takes two persons. Nothing here commits."""

from datetime import datetime

from sqlalchemy import ColumnElement, and_, delete, update
from sqlalchemy.sql.dml import ReturningDelete, ReturningUpdate

from app.core.actor import Actor
from app.db.session import db
from app.journal import actions as journal
from app.learning import events, queries, rules
from app.learning.models import Certificate, Revocation


def ask_revocation(given: Certificate, reason: str, *, by: Actor, at: datetime) -> Revocation:
    """The first of two persons."""
    if queries.revocation(given.id) is not None:
        raise rules.AlreadyRevoked
    assert by.person_id is not None
    asked = Revocation(
        certificate_id=given.id, reason=reason, asked_at=at, asked_by_id=by.person_id
    )
    db.session.add(asked)
    db.session.flush()
    journal.record(by, "revocation asked", given, at=at, number=given.number, reason=reason)
    return asked


def confirm_revocation(given: Certificate, *, by: Actor, at: datetime) -> None:
    """The second; from now on everybody who checks the certificate reads the reason."""
    asked = _asked(given, by)
    if asked.asked_by_id == by.person_id:
        raise rules.SecondPersonNeeded
    _settle(
        update(Revocation)
        .where(_is_open(asked))
        .values(confirmed_at=at, confirmed_by_id=by.person_id)
        .returning(Revocation.id)
    )
    journal.record(by, "certificate revoked", given, at=at, number=given.number)
    events.certificate_revoked.send(given=given)


def withdraw_revocation(given: Certificate, *, by: Actor, at: datetime) -> None:
    """A request that is not confirmed can be taken back; a confirmed one stays."""
    asked = _asked(given, by)
    if asked.confirmed_at is not None:
        raise rules.NothingToConfirm
    _settle(delete(Revocation).where(_is_open(asked)).returning(Revocation.id))
    journal.record(by, "revocation request withdrawn", given, at=at, number=given.number)


def _asked(given: Certificate, by: Actor) -> Revocation:
    asked = queries.revocation(given.id)
    if asked is None:
        raise rules.NothingToConfirm
    if given.person_id == by.person_id:
        raise rules.OwnCertificate
    return asked


def _is_open(asked: Revocation) -> ColumnElement[bool]:
    return and_(Revocation.id == asked.id, Revocation.confirmed_at.is_(None))


def _settle(change: ReturningUpdate | ReturningDelete) -> None:
    """One outcome, however many answer at once."""
    if db.session.scalar(change) is None:
        raise rules.AlreadyRevoked
