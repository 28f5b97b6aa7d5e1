"""A rank given, an absence, its end."""

from flask import Blueprint, flash, render_template
from flask_babel import gettext as _

from app.accounts import queries, service, service_rules, serving
from app.accounts.access import KEEPERS
from app.accounts.kinds import AbsenceKind, Profession
from app.accounts.models import Unit
from app.accounts.service_forms import AbsenceForm, EndAbsenceForm, RankForm
from app.accounts.service_models import Absence
from app.accounts.service_rules import Days
from app.accounts.views import choices, whom
from app.core import clock
from app.core.refusals import Refusal
from app.web.access import actor, duty
from app.web.forms import Form
from app.web.pages import find, see

bp = Blueprint("accounts_serving", __name__)

# Where a refusal is shown; every other concerns the first day.
AT = {
    service_rules.NotARank: "rank",
    service_rules.SecondedNowhere: "unit",
    service_rules.EndsBeforeItBegins: "until_day",
    service_rules.EndsLater: "until_day",
    service_rules.SaysTheSame: "reason",
    service_rules.PostHeldThen: "post",
}


@bp.get("/people/<int:person_id>/ranks/new")
@duty(*KEEPERS)
def new_rank(person_id: int):
    return _rank_page(whom.kept(person_id), RankForm(from_day=clock.today()))


@bp.post("/people/<int:person_id>/ranks/new")
@duty(*KEEPERS)
def record_rank(person_id: int):
    found, form = whom.kept(person_id), RankForm.from_request()
    form.offer(profession(person_id))
    if not form.accepted():
        return _rank_page(found, form), 422
    try:
        serving.record_rank(
            found.row, form.rank.data, from_day=form.from_day.data, by=actor(), at=clock.now()
        )
    except Refusal as refusal:
        return _rank_page(found, refused(form, refusal)), 422
    flash(_("The rank is recorded."), "success")
    return see("accounts_people.show", person_id=person_id)


def profession(person_id: int) -> Profession | None:
    """Of the present, or else the last, post."""
    held = queries.appointments(person_id)
    return held[0].post.profession if held else None


def refused(form: Form, refusal: Refusal) -> Form:
    field = AT.get(type(refusal), "from_day")
    form.refuse(field if field in form else next(iter(form)).name, refusal)
    return form


def _rank_page(found: whom.Whom, form: RankForm) -> str:
    form.offer(profession(found.row.id))
    return render_template("accounts/rank_form.html", whom=found.row, form=form)


@bp.get("/people/<int:person_id>/absences/new")
@duty(*KEEPERS)
def new_absence(person_id: int):
    return _absence_page(whom.kept(person_id), AbsenceForm(from_day=clock.today()))


@bp.post("/people/<int:person_id>/absences/new")
@duty(*KEEPERS)
def record_absence(person_id: int):
    found, form = whom.kept(person_id), AbsenceForm.from_request()
    units = choices.units_kept(form.unit)
    if not form.accepted():
        return _absence_page(found, form), 422
    try:
        _record(found, form, units.get(form.unit.data or 0))
    except Refusal as refusal:
        return _absence_page(found, refused(form, refusal)), 422
    flash(_("The absence is recorded."), "success")
    return see("accounts_people.show", person_id=person_id)


def _record(found: whom.Whom, form: AbsenceForm, to_unit: Unit | None) -> None:
    kind, days = AbsenceKind(form.kind.data), Days(form.from_day.data, form.until_day.data)
    serving.record_absence(found.row, kind, days, to_unit=to_unit, by=actor(), at=clock.now())


def _absence_page(found: whom.Whom, form: AbsenceForm) -> str:
    choices.units_kept(form.unit)
    return render_template("accounts/absence_form.html", whom=found.row, form=form)


@bp.get("/people/<int:person_id>/absences/<int:absence_id>/end")
@duty(*KEEPERS)
def show_end(person_id: int, absence_id: int):
    found, absence = whom.kept(person_id), _absence(person_id, absence_id)
    return _end_page(found, absence, EndAbsenceForm(until_day=clock.today()))


@bp.post("/people/<int:person_id>/absences/<int:absence_id>/end")
@duty(*KEEPERS)
def end_absence(person_id: int, absence_id: int):
    found, absence = whom.kept(person_id), _absence(person_id, absence_id)
    form = EndAbsenceForm.from_request()
    if not form.accepted():
        return _end_page(found, absence, form), 422
    try:
        serving.end_absence(absence, until_day=form.until_day.data, by=actor(), at=clock.now())
    except Refusal as refusal:
        return _end_page(found, absence, refused(form, refusal)), 422
    flash(_("The end of the absence is recorded."), "success")
    return see("accounts_people.show", person_id=person_id)


def _absence(person_id: int, absence_id: int) -> Absence:
    return find(service.absence(person_id, absence_id))


def _end_page(found: whom.Whom, absence: Absence, form: EndAbsenceForm) -> str:
    return render_template("accounts/absence_end.html", whom=found.row, absence=absence, form=form)
