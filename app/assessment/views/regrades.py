"""Marking a question again: the preview, asking for it, and what a second person decides."""

from collections.abc import Mapping, Sequence

from flask import Blueprint, current_app, flash, render_template, request
from flask_babel import gettext as _

from app.accounts import queries as people
from app.accounts.models import Unit
from app.assessment import access, affected, library, regrades, regrading, remarking
from app.assessment.affected import Touched, Wish
from app.assessment.forms import AskRegrade
from app.assessment.regrade_models import Regrade
from app.assessment.regrading import How
from app.assessment.views.library import ask as ask_for_key
from app.core import clock
from app.core.paging import SIZE, Page, page_number
from app.web.access import actor, duty, require
from app.web.pages import find, see

bp = Blueprint("assessment_regrades", __name__)


@bp.get("/regrades")
@duty(*access.REGRADE_READERS)
def index():
    found = regrades.visible(actor())
    return render_template("assessment/regrades.html", regrades=found, hows=regrading.HOWS)


# ── asking ────────────────────────────────────────────────────────────────────


@bp.get("/regrades/new/<bank>/<item>")
@duty(*access.ASKERS)
def new(bank: str, item: str):
    wish, unit = _wished(bank, item, request.args)
    form = AskRegrade(formdata=None, how=wish.how.value, unit=unit.id)
    return _preview(wish, unit, form)


@bp.post("/regrades/new/<bank>/<item>")
@duty(*access.ASKERS)
def ask(bank: str, item: str):
    wish, unit = _wished(bank, item, request.form)
    form = AskRegrade.from_request()
    if not form.accepted():
        return _preview(wish, unit, form), 422
    asked = remarking.ask(wish, unit, form.reason.data, by=actor(), at=clock.now())
    flash(_("It is asked for. Another registrar or an administrator must confirm it."), "good")
    return see("assessment_regrades.show", regrade_id=asked.id)


def _wished(bank: str, item: str, said: Mapping[str, str]) -> tuple[Wish, Unit]:
    """How and for whom; without a unit, the first over which the actor may ask."""
    ask_for_key(bank)
    question = find(library.question(bank, item))
    how = find(next((how for how in How if how.value == said.get("how", "full")), None))
    units = regrades.units(actor())
    wanted = said.get("unit") or str(units[0].id)
    unit = find(next((unit for unit in units if str(unit.id) == wanted), None))
    require(access.may_ask_regrade(actor(), unit.path))
    return Wish(question, how, unit.path), unit


def _preview(wish: Wish, unit: Unit, form: AskRegrade) -> str:
    return render_template(
        "assessment/regrade_new.html",
        question=wish.question,
        how=wish.how,
        unit=unit,
        units=regrades.units(actor()),
        form=form,
        is_asked=regrades.is_asked(wish.question, unit.id),
        hows=regrading.HOWS,
        **_effect(affected.cases(wish, on=clock.today()), unit.path),
    )


def _effect(found: Sequence[Touched], path: str) -> dict[str, object]:
    """How many, and for those who read training records, who; whoever keeps a certificate is counted."""
    stay = current_app.extensions.get("certificates_in")
    below = affected.contexts(found)
    effects = [one for one in found if one.effect.is_change]
    may_name = access.may_see_names(actor(), path)
    return {
        "summary": regrading.summary(one.effect for one in found),
        "certificates": stay(below) if stay and below else 0,
        "page": _page(effects) if may_name else None,
        "told": regrading.told,
    }


def _page(effects: Sequence[Touched]) -> Page:
    number = page_number(request.args.get("page"))
    lines = affected.named(effects, on=clock.today())
    return Page(lines[(number - 1) * SIZE : number * SIZE], number, len(lines))


# ── deciding ──────────────────────────────────────────────────────────────────


@bp.get("/regrades/<int:regrade_id>")
@duty(*access.REGRADE_READERS)
def show(regrade_id: int):
    asked = find(regrades.regrade(regrade_id))
    require(access.may_see_regrade(actor(), asked.unit.path))
    may_decide = access.may_decide_regrade(actor(), asked.unit.path)
    return render_template(
        "assessment/regrade.html",
        asked=asked,
        hows=regrading.HOWS,
        asked_by=people.person(asked.asked_by_id),
        confirmed_by=people.person(asked.confirmed_by_id) if asked.confirmed_by_id else None,
        may_decide=may_decide,
        **_state(asked),
    )


def _state(asked: Regrade) -> dict[str, object]:
    wish = regrades.wish(asked)
    left = affected.cases(wish, on=clock.today()) if asked.done_at is None else []
    done = regrades.done(asked.id) if asked.confirmed_at else []
    return {
        "question": wish.question,
        "left": len(left),
        "is_done": asked.done_at is not None,
        **_effect([*done, *left], asked.unit.path),
    }


@bp.post("/regrades/<int:regrade_id>/confirmation")
@duty(*access.REGRADERS)
def confirm(regrade_id: int):
    asked = _to_decide(regrade_id)
    if remarking.confirm(asked, by=actor(), at=clock.now()):
        flash(_("The attempts are marked again; their people read the reason."), "good")
    else:
        flash(
            _("It is confirmed. There are many attempts; they are marked within the hour."), "good"
        )
    return see("assessment_regrades.show", regrade_id=regrade_id)


@bp.post("/regrades/<int:regrade_id>/withdrawal")
@duty(*access.REGRADERS)
def withdraw(regrade_id: int):
    remarking.withdraw(_to_decide(regrade_id), by=actor(), at=clock.now())
    flash(_("The request is taken back; no attempt was marked again."))
    return see("assessment_regrades.index")


def _to_decide(regrade_id: int) -> Regrade:
    asked = find(regrades.regrade(regrade_id))
    require(access.may_decide_regrade(actor(), asked.unit.path))
    return asked
