"""Marking essays: what waits, taking one, giving it back, marking it. No page says whose an essay is."""

from flask import Blueprint, flash, render_template, request
from flask_babel import gettext as _

from app.accounts import actions as accounts
from app.accounts import queries as people
from app.assessment import access, marking, rubrics, waiting
from app.assessment.forms import mark_essay
from app.assessment.models import Marking
from app.core import clock
from app.web.access import actor, duty, me, require
from app.web.forms import Form
from app.web.language import LANGUAGES, go_on_in, reading_language
from app.web.pages import find, see

bp = Blueprint("assessment_marking", __name__)


def _marking(marking_id: int, *, lock: bool = False) -> Marking:
    """404 for whoever may not mark it."""
    found = find(waiting.marking(marking_id, lock=lock))
    person_id = found.attempt.person_id
    unit_path = people.unit_path_of(person_id, on=clock.today())
    require(access.may_mark(actor(), person_id, unit_path))
    return found


@bp.get("/markings")
@duty(*access.MARKERS)
def index():
    who, today, now = actor(), clock.today(), clock.now()
    return render_template(
        "assessment/markings.html",
        total=waiting.count(who, on=today, at=now),
        held=waiting.in_hand(who, on=today, at=now),
        free=waiting.free(who, on=today, at=now),
        done=waiting.done(who, on=today),
    )


@bp.get("/markings/<int:marking_id>")
@duty(*access.MARKERS)
def show(marking_id: int):
    found, now = _marking(marking_id), clock.now()
    mine = waiting.reading_of(found.id, me())
    if mine is not None:
        return render_template("assessment/marked.html", paper=waiting.paper(found), mine=mine)
    if waiting.held(found.id, me(), at=now):
        return _page(found, mark_essay(waiting.paper(found).item, reading_language()))
    is_free = waiting.is_free(found, at=now)
    item = waiting.paper(found).item
    return render_template("assessment/untaken.html", id=found.id, item=item, is_free=is_free)


def _page(found: Marking, form: Form) -> str:
    hold = waiting.held(found.id, me(), at=clock.now())
    return render_template(
        "assessment/marking.html", paper=waiting.paper(found), hold=hold, form=form
    )


@bp.post("/markings/<int:marking_id>/taking")
@duty(*access.MARKERS)
def take(marking_id: int):
    found = _marking(marking_id, lock=True)
    marking.take(found, by=actor(), at=clock.now())
    return see("assessment_marking.show", marking_id=found.id)


@bp.post("/markings/<int:marking_id>/return")
@duty(*access.MARKERS)
def give_back(marking_id: int):
    marking.give_back(_marking(marking_id, lock=True), by=actor(), at=clock.now())
    flash(_("The answer is given back; another marker can take it."))
    return see("assessment_marking.index")


@bp.post("/markings/<int:marking_id>")
@duty(*access.MARKERS)
def read(marking_id: int):
    found = _marking(marking_id, lock=True)
    if request.form.get("language") in LANGUAGES:
        _speak(request.form["language"])
        return _page(found, mark_essay(waiting.paper(found).item, reading_language()))
    form = mark_essay(waiting.paper(found).item, reading_language())
    if not form.accepted():
        return _page(found, form), 422
    try:
        _keep(found, form)
    except rubrics.HoldOver as refusal:
        form.refuse("remark", refusal)
        return _page(found, form), 409
    flash(_("Your marks are kept. Thank you."), "good")
    return see("assessment_marking.index")


def _speak(language: str) -> None:
    """Nothing is marked by it, and what was typed stands on the page."""
    accounts.choose_language(find(people.person(me())), language, by=actor())
    go_on_in(language)


def _keep(found: Marking, form: Form) -> None:
    names = [one.id for one in waiting.paper(found).item.rubric]
    marking.read(
        found,
        {name: int(form[f"level_{n}"].data) for n, name in enumerate(names)},
        remarks={name: form[f"remark_{n}"].data for n, name in enumerate(names)},
        remark=form["remark"].data,
        by=actor(),
        at=clock.now(),
    )
