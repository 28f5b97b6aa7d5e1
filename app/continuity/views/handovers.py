"""A handover as the head, the successor and those who take a part of it see it."""

from flask import Blueprint, flash, render_template
from flask_babel import gettext as _

from app.continuity import access, actions, steps
from app.continuity.forms import Assign
from app.continuity.kinds import HandoverDeed, ItemKind
from app.continuity.models import Handover
from app.continuity.queries import asks, checklists, handovers
from app.core import clock
from app.core.refusals import Refusal
from app.web.access import actor, duty, me, require, signed_in
from app.web.language import reading_language
from app.web.pages import find, see

bp = Blueprint("continuity_handovers", __name__)


@bp.get("/handovers/<int:handover_id>")
@signed_in
def show(handover_id: int):
    one = _seen(handover_id)
    return _page(one, Assign())


@bp.post("/handovers/<int:handover_id>/opening")
@signed_in
def open_it(handover_id: int):
    one = find(handovers.handover(handover_id))
    require(actor().person_id == one.successor_id)
    actions.note(one, HandoverDeed.OPENED, by=actor(), at=clock.now())
    return see("continuity_handovers.show", handover_id=one.id)


@bp.post("/handovers/<int:handover_id>/items/<int:item_id>/use")
@signed_in
def use(handover_id: int, item_id: int):
    one = find(handovers.handover(handover_id))
    item = find(handovers.item(handover_id, item_id))
    require(me() in (one.successor_id, item.taker_id))
    actions.note(one, HandoverDeed.USED, item, by=actor(), at=clock.now())
    flash(_("Noted: this was of use."), "good")
    return see("continuity_handovers.show", handover_id=one.id)


@bp.post("/handovers/<int:handover_id>/items/<int:item_id>/taker")
@duty(*access.REVIEWERS)
def assign(handover_id: int, item_id: int):
    one = _reviewed_by_me(handover_id)
    item = find(handovers.item(handover_id, item_id))
    here = {str(p.id): p for p in handovers.colleagues(one.post.unit_id, on=clock.today())}
    form = Assign.from_request()
    form.taker.choices = [(number, person.name) for number, person in here.items()]
    if not form.accepted():
        return _page(one, form, at_item=item_id), 422
    taker, by_day = here[form.taker.data], form.by_day.data
    actions.assign(one, item, taker, by_day=by_day, by=actor(), at=clock.now())
    return see("continuity_handovers.show", handover_id=one.id)


@bp.post("/handovers/<int:handover_id>/review")
@duty(*access.REVIEWERS)
def review(handover_id: int):
    one = _reviewed_by_me(handover_id)
    try:
        actions.review(one, by=actor(), at=clock.now())
    except Refusal as refusal:
        flash(_(refusal.says) % refusal.values, "bad")
        return _page(one, Assign()), 422
    flash(_("Looked through. Whoever takes the post next receives it."), "good")
    return see("continuity_handovers.show", handover_id=one.id)


def _seen(handover_id: int) -> Handover:
    one = find(handovers.handover(handover_id))
    people = (one.person_id, one.successor_id, *handovers.takers(one.id))
    require(access.may_read(actor(), one.post.unit.path, people=people))
    return one


def _reviewed_by_me(handover_id: int) -> Handover:
    one = find(handovers.handover(handover_id))
    require(access.may_review(actor(), one.post.unit.path))
    return one


def _page(one: Handover, form: Assign, *, at_item: int | None = None) -> str:
    """The successor opens it first, which is noted; others read it as it is."""
    items, facts = handovers.items(one.id), handovers.facts(one.id)
    oversees = access.may_oversee(actor(), one.post.unit.path)
    reviews = access.may_review(actor(), one.post.unit.path)
    today, is_successor = clock.today(), actor().person_id == one.successor_id
    form.taker.choices = [
        (str(p.id), p.name)
        for p in (handovers.colleagues(one.post.unit_id, on=today) if reviews else ())
    ]
    losses = handovers.losses(one, on=today) if oversees else []
    return render_template(
        "continuity/handover.html",
        one=one,
        items=items,
        form=form,
        at_item=at_item,
        names=steps.NAMES,
        titles=asks.titles({item.text for item in items if item.kind is ItemKind.COURSE}),
        lists=checklists.of_items(items, reading_language()),
        used={fact.item_id for fact in facts if fact.what is HandoverDeed.USED},
        opened=next((fact.at for fact in facts if fact.what is HandoverDeed.OPENED), None),
        is_successor=is_successor,
        is_leaver=access.may_write(actor(), one.person_id),
        is_user=me(),
        oversees=oversees,
        reviews=reviews,
        losses=losses,
        courses=asks.titles({loss.course for loss in losses}),
    )
