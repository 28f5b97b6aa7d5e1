"""What a list would change, seen before it is done; done, confirmed by a second person, undone."""

from flask import Blueprint, flash, render_template, request
from flask_babel import gettext as _

from app.accounts.access import KEEPERS
from app.accounts.kinds import Profession
from app.core import clock
from app.rosters import actions, applying, undoing
from app.rosters.forms import OptionsForm, SeenForm, chosen, duplicates_fields
from app.rosters.models import ListState, StaffList
from app.rosters.views import shown, whose
from app.web.access import actor, duty, require
from app.web.forms import form_of
from app.web.pages import see

bp = Blueprint("rosters_preview", __name__)


@bp.get("/staff-lists/<int:list_id>")
@duty(*KEEPERS)
def show(list_id: int):
    return _page(whose.kept(list_id))


@bp.post("/staff-lists/<int:list_id>/options")
@duty(*KEEPERS)
def set_options(list_id: int):
    of, form = whose.kept(list_id), OptionsForm.from_request()
    actions.ensure_open(of)
    if not form.accepted():
        return _page(of, options=form), 422
    actions.set_options(of, **_told(form), by=actor(), at=clock.now())
    flash(_("The preview is made anew."))
    return see("rosters_preview.show", list_id=list_id)


def _told(form: OptionsForm) -> dict:
    return {
        "on_day": form.on_day.data,
        "complete": form.complete.data == "yes",
        "makes_posts": form.makes_posts.data,
        "takes_guessed_sex": form.takes_guessed_sex.data,
        "language": form.language.data,
        "profession": Profession(form.profession.data),
    }


@bp.post("/staff-lists/<int:list_id>/duplicates")
@duty(*KEEPERS)
def choose(list_id: int):
    """Lines of which nothing was said wait on."""
    of = whose.kept(list_id)
    actions.ensure_open(of)
    doubtful = shown.doubtful(shown.preview_of(of))
    form = form_of("DuplicatesForm", duplicates_fields(doubtful))
    said = [(int(f.name.removeprefix("line_")), f) for f in form if f.data and f.validate(form)]
    actions.choose(of, {n: chosen(f.data) for n, f in said}, by=actor(), at=clock.now())
    flash(_("What you decided is kept."))
    return see("rosters_preview.show", list_id=list_id)


@bp.post("/staff-lists/<int:list_id>/application")
@duty(*KEEPERS)
def apply_list(list_id: int):
    of, form = whose.kept(list_id), SeenForm.from_request()
    if not form.accepted():
        return _page(of), 422
    done = applying.apply_or_ask(of, form.seen.data or "", by=actor(), at=clock.now())
    flash(_("The list is applied.") if done else _("The list waits for a second person."))
    return see("rosters_preview.show", list_id=list_id)


@bp.post("/staff-lists/<int:list_id>/confirmation")
@duty(*KEEPERS)
def confirm(list_id: int):
    of, form = whose.kept(list_id), SeenForm.from_request()
    require(whose.may_confirm(of, actor()), say=_("Somebody else has to confirm this list."))
    if not form.accepted():
        return _page(of), 422
    applying.confirm(of, form.seen.data or "", by=actor(), at=clock.now())
    flash(_("The list is applied."))
    return see("rosters_preview.show", list_id=list_id)


@bp.post("/staff-lists/<int:list_id>/refusal")
@duty(*KEEPERS)
def decline(list_id: int):
    applying.decline(whose.kept(list_id), by=actor(), at=clock.now())
    flash(_("Nothing was changed. The list can be corrected."))
    return see("rosters_preview.show", list_id=list_id)


@bp.post("/staff-lists/<int:list_id>/undoing")
@duty(*KEEPERS)
def undo(list_id: int):
    undoing.undo(whose.kept(list_id), by=actor(), at=clock.now())
    flash(_("The list is undone. Duties that ended have to be given anew."))
    return see("rosters_preview.show", list_id=list_id)


def _page(of: StaffList, options: OptionsForm | None = None):
    asked = request.args
    if of.state in (ListState.APPLIED, ListState.UNDONE):
        return render_template("rosters/done.html", **shown.done(of, asked))
    return render_template("rosters/preview.html", **shown.planned(of, options, asked))
