"""The staff list, a person's card, adding and correcting people, inviting them."""

from flask import Blueprint, current_app, flash, render_template, request
from flask_babel import gettext as _

from app.accounts import access, actions, letters, queries, roll, rules, visits
from app.accounts.access import KEEPERS, READERS
from app.accounts.forms import NewPersonForm, PersonForm
from app.accounts.kinds import Sex
from app.accounts.views import as_of, card, choices, seeking, whom
from app.core import clock
from app.core.paging import page_number
from app.core.refusals import Refusal
from app.web.access import actor, duty, signed_in
from app.web.pages import find, see

bp = Blueprint("accounts_people", __name__)

# Where each refusal is shown on the form for a new person.
_AT = {rules.SignInNameTaken: "sign_in_name", rules.PostTaken: "post", rules.PostClosed: "post"}

_RECORD = "/people/<int:person_id>/record"


@bp.get("/people")
@duty(*READERS, "administrator")
def index():
    units, day = queries.units(actor()), as_of.day()
    unit = _chosen(units)
    sought = seeking.sought(unit)
    number = page_number(request.args.get("page"))
    page = roll.people(actor(), on=day, sought=sought, page=number)
    return render_template(
        "accounts/people.html",
        page=page,
        units=units,
        unit=unit,
        on=as_of.other(),
        visible=roll.visible(actor(), [row.id for row in page.rows], on=clock.today()),
        **seeking.shown(sought),
    )


def _chosen(units):
    """The unit of the filter; one outside the reader's reach is not there."""
    asked = request.args.get("unit", "")
    return find(next((u for u in units if str(u.id) == asked), None)) if asked else None


@bp.get("/people/<int:person_id>")
@signed_in
def show(person_id: int):
    found, on = whom.visible(person_id), as_of.other()
    return render_template(
        "accounts/person.html",
        whom=found.row,
        today=on or clock.today(),
        on=on,
        **card.shown(found, on),
        sees_units=actor().has(*READERS, "administrator"),
        has_record=_has_record() and access.may_see_record(actor(), person_id, found.unit_path),
    )


def _has_record() -> bool:
    return any(rule.rule == _RECORD for rule in current_app.url_map.iter_rules())


@bp.get("/people/new")
@duty(*KEEPERS)
def new():
    form = NewPersonForm(post=request.args.get("post", type=int), on_day=clock.today())
    return _new_page(form)


@bp.post("/people/new")
@duty(*KEEPERS)
def add_person():
    form = NewPersonForm.from_request()
    posts = choices.posts(form.post)
    if not form.accepted():
        return _new_page(form), 422
    try:
        person = _add(form)
        actions.appoint(person, posts[form.post.data], from_day=form.on_day.data, by=actor())
    except Refusal as refusal:
        form.refuse(_AT.get(type(refusal), "post"), refusal)
        return _new_page(form), 422
    flash(_("The person is on the staff list. An invitation lets them choose a password."))
    return see("accounts_people.show", person_id=person.id)


def _add(form: NewPersonForm):
    return actions.add_person(
        form.family_name.data,
        form.given_name.data,
        form.patronymic.data,
        sex=Sex(form.sex.data),
        language=form.language.data,
        sign_in_name=form.sign_in_name.data,
        address=form.address.data,
        by=actor(),
        at=clock.now(),
    )


def _new_page(form: NewPersonForm) -> str:
    choices.posts(form.post)
    return render_template("accounts/person_form.html", form=form, whom=None, guarded=False)


@bp.get("/people/<int:person_id>/edit")
@duty(*KEEPERS)
def edit(person_id: int):
    found = whom.kept(person_id)
    return _edit_page(found, PersonForm(obj=found.row))


@bp.post("/people/<int:person_id>/edit")
@duty(*KEEPERS)
def correct_person(person_id: int):
    found, form = whom.kept(person_id), PersonForm.from_request()
    if not form.accepted():
        return _edit_page(found, form), 422
    try:
        _correct(found, form)
    except Refusal as refusal:
        form.refuse("sign_in_name", refusal)
        return _edit_page(found, form), 422
    flash(_("The corrections are saved."))
    return see("accounts_people.show", person_id=person_id)


def _correct(found: whom.Whom, form: PersonForm) -> None:
    person, now = found.row, clock.now()
    changes = (form.sign_in_name.data, form.address.data or "")
    if changes != (person.sign_in_name or "", person.address or ""):
        if not _may_change_sign_in(found):
            raise rules.SignInGuarded
        actions.change_sign_in(
            person, sign_in_name=changes[0], address=changes[1], by=actor(), at=now
        )
    actions.correct_person(
        person,
        family_name=form.family_name.data,
        given_name=form.given_name.data,
        patronymic=form.patronymic.data,
        sex=Sex(form.sex.data),
        by=actor(),
        at=now,
    )


def _may_change_sign_in(found: whom.Whom) -> bool:
    held = visits.duties(found.row.id, on=clock.today())
    return access.may_change_sign_in(actor(), found.unit_path, held)


def _edit_page(found: whom.Whom, form: PersonForm) -> str:
    guarded = not _may_change_sign_in(found)
    if guarded:
        form.sign_in_name.render_kw = form.address.render_kw = {"readonly": True}
    return render_template("accounts/person_form.html", form=form, whom=found.row, guarded=guarded)


@bp.post("/people/<int:person_id>/invitation")
@duty(*KEEPERS)
def invite(person_id: int):
    person = whom.kept(person_id).row
    site = current_app.config["PUBLIC_ADDRESS"]
    letters.invite(person, site=site, by=actor(), at=clock.now())
    flash(_("The invitation is on its way. Its link works once, for two weeks."))
    return see("accounts_people.show", person_id=person_id)
