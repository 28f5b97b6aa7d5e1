"""Appointing, moving, leaving: a form, then a page that says what will happen, then the deed."""

from collections.abc import Callable
from dataclasses import dataclass

from flask import Blueprint, flash, render_template, request
from flask_babel import gettext as _

from app.accounts import actions, corrections, queries, rules, visits
from app.accounts.access import KEEPERS
from app.accounts.forms import DUTIES, LeaveForm, PlaceForm
from app.accounts.models import Person
from app.accounts.views import choices, whom
from app.core import clock
from app.core.refusals import Refusal
from app.core.words import N_
from app.web.access import actor, duty
from app.web.forms import Form
from app.web.pages import see

bp = Blueprint("accounts_moves", __name__)

# A refusal about the post is shown there; every other concerns the day.
_ABOUT_POST = (rules.PostTaken, rules.PostClosed)


def _appoint(person: Person, form: PlaceForm, *, really: bool) -> None:
    post = choices.posts(form.post)[form.post.data]
    if really:
        actions.appoint(person, post, from_day=form.on_day.data, by=actor())
    else:
        actions.ensure_may_appoint(person, post, from_day=form.on_day.data)


def _move(person: Person, form: PlaceForm, *, really: bool) -> None:
    post = choices.posts(form.post)[form.post.data]
    if really:
        actions.move(person, post, on_day=form.on_day.data, by=actor())
    else:
        actions.ensure_may_move(person, post, on_day=form.on_day.data)


def _leave(person: Person, form: LeaveForm, *, really: bool) -> None:
    if really:
        actions.dismiss(person, on_day=form.on_day.data, by=actor(), at=clock.now())
    else:
        actions.ensure_may_leave(person, on_day=form.on_day.data)


@dataclass(frozen=True)
class Deed:
    """What is done, the form for it, and its words."""

    form: type[Form]
    do: Callable[..., None]
    title: str
    confirm: str
    done: str


_DEEDS = {
    "appoint": Deed(
        PlaceForm, _appoint, N_("Appoint to a post"), N_("Appoint"), N_("The person is appointed.")
    ),
    "move": Deed(
        PlaceForm, _move, N_("Move to another post"), N_("Move"), N_("The move is recorded.")
    ),
    "leave": Deed(
        LeaveForm,
        _leave,
        N_("Leaves the service"),
        N_("End the service"),
        N_("The end is recorded."),
    ),
}


@bp.get("/people/<int:person_id>/<any(appoint, move, leave):deed>")
@duty(*KEEPERS)
def show(person_id: int, deed: str):
    found = whom.kept(person_id)
    return _page(deed, found, _DEEDS[deed].form(on_day=clock.today()))


@bp.post("/people/<int:person_id>/<any(appoint, move, leave):deed>")
@duty(*KEEPERS)
def carry_out(person_id: int, deed: str):
    """Without `step=confirmed` it says what would happen; with `step=change` it shows the form again."""
    found, form, step = whom.kept(person_id), _filled(deed), request.form.get("step")
    if not form.accepted():
        return _page(deed, found, form), 422
    if step == "change":
        return _page(deed, found, form)
    if not _done(deed, found, form, really=step == "confirmed"):
        return _page(deed, found, form), 422
    if step != "confirmed":
        return _confirm_page(deed, found, form)
    flash(_(_DEEDS[deed].done), "success")
    return see("accounts_people.show", person_id=person_id)


@bp.post("/people/<int:person_id>/leave/undo")
@duty(*KEEPERS)
def undo_leave(person_id: int):
    corrections.undo_leave(whom.kept(person_id).row, by=actor(), at=clock.now())
    flash(_("The departure is undone. Duties that ended have to be given anew."), "success")
    return see("accounts_people.show", person_id=person_id)


def _filled(deed: str) -> Form:
    form = _DEEDS[deed].form.from_request()
    if "post" in form:
        choices.posts(form.post)
    return form


def _done(deed: str, found: whom.Whom, form: Form, *, really: bool) -> bool:
    """Also when only tried: what a rule refuses is said before the page that asks to confirm."""
    try:
        _DEEDS[deed].do(found.row, form, really=really)
    except Refusal as refusal:
        form.refuse("post" if isinstance(refusal, _ABOUT_POST) else "on_day", refusal)
        return False
    return True


def _page(deed: str, found: whom.Whom, form: Form) -> str:
    if "post" in form:
        choices.posts(form.post)
    return render_template("accounts/move.html", form=form, **_shown(deed, found))


def _confirm_page(deed: str, found: whom.Whom, form: Form) -> str:
    post = choices.posts(form.post).get(form.post.data) if "post" in form else None
    return render_template(
        "accounts/move_confirm.html", form=form, post=post, **_shown(deed, found)
    )


def _shown(deed: str, found: whom.Whom) -> dict[str, object]:
    today = clock.today()
    return {
        "deed": deed,
        "what": _DEEDS[deed],
        "whom": found.row,
        "held": queries.appointment(found.row.id, on=today),
        "kept_duties": [_(DUTIES[d.kind]) for d in visits.duties(found.row.id, on=today)],
    }
