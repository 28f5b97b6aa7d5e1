"""How many attempts, how long, from which seat, and when the key may be seen."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from app.assessment.quizzes import Quiz
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


def ensure_may_begin(quiz: Quiz, previous: Sequence[AttemptFacts]) -> None:
    """Whether one was passed does not matter: who wants to do better may use what is left."""
    if any(attempt.state == OPEN for attempt in previous):
        raise AttemptStillOpen
    if any(attempt.is_being_marked for attempt in previous):
        raise AttemptBeingMarked
    if quiz.attempts is not None and len(previous) >= quiz.attempts:
        raise AttemptsUsedUp(allowed=quiz.attempts)


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


def deadline(begun_at: datetime, minutes: int | None, extra: int = 0) -> datetime | None:
    """`extra` minutes belong to the person's attempt; without a limit there is none to extend."""
    return None if minutes is None else begun_at + timedelta(minutes=minutes + extra)


def is_late(given_at: datetime, deadline: datetime | None) -> bool:
    return deadline is not None and given_at > deadline + GRACE


def hand_in_spread(attempt_id: int) -> float:
    """Seconds from 0 to 10, always the same for one attempt; neighbours in number lie far apart."""
    return attempt_id * 37 % 101 * SPREAD / 100


def hands_in_at(deadline: datetime, attempt_id: int) -> datetime:
    """When the server hands in for those who have not: no answer in time can be on its way."""
    return deadline + GRACE + timedelta(seconds=hand_in_spread(attempt_id))


def may_show_key(state: str, *, other_open: bool) -> bool:
    """The one gate for right answers and explanations: after hand-in, of every kind of test, and not before.

    They are shown although attempts may be left: a test teaches, and the next draw prefers questions
    that were not seen. But not while the person has another attempt open that draws on the same
    bank (`other_open`): it may hold the same questions.
    """
    return state == HANDED_IN and not other_open


def ensure_may_show_key(state: str, *, other_open: bool) -> None:
    if not may_show_key(state, other_open=other_open):
        raise KeyNotReleased
