"""The pages as people read them: headings, links, buttons."""

from datetime import timedelta

import pytest

from app.accounts import actions as accounts
from app.accounts import queries as people
from app.core import clock
from app.db.session import transaction
from tests.browser import words
from tests.home import world
from tests.statements import statements

DAY = timedelta(days=1)


@pytest.fixture
def now():
    return clock.now()


@pytest.fixture
def basics(app, now):
    with transaction():
        return world.publish("basics", at=now)


def headings(page) -> list[str]:
    return [words(h) for h in page.all("h2")]


def actions(page) -> list[str]:
    return [form.get("action") for form in page.forms()]


# ---- The front page ----


def test_a_guest_reads_what_this_is_and_which_courses_there_are(guest, basics):
    page = guest.get("/", headers={"Accept-Language": "ru"})
    assert page.status == 200
    assert page.links()["basics ru"] == "/courses/basics"
    assert "14" in page.main  # two lessons of seven minutes
    assert "/sign-in" in page.links().values()


def test_a_guest_checks_a_certificate_from_the_front_page(guest, basics):
    page = guest.get("/")
    (form,) = [form for form in page.forms() if form.get("action") == "/verify"]
    assert form.get("method") == "get"
    assert page.form("/verify") == {"code": ""}


def test_the_front_page_stands_before_any_course_is_published(guest):
    page = guest.get("/")
    assert page.status == 200
    assert "/verify" in actions(page)


def test_nothing_of_the_signed_in_is_on_the_front_page(guest, basics):
    page = guest.get("/")
    assert not {"/people", "/reports/completion", "/record"} & set(page.links().values())


# ---- Today, for those who study ----


def test_a_newcomer_enrols_from_the_start_page(browser_of, basics):
    page = browser_of("asel").get("/")
    assert page.links()["basics ky"] == "/courses/basics"
    assert "csrf_token" in page.form("/courses/basics/enrolments")


def test_who_has_begun_goes_on_with_one_link(browser_of, cast, basics, now):
    with transaction():
        enrolment = world.enrol(cast.people["asel"], basics, at=now - DAY)
        world.read(enrolment, "lesson-1", at=now)
    page = browser_of("asel").get("/")
    assert f"/study/{enrolment.id}/lessons/lesson-2" in page.links().values()
    assert "/courses/basics/enrolments" not in actions(page)
    bar = page.all("progress")[0]
    assert (bar.get("value"), bar.get("max")) == ("1", "2")


def test_a_test_that_was_begun_comes_first(browser_of, cast, basics, now):
    with transaction():
        enrolment = world.enrol(cast.people["asel"], basics, at=now - DAY)
        attempt = world.begin_test(enrolment, at=now, deadline_at=now + timedelta(minutes=20))
    page = browser_of("asel").get("/")
    inside = [a.get("href") for a in page.all("section")[0].iter() if a.get("href")]
    assert inside == [f"/attempts/{attempt.id}"]


def test_overdue_is_said_in_words(browser_of, cast, basics, now):
    with transaction():
        asel = people.person(cast.people["asel"].id)
        accounts.choose_language(asel, "en", by=cast.asel)
    assert "Overdue. Days late:" in browser_of("asel").get("/").main


def test_what_is_complete_leads_to_its_certificate(browser_of, cast, basics, now):
    with transaction():
        enrolment = world.enrol(cast.people["asel"], basics, at=now - DAY)
        world.complete(enrolment, at=now, number="2026-000001-1")
    page = browser_of("asel").get("/")
    assert page.links()["2026-000001-1"] == "/certificates/2026-000001-1"
    assert "/record" in page.links().values()


def test_who_has_nothing_to_do_is_told_where_to_look(browser_of):
    page = browser_of("maksat").get("/")
    assert "/courses" in page.links().values()


# ---- Today, by duty ----


def test_a_head_sees_the_unit_and_a_trainee_does_not(browser_of, cast, basics):
    page = browser_of("daniyar").get("/")
    assert "/reports/completion" in page.links().values()
    assert page.links()[cast.people["asel"].name] == f"/people/{cast.people['asel'].id}"
    assert f"/units/{cast.units['sverdlov'].id}" in page.links().values()
    trainee = browser_of("asel").get("/")
    assert "/reports/completion" not in trainee.links().values()
    assert cast.people["daniyar"].name not in trainee.text


@pytest.mark.parametrize("reader", ["kanykei", "ilya"])
def test_registrar_and_auditor_see_their_academy_and_no_other(browser_of, cast, reader, now):
    with transaction():
        world.publish("both", at=now, required="police, judge")
    page = browser_of(reader).get("/")
    assert cast.people["bek"].name in page.main
    assert cast.people["maksat"].name not in page.text
    # Ten hold a police post; the three of the courts are not among them.
    (bar,) = page.all("progress")
    assert bar.get("max") == "10"


def test_figures_of_units_say_whom_they_count_and_why_small_ones_are_shown(browser_of, basics):
    page = browser_of("daniyar").get("/")
    assert "Completed: 0 of 2" in page.main
    assert "hold a post today that requires the course" in page.main
    assert "The report counts everybody the course is written for" in page.main
    assert "You may open the record of each person counted here" in page.main
    assert page.links()["How the figures are counted"] == "/reports/formulas"


def test_the_formulas_say_how_the_start_page_counts(browser_of):
    said = browser_of("daniyar").get("/reports/formulas").main
    assert "whose post requires the course" in said


def test_an_administrator_sees_the_machine_and_no_records(browser_of, cast, basics):
    page = browser_of("nurlan").get("/")
    assert "/help#administrators" in page.links().values()
    assert "/reports/completion" not in page.links().values()
    assert cast.people["asel"].name not in page.text


@pytest.mark.parametrize("name", ["chynara", "elena", "gulnara", "ravshan"])
def test_who_teaches_or_writes_is_led_to_what_there_is(browser_of, name):
    found = browser_of(name).get("/").links().values()
    assert {"/courses", "/law", "/glossary"} <= set(found)


def test_the_page_costs_the_same_for_three_people_and_for_thirty(browser_of, cast, now):
    browser = browser_of("kanykei")

    def asked(courses: int) -> int:
        with transaction():
            for place in range(courses):
                release = world.publish(f"course-{courses}-{place}", at=now)
                world.enrol(cast.people["kanykei"], release, at=now)
        browser.get("/")
        with statements() as log:
            browser.get("/")
        return len(log)

    assert asked(3) == asked(30)


# ---- Help ----


def test_help_is_open_to_everybody_and_every_entry_leads_somewhere(guest):
    page = guest.get("/help")
    assert page.status == 200
    anchors = [a.get("href")[1:] for a in page.all("a") if a.get("href", "").startswith("#")]
    ids = {e.get("id") for e in page.tree.iter() if e.get("id")}
    assert set(anchors) <= ids
    assert {"tests", "recorded", "certificates", "administrators"} <= ids
    assert len(headings(page)) == 9
