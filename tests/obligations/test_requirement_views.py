"""Pages of requirements: making, changing, ending; exempting a person; who sees them."""

from datetime import timedelta

import pytest

from app.core import clock
from app.db.session import db, transaction
from app.obligations import actions
from app.obligations.actions import Terms
from app.obligations.models import Obligation, Requirement, Waiver
from tests.cast import BEGINNING, BUILDER
from tests.home import world

DAY = timedelta(days=1)


@pytest.fixture
def basics(cast):
    with transaction():
        return world.publish("basics", at=BEGINNING, required=None)


@pytest.fixture
def required(cast, basics) -> Requirement:
    with transaction():
        terms = Terms("basics", 60, unit_id=cast.unit_ids["sverdlov"])
        day = clock.today() - 10 * DAY
        return actions.require_course(terms, from_day=day, by=BUILDER, at=BEGINNING, reason="Order")


def typed(cast, **more) -> dict[str, str]:
    return {
        "course": "basics",
        "unit": str(cast.unit_ids["sverdlov"]),
        "within_days": "45",
        "valid_months": "24",
        "tell_head": "y",
        "from_day": clock.today().isoformat(),
        "reason": "Буйрук № 7.",
    } | more


def rows(kind) -> list:
    db.session.rollback()
    db.session.expire_all()
    return db.session.query(kind).all()


def test_a_registrar_sees_what_it_comes_to_and_requires_it(browser_of, cast, basics):
    browser = browser_of("kanykei")
    shown = browser.get("/requirements/new")
    page = browser.post("/requirements/new", shown.form("/requirements/new") | typed(cast))
    assert "People who hold them" in page.main or "2" in page.main
    assert rows(Requirement) == []
    sure = page.form("/requirements/new") | {"step": "confirmed"}
    browser.post("/requirements/new", sure)
    (made,) = rows(Requirement)
    assert (made.within_days, made.valid_months, made.tell_head) == (45, 24, True)
    owed = {one.person_id: one.due_day for one in rows(Obligation)}
    due = clock.today() + 45 * DAY
    assert owed == {cast.people[name].id: due for name in ("asel", "daniyar")}
    assert "basics" in browser_of("asel").get("/").main


def test_nobody_requires_anything_outside_their_reach(browser_of, cast, basics):
    browser = browser_of("leila")
    page = browser.post("/requirements/new", typed(cast))
    assert page.status == 422
    assert rows(Requirement) == []


def test_a_change_is_a_version_that_cites_the_old(browser_of, cast, required):
    browser, address = browser_of("kanykei"), f"/requirements/{required.id}"
    form = browser.get(f"{address}/change").form(f"{address}/change")
    assert form["within_days"] == "60"
    browser.post(f"{address}/change", form | {"reason": "Жаңы буйрук.", "step": "confirmed"})
    old, new = sorted(rows(Requirement), key=lambda one: one.id)
    assert (new.replaces_id, old.until_day, new.from_day) == (old.id, clock.today(), clock.today())
    assert new.since_day == old.from_day
    assert f"/requirements/{old.id}" in browser.get(f"/requirements/{new.id}").links().values()


def test_what_a_course_asks_by_itself_is_not_changed(browser_of, cast):
    with transaction():
        world.publish("own", at=BEGINNING)
    (made,) = rows(Requirement)
    browser = browser_of("kanykei")
    assert f"/requirements/{made.id}/change" not in browser.get(f"/requirements/{made.id}").text
    assert browser.get(f"/requirements/{made.id}/change").status == 409


def test_an_end_is_today_or_later(browser_of, cast, required):
    browser, address = browser_of("kanykei"), f"/requirements/{required.id}"
    form = browser.get(address).form(f"{address}/end")
    early = form | {"on_day": (clock.today() - DAY).isoformat()}
    assert browser.post(f"{address}/end", early).status == 422
    browser.post(f"{address}/end", form)
    assert rows(Requirement)[0].until_day == clock.today()


def test_an_exemption_has_a_reason_and_an_end_and_can_be_ended(browser_of, cast, required):
    browser, asel = browser_of("kanykei"), cast.people["asel"].id
    address, today = f"/people/{asel}/exemptions", clock.today()
    form = browser.get(f"/people/{asel}/requirements").form(address)
    told = {"requirement": str(required.id), "last_day": (today + 30 * DAY).isoformat()}
    browser.post(address, form | told | {"reason": "Узак мөөнөттүү окууда."})
    (given,) = rows(Waiver)
    assert given.until_day == today + 31 * DAY
    assert "Courses your post requires" not in browser_of("asel").get("/").main
    assert cast.people["asel"].name in browser.get(f"/requirements/{required.id}").main
    browser.post(f"{address}/{given.id}/end", {})
    assert rows(Waiver) == []


def test_nobody_exempts_themselves(browser_of, cast, basics):
    with transaction():
        terms = Terms("basics", 60, unit_id=cast.unit_ids["police"])
        made = actions.require_course(terms, from_day=clock.today(), by=BUILDER, at=BEGINNING)
    who = cast.people["kanykei"].id
    told = {"requirement": str(made.id), "last_day": "2099-01-01", "reason": "Өзүмө өзүм берем."}
    assert browser_of("kanykei").post(f"/people/{who}/exemptions", told).status == 422
