"""What came of an attempt, as its person reads it."""

import pytest

from app.core import clock
from app.db.session import transaction
from tests import make
from tests.assessment.sitting import MINUTE, sit, speak
from tests.browser import words
from tests.curriculum.samples import LAW


@pytest.fixture
def sitting(browser_of, cast):
    return sit(browser_of, cast)


def section(page, place: int) -> str:
    """What is said of one question."""
    found = [words(li) for li in page.all("li") if words(li).startswith(f"Question {place} ")]
    return found[0]


def test_before_handing_in_there_is_no_result(sitting):
    page = sitting.browser.get(f"{sitting.address}/result", follow_redirects=True)
    assert page.heading == "Жыйынтык тест"


def test_who_passed_reads_so_with_score_and_mark(sitting):
    sitting.answer_right(*make.KINDS[:4])
    page = sitting.hand_in()
    assert page.heading == "Result"
    for said in ("Passed", "66 %", "Points4 of 6", "Pass mark50 %"):
        assert said in page.main
    assert "Not passed" not in page.main


def test_who_did_not_pass_reads_so_and_may_try_again(browser_of, cast):
    sitting = sit(browser_of, cast, attempts=2)
    page = sitting.hand_in()
    assert "Not passed" in page.main
    assert "Attempts left: 1." in page.main
    assert page.form("/study/1/attempts")["test"] == "final-test"
    assert page.links()["To the course"] == "/study/1"


def test_after_the_last_attempt_that_is_said(browser_of, cast):
    page = sit(browser_of, cast, attempts=1).hand_in()
    assert "You have used all attempts" in page.main
    assert "Try again" not in page.main


def test_a_test_without_a_mark_says_neither(browser_of, cast):
    page = sit(browser_of, cast, kind="check", pass_mark=None).hand_in()
    assert "assed" not in page.main
    assert "Try again" in page.main


SAID = {
    "single-choice": ("Аракет",),
    "multiple-choice": ("Аракет", "Ыкма"),
    "matching": ("Азгыруу → Аракет", "Алдоо → Ыкма", "Кулчулук → Максат"),
    "ordering": ("Табуу Коргоо Жардам Кайтуу",),
    "short-answer": ("псевдоним",),
    "numeric": ("10 күн",),
}


@pytest.mark.parametrize("kind", make.KINDS)
def test_own_and_right_answer_of_every_kind(sitting, kind):
    sitting.answer_right(kind)
    place = sitting.place(kind)
    other = next(n for n in range(1, 7) if n != place)
    page = sitting.hand_in()
    own, missing = section(page, place), section(page, other)
    assert "Right" in own
    assert all(said in own for said in SAID[kind])
    assert "Right answer" not in own
    assert "Nothing was answered." in missing
    assert "Right answer" in missing
    for said in ("Not right", "Түшүндүрмө", "Read this in the lesson again"):
        assert said in missing


def test_a_partly_right_answer_says_how_much(sitting):
    place = sitting.place("matching")
    page = sitting.question(place)
    labels = [words(o) for o in page.all("option")]
    handle = str(labels.index("Аракет"))
    sitting.by_hand(place, **{"pair-1": handle})
    assert "Partly right: 33" in section(sitting.hand_in(), place)


def test_what_to_read_again_and_the_law(sitting):
    with transaction():
        make.release("law", "law", LAW)
    page = sitting.hand_in()
    assert page.links()["Read this in the lesson again"] == "/study/1/lessons/lesson#block"
    assert page.links()["КЖК, article 166"] == "/law/criminal-code/166"


def test_points_by_topic(browser_of, cast):
    draw = "[{topic: law, count: 2}, {topic: elements, count: 1}]"
    page = sit(browser_of, cast, draw=draw).hand_in()
    rows = [words(row) for row in page.all("tr")]
    assert rows[1:] == ["Элементтер01", "Мыйзам02"]


def test_the_result_is_read_in_both_languages(sitting, cast):
    sitting.hand_in()
    speak(cast, "asel", "ru")
    page = sitting.browser.get(f"{sitting.address}/result")
    assert "Вопрос?" in page.main
    assert "Объяснение" in page.main
    assert "Түшүндүрмө" not in page.main


def test_no_key_is_shown_while_another_test_may_hold_the_same_questions(sitting, cast):
    sitting.answer_right("numeric")
    sitting.hand_in()
    make.attempt(cast.asel, context="enrolment:2")
    page = sitting.browser.get(f"{sitting.address}/result")
    assert "16 %" in page.main
    assert "Answers are not shown yet" in page.main
    assert "Question 1" not in page.main
    for key in ("Түшүндүрмө", "псевдоним", "Nothing was answered", "lessons/lesson"):
        assert key not in page.html


def test_what_came_late_is_shown_and_not_counted(browser_of, cast):
    sitting = sit(browser_of, cast, minutes=30, at=clock.now() - 31 * MINUTE)
    sitting.answer_right(*make.KINDS)
    page = sitting.hand_in()
    assert "0 %" in page.main
    assert "when the time was over" in page.main
    assert "Questions: 1, 2, 3, 4, 5, 6." in page.main


def test_after_time_ended_the_test_the_device_may_send_what_it_still_has(browser_of, cast):
    sitting = sit(browser_of, cast, minutes=30, at=clock.now() - 31 * MINUTE)
    page = sitting.hand_in()
    assert f'data-hand-in="{sitting.attempt_id}"' in page.html
    assert "js/keep-answers." in page.html
    assert sitting.by_script(2, text="5").response.get_json()["saved"]
    assert "Questions: 2." in sitting.browser.get(f"{sitting.address}/result").main


def test_what_a_higher_room_gives_for_a_result_is_linked(app, sitting, monkeypatch):
    def more(attempt):
        assert attempt.id == sitting.attempt_id
        return [("Open the certificate", "/certificates/1")]

    monkeypatch.setitem(app.extensions, "after_result", more)
    assert sitting.hand_in().links()["Open the certificate"] == "/certificates/1"
    monkeypatch.delitem(app.extensions, "after_result")
    assert sitting.browser.get(f"{sitting.address}/result").heading == "Result"
