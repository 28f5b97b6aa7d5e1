"""How sure one is: asked with every kind of question, kept with the answer, said back by topic."""

import pytest

from app.assessment import certainty, questions, quizzes, terms
from app.assessment.models import Mark
from app.core.bilingual import Bilingual
from app.core.problems import Problems
from app.db.session import db
from tests import make
from tests.assessment import more_kinds
from tests.assessment.sitting import sit, take_seat
from tests.assessment.test_more_views import files
from tests.browser import words

RULE = "It changes no points and may be left out."
EVERY = [*make.KINDS, *more_kinds.MARKED]


@pytest.fixture
def sitting(browser_of, cast):
    return sit(browser_of, cast, certainty="true")


def all_kinds(browser_of, cast):
    """One question of each kind that is marked at hand-in."""
    make.bank(files(*more_kinds.MARKED))
    return sit(
        browser_of, cast, certainty="true",
        draw="[{topic: elements, count: 6}, {topic: more, count: 4}]",
    )  # fmt: skip


def steps(page):
    """Values of the three steps, and which is chosen."""
    found = [i for i in page.all("input") if i.get("name") == "certainty"]
    return [i.get("value") for i in found], [i.get("value") for i in found if "checked" in i.attrib]


def kept(sitting):
    return [(a.place, a.version, a.certainty) for a in sitting.answers()]


# ── the test's file and its terms ─────────────────────────────────────────────


def test_a_test_says_in_its_file_whether_it_asks():
    assert make.quiz(certainty="true").certainty
    assert not make.quiz().certainty
    problems = Problems()
    assert quizzes.read(make.quiz_text(certainty="scored"), "a.quiz.yaml", problems) is None
    assert problems.errors


def test_terms_of_before_are_still_read():
    old = terms.kept(make.quiz())
    del old["certainty"]
    assert not terms.of(old).certainty
    assert terms.claimed(old, 3) is None
    assert terms.of(terms.kept(make.quiz(certainty="true"))).certainty


# ── asking ────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("kind", EVERY)
def test_every_kind_of_question_asks_in_three_steps(kind, browser_of, cast):
    sitting = all_kinds(browser_of, cast)
    place = sitting.place(kind)
    page = sitting.question(place)
    assert steps(page) == (["1", "2", "3"], [])
    assert "How sure are you?" in page.main
    page = sitting.by_hand(place, certainty="2", then="stay")
    assert steps(page)[1] == ["2"]
    take_seat(sitting, "of another window")
    fixed = [i for i in sitting.question(place).all("input") if i.get("name") == "certainty"]
    assert all("disabled" in i.attrib for i in fixed)


def test_the_rule_is_said_before_one_begins(browser_of, cast, sitting):
    assert RULE in sitting.browser.get(sitting.address).main
    assert "certainty" not in sit(browser_of, cast, context="other:1").question(1).html


def test_the_course_page_says_it_beside_the_button(browser_of, cast):
    make.course(certainty="true")
    enrolment = make.enrolment(cast.people["asel"])
    page = browser_of("asel").get(f"/study/{enrolment.id}")
    said = "бул упайды өзгөртпөйт", "asks how sure you are; this changes no points"
    assert any(one in page.main for one in said)


# ── keeping ───────────────────────────────────────────────────────────────────


def test_certainty_alone_is_a_new_version(sitting):
    place = sitting.place("single-choice")
    sitting.by_hand(place, choice="1", then="stay")
    sitting.by_hand(place, choice="1", certainty="3", then="stay")
    sitting.by_hand(place, choice="1", certainty="3", then="stay")
    sitting.by_hand(place, choice="1", certainty="1", then="stay")
    assert kept(sitting) == [(place, 1, None), (place, 2, 3), (place, 3, 1)]


def test_a_script_sends_it_with_the_answer(sitting):
    place = sitting.place("single-choice")
    sent = {"choice": 1, "certainty": 2, "version": 1, "client_id": "device-1"}
    assert sitting.by_script(place, **sent).status == 200
    assert sitting.by_script(place, **sent).status == 200
    again = sent | {"certainty": 3, "client_id": "device-2"}
    assert "newer answer" in sitting.by_script(place, **again).response.get_json()["notice"]
    assert kept(sitting) == [(place, 1, 2), (place, 0, 3)]


