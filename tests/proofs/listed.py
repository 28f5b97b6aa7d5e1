"""Staff lists as they have to stand before a form of theirs can be sent."""

from app.accounts import queries as people
from app.core import clock
from app.rosters import actions, applying, planning, queries
from app.rosters.models import StaffList
from tests.architecture.rostered import HEADINGS, brought
from tests.architecture.walk import Walk
from tests.proofs.before import Places


def _brought(walk: Walk) -> StaffList:
    unit = people.unit(walk.cast.unit_ids["sverdlov"])
    assert unit is not None
    return brought(unit, walk.cast.actors["kanykei"])


def _seen(of: StaffList) -> Places:
    return {"list": of.id, "seen": planning.preview(of, today=clock.today()).digest}


def opened(walk: Walk) -> Places:
    return _seen(_brought(walk))


def doubtful(walk: Walk) -> Places:
    """Somebody in it may be Asel."""
    own = queries.institution("police")
    assert own is not None
    by, now = walk.cast.actors["kanykei"], clock.now()
    body = f"{HEADINGS}Toktosunova;Asel;Post of Асель ky;Sverdlov ky;аял\n".encode()
    return _seen(actions.bring(own, "near.csv", body, by=by, at=now))


def waiting(walk: Walk) -> Places:
    """It would end the service of everybody but its own registrar, who is in it, and one newcomer."""
    of, by, now = _brought(walk), walk.cast.actors["kanykei"], clock.now()
    body = f"{HEADINGS}Касымова;Каныкей;Post of Каныкей ky;Police ky;аял\n"
    body += "Нурланов;Нурлан;Post of Нурлан ky;Police ky;эркек\n"
    of.file = body.encode()
    of.complete = True
    applying.apply_or_ask(of, str(_seen(of)["seen"]), by=by, at=now)
    return _seen(of)


def applied(walk: Walk) -> Places:
    of = _brought(walk)
    by, now = walk.cast.actors["kanykei"], clock.now()
    applying.apply_or_ask(of, str(_seen(of)["seen"]), by=by, at=now)
    return {"list": of.id}
