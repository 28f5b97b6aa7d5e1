"""The days in which a unit takes a test: the list, setting, ending."""

from datetime import timedelta

from flask import Blueprint, flash, render_template
from flask_babel import gettext as _

from app.accounts import queries as people
from app.accounts.models import Unit
from app.assessment import allowances, giving
from app.core import clock
from app.core.refusals import Refusal
from app.learning import access, activities
from app.learning.forms import SetWindow
from app.learning.views import test_names
from app.web.access import actor, duty, require
from app.web.pages import find, see

bp = Blueprint("learning_windows", __name__)


def _unit(unit_id: int) -> Unit:
    unit = find(people.unit(unit_id))
    require(access.may_allow(actor(), unit.path))
    return unit


@bp.get("/units/<int:unit_id>/windows")
@duty("registrar")
def show(unit_id: int):
    return _page(_unit(unit_id), SetWindow())


@bp.post("/units/<int:unit_id>/windows")
@duty("registrar")
def set_window(unit_id: int):
    unit, form = _unit(unit_id), SetWindow.from_request()
    form.offer(test_names.of(activities.offered()))
    if not form.accepted() or not _is_set(unit, form):
        return _page(unit, form), 422
    flash(_("The days are set."), "good")
    return see("learning_windows.show", unit_id=unit_id)


def _is_set(unit: Unit, form: SetWindow) -> bool:
    course, _slash, test = form.test.data.partition("/")
    opens_at = clock.start_of(form.first_day.data)
    closes_at = clock.start_of(form.last_day.data + timedelta(days=1))
    days = {"course": course, "test": test, "opens_at": opens_at, "closes_at": closes_at}
    try:
        giving.set_window(unit, by=actor(), at=clock.now(), **days)
    except Refusal as refusal:
        form.refuse("last_day", refusal)
        return False
    return True


@bp.post("/units/<int:unit_id>/windows/<int:window_id>/end")
@duty("registrar")
def end(unit_id: int, window_id: int):
    unit = _unit(unit_id)
    window = find(allowances.window_of_unit(window_id, lock=True))
    find(window if window.unit_id == unit.id else None)
    giving.end_window(window, by=actor(), at=clock.now())
    flash(_("The days no longer hold: the test may be taken at any time."))
    return see("learning_windows.show", unit_id=unit_id)


def _page(unit: Unit, form: SetWindow) -> str:
    names = test_names.of(activities.offered())
    form.offer(names)
    return render_template(
        "learning/windows.html",
        unit=unit,
        form=form,
        windows=allowances.windows_of([unit.id]),
        names=names,
        day_before=timedelta(days=1),
    )
