"""What the addresses of the program name, so that every one of them can be walked.

A parameter that names somebody's thing has a factory here, which makes one for Asel, Bek and Maksat:
  asel    hers, in the unit of Daniyar
  bek     of another unit of the same academy
  maksat  of the other academy
  absent  what does not exist
What belongs to nobody (courses, the law) is made once. A new parameter needs a factory; a test says which is missing.
Growers make n more rows of everything, for the test that counts statements.
"""

from datetime import UTC, date, datetime
from itertools import count

from app.accounts import actions as accounts
from app.accounts import granting, signing
from app.accounts.kinds import Profession, Region, Sex
from app.core.bilingual import Bilingual
from app.web.assets import asset
from tests.architecture.addresses import Things, content, grows, owned
from tests.cast import BEGINNING, BUILDER, Cast

UNITS = {"asel": "sverdlov", "bek": "osh", "maksat": "court"}
# Somebody of the same academy who may ask for things.
REGISTRARS = {"asel": "kanykei", "bek": "kanykei", "maksat": "leila"}
NOW = datetime(2026, 1, 1, tzinfo=UTC)
# Held later: nobody in the cast may get more rights from being walked.
LATER = date(2099, 1, 1)


def make(cast: Cast) -> Things:
    return Things.make(cast)


def _name(text: str) -> Bilingual:
    return Bilingual(ky=f"{text} ky", ru=f"{text} ru", en=text)


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
    asked = granting.ask_for_duty(
        cast.people[owner], "registrar", over, from_day=LATER, by=by, at=NOW
    )
    return asked.id


@content("token", absent="not-a-link-of-ours")
def token(cast: Cast) -> str:
    return signing.make_link(cast.people["bek"], "invitation", by=BUILDER, at=datetime.now(UTC))


@content("named", absent="style.0000000000.css")
def named(cast: Cast) -> str:
    return asset("style.css").removeprefix("/static/")


# ── growing ───────────────────────────────────────────────────────────────────

_NUMBERS = count()


@grows
def people(cast: Cast, n: int) -> None:
    """In the unit of Asel and Daniyar, each on a post of their own; half of them left again."""
    for _ in range(n):
        number = next(_NUMBERS)
        person = accounts.add_person(
            f"Жаңы{number}", "Адам", sex=Sex.FEMALE, language="ky", by=BUILDER, at=BEGINNING
        )
        post = accounts.create_post(
            cast.units["sverdlov"], _name(f"Post {number}"), Profession.POLICE, by=BUILDER
        )
        accounts.appoint(person, post, from_day=date(2024, 1, 1), by=BUILDER)
        if number % 2:
            accounts.dismiss(person, on_day=date(2025, 1, 1), by=BUILDER, at=NOW)


@grows
def units(cast: Cast, n: int) -> None:
    police = cast.units["police"]
    for _ in range(n):
        name = _name(f"Unit {next(_NUMBERS)}")
        accounts.open_unit(police.institution, police, name, Region.OSH, by=BUILDER)


@grows
def requests(cast: Cast, n: int) -> None:
    for _ in range(n):
        request(cast, "asel")
        grant(cast, "asel")
