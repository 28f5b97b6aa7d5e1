"""What a staff list that is undone led to here: successors it brought give handovers back that they have not opened.

A handover that a departure opened stays: it hands nothing over while its writer serves. Nothing here commits.
"""

from sqlalchemy import ColumnElement, exists, or_, select, update

from app.accounts.models import Appointment
from app.continuity.models import Handover, HandoverFact, HandoverItem
from app.core.words import N_
from app.db.session import db
from app.rosters.aftermath import Aftermath, Answer

_OPENED = N_("This person has opened or used a handover since.")
_TAKES = N_("This person has been assigned a part of a handover since, and stays.")


def look(left: Aftermath) -> Answer:
    opened = (
        select(HandoverFact.person_id)
        .outerjoin(Handover, Handover.id == HandoverFact.handover_id)
        .where(
            or_(
                HandoverFact.person_id.in_(left.added),
                (HandoverFact.person_id == Handover.successor_id) & _given_by(left),
            )
        )
    )
    takes = select(HandoverItem.taker_id).where(HandoverItem.taker_id.in_(left.added))
    tables = (Handover, HandoverItem, HandoverFact)
    return Answer(
        frozenset(model.__tablename__ for model in tables),
        people=tuple(
            (person_id, says)
            for wanted, says in ((opened, _OPENED), (takes, _TAKES))
            for person_id in db.session.scalars(wanted.distinct())
            if person_id is not None
        ),
    )


def _given_by(left: Aftermath) -> ColumnElement[bool]:
    """Handovers that came to their successor with an appointment of the list."""
    return exists().where(
        Appointment.id.in_(left.begun),
        Appointment.post_id == Handover.post_id,
        Appointment.person_id == Handover.successor_id,
    )


def take_back(left: Aftermath) -> None:
    """They wait for another successor."""
    given = update(Handover).where(_given_by(left))
    db.session.execute(given.values(successor_id=None, given_day=None))
