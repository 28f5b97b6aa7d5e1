"""One's own second factor on the account page; its reset by others, alone and by two."""

import pytest
from sqlalchemy import func, select

from app.accounts import actions, visits
from app.accounts.models import Device, GrantRequest, Person, Unit
from app.db.session import db, transaction
from app.journal.models import Entry
from app.notices.models import Letter
from tests.accounts.entering import cookie, enter
from tests.accounts.telephones import (
    NOT_RIGHT,
    give,
    half_enter,
    printed,
    scanned,
    type_code,
)
from tests.cast import BUILDER, FIRST_DAY

HERE, NEW = "/me/second-factor", "/me/second-factor/device"


def newest() -> tuple[str, str]:
    """The journal's last word, and the last letter's address."""
    what = db.session.scalars(select(Entry.what).order_by(Entry.number.desc())).first()
    to = db.session.scalars(select(Letter.to_address).order_by(Letter.id.desc())).first()
    db.session.rollback()
    return what or "", to or ""


def letter() -> str:
    """What the last one says."""
    body = db.session.scalars(select(Letter.body).order_by(Letter.id.desc())).first()
    db.session.rollback()
    return body or ""


def devices(cast, name) -> int:
    wanted = select(func.count(Device.id)).where(Device.person_id == cast.people[name].id)
    found = db.session.scalar(wanted) or 0
    db.session.rollback()
    return found


@pytest.fixture
def inside(app, guest, cast, password):
    """Asel has a device, and is signed in with it."""
    telephone = give(app, cast.people["asel"])
    type_code(guest, half_enter(guest, "asel", password), telephone.code())
    return telephone


def test_a_trainee_may_set_one_up(guest, password, cast):
    enter(guest, "asel", password)
    key = cookie(guest)
    assert guest.get("/me").links()["See or change it"] == HERE
    assert "You have none." in guest.get(HERE).main
    page = guest.get(NEW)
    wrong = guest.send(page, NEW, one_time_code=scanned(page).wrong())
    assert wrong.status == 422
    assert NOT_RIGHT in wrong.main
    done = guest.send(wrong, NEW, one_time_code=scanned(page).code())
    assert len(printed(done)) == 10
    assert cookie(guest) != key
    assert "Recovery codes left" in guest.get(HERE).main
    assert newest() == ("signed in", "asel@example.test")


def test_setting_up_signs_out_everywhere_else(browser_of, cast):
    here, there = browser_of("asel"), browser_of("asel")
    page = here.get(NEW)
    here.send(page, NEW, one_time_code=scanned(page).code())
    assert here.get("/me").status == 200
    assert there.get("/me").status == 303


def test_replacing_needs_a_code_of_the_present_device(guest, inside):
    page = guest.get(NEW)
    telephone = scanned(page)
    for present in ("", telephone.code(), inside.wrong()):
        wrong = guest.send(page, NEW, one_time_code=telephone.code(), one_time_present=present)
        assert wrong.status == 422
    done = guest.send(page, NEW, one_time_code=telephone.code(), one_time_present=inside.code(1))
    assert done.heading == "Your recovery codes"
    assert scanned(guest.get(NEW)) != telephone


def test_a_recovery_code_stands_in_for_the_lost_device(guest, inside):
    page = guest.get(NEW)
    given = {"one_time_code": scanned(page).code(), "one_time_present": inside.recovery[0]}
    assert guest.send(page, NEW, **given).heading == "Your recovery codes"


def test_new_recovery_codes_take_the_place_of_the_old(guest, inside, password):
    page = guest.send(guest.get(HERE), HERE, one_time_code=inside.code(1), act="renew")
    assert len(printed(page)) == 10
    step = half_enter(guest, "asel", password)
    assert type_code(guest, step, inside.recovery[0]).status == 422
    assert type_code(guest, step, printed(page)[0]).status == 303


def test_a_trainee_may_remove_it(guest, inside, cast, password):
    assert guest.send(guest.get(HERE), HERE, one_time_code=inside.wrong(), act="remove").status == 422  # fmt: skip
    page = guest.send(guest.get(HERE), HERE, one_time_code=inside.code(1), act="remove")
    assert "Your second factor is removed." in page.text
    assert "алынып салынды" in letter()
    assert devices(cast, "asel") == 0
    assert enter(guest, "asel", password, next="/me").response.headers["Location"] == "/me"


def test_who_holds_a_duty_does_not_remove_it(app, guest, cast, password, demand):
    telephone = give(app, cast.people["kanykei"])
    type_code(guest, half_enter(guest, "kanykei", password), telephone.code())
    assert "Remove the second factor" not in guest.get(HERE).main
    fields = {"one_time_code": telephone.code(1), "act": "remove"}
    assert guest.post(HERE, fields).status == 409
    assert devices(cast, "kanykei") == 1


@pytest.mark.parametrize("act", ["", "everything"])
def test_an_unknown_change_changes_nothing(guest, inside, cast, act):
    assert guest.post(HERE, {"one_time_code": inside.code(1), "act": act}).status == 422
    assert devices(cast, "asel") == 1


@pytest.mark.parametrize("act", ["renew", "remove"])
def test_without_a_device_there_is_nothing_to_change(browser_of, act):
    answer = browser_of("asel").post(HERE, {"one_time_code": "000000", "act": act})
    assert answer.status == 409


