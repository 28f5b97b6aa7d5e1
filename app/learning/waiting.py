"""What waits for a second person."""

from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import contains_eager

from app.accounts import queries as people
from app.accounts.models import Appointment, Post, Unit
from app.core.actor import Actor
from app.db.session import db
from app.learning import access
from app.learning.models import Certificate, Revocation


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
