"""Keeping an answer, sent by a script as it is given or by hand with the page's buttons.

Nothing here says "saved" by itself: the answer leaves only after the transaction is committed, and what the next
page says it has read from the row.
"""

import uuid
from typing import Any

from flask import Blueprint, abort, flash, jsonify, request
from flask_babel import gettext as _

from app.accounts import actions as accounts
from app.accounts import queries as people
from app.assessment import actions, answering, queries, questions, rules, terms
from app.assessment.forms import SaveAnswer
from app.assessment.models import Answer, AnyAttempt
from app.assessment.seats import own_seat
from app.assessment.views.own import own_attempt, say_no
from app.core import clock
from app.core.refusals import Refusal
from app.web.access import actor, me, signed_in
from app.web.language import go_on_in, reading_language
from app.web.pages import find, see

bp = Blueprint("assessment_answers", __name__)


@bp.post("/attempts/<int:attempt_id>/questions/<int:n>")
@signed_in
def save_answer(attempt_id: int, n: int):
    attempt = own_attempt(attempt_id, lock=True)
    form = SaveAnswer.from_request()
    if not form.accepted():
        abort(422)
    value = find(questions.answer_in(attempt, n, request.form.to_dict(flat=False)))
    if request.accept_mimetypes.best == "application/json":
        return _for_script(attempt, n, value, form)
    return _by_hand(attempt, n, value, form)


def _keep(attempt: AnyAttempt, n: int, value: dict[str, Any], form: SaveAnswer) -> Answer:
    return actions.save_answer(
        attempt,
        n,
        value,
        language=form.shown.data or reading_language(),
        client_id=form.client_id.data or str(uuid.uuid4()),
        version=form.version.data,
        certainty=form.certainty.data,
        seat=own_seat(attempt),
        by=actor(),
        at=clock.now(),
    )


def _notice(answer: Answer) -> str | None:
    """What must be said of an answer that was kept and does not count."""
    if answer.late:
        return _(answering.LATE)
    return _(answering.NEWER_STANDS) if queries.has_newer(answer) else None


def _for_script(attempt: AnyAttempt, n: int, value: dict[str, Any], form: SaveAnswer):
    try:
        answer = _keep(attempt, n, value, form)
    except rules.AttemptClosed:
        abort(410)  # the device need not keep it any longer
    return jsonify(
        saved=True,
        version=answer.version,
        client_id=answer.client_id,
        at=answer.given_at.isoformat(),
        notice=_notice(answer),
    )


def _by_hand(attempt: AnyAttempt, n: int, value: dict[str, Any], form: SaveAnswer):
    here = see("assessment_attempts.question", attempt_id=attempt.id, n=n)
    try:
        certainty = terms.claimed(attempt.rule, form.certainty.data)
        if not queries.stands(attempt.id, n, value, certainty):
            notice = _notice(_keep(attempt, n, value, form))
            if notice:
                flash(notice, "bad")
                return here
    except Refusal as refusal:
        say_no(refusal)
        return here
    if form.language.data:
        _speak(form.language.data)
    if form.then.data == "commit":
        return _commit(attempt, n)
    return _go_on(attempt, n, "stay" if form.language.data else form.then.data)


def _commit(attempt: AnyAttempt, n: int):
    """The right answer stands on the same page."""
    try:
        actions.commit_answer(attempt, n, seat=own_seat(attempt), by=actor(), at=clock.now())
    except Refusal as refusal:
        say_no(refusal)
    return see("assessment_attempts.question", attempt_id=attempt.id, n=n)


def _speak(language: str) -> None:
    accounts.choose_language(find(people.person(me())), language, by=actor())
    go_on_in(language)


def _go_on(attempt: AnyAttempt, n: int, then: str | None):
    """The next page says what is saved: it reads the row of question `saved`."""
    there = {"attempt_id": attempt.id, "saved": n}
    if then == "overview":
        return see("assessment_attempts.show", **there)
    if then == "next" and n == attempt.rule["size"]:
        return see("assessment_attempts.look_through", **there)
    step = {"next": 1, "previous": -1}.get(then or "", 0)
    return see("assessment_attempts.question", n=max(1, n + step), **there)
