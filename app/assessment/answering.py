"""What becomes of an answer: is it one, is it taken, which of two stands."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from app.assessment import rules
from app.core.refusals import Refusal
from app.core.words import N_

BY_PERSON = "person"
BY_SERVER = "server"

LATE = N_(
    "The time was over when this answer came. It is kept and marked as late; it does not count by"
    " itself."
)


NEWER_STANDS = N_(
    "A newer answer to this question came from another window. It stays as it is. Open the"
    " question again to see it."
)


class RepeatedId(Refusal):
    says = N_("This answer bears the mark of another one. Open the question again and repeat it.")


class QuestionsMissing(Refusal):
    says = N_("The questions of this test are not ready yet. Please tell your academy.")


class QuestionsStale(Refusal):
    says = N_(
        "Some questions of this test rest on law that has changed since they were written, and too few"
        " others are left. Please tell your academy: new questions are needed."
    )


class NoParallelForm(Refusal):
    says = N_(
        "This test asks other questions than the one before the course, and too few are left that you"
        " have not seen there. Please tell your academy."
    )


def is_given(value: Mapping[str, Any]) -> bool:
    """Of every kind of question, an answer that says nothing has only empty values."""
    return any(value.values())


def is_over(deadline: datetime | None, at: datetime) -> bool:
    """The time for answering has run out; what was sent before may still be on its way."""
    return deadline is not None and at >= deadline


def ensure_takes(state: str, handed_in_by: str | None, *, late: bool) -> None:
    """Where the server handed in, what comes after is kept as late: the line may have been gone."""
    if state == rules.HANDED_IN and handed_in_by == BY_SERVER and late:
        return
    rules.ensure_open(state)


def ensure_not_committed(is_committed: bool) -> None:
    if is_committed:
        raise rules.AnswerCommitted


def ensure_same_question(first: int, place: int) -> None:
    if first != place:
        raise RepeatedId


def who_ends(at: datetime, deadline: datetime | None) -> str:
    """After the time has run out it does not matter who presses the button: time ended the attempt."""
    return BY_SERVER if rules.is_late(at, deadline) else BY_PERSON


def percent(score: float, maximum: float) -> int:
    """Rounded down, so that nobody reads "80 %" beside "not passed"; a third of three stays one."""
    return int(100 * score / maximum + 1e-9) if maximum else 0
