"""What this room does on news from below, and what it tells rooms below when they ask."""

from collections.abc import Collection

from flask import url_for
from flask_babel import gettext as _

from app.accounts.events import people_merged
from app.assessment.events import attempt_graded
from app.assessment.models import AnyAttempt
from app.core.actor import Actor
from app.learning import actions, queries, waiting
from app.learning.events import earnings_moved
from app.scenarios.events import run_finished


def connect() -> None:
    attempt_graded.connect(_look_whether_complete)
    run_finished.connect(_look_whether_played)
    people_merged.connect(_count_for)


def _look_whether_complete(_sender, *, attempt, by, at) -> None:
    enrolment = queries.enrolment_of_context(attempt.context)
    if enrolment is not None:
        if attempt.rule["kind"] == "diagnostic":
            actions.exempt(enrolment, attempt, by=by, at=at)
        actions.look_whether_complete(enrolment, by=by, at=at)


def _look_whether_played(_sender, *, run, by, at) -> None:
    enrolment = queries.enrolment_of_context(run.context)
    if enrolment is not None:
        actions.look_whether_complete(enrolment, by=by, at=at)


def _count_for(_sender, *, person_id, counts_for_id, kept_id) -> None:
    actions.count_for(person_id, counts_for_id)
    earnings_moved.send(person_ids=[person_id, kept_id])


def address_of_enrolment(actor: Actor, course: str) -> str | None:
    """Where this person studies the course; None when they do not. Handed down to the catalogue."""
    assert actor.person_id is not None
    mine = queries.enrolment_in(actor.person_id, course)
    return url_for("learning_study.show", enrolment_id=mine.id) if mine else None


def after_result(attempt: AnyAttempt) -> list[tuple[str, str]]:
    """What a passed final test led to: words and address. Handed down to the page of the result."""
    number = queries.certificate_for(attempt) if attempt.passed else None
    if number is None:
        return []
    address = url_for("learning_certificates.show", number=number)
    return [(_("Open the certificate"), address)]


def certificates_in(contexts: Collection[str]) -> int:
    """Handed down to the preview of marking again: what stays whatever the new score."""
    return waiting.certificates_in(contexts)
