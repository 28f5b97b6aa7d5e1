"""Putting a fact of service right: the post or the days of an appointment, a rank, an absence."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from flask import Blueprint, flash, render_template
from flask_babel import gettext as _

from app.accounts import queries, restating, service
from app.accounts.access import KEEPERS
from app.accounts.kinds import AbsenceKind
from app.accounts.models import Appointment
from app.accounts.restating import Why
from app.accounts.service_forms import (
    RestateAbsenceForm,
    RestateAppointmentForm,
    RestateRankForm,
)
from app.accounts.service_models import Absence, RankHeld
from app.accounts.service_rules import Days
from app.accounts.views import choices, serving, whom
from app.core import clock
from app.core.refusals import Refusal
from app.core.words import N_
from app.web.access import actor, duty
from app.web.forms import Form
from app.web.pages import find, see

bp = Blueprint("accounts_restating", __name__)

_ADDRESS = (
    "/people/<int:person_id>/<any(appointments, ranks, absences):facts>/<int:fact_id>/correction"
)


def _appointment_form(held: Appointment, form: RestateAppointmentForm) -> dict:
    if held.until_day is None:
        del form.until_day
    return choices.posts(form.post, held.post)


def _rank_form(held: RankHeld, form: RestateRankForm) -> None:
    form.offer(serving.profession(held.person_id))


def _absence_form(_absence: Absence, form: RestateAbsenceForm) -> dict:
    return choices.units_kept(form.unit)


def _put_appointment_right(found: whom.Whom, held: Appointment, form: Form, why: Why) -> None:
    post = choices.posts(form["post"], held.post)[form["post"].data]
    until = form["until_day"].data if "until_day" in form else None
    days = Days(form["from_day"].data, until)
    restating.restate_appointment(found.row, held, post=post, days=days, why=why)


def _put_rank_right(found: whom.Whom, held: RankHeld, form: Form, why: Why) -> None:
    rank, day = form["rank"].data, form["from_day"].data
    restating.restate_rank(found.row, held, rank=rank, from_day=day, why=why)


def _put_absence_right(found: whom.Whom, absence: Absence, form: Form, why: Why) -> None:
    restating.restate_absence(
        found.row,
        absence,
        kind=AbsenceKind(form["kind"].data),
        days=Days(form["from_day"].data, form["until_day"].data),
        to_unit=choices.units_kept(form["unit"]).get(form["unit"].data or 0),
        why=why,
    )


@dataclass(frozen=True)
class _Kind:
    """How a fact is found, what its form is, what it says now, and what puts it right."""

    find: Callable[[int, int], Any]
    form: type[Form]
    offer: Callable[[Any, Any], Any]
    says: Callable[[Any], dict[str, Any]]
    put_right: Callable[[whom.Whom, Any, Form, Why], None]
    title: str


_KINDS = {
    "appointments": _Kind(
        queries.appointment_numbered,
        RestateAppointmentForm,
        _appointment_form,
        lambda a: {"post": a.post_id, "from_day": a.from_day, "until_day": a.until_day},
        _put_appointment_right,
        N_("Put a post right"),
    ),
    "ranks": _Kind(
        service.rank,
        RestateRankForm,
        _rank_form,
        lambda r: {"rank": r.rank, "from_day": r.from_day},
        _put_rank_right,
        N_("Put a rank right"),
    ),
    "absences": _Kind(
        service.absence,
        RestateAbsenceForm,
        _absence_form,
        lambda a: {
            "kind": a.kind.value,
            "from_day": a.from_day,
            "until_day": a.until_day,
            "unit": a.to_unit_id or "",
        },
        _put_absence_right,
        N_("Put an absence right"),
    ),
}


@bp.get(_ADDRESS)
@duty(*KEEPERS)
def show(person_id: int, facts: str, fact_id: int):
    found, kind = whom.kept(person_id), _KINDS[facts]
    fact = find(kind.find(person_id, fact_id))
    return _page(found, kind, fact, kind.form(**kind.says(fact)))


@bp.post(_ADDRESS)
@duty(*KEEPERS)
def put_right(person_id: int, facts: str, fact_id: int):
    found, kind = whom.kept(person_id), _KINDS[facts]
    fact, form = find(kind.find(person_id, fact_id)), kind.form.from_request()
    kind.offer(fact, form)
    if not form.accepted():
        return _page(found, kind, fact, form), 422
    try:
        kind.put_right(found, fact, form, Why(form["reason"].data, actor(), clock.now()))
    except Refusal as refusal:
        return _page(found, kind, fact, serving.refused(form, refusal)), 422
    flash(_("It is put right. What it said before stays on the card."), "success")
    return see("accounts_people.show", person_id=person_id)


def _page(found: whom.Whom, kind: _Kind, fact: Any, form: Form) -> str:
    kind.offer(fact, form)
    return render_template("accounts/restate.html", whom=found.row, title=kind.title, form=form)
