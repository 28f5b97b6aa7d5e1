"""The people, units and duties everyone in the tests knows. Every test says who acts.

Two academies, so that each can be a stranger to the other:

  police   root ── Bishkek ── Sverdlov district   asel (investigator), daniyar (its head), perizat (left)
                └─ Osh                            bek (investigator)
           chynara trainer, elena author, gulnara translator, ravshan reviewer, ilya auditor, kanykei registrar,
           nurlan administrator: all hold their duties over the whole police tree
  courts   root ── Bishkek court                  maksat (judge), oroz (its head), leila (registrar of the courts)
"""

from dataclasses import dataclass
from datetime import UTC, date, datetime

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from app.accounts import actions
from app.accounts.kinds import Profession, Region, Sex
from app.accounts.models import Person, Unit
from app.core.actor import Actor, Duty, system
from app.core.bilingual import Bilingual
from app.db.session import db

BEGINNING = datetime(2024, 1, 1, tzinfo=UTC)
FIRST_DAY = date(2024, 1, 1)
BUILDER = system("test")


@dataclass
class Cast:
    units: dict[str, Unit]
    people: dict[str, Person]
    actors: dict[str, Actor]
    unit_ids: dict[str, int]

    def again(self) -> "Cast":
        """The same, read anew: what a test does to a person or a unit is not carried into the next."""
        people = {p.id: p for p in db.session.scalars(select(Person))}
        wanted = select(Unit).options(joinedload(Unit.institution))
        units = {u.id: u for u in db.session.scalars(wanted)}
        db.session.expunge_all()
        db.session.rollback()
        return Cast(
            {name: units[unit_id] for name, unit_id in self.unit_ids.items()},
            {name: people[actor.person_id] for name, actor in self.actors.items()},
            self.actors,
            self.unit_ids,
        )

    def __getattr__(self, name: str) -> Actor:
        try:
            return self.actors[name]
        except KeyError:
            raise AttributeError(name) from None


def _name(text: str) -> Bilingual:
    return Bilingual(ky=f"{text} ky", ru=f"{text} ru", en=text)


# name: (family name, given name, sex, unit, profession, duty, unit of the duty)
_PEOPLE = {
    "asel": ("Токтосунова", "Асель", "female", "sverdlov", "police", None, None),
    "bek": ("Өмүрбеков", "Бек", "male", "osh", "police", None, None),
    "chynara": ("Чоңмурунова", "Чынара", "female", "police", "police", "trainer", "police"),
    "daniyar": ("Ёлкин", "Данияр", "male", "sverdlov", "police", "head", "sverdlov"),
    "elena": ("Ершова", "Елена", "female", "police", "police", "author", "police"),
    "gulnara": ("Үсөнова", "Гүлнара", "female", "police", "police", "translator", "police"),
    "ravshan": ("Рахимов", "Равшан", "male", "police", "police", "reviewer", "police"),
    "ilya": ("Ильин", "Илья", "male", "police", "police", "auditor", "police"),
    "kanykei": ("Касымова", "Каныкей", "female", "police", "police", "registrar", "police"),
    "nurlan": ("Нурланов", "Нурлан", "male", "police", "police", "administrator", "police"),
    "perizat": ("Пазылова", "Перизат", "female", "sverdlov", "police", None, None),
    "maksat": ("Маматов", "Максат", "male", "court", "judge", None, None),
    "oroz": ("Орозова", "Ороз", "female", "court", "judge", "head", "court"),
    "leila": ("Лесбекова", "Лейла", "female", "courts", "judge", "registrar", "courts"),
}

NAMES = (*_PEOPLE, "guest")


def build() -> Cast:
    """Through the same actions as the pages use."""
    units = _units()
    people, actors = {}, {}
    for name, (family, given, sex, place, profession, duty, over) in _PEOPLE.items():
        person = actions.add_person(
            family,
            given,
            sex=Sex(sex),
            language="ru" if name == "elena" else "ky",
            sign_in_name=name,
            address=f"{name}@example.test",
            by=BUILDER,
            at=BEGINNING,
        )
        post = actions.create_post(
            units[place], _name(f"Post of {given}"), Profession(profession), by=BUILDER
        )
        actions.appoint(person, post, from_day=FIRST_DAY, by=BUILDER)
        duties = ()
        if duty:
            actions.grant(person, duty, units[over], from_day=FIRST_DAY, by=BUILDER)
            duties = (Duty(duty, units[over].path),)
        people[name] = person
        actors[name] = Actor(
            person_id=person.id,
            name=f"{given} {family}",
            language=person.language,
            duties=duties,
            unit_path=units[place].path,
            professions=(profession,),
            origin="test",
        )
    actions.dismiss(people["perizat"], on_day=date(2025, 6, 1), by=BUILDER, at=BEGINNING)
    return Cast(units, people, actors, {name: unit.id for name, unit in units.items()})


def _units() -> dict[str, Unit]:
    police = actions.found_institution("police", _name("Police"), Region.BISHKEK, by=BUILDER)
    bishkek = actions.open_unit(
        police.institution, police, _name("Bishkek"), Region.BISHKEK, by=BUILDER
    )
    sverdlov = actions.open_unit(
        police.institution, bishkek, _name("Sverdlov"), Region.BISHKEK, by=BUILDER
    )
    osh = actions.open_unit(police.institution, police, _name("Osh"), Region.OSH, by=BUILDER)
    courts = actions.found_institution("courts", _name("Courts"), Region.BISHKEK, by=BUILDER)
    court = actions.open_unit(
        courts.institution, courts, _name("Court"), Region.BISHKEK, by=BUILDER
    )
    return {
        "police": police,
        "bishkek": bishkek,
        "sverdlov": sverdlov,
        "osh": osh,
        "courts": courts,
        "court": court,
    }
