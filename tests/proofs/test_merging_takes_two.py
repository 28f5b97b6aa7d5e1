"""T33, another part: nobody makes two records one alone, whichever door is tried."""

from collections.abc import Callable

import pytest
from sqlalchemy import select

from app.accounts import actions, merges, merging, service_rules
from app.accounts.models import Grant, Person, Unit
from app.accounts.service_models import PersonMerge
from app.core import clock
from app.core.refusals import Refusal
from app.db.session import db, transaction
from tests.architecture.walk import Walk
from tests.cast import BUILDER, FIRST_DAY
from tests.proofs.test_two_persons import post

pytestmark = pytest.mark.proof


@pytest.fixture
def world(own_walk) -> Walk:
    """A record of somebody who left waits to be made one with Asel's; Kanykei asked for it."""
    own_walk.restore()
    own_walk._cookies = dict(own_walk._cookies)
    return own_walk


def _waiting(walk: Walk) -> PersonMerge:
    db.session.rollback()
    wanted = select(PersonMerge.id).where(PersonMerge.into_id == walk.cast.people["asel"].id)
    found = merges.merge(db.session.scalars(wanted).one())
    assert found is not None
    return found


def merged(walk: Walk) -> bool:
    gone = _waiting(walk).person_id
    return db.session.scalar(select(Person.merged_into_id).where(Person.id == gone)) is not None


def _confirm(walk: Walk, by: str, **more: object) -> int:
    return post(walk, by, f"/duplicates/{_waiting(walk).id}/confirmation", **more)


def _alone(walk: Walk) -> None:
    assert _confirm(walk, "kanykei") == 403


def _signed_in_again(walk: Walk) -> None:
    walk._cookies["kanykei"] = walk._sign_in("kanykei")
    _confirm(walk, "kanykei")


def _with_more_fields(walk: Walk) -> None:
    for more in ({"asked_by_id": 1}, {"settled_by_id": 2, "outcome": "merged"}, {"step": "same"}):
        _confirm(walk, "kanykei", **more)


def _by_one_of_the_two(walk: Walk) -> None:
    with transaction() as session:
        police = session.get_one(Unit, walk.cast.unit_ids["police"])
        asel = session.get_one(Person, walk.cast.people["asel"].id)
        actions.grant(asel, "trainer", police, from_day=FIRST_DAY, by=BUILDER)
        for given in session.scalars(select(Grant).where(Grant.person_id == asel.id)):
            given.kind = "registrar"
    assert _confirm(walk, "asel") == 403


def _by_those_who_keep_no_list(walk: Walk) -> None:
    for name in ("daniyar", "bek", "ilya", "chynara", "leila", "maksat", "guest"):
        assert _confirm(walk, name) in (302, 303, 401, 403, 404)


def _declined_and_confirmed(walk: Walk) -> None:
    assert post(walk, "nurlan", f"/duplicates/{_waiting(walk).id}/refusal") == 303
    _confirm(walk, "nurlan")


def _by_the_action_itself(walk: Walk) -> None:
    with pytest.raises(Refusal), transaction():
        merging.confirm(_waiting(walk), by=walk.cast.actors["kanykei"], at=clock.now())


WAYS: dict[str, Callable[[Walk], None]] = {
    "alone": _alone,
    "signed in again": _signed_in_again,
    "with more fields": _with_more_fields,
    "by one of the two": _by_one_of_the_two,
    "by those who keep no list": _by_those_who_keep_no_list,
    "declined, then confirmed": _declined_and_confirmed,
    "by the action itself": _by_the_action_itself,
}


@pytest.mark.parametrize("way", WAYS)
def test_nobody_makes_two_records_one_alone(way, world):
    WAYS[way](world)
    print(f"two records made one {way}: {int(merged(world))} / 0")
    assert not merged(world)


def test_two_persons_do(world):
    """Otherwise the ways above would fail for another reason."""
    assert _confirm(world, "nurlan") == 303
    assert merged(world)


def test_a_planted_merge_without_a_second_person_is_found(world, monkeypatch):
    monkeypatch.setattr(service_rules, "ensure_second", lambda *_, **__: None)
    waiting = _waiting(world)
    with transaction():
        merging.confirm(merges.merge(waiting.id), by=world.cast.actors["kanykei"], at=clock.now())
    assert merged(world)
