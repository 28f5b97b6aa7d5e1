"""Sitting a test: the overview, a question, moving it here, looking through, handing in."""

import uuid
from collections.abc import Mapping
from typing import Any

from flask import Blueprint, render_template, request

from app.assessment import actions, answering, queries, questions, rules, taught, terms
from app.assessment.certainty import STEPS
from app.assessment.models import AnyAttempt
from app.assessment.queries import Given
from app.assessment.seats import keep_seat, new_seat, own_seat
from app.assessment.views import paths
from app.assessment.views.own import own_attempt, own_row, say_no
from app.core import clock
from app.curriculum import queries as curriculum
from app.curriculum import ways
from app.web.access import actor, signed_in
from app.web.language import reading_language
from app.web.pages import find, see

bp = Blueprint("assessment_attempts", __name__)


def _is_live(attempt: AnyAttempt) -> bool:
    return own_seat(attempt) == attempt.seat


def _is_over(attempt: AnyAttempt) -> bool:
    return answering.is_over(attempt.deadline_at, clock.now())


def _elsewhere(attempt: AnyAttempt):
    """Where an attempt is looked at that takes no answers any more; None while it does."""
    if attempt.state == rules.HANDED_IN:
        return see("assessment_result.show", attempt_id=attempt.id)
    return see("assessment_attempts.show", attempt_id=attempt.id) if _is_over(attempt) else None


def _page(template: str, attempt: AnyAttempt, answers: Mapping[int, Given], **values: Any) -> str:
    kept = terms.of(attempt.rule)
    done = [place for place, given in answers.items() if answering.is_given(given.value)]
    return render_template(
        template,
        attempt=attempt,
        terms=kept,
        now=clock.now(),
        is_live=_is_live(attempt),
        answers=answers,
        done=done,
        steps=STEPS,
        unsaid=[n for n in done if kept.certainty and answers[n].certainty is None],
        first_open=next((n for n in range(1, kept.size + 1) if n not in done), None),
        saved=answers.get(request.args.get("saved", 0, type=int)),
        **values,
    )


@bp.get("/attempts/<int:attempt_id>")
@signed_in
def show(attempt_id: int):
    attempt = own_attempt(attempt_id)
    if attempt.state == rules.HANDED_IN:
        return see("assessment_result.show", attempt_id=attempt.id)
    template = "assessment/over.html" if _is_over(attempt) else "assessment/show.html"
    course = ways.course(attempt.context, curriculum.edition(attempt.release_id).name)
    answers, extra = queries.latest_answers(attempt.id), taught.given(attempt)
    return _page(template, attempt, answers, course=course, extra=extra)


@bp.get("/attempts/<int:attempt_id>/questions/<int:n>")
@signed_in
def question(attempt_id: int, n: int):
    attempt = own_attempt(attempt_id)
    elsewhere = _elsewhere(attempt)
    if elsewhere:
        return elsewhere
    answers = queries.latest_answers(attempt.id)
    asked = find(questions.question(attempt, n, reading_language(), answers.get(n)))
    return _page(
        "assessment/question.html",
        attempt,
        answers,
        question=asked,
        client_id=str(uuid.uuid4()),
        **_told(attempt, n),
    )


def _told(attempt: AnyAttempt, n: int) -> dict[str, Any]:
    """The question with its key, once it was answered for good; asked of the one gate."""
    if n not in queries.committed(attempt):
        return {"is_committed": False, "told": None}
    told = questions.solutions(attempt, reading_language(), only=n) or []
    details = paths.details(attempt, told)
    return {"is_committed": True, "told": told[0] if told else None, **details}


@bp.get("/attempts/<int:attempt_id>/hand-in")
@signed_in
def look_through(attempt_id: int):
    attempt = own_attempt(attempt_id)
    elsewhere = _elsewhere(attempt)
    if elsewhere:
        return elsewhere
    answers = queries.latest_answers(attempt.id)
    asked = questions.questions(attempt, reading_language(), answers)
    return _page("assessment/look_through.html", attempt, answers, questions=asked)


@bp.post("/attempts/<int:attempt_id>/hand-in")
@signed_in
def hand_in(attempt_id: int):
    attempt = own_row(attempt_id)
    if not _is_live(attempt) and not _elsewhere(attempt):
        say_no(rules.OtherSeatLive())
        return see("assessment_attempts.show", attempt_id=attempt.id)
    actions.hand_in(attempt, by=actor(), at=clock.now())
    return see("assessment_result.show", attempt_id=attempt.id)


@bp.post("/attempts/<int:attempt_id>/seat")
@signed_in
def take_seat(attempt_id: int):
    attempt = own_row(attempt_id)
    seat = new_seat()
    actions.take_seat(attempt, seat, by=actor(), at=clock.now())
    keep_seat(attempt, seat)
    n = request.form.get("question", 0, type=int)
    if n:
        return see("assessment_attempts.question", attempt_id=attempt.id, n=n)
    return see("assessment_attempts.show", attempt_id=attempt.id)
