"""Sitting a test in the browser: overview, questions, saving, moving, looking through, handing in."""

import re

import pytest
from flask import session
from sqlalchemy import select

from app.assessment.models import Attempt
from app.assessment.seats import keep_seat, new_seat, own_seat
from app.db.session import db
from app.journal.models import Entry
from tests import make
from tests.assessment.sitting import PAGES, sit, speak, take_seat
from tests.browser import words

HTML = "{http://www.w3.org/1999/xhtml}"


@pytest.fixture
def sitting(browser_of, cast):
    return sit(browser_of, cast)


def texts(page, tag: str) -> list[str]:
    return [words(element) for element in page.all(tag)]


# ── who gets in ───────────────────────────────────────────────────────────────


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("who", ["bek", "daniyar", "nurlan", "leila"])
def test_nobody_else_learns_that_the_attempt_exists(sitting, browser_of, who, page):
    assert browser_of(who).get(sitting.address + page).status == 404


@pytest.mark.parametrize("page", ["/questions/1", "/seat", "/hand-in"])
def test_nobody_else_changes_the_attempt(sitting, browser_of, page):
    assert browser_of("bek").post(sitting.address + page).status == 404
    assert sitting.attempt().state == "open"
    assert sitting.answers() == []


@pytest.mark.parametrize("page", PAGES)
def test_a_guest_is_asked_to_sign_in(sitting, guest, page):
    assert guest.get(sitting.address + page).response.headers["Location"].startswith("/sign-in")


@pytest.mark.parametrize("number", [987_654, 2**63, 10**30])
def test_there_is_no_such_attempt_or_question(sitting, number):
    for page in PAGES:
        assert sitting.browser.get(f"/attempts/{number}{page}").status == 404
    assert sitting.question(number).status == 404
    assert sitting.by_script(7, text="a").status == 404


# ── the overview ──────────────────────────────────────────────────────────────


def test_the_rules_are_said_before_one_begins(browser_of, cast):
    page = sit(browser_of, cast, minutes=40, attempts=3).browser.get("/attempts/1")
    assert page.heading == "Жыйынтык тест"
    for said in ("Questions6", "40 min in all", "Pass mark50 %", "Attempt1 of 3", "Time left"):
        assert said in page.main
    assert "saved as you give it" in page.main
    assert page.links()["Begin"] == "/attempts/1/questions/1"


def test_without_limits_that_is_said_too(browser_of, cast):
    sitting = sit(browser_of, cast, kind="check", pass_mark=None)
    page = sitting.browser.get(sitting.address)
    assert "No limit" in page.main
    assert "only shows you what you know" in page.main
    assert "js/sitting." not in page.html


def test_one_goes_on_at_the_first_question_not_answered(sitting):
    sitting.by_hand(1, choice="1", then="overview")
    page = sitting.browser.get(sitting.address)
    assert "Answered: 1 of 6" in page.main
    assert "Question 1 answered Question 2 not answered" in page.main
    assert page.links()["Go on"] == sitting.at(2)


# ── a question ────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("kind", make.KINDS)
def test_every_kind_of_question_can_be_answered_and_shows_the_answer_again(sitting, kind):
    place = sitting.place(kind)
    given = {
        "single-choice": {"choice": "2"},
        "multiple-choice": {"choices": "3"},
        "matching": {"pair-1": "2", "pair-2": "", "pair-3": "4"},
        "ordering": {"place-1": "2", "place-2": "1", "place-3": "4", "place-4": "3"},
        "short-answer": {"text": "башка ысым"},
        "numeric": {"text": "10,5"},
    }[kind]
    page = sitting.question(place)
    assert page.heading == f"Question {place} of 6"
    assert "Суроо?" in page.main
    assert "Not answered yet." in page.main
    page = sitting.by_hand(place, **given, then="stay")
    assert page.form(sitting.at(place)).items() >= given.items()
    assert "Saved:" in page.main
    assert [answer.place for answer in sitting.answers()] == [place]


def test_the_buttons_lead_on_back_and_out(sitting):
    assert sitting.by_hand(1, choice="1", then="next").heading == "Question 2 of 6"
    assert sitting.by_hand(2, text="5", then="previous").heading == "Question 1 of 6"
    assert sitting.by_hand(1, choice="2", then="overview").heading == "Жыйынтык тест"
    assert sitting.by_hand(6, text="a", then="next").heading == "Look through your answers"
    assert len(sitting.answers()) == 4


def test_the_next_page_says_what_is_saved(sitting):
    page = sitting.by_hand(1, choice="1", then="next")
    assert re.search(r"Question 1 is saved: \d\d\.\d\d\.\d{4}, \d\d:\d\d", page.main)


def test_going_on_without_an_answer_or_a_change_writes_nothing(sitting):
    page = sitting.by_hand(2, then="next")
    assert page.heading == "Question 3 of 6"
    assert "is saved" not in page.main
    sitting.by_hand(2, text="5", then="next")
    sitting.by_hand(2, then="next")
    assert len(sitting.answers()) == 1


def test_a_cleared_answer_is_no_answer(sitting):
    sitting.by_hand(2, text="5", then="next")
    page = sitting.by_hand(2, text="", then="overview")
    assert "Answered: 0 of 6" in page.main
    assert [answer.version for answer in sitting.answers()] == [1, 2]


def test_the_button_pressed_twice_is_one_answer(sitting):
    form = sitting.question(2).form(sitting.at(2)) | {"text": "5", "then": "next"}
    for _ in range(2):
        assert sitting.browser.post(sitting.at(2), form).heading == "Question 3 of 6"
    assert len(sitting.answers()) == 1


