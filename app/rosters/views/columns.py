"""What the columns of a list mean: the guess, shown with rows from the file, and its correction."""

from flask import Blueprint, flash, render_template
from flask_babel import gettext as _

from app.accounts.access import KEEPERS
from app.core import clock
from app.core.words import N_
from app.rosters import actions, layouts, planning, queries
from app.rosters.forms import columns_fields
from app.rosters.models import ListState, StaffList
from app.rosters.shapes import Column, Layout
from app.rosters.views import whose
from app.rosters.wording import SEPARATORS
from app.web.access import actor, duty, require
from app.web.forms import Form, form_of
from app.web.pages import see

bp = Blueprint("rosters_columns", __name__)

_NEEDED = (
    (
        {Column.FULL_NAME, Column.FAMILY_NAME},
        N_("No column holds names. Say which holds the full name or the family name."),
    ),
    ({Column.POST}, N_("No column holds posts. Say which does.")),
)


@bp.get("/staff-lists/<int:list_id>/columns")
@duty(*KEEPERS)
def show(list_id: int):
    of = _open(list_id)
    _sheet, layout = planning.sheet_of(of)
    return _page(of, layout, _form(of, layout))


@bp.post("/staff-lists/<int:list_id>/columns")
@duty(*KEEPERS)
def keep(list_id: int):
    of = _open(list_id)
    _sheet, layout = planning.sheet_of(of)
    form = _form(of, layout)
    if not form.accepted() or not _enough(form):
        return _page(of, layout, form), 422
    actions.map_columns(of, _meant(form), by=actor(), at=clock.now())
    flash(_("The columns are kept for the next list with these headings."))
    return see("rosters_preview.show", list_id=of.id)


def _open(list_id: int) -> StaffList:
    of = whose.kept(list_id)
    require(of.state is ListState.OPEN, say=_("This list was settled already."))
    return of


def _form(of: StaffList, layout: Layout) -> Form:
    fields = columns_fields(_titles(layout), queries.columns_of(of))
    return form_of("ColumnsForm", fields)


def _titles(layout: Layout) -> list[str]:
    return [
        heading[:120] or _("Column %(number)s", number=n)
        for n, heading in enumerate(layout.headings, start=1)
    ]


def _meant(form: Form) -> list[Column]:
    return [Column(field.data) for field in form]


def _enough(form: Form) -> bool:
    """Names and posts at least; each meaning once, but for units."""
    meant = _meant(form)
    for wanted, says in _NEEDED:
        if wanted.isdisjoint(meant):
            form.form_errors.append(_(says))
    for field in form:
        column = Column(field.data)
        once = column not in (Column.UNIT, Column.NOTHING)
        if once and meant.count(column) > 1:
            field.errors = [*field.errors, _("Another column means the same.")]
    return not form.errors


def _page(of: StaffList, layout: Layout, form: Form) -> str:
    sheet, _layout = planning.sheet_of(of)
    return render_template(
        "rosters/columns.html",
        of=of,
        sheet=sheet,
        layout=layout,
        form=form,
        separators=SEPARATORS,
        is_doubtful=layouts.is_doubtful(layout),
        columns=[(field, layout.samples(n)) for n, field in enumerate(form)],
    )
