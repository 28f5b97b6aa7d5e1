"""A question of somebody's test that is to be marked again, for addresses that name one."""

from sqlalchemy import select

from app.accounts.models import Unit
from app.assessment import library, remarking
from app.assessment.affected import Wish
from app.assessment.models import AttemptItem
from app.assessment.regrade_models import Regrade
from app.assessment.regrading import How
from app.core import clock
from app.core.actor import Actor
from app.db.session import db

BANK = "trafficking"
REASON = "The key is wrong."


def drawn(attempt_id: int) -> str:
    """The first by name of the questions in an attempt."""
    wanted = select(AttemptItem.item).where(AttemptItem.attempt_id == attempt_id)
    return db.session.scalars(wanted.order_by(AttemptItem.item)).first() or ""


def ask(attempt_id: int, over: Unit, *, by: Actor) -> int:
    """Asked for once, also where two attempts of a unit hold the question."""
    item = drawn(attempt_id)
    there = select(Regrade.id).where(Regrade.item == item, Regrade.unit_id == over.id)
    found = db.session.scalars(there).first()
    if found is not None:
        return found
    question = library.question(BANK, item)
    assert question is not None
    wish = Wish(question, How.FULL, over.path)
    return remarking.ask(wish, over, REASON, by=by, at=clock.now()).id
