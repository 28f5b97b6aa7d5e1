"""What came of an attempt: score, answers beside the right ones, what to read again, another go."""

from flask import Blueprint, current_app, render_template

from app.assessment import answering, queries, results, rules, terms, ways
from app.assessment.models import Attempt
from app.assessment.views.own import own_attempt
from app.curriculum import queries as curriculum
from app.web.access import signed_in
from app.web.language import reading_language
from app.web.pages import see

bp = Blueprint("assessment_result", __name__)


@bp.get("/attempts/<int:attempt_id>/result")
@signed_in
def show(attempt_id: int):
    attempt = own_attempt(attempt_id)
    if attempt.state != rules.HANDED_IN:
        return see("assessment_attempts.show", attempt_id=attempt.id)
    solutions = queries.solutions(attempt, reading_language())
    return render_template(
        "assessment/result.html",
        attempt=attempt,
        terms=terms.of(attempt.rule),
        percent=answering.percent(attempt.score or 0, attempt.maximum or 0),
        solutions=solutions,
        **_ways(attempt),
    )
