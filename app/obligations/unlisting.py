"""What a staff list that is undone led to here: what people owed by their posts goes with them; what somebody decided
stands in the way. Nothing here commits."""

from sqlalchemy import select
from sqlalchemy.orm import InstrumentedAttribute

from app.core.words import N_
from app.db.session import db
from app.obligations import actions
from app.obligations.models import Obligation, Reminder, Requirement, Waiver
from app.rosters.aftermath import Aftermath, Answer, Said

_EXEMPT = N_("This person has been exempted from a required course since, and stays.")
_TOLD = N_("This person has been told what colleagues owe since, and stays.")
_ASKED = N_("Something is required of the post that was created.")


def look(left: Aftermath) -> Answer:
    """A reminder of what somebody owes themselves goes with what they owed."""
    of_others = (
        select(Reminder.told_id)
        .join(Obligation, Obligation.id == Reminder.obligation_id)
        .where(Reminder.told_id.in_(left.added), Obligation.person_id.not_in(left.added))
    )
    told = ((person_id, _TOLD) for person_id in set(db.session.scalars(of_others)))
    tables = (Obligation, Reminder, Waiver, Requirement)
    return Answer(
        frozenset(model.__tablename__ for model in tables),
        people=(*_said(Waiver.person_id, left.added, _EXEMPT), *told),
        posts=tuple(_said(Requirement.post_id, left.posts, _ASKED)),
    )


def _said(
    column: InstrumentedAttribute[int] | InstrumentedAttribute[int | None],
    ids: frozenset[int],
    says: str,
) -> list[Said]:
    found = db.session.scalars(select(column).where(column.in_(ids)).distinct())
    return [(number, says) for number in found if number is not None]


def take_back(left: Aftermath) -> None:
    """Obligations are derived from the post; whoever was never there owed nothing."""
    actions.forget_owed(Obligation.person_id.in_(left.added))
