"""Growers: each makes n more rows of a kind, for the test that counts the statements of every page."""

from datetime import date
from itertools import count

from sqlalchemy import select

from app.accounts import actions as accounts
from app.accounts import granting
from app.accounts.kinds import Profession, Region, Sex
from app.core import clock
from app.core.bilingual import Bilingual
from app.db.session import db
from app.learning import actions as learning
from app.learning import grouping
from app.learning.models import Group
from app.notices import actions as notices
from tests.architecture.staff import LATER
from tests.architecture.things import group, release
from tests.cast import BEGINNING, BUILDER, Cast

_NUMBERS = count()


def _name(text: str) -> Bilingual:
    return Bilingual(ky=f"{text} ky", ru=f"{text} ru", en=text)


def people(cast: Cast, n: int) -> None:
    """In the unit of Asel and Daniyar, each on a post of their own, studying; half of them left again."""
    for _ in range(n):
        number = next(_NUMBERS)
        person = accounts.add_person(
            f"Жаңы{number}", "Адам", sex=Sex.FEMALE, language="ky", by=BUILDER, at=BEGINNING
        )
        post = accounts.create_post(
            cast.units["sverdlov"], _name(f"Post {number}"), Profession.POLICE, by=BUILDER
        )
        accounts.appoint(person, post, from_day=date(2024, 1, 1), by=BUILDER)
        learning.enrol(person, release(), by=BUILDER, at=clock.now())
        for own in db.session.scalars(select(Group)):
            grouping.add(own, person.id, by=BUILDER, at=clock.now())
        if number % 2:
            accounts.dismiss(person, on_day=date(2025, 1, 1), by=BUILDER, at=clock.now())


def units(cast: Cast, n: int) -> None:
    """Over each Asel is to get duties, one given and one asked for."""
    police, asel, now = cast.units["police"], cast.people["asel"], clock.now()
    for _ in range(n):
        name = _name(f"Unit {next(_NUMBERS)}")
        unit = accounts.open_unit(police.institution, police, name, Region.OSH, by=BUILDER)
        accounts.grant(asel, "trainer", unit, from_day=LATER, by=BUILDER)
        by = cast.actors["kanykei"]
        granting.ask_for_duty(asel, "registrar", unit, from_day=LATER, by=by, at=now)


def groups(cast: Cast, n: int) -> None:
    for _ in range(n):
        group(cast, "asel")


def letters(_cast: Cast, n: int) -> None:
    to = notices.Recipient("Асель", "asel@example.test", "ky")
    for _ in range(n):
        text = notices.Text(f"Letter {next(_NUMBERS)}", "See http://localhost/sign-in")
        notices.write_letter(to, text, at=clock.now())


GROWERS = (people, units, groups, letters)
