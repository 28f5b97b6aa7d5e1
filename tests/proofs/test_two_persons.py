"""T33, the part of the gate: what two persons do, nobody does alone, whichever door is tried.

Administrator and registrar are given, and certificates revoked, by two. Questions marked again stand in
test_marked_again.py; merging, erasing and rosters come with their rooms.
"""

from collections.abc import Callable

import pytest
from sqlalchemy import select

from app.accounts import actions, granting, rules
from app.accounts.models import Grant, GrantRequest, Person, Unit
from app.core import clock
from app.core.actor import Actor
from app.core.refusals import Refusal
from app.db.session import db, transaction
from app.learning import queries as studies
from app.learning import revoking
from app.learning.models import Revocation
from tests.architecture.walk import Walk
from tests.browser import ORIGIN
from tests.cast import BUILDER, FIRST_DAY

pytestmark = pytest.mark.proof

GUARDED = sorted(rules.TWO_PERSON_DUTIES)
REASON = "The identity was confused."


@pytest.fixture
def world(own_walk) -> Walk:
    """Two administrators, so that there is a second person; nothing is asked for."""
    own_walk.restore()
    own_walk._cookies = dict(own_walk._cookies)
    with transaction() as session:
        police = session.get_one(Unit, own_walk.cast.unit_ids["police"])
        ilya = session.get_one(Person, own_walk.cast.people["ilya"].id)
        actions.grant(ilya, "administrator", police, from_day=FIRST_DAY, by=BUILDER)
        for there in session.scalars(select(Revocation)).all():
            session.delete(there)
    db.session.remove()
    return own_walk


def post(walk: Walk, name: str, path: str, **fields: object) -> int:
    given = {"csrf_token": walk.token(), **{n: str(v) for n, v in fields.items()}}
    return walk.client(name).post(path, data=given, headers=ORIGIN).status_code


def held(walk: Walk, name: str) -> set[str]:
    """Guarded duties that this person holds now, and did not hold before."""
    db.session.rollback()
    wanted = select(Grant.kind).where(Grant.person_id == walk.cast.people[name].id, Grant.until_day.is_(None))  # fmt: skip
    return {kind for kind in db.session.scalars(wanted) if kind in GUARDED}


# ── duties ────────────────────────────────────────────────────────────────────


def _ask(walk: Walk, by: str, for_whom: str, kind: str = "registrar") -> int:
    person, unit = walk.cast.people[for_whom].id, walk.cast.unit_ids["police"]
    status = post(walk, by, f"/people/{person}/duties", kind=kind, unit=unit, on_day=clock.today())
    assert status in (303, 403, 404, 422), status
    newest = select(GrantRequest.id).where(GrantRequest.person_id == person).order_by(GrantRequest.id.desc())  # fmt: skip
    return db.session.scalars(newest).first() or 0


def _confirm(walk: Walk, by: str, request: int) -> int:
    return post(walk, by, f"/duties/{request}/confirmation")


def _alone(walk: Walk, kind: str) -> None:
    """Asks, and confirms what was asked for."""
    _confirm(walk, "nurlan", _ask(walk, "nurlan", "asel", kind))


def _for_oneself(walk: Walk, kind: str) -> None:
    _confirm(walk, "ilya", _ask(walk, "nurlan", "nurlan", kind))
    _confirm(walk, "nurlan", _ask(walk, "nurlan", "nurlan", kind))


def _by_the_one_who_receives(walk: Walk, kind: str) -> None:
    with transaction() as session:
        police = session.get_one(Unit, walk.cast.unit_ids["police"])
        person = session.get_one(Person, walk.cast.people["asel"].id)
        actions.grant(person, "administrator", police, from_day=FIRST_DAY, by=BUILDER)
        for given in session.scalars(select(Grant).where(Grant.person_id == person.id)):
            given.kind = "auditor"
    _confirm(walk, "asel", _ask(walk, "nurlan", "asel", kind))


