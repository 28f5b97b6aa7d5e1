"""More time, more attempts or a later end for one person: the list with reasons, giving, ending."""

from datetime import timedelta

from flask import Blueprint, flash, render_template
from flask_babel import gettext as _

from app.accounts import queries as people
from app.accounts.models import Person
from app.assessment import allowances, giving
from app.assessment.rules import Extra
from app.core import clock
from app.core.refusals import Refusal
from app.learning import access, activities
from app.learning.forms import Allow
from app.learning.views import test_names
from app.web.access import actor, duty, require
from app.web.pages import find, see

bp = Blueprint("learning_allowances", __name__)


def _whom(person_id: int) -> Person:
    person = find(people.person(person_id))
    require(access.may_allow(actor(), people.unit_path_of(person_id, on=clock.today())))
    return person


@bp.get("/people/<int:person_id>/allowances")
@duty("registrar")
def show(person_id: int):
    return _page(_whom(person_id), Allow())


@bp.post("/people/<int:person_id>/allowances")
@duty("registrar")
def give(person_id: int):
    person, form = _whom(person_id), Allow.from_request()
    form.offer(test_names.of(activities.offered(person_id)))
    if not form.accepted() or not _given(person, form):
        return _page(person, form), 422
    flash(_("It is given. The person sees it on the page of the course."), "good")
    return see("learning_allowances.show", person_id=person_id)


def _given(person: Person, form: Allow) -> bool:
    """The clock is read when nobody can begin or save any more until this is done."""
    course, quiz = activities.offered(person.id)[form.test.data]
    giving.hold(person)
    allowances.open_attempts(person.id, course.id, quiz.id)
    until = form.until_day.data
    extra = Extra(
        minutes=form.minutes.data or 0,
        attempts=form.attempts.data or 0,
        closes_at=clock.start_of(until + timedelta(days=1)) if until else None,
    )
    told = {"course": course.id, "quiz": quiz, "extra": extra, "reason": form.reason.data}
    try:
        giving.give(person, by=actor(), at=clock.now(), **told)
    except Refusal as refusal:
        form.refuse(_FIELDS.get(type(refusal), "test"), refusal)
        return False
    return True


_FIELDS = {
    giving.NothingGiven: "minutes",
    giving.NothingToExtend: "minutes",
    giving.NoLimitOfAttempts: "attempts",
    giving.PastEnd: "until_day",
}


@bp.post("/people/<int:person_id>/allowances/<int:allowance_id>/end")
@duty("registrar")
def end(person_id: int, allowance_id: int):
    person = _whom(person_id)
    given = find(allowances.allowance(allowance_id, lock=True))
    find(given if given.person_id == person.id else None)
    giving.end_allowance(given, by=actor(), at=clock.now())
    flash(_("It has ended. Attempts begun before keep what they had."))
    return see("learning_allowances.show", person_id=person_id)


def _page(person: Person, form: Allow) -> str:
    names = test_names.of(activities.offered(person.id))
    form.offer(names)
    return render_template(
        "learning/allowances.html",
        whom=person,
        form=form,
        given=allowances.of_person(person.id),
        names=names,
        is_own=person.id == actor().person_id,
        day_before=timedelta(days=1),
    )
