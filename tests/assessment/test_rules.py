"""Attempts, time, seats and the one gate to the key."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.assessment import rules
from app.assessment.quizzes import MOMENTS, Draw, Quiz
from app.assessment.rules import AttemptFacts, Extra, Window
from app.core.refusals import Refusal
from app.core.shapes import Text
from tests.assessment.samples import few

NOON = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)
DONE, LIVE = AttemptFacts(rules.HANDED_IN), AttemptFacts(rules.OPEN)


def quiz(attempts):
    draws = (Draw(topic="law", count=1),)
    return Quiz(
        id="q", kind="pre", title=Text(ky="Т", ru="Т"), bank="b", draw=draws, attempts=attempts
    )


BEGINNINGS = [
    (None, [], None),
    (None, [DONE] * 50, None),
    (1, [], None),
    (1, [DONE], rules.AttemptsUsedUp),
    (3, [DONE, DONE], None),
    (3, [DONE, DONE, DONE], rules.AttemptsUsedUp),
    (3, [DONE, LIVE], rules.AttemptStillOpen),
    (1, [LIVE], rules.AttemptStillOpen),
    (None, [LIVE], rules.AttemptStillOpen),
]


@pytest.mark.parametrize(("allowed", "previous", "refusal"), BEGINNINGS)
def test_an_attempt_begins_while_some_are_left_and_none_is_open(allowed, previous, refusal):
    if refusal is None:
        rules.ensure_may_begin(quiz(allowed), previous)
    else:
        with pytest.raises(refusal):
            rules.ensure_may_begin(quiz(allowed), previous)


def test_attempts_left_are_counted():
    assert rules.attempts_left(quiz(3), [DONE]) == 2
    assert rules.attempts_left(quiz(1), [DONE, DONE]) == 0
    assert rules.attempts_left(quiz(None), [DONE]) is None


def test_a_closed_attempt_takes_no_answer():
    rules.ensure_open(rules.OPEN)
    with pytest.raises(rules.AttemptClosed):
        rules.ensure_open(rules.HANDED_IN)


@pytest.mark.parametrize(
    ("number", "there"), [(0, False), (1, True), (5, True), (6, False), (-1, False)]
)
def test_questions_are_numbered_from_one(number, there):
    if there:
        rules.ensure_question(number, 5)
    else:
        with pytest.raises(rules.NoSuchQuestion):
            rules.ensure_question(number, 5)


def test_one_seat_is_live():
    rules.ensure_live_seat("phone", "phone")
    with pytest.raises(rules.OtherSeatLive):
        rules.ensure_live_seat("phone", "desk")


def test_the_deadline_is_written_at_the_beginning():
    assert rules.deadline(NOON, None) is None
    assert rules.deadline(NOON, None, 10) is None
    assert rules.deadline(NOON, 40) == NOON + timedelta(minutes=40)
    assert rules.deadline(NOON, 40, 10) == NOON + timedelta(minutes=50)


@pytest.mark.parametrize(
    ("seconds", "late"), [(-1, False), (0, False), (5, False), (5.001, True), (60, True)]
)
def test_an_answer_sent_in_the_last_second_counts(seconds, late):
    assert rules.is_late(NOON + timedelta(seconds=seconds), NOON) is late
    assert rules.is_late(NOON + timedelta(seconds=seconds), None) is False


def test_hand_ins_at_the_deadline_are_spread_over_ten_seconds():
    spread = [rules.hand_in_spread(attempt) for attempt in range(1, 1011)]
    assert (min(spread), max(spread)) == (0, 10)
    assert spread == [rules.hand_in_spread(attempt) for attempt in range(1, 1011)]
    fullest = max(sum(second <= s < second + 1 for s in spread[:50]) for second in range(10))
    assert fullest <= 6
    assert all(0 <= rules.hand_in_spread(attempt) <= 10 for attempt in (2**40, 2**62 + 7))


def test_the_server_hands_in_only_when_no_answer_in_time_can_come():
    for attempt in range(200):
        at = rules.hands_in_at(NOON, attempt)
        assert timedelta(seconds=5) <= at - NOON <= timedelta(seconds=15)
        assert rules.is_late(at + timedelta(milliseconds=1), NOON)


GATE = [
    (rules.OPEN, False, False),
    (rules.OPEN, True, False),
    (rules.HANDED_IN, False, True),
    (rules.HANDED_IN, True, False),
    ("", False, False),
    ("anything new", False, False),
]


@pytest.mark.parametrize(("state", "other_open", "may"), GATE)
def test_the_key_is_shown_after_hand_in_and_not_beside_an_open_attempt(state, other_open, may):
    assert rules.may_show_key(state, other_open=other_open) is may
    if may:
        rules.ensure_may_show_key(state, other_open=other_open)
    else:
        with pytest.raises(rules.KeyNotReleased):
            rules.ensure_may_show_key(state, other_open=other_open)


def test_every_refusal_speaks():
    values = {"allowed": 3, "number": 7}
    for refusal in Refusal.__subclasses__():
        if refusal.__module__ == rules.__name__:
            assert "%(" not in refusal.says % values
            assert refusal.says.endswith(".")


# What a test says of its answers → (kind, state, committed, window over, other open) → may the key be seen.
GATE = [
    (when, kind, state, committed, over, other)
    for when in MOMENTS
    for kind in ("check", "practice", "final", "pre", "post", "diagnostic")
    for state in (rules.OPEN, rules.HANDED_IN)
    for committed in (False, True)
    for over in (False, True)
    for other in (False, True)
]


def seen(when, kind, state, committed, over, other):
    """The rule, written a second time as the sentences of the terms say it."""
    if other or when == "never":
        return False
    if when == "after-question" and committed and kind in ("check", "practice"):
        return True
    if state == rules.OPEN:
        return False
    return over if when == "after-window" else True


@pytest.mark.parametrize("when", MOMENTS)
def test_the_gate_opens_when_the_terms_say_so_and_never_else(when):
    for case in GATE:
        if case[0] != when:
            continue
        _when, kind, state, committed, over, other = case
        may = rules.may_show_key(
            state,
            other_open=other,
            when=when,
            kind=kind,
            is_committed=committed,
            is_window_over=over,
        )
        assert may is seen(*case), case


def test_a_test_that_counts_shows_no_key_while_it_is_open():
    """Whatever its file or its row says."""
    for when, kind, state, committed, over, other in GATE:
        if state == rules.OPEN and kind not in ("check", "practice"):
            facts = {"when": when, "kind": kind, "is_committed": committed, "is_window_over": over}
            assert not rules.may_show_key(state, other_open=other, **facts)


SCORES = [
    (rules.OPEN, "after-hand-in", True, False),
    (rules.HANDED_IN, "after-hand-in", False, True),
    (rules.HANDED_IN, "after-window", False, False),
    (rules.HANDED_IN, "after-window", True, True),
    (rules.HANDED_IN, "never", True, False),
]


@pytest.mark.parametrize(("state", "when", "over", "may"), SCORES)
def test_the_score_is_shown_when_the_terms_say_so(state, when, over, may):
    assert rules.may_show_score(state, when=when, is_window_over=over) is may


def test_an_answer_is_given_for_good_only_where_it_teaches_and_something_was_given():
    rules.ensure_may_commit("after-question", "practice", is_given=True)
    with pytest.raises(rules.NothingToCommit):
        rules.ensure_may_commit("after-question", "check", is_given=False)
    for when, kind in [("after-hand-in", "practice"), ("after-question", "final")]:
        with pytest.raises(rules.KeyNotReleased):
            rules.ensure_may_commit(when, kind, is_given=True)


def test_exceptions_add_up():
    later, sooner = NOON + timedelta(days=2), NOON + timedelta(days=1)
    found = rules.together([Extra(10, 1, sooner), Extra(5, 0, None), Extra(0, 1, later)])
    assert found == Extra(15, 2, later)
    assert rules.together([]) == Extra()


WINDOW = Window(NOON, NOON + timedelta(hours=2))


def test_a_test_begins_within_its_days():
    for at, refusal in [
        (NOON - timedelta(seconds=1), rules.WindowNotOpen),
        (NOON, None),
        (NOON + timedelta(hours=2), rules.WindowOver),
    ]:
        if refusal is None:
            rules.ensure_within(WINDOW, at)
        else:
            with pytest.raises(refusal):
                rules.ensure_within(WINDOW, at)
    rules.ensure_within(Window(), NOON)


def test_a_later_end_for_a_person_only_makes_the_days_longer():
    late, early = NOON + timedelta(days=1), NOON + timedelta(minutes=1)
    assert Extra(closes_at=late).within(WINDOW).closes_at == late
    assert Extra(closes_at=early).within(WINDOW) == WINDOW
    assert Extra(closes_at=late).within(Window()) == Window()


@few
@given(st.integers(1, 90), st.integers(0, 90), st.integers(-10, 200), st.integers(0, 300))
def test_the_end_of_an_attempt_moves_only_to_later_and_never_once_it_passed(
    minutes, extra, closes_in, passed
):
    closes = NOON + timedelta(minutes=closes_in)
    ends = rules.deadline(NOON, minutes, 0, closes)
    anew = rules.deadline(NOON, minutes, extra, closes)
    at = NOON + timedelta(minutes=passed)
    moved = rules.extended(ends, anew, at)
    assert moved >= ends
    assert moved == ends or at < ends
    assert moved <= max(closes, ends)