def _signed_in_again(walk: Walk, kind: str) -> None:
    """Another session is no other person."""
    request = _ask(walk, "nurlan", "asel", kind)
    walk._cookies["nurlan"] = walk._sign_in("nurlan")
    _confirm(walk, "nurlan", request)


def _by_one_without_the_duty(walk: Walk, kind: str) -> None:
    request = _ask(walk, "nurlan", "asel", kind)
    for name in ("kanykei", "daniyar", "bek", "asel", "leila", "maksat", "chynara", "elena"):
        _confirm(walk, name, request)


def _declined_and_confirmed(walk: Walk, kind: str) -> None:
    request = _ask(walk, "nurlan", "asel", kind)
    assert post(walk, "ilya", f"/duties/{request}/refusal") == 303
    _confirm(walk, "ilya", request)


def _by_another_door(walk: Walk, kind: str) -> None:
    """The plain form asks only; extra fields, other kinds of writing and other addresses give nothing."""
    person, unit = walk.cast.people["asel"].id, walk.cast.unit_ids["police"]
    more = {"asked_by_id": 1, "confirmed": "yes", "step": "confirmed", "settled_by_id": 2, "outcome": "granted"}  # fmt: skip
    for spelled in (kind, kind.upper(), f" {kind}", f"{kind}\u200b"):
        post(walk, "nurlan", f"/people/{person}/duties", kind=spelled, unit=unit, on_day=clock.today(), **more)  # fmt: skip
    post(walk, "kanykei", f"/people/{person}/duties", kind=kind, unit=unit, on_day=clock.today())


def _by_the_action_itself(walk: Walk, kind: str) -> None:
    nurlan, other = walk.cast.actors["nurlan"], walk.cast.people["ilya"].id
    for by, asked in ((nurlan, None), (nurlan, nurlan.person_id), (Actor(person_id=other, origin="x"), other)):  # fmt: skip
        with pytest.raises(Refusal), transaction() as session:
            police = session.get_one(Unit, walk.cast.unit_ids["police"])
            asel = session.get_one(Person, walk.cast.people["asel"].id)
            actions.grant(asel, kind, police, from_day=FIRST_DAY, by=by, asked_by_id=asked)


def _by_a_third_who_lost_it(walk: Walk, kind: str) -> None:
    request = _ask(walk, "nurlan", "asel", kind)
    with transaction() as session:
        for given in session.scalars(select(Grant).where(Grant.person_id == walk.cast.people["ilya"].id)):  # fmt: skip
            given.until_day = clock.today()
    _confirm(walk, "ilya", request)


WAYS: dict[str, Callable[[Walk, str], None]] = {
    "alone": _alone,
    "for oneself": _for_oneself,
    "by the one who receives": _by_the_one_who_receives,
    "signed in again": _signed_in_again,
    "by one without the duty": _by_one_without_the_duty,
    "declined, then confirmed": _declined_and_confirmed,
    "by another door": _by_another_door,
    "by the action itself": _by_the_action_itself,
    "by one whose duty is over": _by_a_third_who_lost_it,
}


@pytest.mark.parametrize("kind", GUARDED)
@pytest.mark.parametrize("way", WAYS)
def test_nobody_gives_a_guarded_duty_alone(way, kind, world):
    before = {name: held(world, name) for name in ("asel", "nurlan")}
    WAYS[way](world, kind)
    gained = {name: held(world, name) - before[name] for name in before}
    print(f"{kind} given {way}: {sum(map(len, gained.values()))} / 0")
    assert gained == {"asel": set(), "nurlan": set()}


@pytest.mark.parametrize("kind", GUARDED)
def test_two_persons_give_it(kind, world):
    """Otherwise the ways above would fail for another reason."""
    assert _confirm(world, "ilya", _ask(world, "nurlan", "asel", kind)) == 303
    assert held(world, "asel") == {kind}


# ── revoking ──────────────────────────────────────────────────────────────────