def test_a_page_left_open_does_not_overwrite_a_newer_answer(sitting):
    stale = sitting.question(2).form(sitting.at(2)) | {"text": "old", "then": "next"}
    sitting.by_hand(2, text="5", then="next")
    page = sitting.browser.post(sitting.at(2), stale)
    assert page.heading == "Question 2 of 6"
    assert "A newer answer to this question came from another window." in page.main
    assert page.form(sitting.at(2))["text"] == "5"


@pytest.mark.parametrize(
    "wrong",
    [
        {"version": "0"},
        {"version": "9" * 30},
        {"version": "x"},
        {"client_id": "x" * 37},
        {"client_id": "<script>"},
        {"shown": "en"},
        {"then": "elsewhere"},
        {"language": "de"},
    ],
)
def test_what_no_page_of_ours_sends_is_refused_and_nothing_is_kept(sitting, wrong):
    assert sitting.by_script(2, text="5", **wrong).status == 422
    assert sitting.answers() == []


def test_the_enter_key_saves_and_goes_on(sitting):
    """The first button of the form, wherever it stands on the page, is the one the key presses."""
    buttons = [b for b in sitting.question(2).all("button") if b.get("form") == "answer"]
    assert (buttons[0].get("name"), buttons[0].get("value")) == ("then", "next")


def test_a_page_asks_for_six_things_at_most(browser_of, cast):
    page = sit(browser_of, cast, minutes=40).question(1)
    assets = re.findall(r'(?:src|href)="(/static/[^"]+)"', page.html)
    assert 1 + len(set(assets)) <= 6


# ── the language ──────────────────────────────────────────────────────────────


def test_switching_the_language_saves_first_and_stays_at_the_question(sitting):
    page = sitting.by_hand(2, text="5", language="ru")
    assert page.all("html")[0].get("lang") == "ru"
    assert "Вопрос?" in page.main
    assert page.form(sitting.at(2))["text"] == "5"
    sitting.by_hand(make.WORD, text="слово", then="next")
    assert [(a.place, a.language) for a in sitting.answers()] == [(2, "ky"), (make.WORD, "ru")]
    assert sitting.attempt().number == 1


def test_the_language_can_be_switched_the_ordinary_way_too(sitting):
    sitting.by_hand(2, text="5", then="stay")
    page = sitting.browser.post("/language", {"language": "ru", "back": sitting.at(2)})
    assert "Вопрос?" in page.main
    assert page.form(sitting.at(2))["text"] == "5"


def test_an_answer_remembers_the_language_that_was_shown(sitting, cast):
    """The interface was switched elsewhere after this page was opened."""
    form = sitting.question(2).form(sitting.at(2)) | {"text": "5"}
    speak(cast, "asel", "ru")
    sitting.browser.post(sitting.at(2), form)
    assert [answer.language for answer in sitting.answers()] == ["ky"]


# ── another seat ──────────────────────────────────────────────────────────────


@pytest.mark.parametrize("kind", make.KINDS)
def test_in_another_window_nothing_can_be_filled_in(sitting, kind):
    take_seat(sitting, "of another window")
    page = sitting.question(sitting.place(kind))
    fields = [f for tag in ("input", "select") for f in page.all("main")[0].iter(HTML + tag)]
    fields = [f for f in fields if f.get("type") != "hidden"]
    assert fields
    assert all({"disabled", "readonly"} & set(f.attrib) for f in fields)


def test_another_window_reads_and_says_so(sitting):
    take_seat(sitting, "of another window")
    page = sitting.question(2)
    assert "on another device or in another window" in page.main
    assert not [f for f in page.all("form") if f.get("action") == sitting.at(2)]
    assert "Save and next" not in texts(page, "button")
    assert "Continue here" in texts(page, "button")
    assert page.links()["Next"] == sitting.at(3)


def test_continue_here_moves_the_test_and_the_other_becomes_read_only(sitting, browser_of):
    other = browser_of("asel")
    page = other.get(sitting.at(2))
    page = other.send(page, f"{sitting.address}/seat")
    assert page.heading == "Question 2 of 6"
    assert "Save and next" in texts(page, "button")
    assert "Continue here" in texts(sitting.question(2), "button")
    assert other.post(f"{sitting.address}/seat").heading == "Жыйынтык тест"


def test_the_other_window_cannot_save_or_hand_in(sitting):
    form = sitting.question(2).form(sitting.at(2))
    take_seat(sitting, "of another window")
    page = sitting.browser.post(sitting.at(2), form | {"text": "5"})
    assert "Continue here" in texts(page, "button")
    assert sitting.by_script(2, text="5").status == 409
    page = sitting.hand_in()
    assert page.heading == "Жыйынтык тест"
    assert sitting.attempt().state == "open"
    assert sitting.answers() == []


def test_a_no_in_the_middle_of_a_test_is_noted_as_any_other(sitting):
    form = sitting.question(2).form(sitting.at(2))
    take_seat(sitting, "of another window")
    sitting.browser.post(sitting.at(2), form | {"text": "5"})
    sitting.hand_in()
    sitting.by_script(2, text="5")
    wanted = select(Entry).where(Entry.what == "refused").order_by(Entry.number)
    assert [(e.by_id, e.details["code"]) for e in db.session.scalars(wanted)] == [
        (sitting.attempt().person_id, "OtherSeatLive")
    ] * 3


def test_a_browser_remembers_a_few_seats_the_newest(app):
    with app.test_request_context():
        for number in range(1, 12):
            keep_seat(Attempt(id=number), f"seat {number}")
        assert own_seat(Attempt(id=11)) == "seat 11"
        assert own_seat(Attempt(id=7)) == "seat 7"
        assert own_seat(Attempt(id=6)) == ""
        assert len(session) == 5
    assert new_seat() != new_seat()
    assert len(new_seat()) <= 32
