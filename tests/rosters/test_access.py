"""Who brings staff lists: registrars and administrators over a whole institution, for that one only."""

from sqlalchemy import select

from app.accounts.models import Unit
from app.core.actor import KINDS_OF_DUTY, Actor, Duty
from app.db.session import db
from app.rosters import access, queries
from tests.cast import NAMES


def _actors(cast):
    made = [cast.actors[name] for name in NAMES if name != "guest"]
    for kind in KINDS_OF_DUTY:
        made += [Actor(None, duties=(Duty(kind, unit.path),)) for unit in cast.units.values()]
    return made


def test_the_list_of_institutions_shows_what_the_predicate_allows(app, cast):
    wanted = select(Unit.id, Unit.path).where(Unit.parent_id.is_(None))
    roots = db.session.execute(wanted).all()
    seen = set()
    for actor in _actors(cast):
        listed = {root.id for root in queries.roots(actor)}
        assert listed == {unit_id for unit_id, path in roots if access.may_import(actor, path)}
        seen.add(frozenset(listed))
    assert len(seen) == 3  # nobody's, the police's, the courts'


def test_a_registrar_of_a_part_brings_no_list_for_the_whole(cast):
    part = Actor(None, duties=(Duty("registrar", cast.units["sverdlov"].path),))
    assert not access.may_import(part, cast.units["police"].path)


def test_the_second_person_is_another(cast):
    path = cast.units["police"].path
    asked = cast.kanykei.person_id
    assert not access.may_confirm(cast.kanykei, path, asked_by_id=asked)
    assert access.may_confirm(cast.nurlan, path, asked_by_id=asked)
    assert not access.may_confirm(cast.leila, path, asked_by_id=asked)
    assert access.may_confirm(cast.kanykei, path, asked_by_id=None)
