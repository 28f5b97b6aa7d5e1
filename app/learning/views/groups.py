"""Groups: those one leads, those one belongs to; how the members of one stand."""

from flask import Blueprint, flash, render_template, request
from flask_babel import gettext as _

from app.core import clock
from app.core.refusals import Refusal
from app.curriculum import queries as curriculum
from app.learning import access, grouping, groups
from app.learning.forms import AddMember, GroupForm, JoinGroup, NewTrainer
from app.learning.models import Group
from app.web.access import actor, duty, me, require, signed_in
from app.web.pages import find, see

bp = Blueprint("learning_groups", __name__)

_KEEPERS = ("trainer", "registrar")


@bp.get("/groups")
@signed_in
def index():
    return _index(GroupForm(), JoinGroup())


def _index(opening: GroupForm, joining: JoinGroup) -> str:
    keeps = actor().has(*_KEEPERS)
    return render_template(
        "learning/groups.html",
        opening=opening,
        joining=joining,
        kept=groups.kept_by(actor()) if keeps else [],
        joined=groups.joined_by(me()),
        may_open=actor().has("trainer"),
        keeps=keeps,
    )


@bp.post("/groups")
@duty("trainer")
def create():
    form = GroupForm.from_request()
    if not form.accepted():
        return _index(form, JoinGroup()), 422
    unit = find(groups.home_of(actor()))
    group = grouping.open_group(form.title.data, unit, by=actor(), at=clock.now())
    return see("learning_groups.show", group_id=group.id)


@bp.post("/groups/joinings")
@signed_in
def join():
    form = JoinGroup.from_request()
    if not form.accepted():
        return _index(GroupForm(), form), 422
    try:
        group = grouping.join_by_code(form.code.data, by=actor(), at=clock.now())
    except Refusal as refusal:
        form.refuse("code", refusal)
        return _index(GroupForm(), form), 422
    flash(_("You belong to the group now: %(title)s", title=group.title), "good")
    return see("learning_groups.index")


@bp.post("/groups/<int:group_id>/leaving")
@signed_in
def leave(group_id: int):
    group = find(groups.group(group_id))
    member = groups.member(group_id, me())
    require(member is not None and member.left_at is None)
    grouping.end(find(member), group, by=actor(), at=clock.now())
    flash(_("You have left the group: %(title)s", title=group.title))
    return see("learning_groups.index")


def _kept(group_id: int) -> Group:
    group = find(groups.group(group_id))
    require(access.may_keep_group(actor(), group.trainer_id, group.unit.path))
    return group


@bp.get("/groups/<int:group_id>")
@duty(*_KEEPERS)
def show(group_id: int):
    group = _kept(group_id)
    return _page(group, GroupForm(title=group.title), NewTrainer())


def _page(group: Group, naming: GroupForm, handing: NewTrainer) -> str:
    studied = groups.courses(group.id)
    asked = request.args.get("course", "")
    course = asked if asked in studied else next(iter(studied), "")
    typed = request.args.get("q", "")[:100]
    today = clock.today()
    others = groups.trainers(group, on=today)
    handing.trainer.choices = [(str(one.id), one.name) for one in others]
    return render_template(
        "learning/group.html",
        group=group,
        naming=naming,
        handing=handing,
        others=others,
        course=course,
        courses=[(release.name, c.title) for release, c in curriculum.current_courses()
                 if release.name in studied],
        members=groups.members(group.id, course=course, on=today),
        typed=typed,
        found=groups.addable(actor(), group, typed, on=today),
    )  # fmt: skip


@bp.post("/groups/<int:group_id>")
@duty(*_KEEPERS)
def rename(group_id: int):
    group, form = _kept(group_id), GroupForm.from_request()
    if not form.accepted():
        return _page(group, form, NewTrainer()), 422
    grouping.rename(group, form.title.data, by=actor(), at=clock.now())
    return see("learning_groups.show", group_id=group_id)


@bp.post("/groups/<int:group_id>/members")
@duty(*_KEEPERS)
def add(group_id: int):
    group, form = _kept(group_id), AddMember.from_request()
    person_id = form.person.data if form.accepted() else 0
    require(groups.may_add(actor(), person_id, on=clock.today()))
    grouping.add(group, person_id, by=actor(), at=clock.now())
    flash(_("The person belongs to the group now."), "good")
    return see("learning_groups.show", group_id=group_id)


@bp.post("/groups/<int:group_id>/members/<int:person_id>/end")
@duty(*_KEEPERS)
def remove(group_id: int, person_id: int):
    group = _kept(group_id)
    member = find(groups.member(group_id, person_id))
    grouping.end(member, group, by=actor(), at=clock.now())
    flash(_("The person does not belong to the group any more."))
    return see("learning_groups.show", group_id=group_id)


@bp.post("/groups/<int:group_id>/code")
@duty(*_KEEPERS)
def renew_code(group_id: int):
    grouping.renew_code(_kept(group_id), by=actor(), at=clock.now())
    flash(_("The group has a new code; the old one leads nowhere."))
    return see("learning_groups.show", group_id=group_id)


@bp.post("/groups/<int:group_id>/trainer")
@duty(*_KEEPERS)
def hand_over(group_id: int):
    group, form = _kept(group_id), NewTrainer.from_request()
    others = {str(one.id): one for one in groups.trainers(group, on=clock.today())}
    form.trainer.choices = [(number, one.name) for number, one in others.items()]
    if not form.accepted():
        return _page(group, GroupForm(title=group.title), form), 422
    trainer = others[form.trainer.data]
    grouping.hand_over(group, trainer, by=actor(), at=clock.now())
    flash(_("The group has a new trainer: %(name)s", name=trainer.name), "good")
    return see("learning_groups.index")


@bp.post("/groups/<int:group_id>/closing")
@duty(*_KEEPERS)
def close(group_id: int):
    grouping.close(_kept(group_id), by=actor(), at=clock.now())
    flash(_("The group is closed. Nothing of it is lost; it can be opened again."))
    return see("learning_groups.show", group_id=group_id)


@bp.post("/groups/<int:group_id>/opening")
@duty(*_KEEPERS)
def reopen(group_id: int):
    grouping.reopen(_kept(group_id), by=actor(), at=clock.now())
    flash(_("The group is open again."))
    return see("learning_groups.show", group_id=group_id)
