"""What the post of one person requires, and from what they are exempt."""

from collections.abc import Collection
from datetime import timedelta

from flask import Blueprint, flash, render_template
from flask_babel import gettext as _

from app.accounts import access as accounts
from app.accounts import queries as people
from app.accounts.access import READERS
from app.accounts.models import Person
from app.core import clock
from app.core.refusals import Refusal
from app.core.words import N_
from app.learning import queries as studies
from app.obligations import access, exempting, listed, owing, rules
from app.obligations.forms import ExemptForm
from app.obligations.rules import How
from app.obligations.views import whole
from app.web.access import actor, duty, require
from app.web.pages import find, see

bp = Blueprint("obligations_exemptions", __name__)

HOWS = {
    How.COMPLETED: N_("completed on %(day)s"),
    How.MOVED: N_("moved to another post on %(day)s"),
    How.LEFT: N_("left the service on %(day)s"),
    How.EXEMPT: N_("exempt since %(day)s"),
    How.ENDED: N_("no longer required since %(day)s"),
    How.REPLACED: N_("another version since %(day)s"),
}
_AT: dict[type[Refusal], str] = {rules.EndsBeforeItBegins: "last_day"}


def _seen(person_id: int) -> tuple[Person, str | None]:
    person = find(people.person(person_id))
    path = people.unit_path_of(person_id, on=clock.today())
    require(accounts.may_see_person(actor(), person_id, path))
    return person, path


def _may_exempt(path: str | None, requirement_ids: Collection[int]) -> set[int]:
    """From which of these the reader may exempt somebody of this unit."""
    if not any(actor().holds(kind, path) for kind in access.REQUIRERS):
        return set()
    of_heads = listed.of_heads(requirement_ids)
    return {
        one.id
        for one in listed.numbered(requirement_ids).values()
        if access.may_exempt(
            actor(), path, asked_path=listed.path_of(one), is_of_head=one.id in of_heads
        )
    }


def _kept(person_id: int, requirement_id: int | None) -> Person:
    """Who may give an exemption may end it. What nobody asks is refused as a slip of the form."""
    person, path = _seen(person_id)
    known = list(listed.numbered([requirement_id or 0]))
    may = len(_may_exempt(path, known)) == len(known)
    say = _(
        "The registrar or administrator of the academy exempts from this; a head, from what heads ask."
    )
    require(may, say=say)
    return person


@bp.get("/people/<int:person_id>/requirements")
@duty(*READERS, "administrator")
def show(person_id: int):
    return _page(_seen(person_id)[0], ExemptForm())


@bp.post("/people/<int:person_id>/exemptions")
@duty(*access.REQUIRERS)
def exempt(person_id: int):
    form = ExemptForm.from_request()
    person = _kept(person_id, form.requirement.data)
    _offer(form, person_id)
    if not form.accepted() or not _is_exempt(person, form):
        return _page(person, form), 422
    flash(_("The exemption is given. It ends by itself after its last day."), "good")
    return see("obligations_exemptions.show", person_id=person_id)


def _is_exempt(person: Person, form: ExemptForm) -> bool:
    number, last_day, reason = form.requirement.data, form.last_day.data, form.reason.data
    try:
        exempting.exempt(
            person, number, last_day=last_day, reason=reason, by=actor(), at=clock.now()
        )
    except Refusal as refusal:
        form.refuse(_AT.get(type(refusal), "requirement"), refusal)
        return False
    return True


@bp.post("/people/<int:person_id>/exemptions/<int:waiver_id>/end")
@duty(*access.REQUIRERS)
def end(person_id: int, waiver_id: int):
    person, _path = _seen(person_id)
    given = find(listed.waiver(waiver_id))
    find(given if given.person_id == person.id else None)
    _kept(person_id, given.requirement_id)
    exempting.end_exemption(given, by=actor(), at=clock.now())
    flash(_("The exemption has ended. The time to complete the course begins today."))
    return see("obligations_exemptions.show", person_id=person_id)


def _offer(form: ExemptForm, person_id: int) -> None:
    """Of several for one course each says its days, so that they are told apart."""
    today, titles = clock.today(), whole.courses()
    asked = [one.asked for one in owing.asked_of(person_id, on=today) if one.exempt is None]
    path = people.unit_path_of(person_id, on=today)
    may = _may_exempt(path, [one.requirement_id for one in asked])
    form.offer(
        {
            one.requirement_id: _(
                "%(course)s (days to complete it: %(days)d)",
                course=titles.get(one.course, one.course),
                days=one.within_days,
            )
            for one in asked
            if one.requirement_id in may
        }
    )


def _page(person: Person, form: ExemptForm) -> str:
    who, today = actor(), clock.today()
    path = people.unit_path_of(person.id, on=today)
    given = listed.waivers(person.id)
    _offer(form, person.id)
    return render_template(
        "obligations/person.html",
        whom=person,
        form=form,
        stands=owing.stands(person.id, studies.of(person.id), on=today),
        cycles=listed.cycles(person.id),
        given=given,
        courses=whole.courses(),
        today=today,
        hows=HOWS,
        day=timedelta(days=1),
        sees_record=accounts.may_see_record(who, person.id, path),
        may_end=_may_exempt(path, [one.requirement_id for one in given]),
        is_own=person.id == who.person_id,
    )
