"""Granting and withdrawing duties, alone and by two."""

import pytest
from sqlalchemy import select

from app.accounts import actions, visits
from app.accounts.models import Grant, GrantRequest, Person, Unit
from app.core import clock
from app.core.actor import Duty
from app.db.session import db, transaction
from tests.cast import BUILDER, FIRST_DAY


def duties(cast, name):
    found = visits.duties(cast.people[name].id, on=clock.today())
    db.session.rollback()
    return found


def address(cast, name: str) -> str:
    return f"/people/{cast.people[name].id}/duties"


def grant(browser, cast, name, kind, over="osh", fields=None):
    usual = {"kind": kind, "unit": str(cast.units[over].id), "on_day": clock.today().isoformat()}
    return browser.post(address(cast, name), usual | (fields or {}))


@pytest.fixture
def second(cast, browser_of):
    """Ravshan becomes the second administrator of the police."""
    with transaction():
        ravshan = db.session.get_one(Person, cast.people["ravshan"].id)
        police = db.session.get_one(Unit, cast.units["police"].id)
        actions.grant(ravshan, "administrator", police, from_day=FIRST_DAY, by=BUILDER)
    return browser_of("ravshan")


def test_an_administrator_grants_a_duty(browser_of, cast):
    page = grant(browser_of("nurlan"), cast, "bek", "trainer")
    assert "The duty is granted." in page.text
    assert duties(cast, "bek") == (Duty("trainer", cast.units["osh"].path),)


def test_the_same_duty_twice_is_refused(browser_of, cast):
    nurlan = browser_of("nurlan")
    grant(nurlan, cast, "bek", "trainer")
    page = grant(nurlan, cast, "bek", "trainer")
    assert page.status == 422
    assert "over this unit already" in page.main


@pytest.mark.parametrize("kind", ["trainer", "registrar"])
def test_nobody_grants_to_themselves(browser_of, cast, kind):
    page = grant(browser_of("nurlan"), cast, "nurlan", kind)
    assert page.status == 422
    assert "Nobody gives a duty to themselves." in page.main


@pytest.mark.parametrize(
    "changed", [{"unit": ""}, {"unit": "999"}, {"kind": "king"}, {"on_day": ""}]
)
def test_a_bad_form_grants_nothing(browser_of, cast, changed):
    page = grant(browser_of("nurlan"), cast, "bek", "trainer", fields=changed)
    assert page.status == 422
    assert duties(cast, "bek") == ()


def test_a_unit_beyond_the_reach_is_not_offered(browser_of, cast):
    assert grant(browser_of("nurlan"), cast, "bek", "trainer", "court").status == 422


@pytest.mark.parametrize("name", ["kanykei", "daniyar", "ilya", "asel", "leila"])
def test_only_administrators_grant(browser_of, cast, name):
    assert browser_of(name).get(address(cast, "bek")).status == 403
    assert grant(browser_of(name), cast, "bek", "trainer").status == 403


def test_a_withdrawn_duty_is_gone_at_the_next_request(browser_of, cast):
    daniyar = browser_of("daniyar")
    assert daniyar.get("/people").status == 200
    given = db.session.scalars(
        select(Grant.id).where(Grant.person_id == cast.people["daniyar"].id)
    ).one()
    db.session.rollback()
    page = browser_of("nurlan").post(f"{address(cast, 'daniyar')}/{given}/withdrawal")
    assert "The duty is withdrawn" in page.text
    assert daniyar.get("/people").status == 303
    assert browser_of("daniyar").get("/people").status == 403


def test_a_grant_is_withdrawn_under_its_own_person_only(browser_of, cast):
    given = db.session.scalars(
        select(Grant.id).where(Grant.person_id == cast.people["daniyar"].id)
    ).one()
    db.session.rollback()
    assert browser_of("nurlan").post(f"{address(cast, 'bek')}/{given}/withdrawal").status == 404


# ── two persons ───────────────────────────────────────────────────────────────


@pytest.mark.parametrize("kind", ["registrar", "administrator"])
def test_one_asks_and_another_confirms(browser_of, cast, second, kind):
    nurlan = browser_of("nurlan")
    assert "Another administrator has to confirm" in grant(nurlan, cast, "bek", kind).text
    assert duties(cast, "bek") == ()
    number = db.session.scalars(select(GrantRequest.id)).one()
    db.session.rollback()
    assert "Somebody else has to confirm" in nurlan.get("/duties").main
    assert nurlan.post(f"/duties/{number}/confirmation").status == 403
    assert duties(cast, "bek") == ()
    page = second.get("/duties")
    assert "Өмүрбеков Бек" in page.main
    assert "Нурланов Нурлан" in page.main
    assert "The duty is granted." in second.post(f"/duties/{number}/confirmation").text
    assert duties(cast, "bek") == (Duty(kind, cast.units["osh"].path),)
    assert second.post(f"/duties/{number}/confirmation").status == 409


def test_who_receives_does_not_confirm(browser_of, cast, second):
    grant(browser_of("nurlan"), cast, "ravshan", "registrar")
    number = db.session.scalars(select(GrantRequest.id)).one()
    db.session.rollback()
    assert second.post(f"/duties/{number}/confirmation").status == 403


def test_a_declined_request_grants_nothing(browser_of, cast, second):
    grant(browser_of("nurlan"), cast, "bek", "registrar")
    number = db.session.scalars(select(GrantRequest.id)).one()
    db.session.rollback()
    assert "The duty is not granted." in second.post(f"/duties/{number}/refusal").text
    assert second.post(f"/duties/{number}/confirmation").status == 409
    assert "Nothing waits" in second.get("/duties").main
    assert duties(cast, "bek") == ()


def test_a_strangers_request_is_not_there(browser_of, cast, second):
    with transaction():
        court = db.session.get_one(Unit, cast.units["court"].id)
        leila = db.session.get_one(Person, cast.people["leila"].id)
        actions.grant(leila, "administrator", court, from_day=FIRST_DAY, by=BUILDER)
    grant(browser_of("nurlan"), cast, "bek", "registrar")
    number = db.session.scalars(select(GrantRequest.id)).one()
    db.session.rollback()
    leila = browser_of("leila")
    assert "Өмүрбеков" not in leila.get("/duties").main
    assert leila.post(f"/duties/{number}/confirmation").status == 404
    assert leila.post(f"/duties/{number}/refusal").status == 404
