"""What this room does on news from below."""

from app.assessment.events import attempt_graded
from app.learning import actions, queries


def connect() -> None:
    attempt_graded.connect(_look_whether_complete)


def _look_whether_complete(_sender, *, attempt, by, at) -> None:
    enrolment = queries.enrolment_of_context(attempt.context)
    if enrolment is not None:
        actions.look_whether_complete(enrolment, by=by, at=at)