def _certificate(walk: Walk):
    return studies.certificates(walk.cast.people["asel"].id)[0][0]


def revoked(walk: Walk) -> bool:
    db.session.expire_all()
    there = studies.revocation(_certificate(walk).id)
    return there is not None and there.confirmed_at is not None


def _revoke(walk: Walk, by: str, step: str = "", **fields: object) -> int:
    return post(walk, by, f"/certificates/{_certificate(walk).number}/revocation{step}", **fields)


def _revoke_alone(walk: Walk) -> None:
    assert _revoke(walk, "kanykei", reason=REASON) == 303
    _revoke(walk, "kanykei", "/confirmation")
    walk._cookies["kanykei"] = walk._sign_in("kanykei")
    _revoke(walk, "kanykei", "/confirmation")


def _revoke_with_more(walk: Walk) -> None:
    _revoke(walk, "kanykei", reason=REASON, confirmed_at="2026-01-01", confirmed_by_id=1, step="confirmed")  # fmt: skip


def _revoke_unasked(walk: Walk) -> None:
    for name in ("nurlan", "kanykei", "ilya"):
        _revoke(walk, name, "/confirmation")


def _revoke_by_others(walk: Walk) -> None:
    assert _revoke(walk, "kanykei", reason=REASON) == 303
    for name in ("asel", "bek", "daniyar", "chynara", "leila", "maksat", "guest"):
        _revoke(walk, name, "/confirmation")


def _revoke_taken_back(walk: Walk) -> None:
    assert _revoke(walk, "kanykei", reason=REASON) == 303
    assert _revoke(walk, "kanykei", "/withdrawal") == 303
    _revoke(walk, "nurlan", "/confirmation")


def _revoke_by_the_action(walk: Walk) -> None:
    by = walk.cast.actors["kanykei"]
    with transaction():
        revoking.ask_revocation(_certificate(walk), REASON, by=by, at=clock.now())
    with pytest.raises(Refusal), transaction():
        revoking.confirm_revocation(_certificate(walk), by=by, at=clock.now())


REVOKING: dict[str, Callable[[Walk], None]] = {
    "alone": _revoke_alone,
    "with more fields": _revoke_with_more,
    "unasked": _revoke_unasked,
    "by others": _revoke_by_others,
    "taken back": _revoke_taken_back,
    "by the action itself": _revoke_by_the_action,
}


@pytest.mark.parametrize("way", REVOKING)
def test_nobody_revokes_a_certificate_alone(way, world):
    REVOKING[way](world)
    print(f"certificates revoked {way}: {int(revoked(world))} / 0")
    assert not revoked(world)


def test_two_persons_revoke_it(world):
    assert _revoke(world, "kanykei", reason=REASON) == 303
    assert _revoke(world, "nurlan", "/confirmation") == 303
    assert revoked(world)


# ── planted ───────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("way", ["alone", "signed in again"])
def test_a_planted_rule_that_takes_the_first_for_the_second_is_found(way, world, monkeypatch):
    monkeypatch.setattr("app.accounts.access.may_confirm", lambda *_args, **_kwargs: True)
    monkeypatch.setattr(rules, "ensure_may_grant", lambda *_args, **_kwargs: None)
    WAYS[way](world, "registrar")
    assert held(world, "asel") == {"registrar"}


def test_a_planted_request_that_can_be_settled_twice_is_found(world, monkeypatch):
    monkeypatch.setattr(granting, "_settle", lambda *_args, **_kwargs: None)
    WAYS["declined, then confirmed"](world, "registrar")
    assert held(world, "asel") == {"registrar"}


def test_a_planted_revocation_without_a_second_person_is_found(world, monkeypatch):
    sound = revoking.confirm_revocation
    by = world.cast.actors["nurlan"]
    monkeypatch.setattr(revoking, "confirm_revocation", lambda given, *, at, **_rest: sound(given, by=by, at=at))  # fmt: skip
    _revoke_alone(world)
    assert revoked(world)
