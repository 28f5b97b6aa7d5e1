"""One's own second factor: setting it up, replacing it, new recovery codes, removing it."""

from collections.abc import Callable

from flask import Blueprint, flash, render_template, request
from flask_babel import gettext as _

from app.accounts import queries, rules, second_factor, visitor, visits
from app.accounts.forms import CodeForm, Kept, NewDeviceForm, OtherDeviceForm
from app.accounts.models import Person
from app.accounts.second_factor import Outcome
from app.accounts.views import arriving, secret_pages
from app.core import clock
from app.db.session import db, transaction
from app.web.access import NotSignedIn, actor, me, reads, signed_in
from app.web.forms import Form
from app.web.pages import find

bp = Blueprint("accounts_device", __name__)

_HERE = "/me/second-factor"
_FIELDS = {"code": "one_time_code", "present": "one_time_present"}
_ACTS: dict[str | None, Callable[..., Outcome]] = {
    "renew": second_factor.renew_recovery_codes,
    "remove": second_factor.remove,
}


@bp.get("/me/second-factor")
@signed_in
def show():
    return _page(CodeForm(formdata=None))


@bp.get("/me/second-factor/device")
@signed_in
def new():
    return _device_page(_device_form()(formdata=None))


@bp.post("/me/second-factor/device")
@signed_in
@reads
def set_up():
    form = _device_form().from_request()
    if not form.accepted():
        return _device_page(form), 422
    present = form.one_time_present.data if isinstance(form, OtherDeviceForm) else ""
    secret = visitor.vault().offer(visitor.session_key() or "")
    outcome = _tried(form, second_factor.set_up, secret, form.one_time_code.data, present=present)
    if isinstance(outcome, Outcome):
        flash(_("Your second factor is set up."), "success")
        return arriving.arrive(outcome.key, _HERE, Kept(), outcome.recovery)
    return _device_page(form), *outcome


@bp.post("/me/second-factor")
@signed_in
@reads
def change():
    """New recovery codes, or no second factor any more; the button says which."""
    form, act = CodeForm.from_request(), request.form.get("act")
    if act not in _ACTS or not form.accepted():
        return _page(form), 422
    more = {"demand": visitor.demand()} if act == "remove" else {}
    outcome = _tried(form, _ACTS[act], form.one_time_code.data, **more)
    if not isinstance(outcome, Outcome):
        return _page(form), *outcome
    if outcome.recovery:
        return arriving.recovery_page(outcome.recovery, _HERE, Kept())
    flash(_("Your second factor is removed. From now on the password is enough."))
    return arriving.arrive(outcome.key, _HERE, Kept())


def _tried(form: Form, act: Callable[..., Outcome], *args: str, **more):
    """What came of it; or, the form being marked, the status and headers with which it is shown again."""
    by, now = actor(), clock.now()
    db.session.rollback()
    try:
        with transaction():
            person = second_factor.hold(me())
            # A session that ended while this waited gets no other in its place.
            if visitor.actor_behind(visitor.session_key() or "", now) is None:
                raise NotSignedIn
            outcome = act(person, *args, vault=visitor.vault(), by=by, at=now, **more)
    except rules.TooManyGuesses as refusal:
        form.refuse("one_time_code", refusal)
        return 429, secret_pages.later(refusal)
    if outcome.wrong:
        field = _FIELDS[outcome.wrong]
        form.refuse(field if field in form else "one_time_code", rules.WrongCode())
        return 422, {}
    return outcome


def _me() -> Person:
    return find(queries.person(me()))


def _device_form() -> type[NewDeviceForm]:
    return OtherDeviceForm if visits.device(me()) else NewDeviceForm


def _device_page(form: NewDeviceForm) -> str:
    offered = arriving.offer(visitor.session_key() or "", _me().sign_in_name)
    return render_template("accounts/device.html", form=form, **offered)


def _page(form: CodeForm) -> str:
    return render_template(
        "accounts/second_factor.html",
        form=form,
        device=visits.device(me()),
        left=visits.recovery_codes_left(me()),
        needed=visitor.demand() and bool(actor().duties),
    )
