"""The second step of signing in: a code of the device, or the first code of a device just set up."""

from flask import Blueprint, flash, redirect, request, session, url_for
from flask_babel import gettext as _

from app.accounts import rules, second_factor, visitor, visits
from app.accounts.forms import Kept, kept_before
from app.accounts.views import arriving, secret_pages, sign_in
from app.core import clock
from app.db.session import db, transaction
from app.web.access import public, reads
from app.web.language import LANGUAGES
from app.web.links import safe_path

bp = Blueprint("accounts_second_step", __name__)


@bp.get("/sign-in/second-step")
@public
def show():
    half, wanted = visitor.half(), safe_path(request.args.get("next"))
    if half is None:
        return redirect(url_for("accounts_sign_in.show", next=wanted), code=303)
    return _page(half, arriving.form_for(half)(next=wanted), Kept())


@bp.post("/sign-in/second-step")
@public
@reads
def prove():
    half, kept = visitor.half(), kept_before(request.form)
    if half is None:
        return _too_late(kept)
    form = arriving.form_for(half).from_request()
    if request.form.get("language") in LANGUAGES:
        session["language"] = request.form["language"]
        return _page(half, form, kept)
    if not form.accepted():
        return _page(half, form, kept), 422
    return _try(half, form, kept)


def _try(half: visits.Half, form: arriving.StepForm, kept: Kept):
    key, typed = visitor.session_key() or "", form.one_time_code.data
    db.session.rollback()
    try:
        with transaction():
            outcome = second_factor.step_up(
                key, typed, vault=visitor.vault(), origin=visitor.network(), at=clock.now()
            )
    except rules.TooManyGuesses as refusal:
        form.refuse("one_time_code", refusal)
        return _page(half, form, kept), 429, secret_pages.later(refusal)
    if outcome.wrong == "half":
        return _too_late(kept)
    if outcome.wrong:
        form.refuse("one_time_code", rules.WrongCode())
        return _page(half, form, kept), 422
    return arriving.arrive(outcome.key, form.next.data, kept, outcome.recovery)


def _page(half: visits.Half, form: arriving.StepForm, kept: Kept) -> str:
    return arriving.step_page(half, visitor.session_key() or "", form, kept)


def _too_late(kept: Kept):
    """Back to the password, with what had been typed."""
    flash(_("The time for the second step is over. Please sign in again."))
    wanted = safe_path(request.form.get("next"))
    if kept.path:
        return sign_in.page_with(kept, wanted), 401
    return redirect(url_for("accounts_sign_in.show", next=wanted), code=303)
