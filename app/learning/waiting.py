"""What waits for a second person, and what a second person should know of before."""

from collections.abc import Collection
from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import contains_eager

from app.accounts import queries as people
from app.accounts.models import Appointment, Post, Unit
from app.core.actor import Actor
from app.db.session import db
from app.learning import access, queries
from app.learning.models import Certificate, Completion, Revocation


def revocations(actor: Actor, *, on: date) -> list[Revocation]:
    """Requests that wait, of people for whom access.may_revoke says yes, with their certificates; the oldest first."""
    reach = actor.reach(*access.REVOKERS)
    if not reach:
        return []
    wanted = (
        select(Revocation)
        .join(Revocation.certificate)
        .join(Appointment, Appointment.person_id == Certificate.person_id)
        .join(Post, Post.id == Appointment.post_id)
        .join(Unit, Unit.id == Post.unit_id)
        .where(Revocation.confirmed_at.is_(None), people.placed(on), people.below(reach))
        .order_by(Revocation.asked_at, Revocation.id)
        .options(contains_eager(Revocation.certificate).joinedload(Certificate.person))
    )
    return list(db.session.scalars(wanted))


def certificates_in(contexts: Collection[str]) -> int:
    """How many certificates the enrolments that attempts belong to have led to."""
    mine = [number for number in map(queries.number_in, contexts) if number]
    wanted = (
        select(func.count())
        .select_from(Certificate)
        .join(Completion, Completion.id == Certificate.completion_id)
        .where(Completion.enrolment_id.in_(mine))
    )
    return (db.session.scalar(wanted) or 0) if mine else 0
