"""Two records of one human: suggested, compared, asked for, confirmed by another person, undone."""

from flask import Blueprint, flash, render_template, request
from flask_babel import gettext as _
from wtforms.fields import SelectChoice

from app.accounts import access, merges, merging, queries, roll, service
from app.accounts.access import KEEPERS
from app.accounts.roll import Sought
from app.accounts.service_forms import MergeForm
from app.accounts.service_models import PersonMerge
from app.accounts.views import whom
from app.core import clock
from app.core.paging import page_number
from app.core.refusals import Refusal
from app.web.access import actor, duty, require
from app.web.pages import find, see

bp = Blueprint("accounts_merging", __name__)

_TWO = "/people/<int:person_id>/duplicates/<int:other_id>"


@bp.get("/duplicates")
@duty(*KEEPERS)
def index():
    who, today, number = actor(), clock.today(), page_number(request.args.get("page"))
    pairs, more = merges.suggestions(who, on=today, page=number)
    waiting = [(m, _may_confirm(m)) for m in merges.waiting(who, on=today)]
    return render_template(
        "accounts/duplicates.html",
        waiting=waiting,
        pairs=pairs,
        next=number + 1 if more else None,
    )


@bp.get("/people/<int:person_id>/duplicates")
@duty(*KEEPERS)
def search(person_id: int):
    """Other records, found by name: whoever married bears another one."""
    found, typed = whom.kept(person_id), request.args.get("q", "")[:100]
    rows = []
    if typed.strip():
        rows = roll.people(actor(), on=clock.today(), sought=Sought(search=typed)).rows
    return render_template(
        "accounts/duplicate_search.html",
        whom=found.row,
        asked=typed,
        rows=[row for row in rows if row.id != person_id],
    )


@bp.get(_TWO)
@duty(*KEEPERS)
def compare(person_id: int, other_id: int):
    one, other = whom.kept(person_id), whom.kept(other_id)
    # As a rule the newer one is kept, since it is the one that is in use.
    return _page(one, other, _offered(MergeForm(keep=str(max(person_id, other_id))), one, other))


@bp.post(_TWO)
@duty(*KEEPERS)
def ask(person_id: int, other_id: int):
    one, other = whom.kept(person_id), whom.kept(other_id)
    form = _offered(MergeForm.from_request(), one, other)
    if not form.accepted():
        return _page(one, other, form), 422
    try:
        flash(_settled(one, other, form, is_same=request.form.get("step") != "different"))
    except Refusal as refusal:
        form.refuse("keep", refusal)
        return _page(one, other, form), 422
    return see("accounts_merging.index")


def _settled(one: whom.Whom, other: whom.Whom, form: MergeForm, *, is_same: bool) -> str:
    reason, by, at = form.reason.data or "", actor(), clock.now()
    if not is_same:
        merging.tell_apart(one.row, other.row, reason, by=by, at=at)
        return _("They are two people. These records are not suggested again.")
    kept, given_up = (one, other) if form.keep.data == str(one.row.id) else (other, one)
    merging.ask(given_up.row, kept.row, reason, by=by, at=at)
    return _("Another registrar or administrator has to confirm that these two records are one.")


def _offered(form: MergeForm, *both: whom.Whom) -> MergeForm:
    # By number alone: the names stand above.
    form.keep.choices = [SelectChoice(str(w.row.id), f"№ {w.row.id}") for w in both]
    return form


def _page(one: whom.Whom, other: whom.Whom, form: MergeForm) -> str:
    sides = [(w.row, queries.appointments(w.row.id), service.ranks(w.row.id)) for w in (one, other)]
    return render_template("accounts/duplicate.html", sides=sides, form=form)


@bp.post("/duplicates/<int:merge_id>/confirmation")
@duty(*KEEPERS)
def confirm(merge_id: int):
    asked = _merge(merge_id)
    require(_may_confirm(asked), say=_("Another registrar or administrator has to confirm this."))
    merging.confirm(asked, by=actor(), at=clock.now())
    flash(_("The two records are one. It can be undone for thirty days."), "success")
    return see("accounts_people.show", person_id=asked.into_id)


@bp.post("/duplicates/<int:merge_id>/refusal")
@duty(*KEEPERS)
def decline(merge_id: int):
    merging.decline(_merge(merge_id), by=actor(), at=clock.now())
    flash(_("The two records stay apart."))
    return see("accounts_merging.index")


@bp.post("/duplicates/<int:merge_id>/undo")
@duty(*KEEPERS)
def undo(merge_id: int):
    done = _merge(merge_id)
    merging.undo(done, by=actor(), at=clock.now())
    flash(_("The two records stand apart again, as they stood before."), "success")
    return see("accounts_people.show", person_id=done.person_id)


def _merge(merge_id: int) -> PersonMerge:
    """Whoever settles it keeps both records."""
    merge, today = find(merges.merge(merge_id)), clock.today()
    paths = [queries.unit_path_of(i, on=today) for i in (merge.person_id, merge.into_id)]
    require(all(access.may_keep_people(actor(), path) for path in paths))
    return merge


def _may_confirm(merge: PersonMerge) -> bool:
    return actor().person_id not in (merge.asked_by_id, merge.person_id, merge.into_id)
