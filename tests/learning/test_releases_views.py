"""One course, several releases: what was completed stays completed, and the pages agree on it."""

from datetime import timedelta

import pytest

from app.accounts import actions as accounts
from app.accounts import queries as people
from app.core import clock
from app.db.session import transaction
from app.home.queries.own import own
from app.home.queries.units import units
from app.learning import queries
from tests import make
from tests.cast import BUILDER
from tests.home import world

DAY = timedelta(days=1)


@pytest.fixture
def now():
    return clock.now()


@pytest.fixture
def twice(app, cast, now):
    """Asel completed release 1 and has begun release 2."""
    with transaction():
        person = people.person(cast.people["asel"].id)
        accounts.choose_language(person, "en", by=BUILDER)
        first = world.publish("basics", at=now - 9 * DAY)
        done = world.enrol(person, first, at=now - 8 * DAY)
        world.complete(done, at=now - 7 * DAY, number="2026-000001-1")
        second = world.publish("basics", at=now - 2 * DAY, lessons=3, number=2)
        return done, world.enrol(person, second, at=now - DAY)


def actions_of(page) -> list[str]:
    return [form.get("action") for form in page.forms()]


def test_what_was_completed_in_one_release_is_not_due_again_in_the_next(twice, cast, now):
    day = own(cast.asel, on=clock.day_of(now))
    assert day.due == []
    assert [begun.study.enrolment.id for begun in day.begun] == [twice[1].id]
    assert [study.enrolment.id for study in day.done] == [twice[0].id]


def test_the_head_counts_it_complete_as_well(twice, cast, now):
    found = units(cast.daniyar, on=clock.day_of(now))
    assert [(row.complete, row.people) for row in found.coverage] == [(1, 2)]
    assert [row.person_id for row in found.late] == [cast.people["daniyar"].id]


def test_the_page_of_rules_says_that_the_course_was_completed_before(twice, browser_of):
    done, again = twice
    page = browser_of("asel").get(f"/study/{again.id}/why")
    assert "You completed this course in release 1" in page.main
    assert f"/study/{done.id}/why" in page.links().values()
    assert "in release 1" not in browser_of("asel").get(f"/study/{done.id}/why").main


def test_who_has_completed_nothing_reads_no_such_thing(app, cast, browser_of):
    enrolment = make.enrolment(cast.people["asel"])
    page = browser_of("asel").get(f"/study/{enrolment.id}/why")
    assert "You completed this course" not in page.main


def test_the_newer_release_is_begun_from_the_page_of_the_older(app, cast, browser_of):
    older = make.enrolment(cast.people["asel"])
    browser = browser_of("asel")
    assert "/courses/course/enrolments" not in actions_of(browser.get(f"/study/{older.id}"))
    make.course(pass_mark=60)
    browser.send(browser.get(f"/study/{older.id}"), "/courses/course/enrolments")
    newer = queries.enrolment_in(cast.people["asel"].id, "course")
    assert newer.id != older.id
    assert newer.release.number == 2
