"""The end of a test: looking through, handing in, and when the time is over."""

import pytest

from app.core import clock
from app.db.session import transaction
from tests import make
from tests.assessment.sitting import MINUTE, PAGES, sit, take_seat


@pytest.fixture
def sitting(browser_of, cast):
    return sit(browser_of, cast)


@pytest.fixture
def overdue(browser_of, cast):
    return sit(browser_of, cast, minutes=30, at=clock.now() - 31 * MINUTE)


# ── looking through, handing in ───────────────────────────────────────────────


def test_before_handing_in_one_looks_through_and_can_change(sitting):
    sitting.by_hand(2, text="5", then="next")
    page = sitting.browser.get(f"{sitting.address}/hand-in")
    assert "Some questions are not answered" in page.main
    assert page.links()["1"] == sitting.at(1)
    assert "5 күн" in page.main
    assert page.links()["Change the answer to question 2"] == sitting.at(2)
    assert sitting.attempt().state == "open"
    page = sitting.browser.send(page, f"{sitting.address}/hand-in")
    assert page.heading == "Result"
    assert sitting.attempt().state == "handed-in"


def test_handing_in_twice_shows_the_same_result(sitting):
    sitting.hand_in()
    first = sitting.attempt().handed_in_at
    assert sitting.hand_in().heading == "Result"
    assert sitting.attempt().handed_in_at == first


def test_after_handing_in_every_page_leads_to_the_result(sitting):
    form = sitting.question(2).form(sitting.at(2)) | {"text": "5"}
    sitting.hand_in()
    for page in PAGES:
        where = sitting.browser.get(sitting.address + page, follow_redirects=True)
        assert where.heading == "Result"
    page = sitting.browser.post(sitting.at(2), form, follow=False)
    assert page.response.headers["Location"] == sitting.at(2)
    assert sitting.answers() == []
    assert sitting.browser.post(f"{sitting.address}/seat").status == 409


# ── when the time is over ─────────────────────────────────────────────────────


def test_when_the_time_is_over_that_is_said_and_looking_changes_nothing(overdue):
    page = overdue.browser.get(overdue.address)
    assert page.heading == "The time is over"
    for path in (overdue.at(1), f"{overdue.address}/hand-in"):
        assert overdue.browser.get(path, follow_redirects=True).heading == "The time is over"
    assert overdue.attempt().state == "open"
    page = overdue.browser.send(page, f"{overdue.address}/hand-in")
    assert page.heading == "Result"
    assert overdue.attempt().handed_in_by == "server"


def test_from_any_window_what_is_over_can_be_handed_in(overdue):
    take_seat(overdue, "of another window")
    assert overdue.hand_in().heading == "Result"


def test_a_late_answer_is_kept_and_the_person_is_told(overdue):
    page = overdue.browser.post(overdue.at(2), {"text": "5"})
    page = overdue.browser.get(page.response.headers["Location"])
    assert "It is kept and marked as late" in page.main
    assert [answer.late for answer in overdue.answers()] == [True]


def test_the_job_hands_in_for_those_who_are_gone(app, overdue):
    done = app.test_cli_runner().invoke(args=["assessment", "hand-in"])
    assert done.output == f"attempt {overdue.attempt_id}: handed in\n"
    assert overdue.attempt().handed_in_by == "server"
    assert app.test_cli_runner().invoke(args=["assessment", "hand-in"]).output == ""


def test_beginning_again_gives_back_the_attempt_with_its_answers(sitting, cast):
    sitting.by_hand(2, text="5", then="next")
    with transaction():
        make.attempt(cast.asel, seat="of another window")
    take_seat(sitting, "of another window")
    assert sitting.question(2).form(sitting.at(2))["text"] == "5"
