"""A registrar gives more time and sets days; the person sees what they have; nobody else does either."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from app.assessment.models import Allowance, UnitWindow
from app.core import clock
from app.db.session import db, transaction
from app.learning import actions, queries
from tests import make
from tests.assessment.sitting import speak

REASON = "A broken arm, shown by a paper."
TEST = "course/final-test"


@pytest.fixture
def enrolled(cast):
    for who in ("asel", "kanykei", "leila"):
        speak(cast, who, "en")
    with transaction():
        make.course(minutes=40, attempts=1)
        return make.enrolment(db.session.merge(cast.people["asel"])).id


def page_of(cast, who="asel"):
    return f"/people/{cast.people[who].id}/allowances"


def give(browser, cast, **fields):
    page = browser.get(page_of(cast))
    typed = {"test": TEST, "minutes": "15", "reason": REASON} | fields
    return browser.send(page, page_of(cast), **typed)


def test_minutes_are_given_with_a_reason_and_both_see_it(enrolled, cast, browser_of):
    page = give(browser_of("kanykei"), cast, attempts="1")
    assert "It is given." in page.text
    assert "15 min more" in page.main
    assert REASON in page.main
    own = browser_of("asel").get(f"/study/{enrolled}").main
    assert "Given to you 15 min more, attempts more: 1" in own
    assert REASON not in own
    assert "Time: 55 min." not in own  # the test is still locked: the lesson comes first


def test_it_is_ended_and_stays_in_the_list(enrolled, cast, browser_of):
    browser = browser_of("kanykei")
    page = give(browser, cast)
    given = db.session.scalars(select(Allowance.id)).one()
    page = browser.send(page, f"{page_of(cast)}/{given}/end")
    assert "ended on" in page.main
    assert REASON in page.main
    assert "Given to you" not in browser_of("asel").get(f"/study/{enrolled}").main
    assert browser.post(f"{page_of(cast)}/{given}/end").status == 409
    assert browser.post(f"{page_of(cast, 'bek')}/{given}/end").status == 404


BAD = [
    ({"minutes": ""}, "Say what is given"),
    ({"minutes": "0"}, "Minutes more"),
    ({"minutes": "abc"}, "Minutes more"),
    ({"reason": "short"}, "Reason"),
    ({"test": "course/no-such-test"}, "Test"),
    ({"until_day": "2020-01-01"}, "This day is over already."),
    ({"attempts": "11"}, "Attempts more"),
]


@pytest.mark.parametrize(("typed", "says"), BAD)
@pytest.mark.usefixtures("enrolled")
def test_what_does_not_fit_is_said_at_its_field_and_kept(typed, says, cast, browser_of):
    page = give(browser_of("kanykei"), cast, **typed)
    assert page.status == 422
    assert says in page.main
    assert page.form(page_of(cast))["minutes"] == typed.get("minutes", "15")
    assert db.session.scalars(select(Allowance)).all() == []


@pytest.mark.usefixtures("enrolled")
def test_nobody_gives_to_themselves_and_no_other_academy_does(cast, browser_of):
    own = browser_of("kanykei").get(page_of(cast, "kanykei"))
    assert "Nobody gives themselves" in own.main
    assert page_of(cast, "kanykei") not in [form.get("action") for form in own.forms()]
    typed = {"test": TEST, "minutes": "15", "reason": REASON}
    assert browser_of("kanykei").post(page_of(cast, "kanykei"), typed).status == 422
    assert browser_of("leila").get(page_of(cast)).status == 404
    assert browser_of("daniyar").get(page_of(cast)).status == 403


def days(cast, browser, first, last, unit="sverdlov"):
    here = f"/units/{cast.unit_ids[unit]}/windows"
    dates = {"first_day": first.isoformat(), "last_day": last.isoformat()}
    return browser.send(browser.get(here), here, test=TEST, **dates)


def test_days_are_set_for_a_unit_and_its_people_read_them(enrolled, cast, browser_of):
    today, browser = clock.today(), browser_of("kanykei")
    later = today + timedelta(days=3)
    page = days(cast, browser, later, later)
    assert "The days are set." in page.text
    kept = db.session.scalars(select(UnitWindow)).one()
    assert kept.closes_at - kept.opens_at == timedelta(days=1)
    study = browser_of("asel").get(f"/study/{enrolled}")
    assert "from " in study.main
    ended = browser.send(page, f"/units/{cast.unit_ids['sverdlov']}/windows/{kept.id}/end")
    assert "ended on" in ended.main


@pytest.mark.usefixtures("enrolled")
def test_a_last_day_before_the_first_is_refused(cast, browser_of):
    today = clock.today()
    page = days(cast, browser_of("kanykei"), today, today - timedelta(days=1))
    assert page.status == 422
    assert "The last day lies before the first." in page.main


@pytest.mark.usefixtures("enrolled")
def test_before_its_days_a_test_does_not_begin(cast, browser_of):
    speak(cast, "bek", "en")
    with transaction():
        enrolled = make.enrolment(db.session.merge(cast.people["bek"])).id
        now = clock.now()
        actions.read_lesson(queries.enrolment(enrolled), "lesson", "ky", by=cast.bek, at=now)
    soon = clock.today() + timedelta(days=2)
    days(cast, browser_of("kanykei"), soon, soon, unit="osh")
    browser = browser_of("bek")
    page = browser.get(f"/study/{enrolled}")
    assert "The final test is not open now" in page.main
    refused = browser.post(f"/study/{enrolled}/attempts", {"test": "final-test"})
    assert refused.status == 409
    assert "have not come yet" in refused.main
