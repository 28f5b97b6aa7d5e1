"""The tree of units; a unit with its posts and who holds them; new units and posts."""

from flask import Blueprint, flash, render_template
from flask_babel import gettext as _

from app.accounts import access, actions, corrections, kinds, queries, roll, rules
from app.accounts.access import KEEPERS, READERS
from app.accounts.forms import PostForm, PostWordsForm, UnitForm
from app.accounts.kinds import PostKind, Profession, Region
from app.accounts.models import Post, Unit
from app.accounts.views import as_of
from app.core import clock
from app.core.bilingual import Bilingual
from app.web.access import actor, duty, require
from app.web.pages import find, see

bp = Blueprint("accounts_units", __name__)


@bp.get("/units")
@duty(*READERS, "administrator")
def index():
    lines = queries.unit_lines(actor(), on=as_of.day())
    return render_template("accounts/units.html", tree=rules.tree(lines), on=as_of.other())


@bp.get("/units/<int:unit_id>")
@duty(*READERS, "administrator")
def show(unit_id: int):
    unit, day = _visible(unit_id), as_of.day()
    around, posts = queries.units(actor()), queries.posts(unit_id, on=day)
    return render_template(
        "accounts/unit.html",
        unit=unit,
        above=[u for u in around if unit.path.startswith(u.path) and u.id != unit.id],
        below=[u for u in around if u.parent_id == unit.id],
        posts=posts,
        on=as_of.other(),
        visible=roll.visible(actor(), [p.person_id for p in posts], on=clock.today()),
        names=kinds.NAMES,
        may_keep=access.may_keep_people(actor(), unit.path),
    )


@bp.get("/units/<int:unit_id>/units/new")
@duty(*KEEPERS)
def new_unit(unit_id: int):
    unit = _keepable(unit_id)
    return _unit_page(unit, UnitForm(region=unit.region.value))


@bp.post("/units/<int:unit_id>/units/new")
@duty(*KEEPERS)
def open_unit(unit_id: int):
    above, form = _keepable(unit_id), UnitForm.from_request()
    if not form.accepted():
        return _unit_page(above, form), 422
    region = Region(form.region.data)
    unit = actions.open_unit(above.institution, above, _name(form), region, by=actor())
    flash(_("The unit is open. Now it needs posts."))
    return see("accounts_units.show", unit_id=unit.id)


@bp.get("/units/<int:unit_id>/posts/new")
@duty(*KEEPERS)
def new_post(unit_id: int):
    return _post_page(_keepable(unit_id), PostForm())


@bp.post("/units/<int:unit_id>/posts/new")
@duty(*KEEPERS)
def create_post(unit_id: int):
    unit, form = _keepable(unit_id), PostForm.from_request()
    if not form.accepted():
        return _post_page(unit, form), 422
    profession, kind = Profession(form.profession.data), PostKind(form.kind.data)
    actions.create_post(unit, _name(form), profession, kind=kind, by=actor())
    flash(_("The post is created. It is vacant until somebody is appointed."))
    return see("accounts_units.show", unit_id=unit_id)


@bp.get("/units/<int:unit_id>/posts/<int:post_id>/edit")
@duty(*KEEPERS)
def edit_post(unit_id: int, post_id: int):
    unit = _keepable(unit_id)
    post = _post(unit, post_id)
    return _post_page(unit, PostWordsForm(obj=post, kind=post.kind.value), post)


@bp.post("/units/<int:unit_id>/posts/<int:post_id>/edit")
@duty(*KEEPERS)
def correct_post(unit_id: int, post_id: int):
    unit, form = _keepable(unit_id), PostWordsForm.from_request()
    post = _post(unit, post_id)
    if not form.accepted():
        return _post_page(unit, form, post), 422
    kind = PostKind(form.kind.data)
    corrections.correct_post(post, _name(form), kind, by=actor(), at=clock.now())
    flash(_("The corrections are saved."))
    return see("accounts_units.show", unit_id=unit_id)


def _post(unit: Unit, post_id: int) -> Post:
    post = find(queries.post(post_id))
    require(post.unit_id == unit.id)
    return post


def _visible(unit_id: int) -> Unit:
    unit = find(queries.unit(unit_id))
    require(access.may_see_unit(actor(), unit.path))
    return unit


def _keepable(unit_id: int) -> Unit:
    unit = _visible(unit_id)
    require(
        access.may_keep_people(actor(), unit.path),
        say=_("The registrar of the academy keeps the staff list. Ask them to change this."),
    )
    return unit


def _name(form: UnitForm | PostWordsForm) -> Bilingual:
    return Bilingual(ky=form.name_ky.data, ru=form.name_ru.data, en=form.name_en.data or "")


def _unit_page(above: Unit, form: UnitForm) -> str:
    return render_template("accounts/unit_form.html", above=above, form=form)


def _post_page(unit: Unit, form: PostWordsForm, post: Post | None = None) -> str:
    return render_template("accounts/post_form.html", unit=unit, form=form, post=post)
