"""What somebody who leaves a post writes down for whoever comes: step by step, each thing saved at once."""

from flask import Blueprint, flash, render_template, request
from flask_babel import gettext as _

from app.continuity import access, actions, steps
from app.continuity.forms import ChooseChecklists, ChooseCourse, WriteContact, WriteTip
from app.continuity.identifiers import REMEDIES, finds
from app.continuity.kinds import CHOSEN, ItemKind
from app.continuity.models import Handover
from app.continuity.queries import asks, checklists, handovers
from app.continuity.steps import STEPS
from app.continuity.views.asked import named
from app.core import clock
from app.core.refusals import Refusal
from app.web.access import actor, require, signed_in
from app.web.forms import Form
from app.web.language import reading_language
from app.web.pages import find, see

bp = Blueprint("continuity_leaving", __name__)

_FORMS: dict[ItemKind, type[Form]] = {
    ItemKind.COURSE: ChooseCourse,
    ItemKind.CHECKLIST: ChooseChecklists,
    ItemKind.TIP: WriteTip,
    ItemKind.CONTACT: WriteContact,
    ItemKind.DECISION: WriteTip,
}


@bp.get("/handovers/<int:handover_id>/writing")
@signed_in
def show(handover_id: int):
    one = _own(handover_id)
    asked = request.args.get("step", ItemKind.COURSE.value)
    if asked == steps.END:
        return _page(one, None, None)
    kind = find(next((step.kind for step in STEPS if step.kind.value == asked), None))
    return _page(one, kind, _form(one, kind, Form()))


@bp.post("/handovers/<int:handover_id>/items/<any(course, checklist, tip, contact, decision):kind>")
@signed_in
def write(handover_id: int, kind: str):
    one, of = _own(handover_id), ItemKind(kind)
    form = _form(one, of, _FORMS[of].from_request())
    if not form.accepted() or not _is_harmless(form, of):
        return _page(one, of, form), 422
    for values in _written(form):
        actions.write_item(one, of, **values, by=actor(), at=clock.now())
    flash(_("Saved. You can stop here and go on later."), "good")
    return see("continuity_leaving.show", handover_id=one.id, step=kind)


@bp.post("/handovers/<int:handover_id>/items/<int:item_id>/removal")
@signed_in
def remove(handover_id: int, item_id: int):
    one = _own(handover_id)
    item = find(handovers.item(handover_id, item_id))
    actions.remove_item(one, item, by=actor(), at=clock.now())
    return see("continuity_leaving.show", handover_id=one.id, step=item.kind.value)


@bp.post("/handovers/<int:handover_id>/finish")
@signed_in
def finish(handover_id: int):
    one = _own(handover_id)
    try:
        actions.finish(one, by=actor(), at=clock.now())
    except Refusal as refusal:
        flash(_(refusal.says) % refusal.values, "bad")
        return _page(one, None, None), 422
    flash(_("Thank you. The head of the unit looks it through next."), "good")
    return see("continuity_handovers.show", handover_id=one.id)


def _own(handover_id: int) -> Handover:
    one = find(handovers.handover(handover_id))
    require(access.may_write(actor(), one.person_id))
    return one


def _form(one: Handover, kind: ItemKind, typed: Form) -> Form:
    """Empty, or as it was typed; courses are those the leaver completed."""
    form = typed if isinstance(typed, _FORMS[kind]) else _FORMS[kind](formdata=None)
    there = {item.text for item in handovers.items(one.id)} if kind in CHOSEN else set()
    if isinstance(form, ChooseCourse):
        titles = asks.titles(set(handovers.completed(one.person_id)) - there)
        form.text.choices = [(name, named(title)) for name, title in sorted(titles.items())]
    if isinstance(form, ChooseChecklists):
        studied = checklists.studied(one.person_id).items()
        form.text.choices = [(name, named(of.title)) for name, of in studied if name not in there]
    return form


def _written(form: Form) -> list[dict[str, str]]:
    """Of checklists several at once."""
    values = {name: form[name].data for name in ("text", "office", "phone") if name in form}
    chosen = values["text"] if isinstance(form, ChooseChecklists) else [values["text"]]
    return [{**values, "text": text} for text in chosen]


def _is_harmless(form: Form, kind: ItemKind) -> bool:
    """Each find stands at its field, with what to write instead."""
    if kind in CHOSEN:
        return True
    found = False
    for field in form:
        for one in finds(field.data or "", phones_allowed=field.name == "phone"):
            found = True
            says = _("“%(passage)s”: %(remedy)s", passage=one.passage, remedy=_(REMEDIES[one.kind]))
            field.errors = [*field.errors, says]
    return not found


def _page(one: Handover, kind: ItemKind | None, form: Form | None) -> str:
    items = handovers.items(one.id)
    choices = form.text.choices if isinstance(form, ChooseChecklists) else ()
    return render_template(
        "continuity/writing.html",
        one=one,
        kind=kind,
        form=form,
        step=next((step for step in STEPS if step.kind is kind), None),
        steps=STEPS,
        names=steps.NAMES,
        items=[item for item in items if kind in (None, item.kind)],
        counts={step.kind: sum(i.kind is step.kind for i in items) for step in STEPS},
        titles=asks.titles({item.text for item in items if item.kind is ItemKind.COURSE}),
        lists=checklists.of_items(
            items, reading_language(), more=[value for value, _name in choices]
        ),
    )
