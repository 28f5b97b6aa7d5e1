"""Whom the addresses of staff name: people, units, duties, links in letters."""

from datetime import date
from types import MappingProxyType

from sqlalchemy import select

from app.accounts import actions as accounts
from app.accounts import corrections, granting, signing
from app.core import clock
from app.db.session import db
from app.notices.models import Letter
from tests.architecture import rostered
from tests.architecture.addresses import content, owned
from tests.cast import BUILDER, Cast

UNITS = MappingProxyType({"asel": "sverdlov", "bek": "osh", "maksat": "court"})
# Somebody of the same academy who may ask for things.
REGISTRARS = MappingProxyType({"asel": "kanykei", "bek": "kanykei", "maksat": "leila"})
# Held later: nobody in the cast may get more rights from being walked.
LATER = date(2099, 1, 1)


@owned("person_id")
def person(cast: Cast, owner: str) -> int:
    return cast.people[owner].id


@owned("unit_id")
def unit(cast: Cast, owner: str) -> int:
    return cast.units[UNITS[owner]].id


@owned("grant_id")
def grant(cast: Cast, owner: str) -> int:
    over = cast.units[UNITS[owner]]
    return accounts.grant(cast.people[owner], "trainer", over, from_day=LATER, by=BUILDER).id


@owned("request_id")
def request(cast: Cast, owner: str) -> int:
    over, by = cast.units[UNITS[owner]], cast.actors[REGISTRARS[owner]]
    who, now = cast.people[owner], clock.now()
    return granting.ask_for_duty(who, "registrar", over, from_day=LATER, by=by, at=now).id


@owned("list_id")
def staff_list(cast: Cast, owner: str) -> int:
    return rostered.brought(cast.units[UNITS[owner]], cast.actors[REGISTRARS[owner]]).id


@content("token", absent="not-a-link-of-ours")
def token(cast: Cast) -> str:
    return signing.make_link(cast.people["bek"], "invitation", by=BUILDER, at=clock.now())


@content("accounts_address:token", absent="not-a-link-of-ours")
def address_token(cast: Cast) -> str:
    who = cast.people["bek"]
    corrections.ask_for_address(
        who, "new@example.test", site="http://localhost", by=cast.actors["bek"], at=clock.now()
    )
    db.session.flush()
    wanted = select(Letter.body).where(Letter.to_address == "new@example.test")
    return db.session.scalars(wanted).one().split("/address/")[1].split()[0]
