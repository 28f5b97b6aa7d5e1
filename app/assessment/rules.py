"""How many attempts, in which days, how long, from which seat, and when what of a test may be seen."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from app.assessment.quizzes import (
    AFTER_HAND_IN,
    AFTER_QUESTION,
    AFTER_WINDOW,
    NEVER,
    TAUGHT_BY,
    Quiz,
)
from app.core.refusals import Refusal
from app.core.words import N_

OPEN = "open"
HANDED_IN = "handed-in"

# An answer sent in the last second may take this long over a poor line and still counts. What comes
# later is kept and marked late, and does not count by itself.
GRACE = timedelta(seconds=5)

# Hand-ins of a classroom that began together are spread over so many seconds.
SPREAD = 10


class AttemptStillOpen(Refusal):
    says = N_("You have already begun this test. Go on with it; your answers are there.")


class AttemptBeingMarked(Refusal):
    says = N_(
        "Markers are still reading your answers to this test. It can be taken again when the result"
        " is there."
    )


class AttemptsUsedUp(Refusal):
    says = N_("You have used all attempts at this test. Attempts allowed: %(allowed)d.")


class AttemptClosed(Refusal):
    says = N_("This test has been handed in and takes no more answers.")


class AnswerCommitted(AttemptClosed):
    says = N_("You have looked at the answer to this question. Your own stays as it was then.")


class NothingToCommit(Refusal):
    says = N_("Answer this question first; then its right answer can be shown.")


class WindowNotOpen(Refusal):
    says = N_("The days in which your unit takes this test have not come yet.")


class WindowOver(Refusal):
    says = N_(
        "The days in which your unit takes this test are over. Your academy can give you more time."
    )


class NoSuchQuestion(Refusal):
    says = N_("This test has no question with the number %(number)d.")


class OtherSeatLive(Refusal):
    says = N_(
        "You are answering this test on another device or in another window. Go on there, or move"
        " the test here first."
    )


class KeyNotReleased(Refusal):
    says = N_(
        "Right answers and explanations are shown once this test has been handed in and no other"
        " test of yours with such questions is open."
    )


@dataclass(frozen=True)
class AttemptFacts:
    """What the rules need of an earlier attempt at the same test, for the same enrolment."""

    state: str
    is_being_marked: bool = False


@dataclass(frozen=True)
class Window:
    """The days in which a unit takes a test; half-open. Without one a test may be taken at any time."""

    opens_at: datetime | None = None
    closes_at: datetime | None = None

    def is_over(self, at: datetime) -> bool:
        """Nothing closes where no window is set."""
        return self.closes_at is not None and at >= self.closes_at


@dataclass(frozen=True)
class Extra:
    """What a person is given at a test beyond its terms: minutes, attempts, a later end of the window."""

    minutes: int = 0
    attempts: int = 0
    closes_at: datetime | None = None

    def within(self, window: Window) -> Window:
        """A person's own end only ever makes the window longer."""
        if window.closes_at is None or self.closes_at is None:
            return window
        return Window(window.opens_at, max(window.closes_at, self.closes_at))


def together(given: Iterable[Extra]) -> Extra:
    """Several exceptions add up; of several ends the last one holds."""
    all_given = list(given)
    ends = [extra.closes_at for extra in all_given if extra.closes_at is not None]
    return Extra(
        minutes=sum(extra.minutes for extra in all_given),
        attempts=sum(extra.attempts for extra in all_given),
        closes_at=max(ends, default=None),
    )


def ensure_may_begin(quiz: Quiz, previous: Sequence[AttemptFacts], *, extra: int = 0) -> None:
    """Whether one was passed does not matter: who wants to do better may use what is left."""
    if any(attempt.state == OPEN for attempt in previous):
        raise AttemptStillOpen
    if any(attempt.is_being_marked for attempt in previous):
        raise AttemptBeingMarked
    if quiz.attempts is not None and len(previous) >= quiz.attempts + extra:
        raise AttemptsUsedUp(allowed=quiz.attempts + extra)


def ensure_within(window: Window, at: datetime) -> None:
    if window.opens_at is not None and at < window.opens_at:
        raise WindowNotOpen
    if window.is_over(at):
        raise WindowOver


def attempts_left(quiz: Quiz, previous: Sequence[AttemptFacts]) -> int | None:
    """None when there is no limit."""
    return None if quiz.attempts is None else max(0, quiz.attempts - len(previous))


def ensure_open(state: str) -> None:
    if state != OPEN:
        raise AttemptClosed


def ensure_question(number: int, size: int) -> None:
    """Questions are numbered from one."""
    if not 1 <= number <= size:
        raise NoSuchQuestion(number=number)


def ensure_live_seat(live: str, given: str) -> None:
    if given != live:
        raise OtherSeatLive


def deadline(
    begun_at: datetime, minutes: int | None, extra: int = 0, closes_at: datetime | None = None
) -> datetime | None:
    """`extra` minutes belong to the person; whatever the minutes, the end of the window is the end."""
    ends = None if minutes is None else begun_at + timedelta(minutes=minutes + extra)
    return min((end for end in (ends, closes_at) if end is not None), default=None)


def extended(deadline: datetime | None, anew: datetime | None, at: datetime) -> datetime | None:
    """Where the end of an open attempt moves to: only ever to later, and never once it has passed.

    An answer marked late came after the end and `GRACE`; so no end that one was measured by is moved.
    """
    if deadline is None or at >= deadline:
        return deadline
    return None if anew is None else max(deadline, anew)


def is_late(given_at: datetime, deadline: datetime | None) -> bool:
    return deadline is not None and given_at > deadline + GRACE


def hand_in_spread(attempt_id: int) -> float:
    """Seconds from 0 to 10, always the same for one attempt; neighbours in number lie far apart."""
    return attempt_id * 37 % 101 * SPREAD / 100


def hands_in_at(deadline: datetime, attempt_id: int) -> datetime:
    """When the server hands in for those who have not: no answer in time can be on its way."""
    return deadline + GRACE + timedelta(seconds=hand_in_spread(attempt_id))


def may_show_key(
    state: str,
    *,
    other_open: bool,
    when: str = AFTER_HAND_IN,
    kind: str = "",
    is_committed: bool = False,
    is_window_over: bool = False,
) -> bool:
    """The one gate for right answers and explanations, of every kind of test.

    `when` is what the test says of them. They are shown although attempts may be left: a test teaches,
    and the next draw prefers questions that were not seen. But not while the person has another
    attempt open that draws on the same bank (`other_open`): it may hold the same questions. Of an
    attempt still open, only a question whose answer was given for good (`is_committed`) is shown.
    """
    if other_open or when == NEVER:
        return False
    if state != HANDED_IN:
        return when == AFTER_QUESTION and kind in TAUGHT_BY and is_committed
    return when != AFTER_WINDOW or is_window_over


def ensure_may_show_key(state: str, *, other_open: bool) -> None:
    if not may_show_key(state, other_open=other_open):
        raise KeyNotReleased


def may_show_score(state: str, *, when: str, is_window_over: bool) -> bool:
    """Score and verdict: nobody has one before hand-in."""
    if state != HANDED_IN or when == NEVER:
        return False
    return when != AFTER_WINDOW or is_window_over


def ensure_may_commit(when: str, kind: str, *, is_given: bool) -> None:
    """Where the test shows answers question by question, and something was answered."""
    if when != AFTER_QUESTION or kind not in TAUGHT_BY:
        raise KeyNotReleased
    if not is_given:
        raise NothingToCommit