def test_wrong_codes_are_counted_here_too(guest, inside):
    for _try in range(8):
        guest.post(HERE, {"one_time_code": inside.wrong(), "act": "remove"})
    assert guest.post(HERE, {"one_time_code": inside.code(1), "act": "remove"}).status == 429


# ── reset by others ───────────────────────────────────────────────────────────


def reset(browser, cast, name):
    return browser.post(f"/people/{cast.people[name].id}/second-factor/reset")


@pytest.fixture
def second(cast, browser_of):
    """Ravshan becomes the second administrator of the police."""
    with transaction():
        ravshan = db.session.get_one(Person, cast.people["ravshan"].id)
        police = db.session.get_one(Unit, cast.units["police"].id)
        actions.grant(ravshan, "administrator", police, from_day=FIRST_DAY, by=BUILDER)
    return browser_of("ravshan")


@pytest.mark.parametrize("who", ["kanykei", "nurlan"])
@pytest.mark.parametrize("whose", ["asel", "daniyar", "chynara"])
def test_a_keeper_resets_the_second_factor_of_their_people(app, browser_of, cast, guest, password, who, whose):  # fmt: skip
    telephone = give(app, cast.people[whose])
    type_code(guest, half_enter(guest, whose, password), telephone.code())
    page = reset(browser_of(who), cast, whose)
    assert "The second factor is reset." in page.text
    assert devices(cast, whose) == 0
    assert newest() == ("second factor reset", f"{whose}@example.test")
    assert "жокко чыгарылды" in letter()
    assert guest.get("/me").status == 303


def test_after_a_reset_signing_in_sets_up_another_device(app, browser_of, cast, guest, password, demand, monkeypatch):  # fmt: skip
    telephone = give(app, cast.people["daniyar"])
    monkeypatch.setitem(app.config, "SECOND_FACTOR_REQUIRED", False)
    reset(browser_of("kanykei"), cast, "daniyar")
    monkeypatch.setitem(app.config, "SECOND_FACTOR_REQUIRED", True)
    page = half_enter(guest, "daniyar", password)
    assert page.heading == "Set up your second factor"
    assert type_code(guest, page, telephone.recovery[0]).status == 422


@pytest.mark.parametrize(("who", "status"), [("kanykei", 409), ("nurlan", 409)])
def test_nobody_resets_their_own(app, browser_of, cast, who, status):
    give(app, cast.people[who])
    assert reset(browser_of(who), cast, who).status == status
    assert devices(cast, who) == 1


@pytest.mark.parametrize(("who", "status"), [("leila", 404), ("ilya", 403), ("daniyar", 403)])
def test_strangers_and_readers_reset_nothing(app, browser_of, cast, who, status):
    give(app, cast.people["asel"])
    assert reset(browser_of(who), cast, "asel").status == status
    assert devices(cast, "asel") == 1


def test_where_there_is_nothing_there_is_nothing_to_reset(browser_of, cast):
    assert reset(browser_of("kanykei"), cast, "asel").status == 409


@pytest.mark.parametrize(("who", "whose"), [("nurlan", "kanykei"), ("kanykei", "nurlan")])
def test_of_an_administrator_or_registrar_it_takes_two(app, browser_of, cast, second, who, whose):
    give(app, cast.people[whose])
    first = browser_of(who)
    assert "An administrator has to confirm this reset." in reset(first, cast, whose).text
    assert devices(cast, whose) == 1
    assert reset(first, cast, whose).status == 409
    number = db.session.scalars(select(GrantRequest.id)).one()
    db.session.rollback()
    assert first.post(f"/duties/{number}/confirmation").status == 403
    assert browser_of(whose).post(f"/duties/{number}/confirmation").status == 403
    assert devices(cast, whose) == 1
    assert "Reset of the second factor" in second.get("/duties").main
    assert "The second factor is reset." in second.post(f"/duties/{number}/confirmation").text
    assert devices(cast, whose) == 0
    assert newest() == ("second factor reset", f"{whose}@example.test")
    assert second.post(f"/duties/{number}/confirmation").status == 409


def test_a_declined_reset_resets_nothing(app, browser_of, cast, second):
    give(app, cast.people["kanykei"])
    reset(browser_of("nurlan"), cast, "kanykei")
    number = db.session.scalars(select(GrantRequest.id)).one()
    db.session.rollback()
    assert "Nothing is reset." in second.post(f"/duties/{number}/refusal").text
    assert devices(cast, "kanykei") == 1
    assert not visits.reset_waits(cast.people["kanykei"].id)


def test_a_duty_wider_than_the_registrars_takes_two_as_well(app, browser_of, cast):
    """Asel of Sverdlov is auditor of all the police; the registrar of Sverdlov alone does not reach so far."""
    with transaction():
        units = {n: db.session.get_one(Unit, cast.units[n].id) for n in ("sverdlov", "police")}
        bek = db.session.get_one(Person, cast.people["bek"].id)
        asel = db.session.get_one(Person, cast.people["asel"].id)
        confirmed = {"from_day": FIRST_DAY, "by": BUILDER}
        actions.grant(bek, "registrar", units["sverdlov"], **confirmed)
        actions.grant(asel, "auditor", units["police"], **confirmed)
    give(app, cast.people["asel"])
    assert "An administrator has to confirm" in reset(browser_of("bek"), cast, "asel").text
    assert devices(cast, "asel") == 1
    asked = db.session.scalars(select(GrantRequest)).one()
    assert (asked.kind, asked.unit_id) == ("second factor", cast.units["police"].id)