def test_it_is_kept_when_the_language_is_switched(sitting):
    place = sitting.place("multiple-choice")
    sitting.by_hand(place, choices="1", certainty="3", language="ru")
    assert steps(sitting.question(place))[1] == ["3"]


@pytest.mark.parametrize("odd", ["0", "4", "sure", "-1", "99999999999999999999"])
def test_another_step_is_refused(sitting, odd):
    assert sitting.by_script(1, choice="1", certainty=odd).status == 422
    assert kept(sitting) == []


def test_where_the_test_does_not_ask_nothing_is_kept(browser_of, cast):
    sitting = sit(browser_of, cast)
    place = sitting.place("single-choice")
    sitting.by_script(place, choice="1", certainty="3")
    sitting.by_script(place, choice="1", certainty="2", version=2)
    assert {one for _place, _version, one in kept(sitting)} == {None}


# ── looking through ───────────────────────────────────────────────────────────


def test_looking_through_names_the_answers_without_it(sitting):
    one, other = sitting.place("single-choice"), sitting.place("numeric")
    sitting.by_hand(one, choice="1", then="stay")
    sitting.by_hand(other, text="7", certainty="1", then="stay")
    page = sitting.browser.get(f"{sitting.address}/hand-in")
    asked = [a.get("aria-label") for a in page.all("a") if "say how" in a.get("aria-label", "")]
    assert asked == [f"Question {one}: say how sure you are"]
    assert "I guessed" in page.main
    assert sitting.hand_in().status == 200


# ── what comes of it ──────────────────────────────────────────────────────────


def wrong_and_right(sitting):
    """Sure of what is wrong, guessed what is right; sure of an answer that says nothing."""
    sitting.answer_right("single-choice")
    right = sitting.place("single-choice")
    sitting.by_hand(right, certainty="1", then="stay")
    sitting.by_hand(sitting.place("numeric"), text="11", certainty="3", then="stay")
    sitting.by_hand(sitting.place("short-answer"), text="", certainty="3", then="stay")
    return right


def test_the_score_does_not_change(browser_of, cast):
    asked = sit(browser_of, cast, certainty="true")
    plain = sit(browser_of, cast, context="other:1")
    wrong_and_right(asked)
    plain.answer_right("single-choice")
    plain.by_hand(plain.place("numeric"), text="11", then="stay")
    asked.hand_in()
    plain.hand_in()
    assert asked.attempt().score == plain.attempt().score == 1


def test_marks_hold_the_certainty_of_the_answer_that_counts(sitting):
    right = wrong_and_right(sitting)
    sitting.hand_in()
    marks = db.session.query(Mark).filter_by(attempt_id=sitting.attempt_id)
    held = {mark.place: mark.certainty for mark in marks if mark.certainty}
    assert held == {right: 1, sitting.place("numeric"): 3}


def test_the_result_says_by_topic_what_was_sure_and_wrong(sitting):
    right = wrong_and_right(sitting)
    page = sitting.hand_in()
    wrong = sitting.place("numeric")
    said = page.main
    assert "Sure and wrong: read this first" in said
    assert "Guessed and right" in said
    first, rest = said.index("Sure and wrong"), said.index("Guessed and right")
    assert "Элементтер" in said[first:rest]
    assert f"Question {wrong}" in said[first:rest]
    assert f"Question {right}" in said[rest:]
    (table,) = [t for t in page.all("table") if "Certainty and points" in words(t)]
    assert "I guessed111" in words(table)
    assert "Sure101" in words(table)


def test_a_test_that_does_not_ask_says_nothing_of_it(browser_of, cast):
    sitting = sit(browser_of, cast)
    assert "How sure" not in sitting.hand_in().main


def test_nothing_wrong_is_said_as_well(sitting):
    sitting.answer_right("numeric")
    sitting.by_hand(sitting.place("numeric"), certainty="3", then="stay")
    page = sitting.hand_in()
    assert "No answer was sure and wrong." in page.main
    assert "Guessed and right" not in page.main


def test_a_planted_sure_answer_without_words_is_not_counted(sitting):
    sitting.by_hand(sitting.place("short-answer"), text="", certainty="3", then="stay")
    sitting.hand_in()
    solutions = questions.solutions(sitting.attempt(), "ky")
    assert certainty.summary(solutions, {"elements": Bilingual("Э", "Э")}) is None
