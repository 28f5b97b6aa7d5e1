"""What came of an attempt: score, answers beside the right ones, what to read again, another go."""

from collections.abc import Iterable, Sequence

from flask import Blueprint, current_app, render_template
from flask_babel import gettext as _

from app.assessment import (
    answering,
    certainty,
    queries,
    questions,
    regrades,
    regrading,
    rules,
    terms,
    ways,
    wording,
)
from app.assessment.models import Attempt
from app.assessment.regrades import MarkedAgain
from app.assessment.views.own import own_attempt
from app.assessment.wording import Solution
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
    again = regrades.of_attempt(attempt.id)
    solutions = _solutions(attempt, again)
    return render_template(
        "assessment/result.html",
        attempt=attempt,
        percent=answering.percent(attempt.score or 0, attempt.maximum or 0),
        solutions=solutions,
        again_marked=again,
        **_details(attempt, solutions or []),
        **_ways(attempt),
    )


def _solutions(attempt: Attempt, again: Sequence[MarkedAgain]) -> list[Solution] | None:
    return questions.solutions(attempt, reading_language(), mended=regrades.mended(again))


def _details(attempt: Attempt, solutions: list[Solution]) -> dict[str, object]:
    titles = queries.bank(attempt.bank_release_id).topics
    return {
        "late": queries.late_places(attempt.id),
        "hows": regrading.HOWS,
        "topics": wording.by_topic(solutions, titles),
        "sureness": certainty.summary(solutions, titles),
        "steps": certainty.STEPS,
        "reread": {one.place: _paragraph(attempt, one.reread) for one in solutions},
        "law": _law({cited for one in solutions for cited in one.cites}),
    }


def _paragraph(attempt: Attempt, reread: str) -> str:
    name = curriculum.edition(attempt.release_id).name
    return ways.paragraph(reread, context=attempt.context, name=name)


def _law(cited: Iterable[str]) -> dict[str, tuple[str, str]]:
    """By citation the address of its page, and what to call it."""
    register, language = curriculum.register(), reading_language()
    found = {}
    for citation in cited:
        act_id, _slash, article = citation.partition("/")
        act = register.act(act_id)
        name = act.short[language] if act else act_id
        label = _("%(act)s, article %(article)s", act=name, article=article) if article else name
        found[citation] = (ways.law(citation), label)
    return found


def _ways(attempt: Attempt) -> dict[str, object]:
    """On from here. What a higher room gives for a result, such as a certificate, it hangs in here."""
    kept = terms.of(attempt.rule)
    more = current_app.extensions.get("after_result")
    return {
        "terms": kept,
        "left": kept.left(queries.begun(attempt)),
        "again": ways.again(attempt.context),
        "course": ways.course(attempt.context, curriculum.edition(attempt.release_id).name),
        "more": more(attempt) if more else [],
    }
