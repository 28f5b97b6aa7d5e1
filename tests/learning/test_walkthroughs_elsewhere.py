"""Walkthroughs outside their course: the own record, the record others read, the start page, groups."""

import pytest

from app.core import clock
from app.db.session import transaction
from app.learning import grouping, queries
from tests.learning import walking
from tests.learning.walking import BADLY, FIRST, JUDGE, LAST, WELL


@pytest.fixture
def mine(app, cast):
    return walking.enrolled(cast.people["asel"]).id


@pytest.fixture
def asel(mine, browser_of):
    return browser_of("asel")


def begin(browser, mine, scenario=walking.POLICE):
    return browser.post(f"/study/{mine}/runs", {"scenario": scenario}, follow=False)


def test_the_record_lists_finished_runs_with_their_debriefs(asel, mine):
    assert "Every walkthrough" not in asel.get("/record").main
    done, _open = walking.play(mine, *WELL), begin(asel, mine, JUDGE)
    page = asel.get("/record")
    assert "Competent" in page.main
    assert [a for a in page.links().values() if a.startswith("/runs/")] == [
        f"/runs/{done.id}/debrief"
    ]


def test_who_oversees_reads_verdict_and_day_and_never_the_debrief(mine, browser_of):
    walking.play(mine, *WELL)
    walking.play(mine, *BADLY)
    person_id = queries.enrolment(mine).person_id
    head = browser_of("daniyar")
    head.post("/language", {"language": "en", "back": "/"})
    page = head.get(f"/people/{person_id}/record")
    assert page.main.count("Walkthrough finished") == 2
    assert "Not yet competent" in page.main
    assert not [a for a in page.links().values() if a.startswith("/runs/")]
    assert "passed" not in page.main.split("Everything")[0]


def test_an_open_case_is_offered_on_the_start_page(asel, mine):
    assert "Cases you have begun" not in asel.get("/").main
    address = begin(asel, mine).response.headers["Location"]
    page = asel.get("/")
    assert "Cases you have begun" in page.main
    assert address in page.links().values()
    walking.play(mine, *BADLY)
    assert "Cases you have begun" not in asel.get("/").main


def test_the_start_page_leads_to_the_walkthroughs_when_they_come_next(asel, mine):
    walking.read(mine, FIRST)
    page = asel.get("/")
    assert f"/study/{mine}#next" in page.links().values()


def test_a_trainer_sees_that_walkthroughs_are_left(mine, browser_of, cast):
    walking.read(mine, FIRST, LAST)
    with transaction():
        group = grouping.open_group("Osh", cast.units["police"], by=cast.chynara, at=clock.now())
        grouping.add(group, cast.people["asel"].id, by=cast.chynara, at=clock.now())
        number = group.id
    trainer = browser_of("chynara")
    trainer.post("/language", {"language": "en", "back": "/"})
    page = trainer.get(f"/groups/{number}?course=walkthroughs")
    assert "walkthroughs still to be played" in page.main
