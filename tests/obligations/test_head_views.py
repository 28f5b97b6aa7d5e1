"""A head asks something of the posts of the unit, sees who owes it, and exempts from it; what the academy asks stays."""

from datetime import timedelta

import pytest

from app.accounts import actions as actions_of_staff
from app.core import clock
from app.db.session import db, transaction
from app.obligations import actions, reviewing
from app.obligations.actions import Terms
from app.obligations.models import Obligation, Requirement, Waiver
from tests.cast import BEGINNING
from tests.home import world
from tests.obligations.test_requirement_views import rows, typed

DAY = timedelta(days=1)
TODAY = clock.today()


@pytest.fixture
def basics(cast):
    with transaction():
        return world.publish("basics", at=BEGINNING, required=None)


@pytest.fixture
def of_academy(cast, basics) -> Requirement:
    """Asked of the head's unit by the registrar of the academy."""
    return asked_by(cast, "kanykei")


def asked_by(cast, name: str, days: int = 20) -> Requirement:
    with transaction():
        terms = Terms("basics", days, unit_id=cast.unit_ids["sverdlov"])
        by = cast.actors[name]
        made = actions.require_course(terms, from_day=TODAY, by=by, at=clock.now(), reason="Order")
        reviewing.review_asked(made, on=TODAY)
        return made


def exempting(requirement: Requirement) -> dict[str, str]:
    last = (TODAY + 30 * DAY).isoformat()
    told = {"requirement": str(requirement.id), "last_day": last}
    return told | {"reason": "Узак мөөнөттүү окууда."}


def test_a_head_requires_a_course_of_the_own_unit_only(browser_of, cast, basics):
    browser = browser_of("daniyar")
    form = browser.get("/requirements/new").form("/requirements/new")
    assert form["unit"] == str(cast.unit_ids["sverdlov"])  # the only one, with its posts
    browser.post("/requirements/new", form | typed(cast) | {"step": "confirmed"})
    (made,) = rows(Requirement)
    assert made.made_by_id == cast.daniyar.person_id
    elsewhere = typed(cast, unit=str(cast.unit_ids["osh"]), step="confirmed")
    assert browser.post("/requirements/new", elsewhere).status == 422
    assert len(rows(Requirement)) == 1


def test_the_next_head_changes_and_ends_what_a_head_asked(browser_of, cast, basics):
    made = asked_by(cast, "daniyar")
    with transaction():
        asel, over = cast.people["asel"], cast.units["sverdlov"]
        actions_of_staff.grant(asel, "head", over, from_day=TODAY, by=cast.nurlan)
    browser, address = browser_of("asel"), f"/requirements/{made.id}"
    assert f"{address}/change" in browser.get(address).links().values()
    form = browser.get(address).form(f"{address}/end")
    assert browser.post(f"{address}/end", form).status == 200


def test_what_the_academy_asks_a_head_neither_changes_nor_exempts_from(
    browser_of, cast, of_academy
):
    browser, asel = browser_of("daniyar"), cast.people["asel"].id
    address = f"/requirements/{of_academy.id}"
    page = browser.get(address)
    assert f"{address}/change" not in page.links().values()
    assert browser.get(f"{address}/change").status == 403
    assert browser.post(f"{address}/end", {"on_day": TODAY.isoformat()}).status == 403
    assert "exemptions" not in browser.get(f"/people/{asel}/requirements").text
    refused = browser.post(f"/people/{asel}/exemptions", exempting(of_academy))
    assert refused.status == 403
    assert rows(Waiver) == []


def test_a_head_exempts_from_what_heads_ask_and_ends_it(browser_of, cast, of_academy):
    made, asel = asked_by(cast, "daniyar", 30), cast.people["asel"].id
    browser, address = browser_of("daniyar"), f"/people/{asel}/exemptions"
    page = browser.get(f"/people/{asel}/requirements")
    offered = page.form(address)
    assert browser.post(address, offered | exempting(made)).status == 200
    (given,) = rows(Waiver)
    assert (given.requirement_id, given.given_by_id) == (made.id, cast.daniyar.person_id)
    assert browser.post(f"{address}/{given.id}/end", {}).status == 200


def test_a_head_is_no_exception(browser_of, cast, basics):
    made, own = asked_by(cast, "daniyar"), cast.daniyar.person_id
    browser = browser_of("daniyar")
    assert "Exempt from a requirement" not in browser.get(f"/people/{own}/requirements").text
    assert browser.post(f"/people/{own}/exemptions", exempting(made)).status == 422
    assert rows(Waiver) == []


def test_a_head_of_another_unit_exempts_nobody_here(browser_of, cast, basics):
    with transaction():
        over = cast.units["osh"]
        actions_of_staff.grant(cast.people["bek"], "head", over, from_day=TODAY, by=cast.nurlan)
    made, asel = asked_by(cast, "daniyar"), cast.people["asel"].id
    assert browser_of("bek").post(f"/people/{asel}/exemptions", exempting(made)).status == 404


@pytest.mark.parametrize("number", [2**63, 0, 10**30])
def test_a_number_that_no_row_has_is_a_slip_of_the_form(browser_of, cast, basics, number):
    asked, asel = asked_by(cast, "daniyar"), cast.people["asel"].id
    told = exempting(asked) | {"requirement": str(number)}
    assert browser_of("daniyar").post(f"/people/{asel}/exemptions", told).status == 422


# ── who owes what ─────────────────────────────────────────────────────────────


def test_who_owes_what_is_of_the_readers_people_the_earliest_first(browser_of, cast, of_academy):
    asked_by(cast, "daniyar", 200)
    page = browser_of("daniyar").get("/requirements/due")
    assert [name in page.main for name in ("Токтосунова", "Ёлкин", "Өмүрбеков")] == [
        True,
        True,
        False,
    ]
    # What comes in two hundred days stands with its requirement only.
    (far,) = (one for one in rows(Requirement) if one.within_days == 200)
    assert page.main.count("Токтосунова") == 1
    alone = browser_of("daniyar").get(f"/requirements/due?requirement={far.id}")
    assert alone.main.count("Токтосунова") == 1
    with transaction():
        reviewing.review([cast.people["asel"].id], on=TODAY + 1 * DAY)
        owed = db.session.query(Obligation).filter_by(person_id=cast.people["asel"].id)
        owed.filter_by(requirement_id=of_academy.id).update({"due_day": TODAY - DAY})
    page = browser_of("daniyar").get("/requirements/due").main
    assert page.index("Токтосунова") < page.index("Ёлкин")
    assert "was due on" in page


def test_nobody_sees_who_owes_what_elsewhere(browser_of, cast, of_academy):
    assert "Токтосунова" not in browser_of("oroz").get("/requirements/due").main
    asked = f"/requirements/due?requirement={of_academy.id}"
    assert browser_of("oroz").get(asked).status == 404
    assert browser_of("asel").get("/requirements/due").status == 403
    for number in (99999, -1, 2**63, 10**30):
        asked = f"/requirements/due?requirement={number}"
        assert browser_of("kanykei").get(asked).status == 404
