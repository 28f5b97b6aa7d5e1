"""The attempt that an address names, for the person whose it is; and a rule's no that the next page says."""

from flask import flash, request
from flask_babel import gettext as _

from app.assessment import access, queries
from app.assessment.models import Attempt, Sitting
from app.core.refusals import Refusal
from app.journal import actions as journal
from app.web.access import actor, require
from app.web.pages import find


def own_attempt(attempt_id: int, *, lock: bool = False) -> Sitting:
    """To be shown. 404 for everybody else. `lock`: its answers are about to change."""
    attempt = find(queries.sitting(attempt_id, lock=lock))
    require(access.may_sit(actor(), attempt.person_id))
    return attempt


def own_row(attempt_id: int) -> Attempt:
    """The same attempt, itself about to change."""
    attempt = find(queries.attempt(attempt_id, items=False, lock=True))
    require(access.may_sit(actor(), attempt.person_id))
    return attempt


def say_no(refusal: Refusal) -> None:
    """In the middle of a test nobody is sent to an error page; the refusal is noted as any other."""
    flash(_(refusal.says) % refusal.values, "bad")
    name = type(refusal).__name__
    journal.record(actor(), "refused", ("endpoint", request.endpoint), status=409, code=name)
