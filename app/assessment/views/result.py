"""What came of an attempt: score, answers beside the right ones, what to read again, another go."""

from flask import Blueprint, current_app, render_template

from app.assessment import (
    answering,
    certainty,
    queries,
    questions,
    regrades,
    regrading,
    rules,
    taught,
    terms,
    wording,
)
from app.assessment.models import AnyAttempt
from app.assessment.quizzes import AFTER_WINDOW, NEVER
from app.assessment.views import paths
from app.assessment.views.own import own_attempt
from app.core import clock
from app.curriculum import queries as curriculum
from app.curriculum import ways
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
    return render_template(
        "assessment/result.html", attempt=attempt, **_found(attempt), **_ways(attempt)
    )


def _found(attempt: AnyAttempt) -> dict[str, object]:
    """What may be seen of it now."""
    is_over = taught.is_window_over(attempt, clock.now())
    again = regrades.of_attempt(attempt.id)
    mended = regrades.mended(again)
    solutions = questions.solutions(
        attempt, reading_language(), is_window_over=is_over, mended=mended
    )
    show, titles = terms.shown(attempt.rule), queries.bank(attempt.bank_release_id).topics
    # Where the answers wait for another test to be handed in, so do the points of each topic.
    worths = questions.worths(attempt) if solutions or show.answers in (AFTER_WINDOW, NEVER) else []
    return {
        "percent": answering.percent(attempt.score or 0, attempt.maximum or 0),
        "shows_score": rules.may_show_score(attempt.state, when=show.score, is_window_over=is_over),
        "is_window_over": is_over,
        "late": queries.late_places(attempt.id),
        "again_marked": again,
        "hows": regrading.HOWS,
        "solutions": solutions,
        "topics": wording.by_topic(worths, titles),
        "sureness": certainty.summary(solutions or [], titles),
        "steps": certainty.STEPS,
        **paths.details(attempt, solutions or []),
    }


def _ways(attempt: AnyAttempt) -> dict[str, object]:
    """On from here. What a higher room gives for a result, such as a certificate, it hangs in here."""
    kept = terms.of(attempt.rule)
    more = current_app.extensions.get("after_result")
    return {
        "terms": kept,
        "left": kept.left(queries.begun(attempt), taught.given(attempt).attempts),
        "again": ways.again(attempt.context),
        "course": ways.course(attempt.context, curriculum.edition(attempt.release_id).name),
        "more": more(attempt) if more else [],
    }
