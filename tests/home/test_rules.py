"""Where a course goes on, how urgent a day is, what each duty can do today."""

from datetime import UTC, date, datetime

import pytest

from app.core.actor import KINDS_OF_DUTY
from app.home import rules
from app.learning.rules import Passed, Read, Requirement, standing

NEED = Requirement(("one", "two", "three"), "final")
BEGUN = datetime(2026, 3, 1, 9, tzinfo=UTC)
TODAY = date(2026, 3, 10)


def read(*lessons: str) -> dict[str, Read]:
    return {
        lesson: Read(datetime(2026, 3, day, tzinfo=UTC), "ky")
        for day, lesson in enumerate(lessons, start=2)
    }


PASSED = Passed(7, 0.9, datetime(2026, 3, 9, tzinfo=UTC))


@pytest.mark.parametrize(
    "lessons, passed, step",
    [
        ([], None, rules.Step("one")),
        (["one"], None, rules.Step("two")),
        # Read out of order: the first gap is where to go on.
        (["one", "three"], None, rules.Step("two")),
        (["one", "two", "three"], None, rules.Step(None)),
        (["one", "two", "three"], PASSED, None),
        # A test passed under an older rule does not hide an unread lesson.
        (["one", "two"], PASSED, rules.Step("three")),
    ],
)
def test_a_course_goes_on_at_the_first_unread_lesson_and_then_at_the_test(lessons, passed, step):
    assert rules.next_step(standing(NEED, read(*lessons), passed)) == step


def test_a_course_without_a_test_ends_with_its_lessons():
    need = Requirement(("one",), None)
    assert rules.next_step(standing(need, read("one"), None)) is None


@pytest.mark.parametrize(
    "lessons, passed, touched",
    [
        ([], None, BEGUN),
        (["one", "two"], None, datetime(2026, 3, 3, tzinfo=UTC)),
        (["one", "two", "three"], PASSED, PASSED.at),
    ],
)
def test_the_last_thing_that_counted_says_when_a_course_was_touched(lessons, passed, touched):
    assert rules.last_touched(BEGUN, standing(NEED, read(*lessons), passed)) == touched


@pytest.mark.parametrize(
    "day, sign, words",
    [
        (date(2026, 3, 7), "bad", "Overdue. Days late: 3"),
        (date(2026, 3, 9), "bad", "Overdue. Days late: 1"),
        # The day itself still belongs to the time.
        (date(2026, 3, 10), "warn", "Due today"),
        (date(2026, 3, 11), "warn", "Due tomorrow"),
        (date(2026, 3, 12), "warn", "Days left: 2"),
        (date(2026, 3, 24), "warn", "Days left: 14"),
        (date(2026, 3, 25), "info", "Days left: 15"),
    ],
)
def test_urgency_is_said_in_words_and_shown_by_a_sign(day, sign, words):
    state = rules.urgency(day, on=TODAY)
    assert (state.sign, state.says % {"days": state.days}) == (sign, words)


def test_each_duty_of_the_classroom_and_of_content_has_its_text_once():
    assert [part.title for part in rules.work({"reviewer", "trainer"})] == [
        "For trainers",
        "For reviewers",
    ]
    assert rules.work({"head"}) == []
    assert len(rules.work(KINDS_OF_DUTY)) == 4
