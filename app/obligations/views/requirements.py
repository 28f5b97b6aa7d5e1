"""What posts require: the list, one with its versions, making, changing, ending."""

from collections.abc import Callable
from datetime import date

from flask import Blueprint, flash, render_template, request
from flask_babel import gettext as _

from app.accounts.access import READERS
from app.accounts.kinds import NAMES
from app.core import clock
from app.core.refusals import Refusal
from app.obligations import access, actions, listed, reviewing, rules
from app.obligations.forms import EndForm, RequirementForm
from app.obligations.models import Requirement
from app.obligations.views import whole
from app.web.access import actor, duty, require
from app.web.pages import find, see

bp = Blueprint("obligations_requirements", __name__)

_AT: dict[type[Refusal], str] = {rules.NotBefore: "from_day"}


def _seen(requirement_id: int) -> Requirement:
    found = find(listed.requirement(requirement_id))
    require(access.may_see(actor(), listed.path_of(found)))
    return found


def _may_change(found: Requirement) -> bool:
    is_of_head = found.id in listed.of_heads([found.id])
    return access.may_change(actor(), listed.path_of(found), is_of_head=is_of_head)


def _kept(requirement_id: int) -> Requirement:
    found = _seen(requirement_id)
    may = _may_change(found) or found.release_id is not None
    require(may, say=_("The academy asks this; its registrar or administrator changes it."))
    actions.ensure_may_change(found, clock.today())
    return found


@bp.get("/requirements")
@duty(*READERS, "administrator")
def index():
    today, who = clock.today(), actor()
    return render_template(
        "obligations/requirements.html",
        lines=listed.visible(who, on=today),
        names=NAMES,
        courses=whole.courses(),
        today=today,
        may_require=who.has(*access.REQUIRERS),
        reads=who.has(*READERS),
    )


@bp.get("/requirements/<int:requirement_id>")
@duty(*READERS, "administrator")
def show(requirement_id: int):
    return _page(_seen(requirement_id), EndForm(on_day=clock.today()))


def _page(found: Requirement, form: EndForm) -> str:
    today, who = clock.today(), actor()
    may = _may_change(found) and found.release_id is None
    return render_template(
        "obligations/requirement.html",
        one=found,
        form=form,
        versions=listed.versions(found),
        reach=listed.reach(found, on=today),
        exempt=listed.exempt(who, found, on=today),
        names=NAMES,
        courses=whole.courses(),
        today=today,
        reads=who.has(*READERS),
        may_change=may and found.until_day is None,
    )


@bp.get("/requirements/new")
@duty(*access.REQUIRERS)
def new():
    form = RequirementForm(from_day=clock.today(), tell_head=True)
    return _form_page(form, None)


@bp.post("/requirements/new")
@duty(*access.REQUIRERS)
def require_course():
    def make(form: RequirementForm) -> Requirement:
        terms, day, reason = whole.terms(form), form.from_day.data, form.reason.data
        return actions.require_course(
            terms, from_day=day, by=actor(), at=clock.now(), reason=reason
        )

    return _carried_out(RequirementForm.from_request(), None, make)


@bp.get("/requirements/<int:requirement_id>/change")
@duty(*access.REQUIRERS)
def change(requirement_id: int):
    found = _kept(requirement_id)
    return _form_page(RequirementForm(from_day=clock.today(), data=whole.values(found)), found)


@bp.post("/requirements/<int:requirement_id>/change")
@duty(*access.REQUIRERS)
def change_requirement(requirement_id: int):
    found = _kept(requirement_id)

    def make(form: RequirementForm) -> Requirement:
        terms, day = whole.terms(form), form.from_day.data
        at, reason = clock.now(), form.reason.data
        return actions.change_requirement(
            found, terms, from_day=day, by=actor(), at=at, reason=reason
        )

    return _carried_out(RequirementForm.from_request(), found, make)


@bp.post("/requirements/<int:requirement_id>/end")
@duty(*access.REQUIRERS)
def end(requirement_id: int):
    found, form = _kept(requirement_id), EndForm.from_request()
    if not form.accepted():
        return _page(found, form), 422
    day: date = form.on_day.data
    try:
        rules.ensure_not_before(day, clock.today())
    except Refusal as refusal:
        form.refuse("on_day", refusal)
        return _page(found, form), 422
    actions.end_requirement(found, on_day=day, by=actor(), at=clock.now())
    reviewing.review_asked(found, on=clock.today())
    flash(_("The requirement ends. What was completed stays."), "good")
    return see("obligations_requirements.index")


def _carried_out(
    form: RequirementForm, old: Requirement | None, make: Callable[[RequirementForm], Requirement]
):
    """Without `step=confirmed` it says what it would come to; with `step=change` it shows the form again."""
    whole.offer(form, old, on=clock.today())
    if not form.accepted():
        return _form_page(form, old), 422
    step = request.form.get("step")
    if step == "change":
        return _form_page(form, old)
    if step != "confirmed":
        return _preview(form, old)
    try:
        made = make(form)
    except Refusal as refusal:
        form.refuse(_AT.get(type(refusal), "course"), refusal)
        return _form_page(form, old), 422
    reviewing.review_asked(made, on=clock.today())
    flash(_("It is required from the day you chose."), "good")
    return see("obligations_requirements.show", requirement_id=made.id)


def _preview(form: RequirementForm, old: Requirement | None) -> str:
    terms = whole.terms(form)
    return render_template(
        "obligations/preview.html",
        form=form,
        old=old,
        reach=listed.reach(terms, on=clock.today()),
        unit=whole.units()[form.unit.data],
        courses=whole.courses(),
        names=NAMES,
    )


def _form_page(form: RequirementForm, old: Requirement | None) -> str:
    whole.offer(form, old, on=clock.today())
    return render_template("obligations/form.html", form=form, old=old)
