"""Standing, completion and days, as tables of cases."""

from datetime import UTC, date, datetime

import pytest

from app.learning import rules
from app.learning.rules import Passed, Read, Requirement

MONDAY = datetime(2026, 3, 2, 10, tzinfo=UTC)
TUESDAY = datetime(2026, 3, 3, 10, tzinfo=UTC)
TWO_LESSONS = Requirement(("first", "second"), "final-test")


def test_a_newcomer_has_everything_before_them():
    now = rules.standing(TWO_LESSONS, {}, None)
    assert (now.read, now.due, now.left, now.passed, now.complete) == (0, 2, 2, False, False)
    assert now.next_lesson() == "first"


def test_the_next_lesson_is_the_first_not_read():
    now = rules.standing(TWO_LESSONS, {"first": Read(MONDAY, "ky")}, None)
    assert now.next_lesson() == "second"
    assert now.share == pytest.approx(1 / 3)


def test_a_lesson_of_another_release_counts_for_nothing():
    now = rules.standing(TWO_LESSONS, {"old-lesson": Read(MONDAY, "ky")}, None)
    assert now.read == 0


def test_reading_everything_is_not_passing():
    read = {"first": Read(MONDAY, "ky"), "second": Read(MONDAY, "ru")}
    now = rules.standing(TWO_LESSONS, read, None)
    assert not now.complete
    assert now.next_lesson() is None


def test_complete_is_dated_by_the_last_rule_met():
    read = {"first": Read(MONDAY, "ky"), "second": Read(MONDAY, "ru")}
    now = rules.standing(TWO_LESSONS, read, Passed(7, 0.85, TUESDAY))
    assert now.complete
    assert rules.completed_at(now) == TUESDAY


def test_a_course_without_a_final_test_is_complete_when_read():
    now = rules.standing(Requirement(("only",), None), {"only": Read(MONDAY, "ru")}, None)
    assert now.complete


def test_a_course_without_any_rule_is_never_complete():
    assert not rules.standing(Requirement((), None), {}, None).complete


@pytest.mark.parametrize(
    ("languages", "expected"),
    [("", "ky"), ("ru", "ru"), ("ky ru", "ky"), ("ru ru ky", "ru"), ("ky ky ru", "ky")],
)
def test_the_language_of_study_is_that_of_most_lessons(languages, expected):
    assert rules.language_of([Read(MONDAY, word) for word in languages.split()]) == expected


@pytest.mark.parametrize(
    ("issued", "months", "until"),
    [
        (date(2026, 11, 22), 36, date(2029, 11, 22)),
        (date(2024, 2, 29), 12, date(2025, 2, 28)),
        (date(2026, 1, 31), 1, date(2026, 2, 28)),
        (date(2026, 8, 31), 1, date(2026, 9, 30)),
        (date(2026, 12, 1), 1, date(2027, 1, 1)),
        (date(2026, 12, 1), None, None),
    ],
)
def test_validity_ends_on_the_same_day_of_a_later_month(issued, months, until):
    assert rules.valid_until(issued, months) == until


def test_a_course_for_judges_refuses_an_investigator():
    with pytest.raises(rules.NotForYourPost):
        rules.ensure_may_enrol(("judge",), ("police",))


def test_nobody_without_a_post_enrols():
    with pytest.raises(rules.NotForYourPost):
        rules.ensure_may_enrol(("judge", "police"), ())


def test_the_final_test_says_how_many_lessons_are_left():
    now = rules.standing(TWO_LESSONS, {"first": Read(MONDAY, "ky")}, None)
    with pytest.raises(rules.FinalTestLocked) as refusal:
        rules.ensure_may_take("final", now)
    assert refusal.value.values == {"left": 1}


def test_the_test_before_the_course_ends_with_the_first_lesson():
    rules.ensure_may_take("pre", rules.standing(TWO_LESSONS, {}, None))
    with pytest.raises(rules.PretestOver):
        now = rules.standing(TWO_LESSONS, {"first": Read(MONDAY, "ky")}, None)
        rules.ensure_may_take("pre", now)


def test_a_check_is_open_at_any_time():
    rules.ensure_may_take("check", rules.standing(TWO_LESSONS, {}, None))
