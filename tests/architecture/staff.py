"""Whom the addresses of staff name: people, units, duties, links in letters."""

from datetime import date, timedelta
from types import MappingProxyType

from sqlalchemy import select

from app.accounts import actions as accounts
from app.accounts import corrections, granting, merging, signing
from app.accounts.kinds import AbsenceKind, Profession, Sex
from app.accounts.models import Appointment
from app.accounts.service_models import Absence, RankHeld
from app.core import clock
from app.db.session import db
from app.notices.models import Letter
from tests.architecture import rostered
from tests.architecture.addresses import content, owned
from tests.cast import BEGINNING, BUILDER, Cast

UNITS = MappingProxyType({"asel": "sverdlov", "bek": "osh", "maksat": "court"})
# Somebody of the same academy who may ask for things.
REGISTRARS = MappingProxyType({"asel": "kanykei", "bek": "kanykei", "maksat": "leila"})
# Held later: nobody in the cast may get more rights from being walked.
LATER = date(2099, 1, 1)
# Before everybody's first day.
_BEFORE = date(2023, 6, 1)


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


@owned("post_id")
def post(cast: Cast, owner: str) -> int:
    unit = cast.units[UNITS[owner]]
    profession = Profession.JUDGE if owner == "maksat" else Profession.POLICE
    return accounts.create_post(unit, unit.name, profession, by=BUILDER).id


@owned("other_id")
def other(cast: Cast, owner: str) -> int:
    """Somebody whose record the same registrar keeps."""
    return cast.people[{"asel": "bek", "bek": "asel", "maksat": "oroz"}[owner]].id


@owned("merge_id")
def merge(cast: Cast, owner: str) -> int:
    """Whoever left may be the same human; it waits for a second person."""
    now, by = clock.now(), cast.actors[REGISTRARS[owner]]
    gone = accounts.add_person(
        f"Мурдагы-{owner}", "Адам", sex=Sex.FEMALE, language="ky", by=BUILDER, at=BEGINNING
    )
    held = accounts.queries.post(post(cast, owner))
    accounts.appoint(gone, held, from_day=_BEFORE, by=BUILDER)
    accounts.dismiss(gone, on_day=_BEFORE + timedelta(days=9), by=BUILDER, at=BEGINNING)
    return merging.ask(gone, cast.people[owner], "One passport.", by=by, at=now).id


@owned("absence_id")
@owned("accounts_restating:fact_id")
def fact(cast: Cast, owner: str) -> int:
    """An appointment, a rank and an absence bear one number, since one address names all three."""
    number, person_id = 700_000 + cast.people[owner].id, cast.people[owner].id
    if db.session.get(RankHeld, number) is None:
        rank = "judge-5" if owner == "maksat" else "police-captain"
        days, noted = (
            {"id": number, "person_id": person_id, "from_day": _BEFORE},
            {"recorded_at": BEGINNING},
        )
        until = _BEFORE + timedelta(days=9)
        db.session.add_all(
            [
                Appointment(**days, until_day=until, ended_by="left", post_id=post(cast, owner)),
                RankHeld(**days, **noted, rank=rank),
                Absence(**days, **noted, until_day=until, kind=AbsenceKind.SICK),
            ]
        )
        db.session.flush()
    return number


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
