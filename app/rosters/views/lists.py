"""Staff lists that were brought, a new one, and samples of how one may look."""

from flask import Blueprint, render_template, request
from werkzeug.datastructures import FileStorage
from wtforms.fields import SelectChoice

from app.accounts.access import KEEPERS
from app.accounts.models import Institution
from app.core import clock
from app.core.paging import page_number
from app.core.refusals import Refusal
from app.rosters import actions, queries, samples
from app.rosters.forms import BringForm
from app.rosters.rules import NothingSent
from app.rosters.wording import STATES
from app.web.access import actor, duty, takes_file
from app.web.downloads import xlsx_file
from app.web.language import interface_language
from app.web.pages import see

bp = Blueprint("rosters_lists", __name__)


@bp.get("/staff-lists")
@duty(*KEEPERS)
def index():
    page = queries.lists(actor(), page=page_number(request.args.get("page")))
    mine = queries.roots(actor())
    return render_template("rosters/lists.html", page=page, states=STATES, may_bring=bool(mine))


@bp.get("/staff-lists/new")
@duty(*KEEPERS)
def new():
    return _page(BringForm())


@bp.post("/staff-lists/new")
@duty(*KEEPERS)
@takes_file
def bring():
    form = BringForm.from_request()
    theirs = _institutions(form)
    if not form.accepted():
        return _page(form), 422
    try:
        sent = _sent(form)
        of = actions.bring(theirs[form.institution.data], *sent, by=actor(), at=clock.now())
    except Refusal as refusal:
        form.refuse("pasted", refusal)
        return _page(form), 422
    return see("rosters_columns.show", list_id=of.id)


@bp.get("/staff-lists/sample-<any(ky, ru):language>.xlsx")
@duty(*KEEPERS)
def sample(language: str):
    return xlsx_file(samples.sample(language), f"staff-list-{language}")


def _sent(form: BringForm) -> tuple[str, bytes]:
    """The file, when there is one; else what was pasted."""
    file: FileStorage | None = request.files.get("file")
    if file is not None and file.filename:
        return file.filename, file.read()
    pasted = form.pasted.data or ""
    if not pasted.strip():
        raise NothingSent
    return "", pasted.encode("utf-8")


def _institutions(form: BringForm) -> dict[int, Institution]:
    """Those whose staff the reader keeps; the field offers them."""
    roots = queries.roots(actor())
    language = interface_language()
    form.institution.choices = [
        SelectChoice(str(root.institution_id), root.institution.name[language]) for root in roots
    ]
    return {root.institution_id: root.institution for root in roots}


def _page(form: BringForm) -> str:
    theirs = _institutions(form)
    return render_template("rosters/new.html", form=form, has_any=bool(theirs))
