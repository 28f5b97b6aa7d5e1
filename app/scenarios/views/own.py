"""The run that an address names, for the person whose it is; and a rule's no that the next page says."""

from flask import flash, request
from flask_babel import gettext as _

from app.core.refusals import Refusal
from app.journal import actions as journal
from app.scenarios import access, queries
from app.scenarios.models import Run
from app.web.access import actor, require
from app.web.pages import find


def own_run(run_id: int, *, lock: bool = False) -> Run:
    """404 for everybody else. `lock`: it is about to change."""
    run = find(queries.run(run_id, lock=lock))
    require(access.may_play(actor(), run.person_id))
    return run


def say_no(refusal: Refusal) -> None:
    """In the middle of a case nobody is sent to an error page; the refusal is noted as any other."""
    flash(_(refusal.says) % refusal.values, "bad")
    name = type(refusal).__name__
    journal.record(actor(), "refused", ("endpoint", request.endpoint), status=409, code=name)
