"""Requirements and exemptions for addresses that name one."""

from datetime import timedelta

from app.core import clock
from app.obligations import actions, exempting
from app.obligations.actions import Terms
from app.obligations.models import Requirement
from tests.architecture.staff import REGISTRARS, UNITS
from tests.cast import Cast


def required(cast: Cast, owner: str) -> Requirement:
    """Of the unit of its owner, by the registrar."""
    over, by, now = cast.units[UNITS[owner]], cast.actors[REGISTRARS[owner]], clock.now()
    terms = Terms("tip-foundations", 30, unit_id=over.id)
    return actions.require_course(terms, from_day=clock.day_of(now), by=by, at=now, reason="Order")


def requirement(cast: Cast, owner: str) -> int:
    return required(cast, owner).id


def waiver(cast: Cast, owner: str) -> int:
    person, by, now = cast.people[owner], cast.actors[REGISTRARS[owner]], clock.now()
    one, until = required(cast, owner), clock.day_of(now) + timedelta(days=30)
    told = {"last_day": until, "reason": "Away for training abroad."}
    return exempting.exempt(person, one.id, **told, by=by, at=now).id
