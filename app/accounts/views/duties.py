"""Granting and withdrawing duties; those that two persons give wait for the second."""

from flask import Blueprint, flash, render_template
from flask_babel import gettext as _

from app.accounts import access, actions, granting, queries, rules, visits
from app.accounts.forms import DUTIES, DutyForm
from app.accounts.models import GrantRequest
from app.accounts.views import choices, whom
from app.core import clock
from app.core.refusals import Refusal
from app.web.access import actor, duty, require
from app.web.pages import find, see

bp = Blueprint("accounts_duties", __name__)


@bp.get("/people/<int:person_id>/duties")
@duty("administrator")
def show(person_id: int):
    found = whom.visible(person_id)
    return _page(found, DutyForm(on_day=clock.today()))


@bp.post("/people/<int:person_id>/duties")
@duty("administrator")
def grant(person_id: int):
    found, form = whom.visible(person_id), DutyForm.from_request()
    units = choices.units(form.unit)
    if not form.accepted():
        return _page(found, form), 422
    unit = units[form.unit.data]
    require(access.may_grant(actor(), unit.path))
    try:
        flash(_grant_or_ask(found, form, unit))
    except Refusal as refusal:
        form.refuse("kind", refusal)
        return _page(found, form), 422
    return see("accounts_duties.show", person_id=person_id)


def _grant_or_ask(found: whom.Whom, form: DutyForm, unit) -> str:
    kind, day = form.kind.data, form.on_day.data
    if form.needs_two:
        granting.ask_for_duty(found.row, kind, unit, from_day=day, by=actor(), at=clock.now())
        return _("Another administrator has to confirm this duty before it is held.")
    actions.grant(found.row, kind, unit, from_day=day, by=actor())
    return _("The duty is granted.")


def _page(found: whom.Whom, form: DutyForm) -> str:
    choices.units(form.unit)
    today = clock.today()
    held = [g for g in queries.grants(found.row.id) if g.until_day is None or g.until_day > today]
    return render_template(
        "accounts/duties.html",
        whom=found.row,
        form=form,
        names=DUTIES,
        held=[(g, access.may_grant(actor(), g.unit.path)) for g in held],
    )


@bp.post("/people/<int:person_id>/duties/<int:grant_id>/withdrawal")
@duty("administrator")
def withdraw(person_id: int, grant_id: int):
    whom.visible(person_id)
    given = find(next((g for g in queries.grants(person_id) if g.id == grant_id), None))
    require(access.may_grant(actor(), given.unit.path))
    actions.withdraw_grant(given, on_day=clock.today(), by=actor(), at=clock.now())
    flash(_("The duty is withdrawn, and the person is signed out."))
    return see("accounts_duties.show", person_id=person_id)


@bp.get("/duties")
@duty("administrator")
def requests():
    who = actor()
    waiting = [(r, _may_confirm(r)) for r in visits.requests(who)]
    return render_template("accounts/duty_requests.html", waiting=waiting, names=DUTIES)


@bp.post("/duties/<int:request_id>/confirmation")
@duty("administrator")
def confirm(request_id: int):
    request = _request(request_id)
    require(_may_confirm(request), say=_("Somebody else has to confirm this duty."))
    granting.confirm(request, by=actor(), at=clock.now(), today=clock.today())
    is_reset = request.kind == rules.RESET
    flash(_("The second factor is reset.") if is_reset else _("The duty is granted."))
    return see("accounts_duties.requests")


@bp.post("/duties/<int:request_id>/refusal")
@duty("administrator")
def decline(request_id: int):
    request = _request(request_id)
    granting.decline(request, by=actor(), at=clock.now())
    is_reset = request.kind == rules.RESET
    flash(_("Nothing is reset.") if is_reset else _("The duty is not granted."))
    return see("accounts_duties.requests")


def _request(request_id: int) -> GrantRequest:
    request = find(visits.request(request_id))
    require(access.may_grant(actor(), request.unit.path))
    return request


def _may_confirm(request: GrantRequest) -> bool:
    return access.may_confirm(
        actor(),
        request.unit.path,
        asked_by_id=request.asked_by_id,
        person_id=request.person_id,
    )
