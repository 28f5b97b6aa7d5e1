"""Saving by a script: said after the commit and not before; and what a page costs the database."""

from contextlib import contextmanager

import pytest
from sqlalchemy import event, func, select
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Session

from app.core import clock
from app.db.session import db
from app.journal.models import Entry
from tests import make
from tests.assessment.sitting import JSON, MINUTE, sit
from tests.browser import ORIGIN
from tests.statements import statements

MARK = "0f4f5b80-8d5a-4a4e-9a51-6f0e7a1c2d3e"


@pytest.fixture
def sitting(browser_of, cast):
    return sit(browser_of, cast)


@pytest.fixture
def full_disk(monkeypatch):
    """with full_disk(): whatever is to be committed cannot be."""
    # A database in memory would not survive the new connections that the answer asks for.
    monkeypatch.setattr(db.engine, "dispose", lambda: None)

    def refuse(_session):
        raise OperationalError("COMMIT", {}, Exception("database or disk is full"))

    @contextmanager
    def full():
        event.listen(Session, "before_commit", refuse)
        yield
        event.remove(Session, "before_commit", refuse)

    return full


def test_a_script_is_told_what_is_saved(sitting):
    page = sitting.by_script(2, text="5", client_id=MARK, version=3, shown="ru")
    said = page.response.get_json()
    assert page.status == 200
    (answer,) = sitting.answers()
    assert said == {
        "saved": True,
        "version": 3,
        "client_id": MARK,
        "at": answer.given_at.isoformat(),
        "notice": None,
    }
    assert (answer.value, answer.language) == ({"text": "5"}, "ru")


def test_a_script_may_repeat_itself(sitting):
    first = sitting.by_script(2, text="5", client_id=MARK, version=1).response.get_json()
    again = sitting.by_script(2, text="5", client_id=MARK, version=1).response.get_json()
    assert first == again
    assert len(sitting.answers()) == 1


def test_what_a_script_saved_is_not_written_again_by_the_button(sitting):
    """The script puts its mark and version into the form."""
    form = sitting.question(2).form(sitting.at(2)) | {"text": "5", "client_id": MARK}
    sitting.by_script(2, text="5", client_id=MARK, version=1)
    assert sitting.browser.post(sitting.at(2), form | {"then": "next"}).heading == "Question 3 of 6"
    assert len(sitting.answers()) == 1


def test_an_overtaken_answer_is_kept_and_not_called_the_one_that_counts(sitting):
    sitting.by_script(2, text="newer", version=5)
    said = sitting.by_script(2, text="older", version=2).response.get_json()
    assert "A newer answer" in said["notice"]
    assert [a.value["text"] for a in sitting.answers()] == ["newer", "older"]
    assert sitting.question(2).form(sitting.at(2))["text"] == "newer"
    said = sitting.by_script(2, text="third", version=5).response.get_json()
    assert "A newer answer" in said["notice"]
    assert sitting.question(2).form(sitting.at(2))["text"] == "newer"
    assert len(sitting.answers()) == 3


def test_a_late_answer_is_kept_and_the_script_is_told(browser_of, cast):
    sitting = sit(browser_of, cast, minutes=30, at=clock.now() - 31 * MINUTE)
    said = sitting.by_script(2, text="5").response.get_json()
    assert said["saved"]
    assert "marked as late" in said["notice"]


def test_after_handing_in_the_device_may_let_go(sitting):
    sitting.hand_in()
    page = sitting.by_script(2, text="5")
    assert page.status == 410
    assert page.response.get_json()["error"] == "This is closed"
    assert "saved" not in page.response.get_json()


def test_a_guest_and_a_foreign_page_save_nothing(sitting, guest):
    json = {"Accept": "application/json"}
    assert guest.post(sitting.at(2), {"text": "5"}, headers=ORIGIN | json).status == 401
    foreign = {"Sec-Fetch-Site": "cross-site"} | json
    assert sitting.browser.post(sitting.at(2), {"text": "5"}, headers=foreign).status == 400
    assert (
        sitting.browser.client.post(sitting.at(2), data={"text": "5"}, headers=ORIGIN).status_code
        == 400
    )
    assert sitting.answers() == []


def test_nothing_is_called_saved_that_could_not_be_committed(sitting, full_disk):
    form = sitting.question(2).form(sitting.at(2)) | {"text": "5"}
    with full_disk():
        answer = sitting.browser.client.post(sitting.at(2), data=form, headers=JSON)
    assert answer.status_code == 503
    assert answer.headers["Retry-After"]
    assert "saved" not in answer.get_json()
    assert sitting.answers() == []


def test_without_scripts_no_page_claims_what_could_not_be_committed(sitting, full_disk):
    form = sitting.question(2).form(sitting.at(2)) | {"text": "5", "then": "next"}
    with full_disk():
        answer = sitting.browser.client.post(sitting.at(2), data=form, headers=ORIGIN)
    assert answer.status_code == 503
    assert "is saved" not in sitting.browser.get(f"{sitting.at(3)}?saved=2").main
    assert sitting.browser.post(sitting.at(2), form).heading == "Question 3 of 6"
    assert len(sitting.answers()) == 1


def test_a_message_dies_with_what_it_speaks_of(sitting, full_disk):
    form = sitting.question(2).form(sitting.at(2)) | {"text": "5"}
    sitting.by_hand(2, text="newer", then="next")
    with full_disk():
        answer = sitting.browser.client.post(sitting.at(2), data=form, headers=ORIGIN)
    assert answer.status_code == 503
    assert "A newer answer" not in sitting.question(2).main


def test_saving_and_reading_cost_a_few_statements(sitting):
    """Two of them are the guard's: who asks, and with which duties."""
    sitting.question(1)
    with statements() as asked:
        page = sitting.question(2)
    assert len(asked) <= 2 + 5, asked
    form = page.form(sitting.at(2)) | {"text": "5", "then": "next"}
    with statements() as asked:
        sitting.browser.client.post(sitting.at(2), data=form, headers=ORIGIN)
    assert len(asked) <= 2 + 7, asked
    assert len(sitting.answers()) == 1


def test_a_page_costs_the_same_when_much_was_answered(sitting):
    sitting.question(2)
    with statements() as few:
        sitting.question(2)
    for n in range(20):
        sitting.by_script(make.WORD, text=f"word {n}")
    with statements() as many:
        sitting.question(2)
    assert len(few) == len(many)


def test_ordinary_answers_are_facts_of_their_own_and_fill_no_journal(sitting):
    entries = select(func.count()).select_from(Entry)
    before = db.session.scalar(entries)
    sitting.by_script(2, text="5")
    assert db.session.scalar(entries) == before
