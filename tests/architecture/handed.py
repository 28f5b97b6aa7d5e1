"""A handover of each owner's present post, announced ahead, with one thing in it; and who comes is the owner, too.

The walk needs addresses that name one, and somebody for whom each is theirs: the owner writes and receives it.
"""

from datetime import date

from sqlalchemy import select

from app.accounts.models import Appointment
from app.continuity import actions
from app.continuity.kinds import ItemKind
from app.continuity.models import Handover
from app.continuity.queries import handovers
from app.core import clock
from app.db.session import db
from tests.architecture.addresses import owned
from tests.cast import Cast

# Far ahead: nobody in the cast may lose a post by being walked.
LATER = date(2099, 1, 1)


def _handover(cast: Cast, owner: str) -> Handover:
    who = cast.people[owner]
    held = select(Appointment).where(Appointment.person_id == who.id)
    seat = db.session.scalars(held.order_by(Appointment.id)).first()
    assert seat is not None
    found = handovers.of_appointment(seat.id)
    if found is None:
        found = Handover(
            appointment_id=seat.id,
            person_id=who.id,
            post_id=seat.post_id,
            until_day=LATER,
            opened_at=clock.now(),
            successor_id=who.id,
            given_day=LATER,
        )
        db.session.add(found)
        db.session.flush()
    return found


@owned("handover_id")
def handover(cast: Cast, owner: str) -> int:
    return _handover(cast, owner).id


@owned("item_id")
def item(cast: Cast, owner: str) -> int:
    one, by = _handover(cast, owner), cast.actors[owner]
    text = "Биринчи коопсуздук, анан протокол."
    return actions.write_item(one, ItemKind.TIP, text, by=by, at=clock.now()).id
