"""Changing one's own address: asked for with the password, done through the link in a letter to the new one."""

from flask import Blueprint, current_app, flash, make_response, render_template
from flask_babel import gettext as _

from app.accounts import corrections, passwords, queries, rules, signing, visitor, visits
from app.accounts.forms import AddressForm
from app.accounts.models import Person
from app.accounts.views import secret_pages
from app.core import clock
from app.core.actor import Actor
from app.db.session import db, transaction
from app.web.access import actor, me, public, reads, require, signed_in
from app.web.pages import find, see

bp = Blueprint("accounts_address", __name__)
bp.register_error_handler(rules.TooManyGuesses, secret_pages.too_many)


@bp.get("/me/address")
@signed_in
def show():
    return _form_page(AddressForm())


@bp.post("/me/address")
@signed_in
@reads
def ask():
    form = AddressForm.from_request()
    if not form.accepted():
        return _form_page(form), 422
    try:
        _ask(form)
    except rules.WrongPassword as refusal:
        form.refuse("password", refusal)
        return _form_page(form), 422
    except rules.TooManyGuesses as refusal:
        form.refuse("password", refusal)
        return _form_page(form), 429, secret_pages.later(refusal)
    flash(_("A letter is on its way to the new address. Open the link in it within a day."))
    return see("accounts_own.show")


def _ask(form: AddressForm) -> None:
    """Passwords are compared outside every transaction, since that takes its time."""
    now, network, who, person_id = clock.now(), visitor.network(), actor(), me()
    person = find(queries.person(person_id))
    account, kept = passwords.secret_digest(person.sign_in_name or ""), person.password_hash
    rules.ensure_may_guess(visits.guesses(account, network, at=now), at=now)
    db.session.rollback()
    proven = current_app.extensions["hasher"].matches(form.password.data, kept)
    with transaction():
        if proven:
            site = current_app.config["PUBLIC_ADDRESS"]
            whose = db.session.get_one(Person, person_id)
            address = form.address.data.strip().lower()
            corrections.ask_for_address(whose, address, site=site, by=who, at=now)
        else:
            signing.note_wrong_guess(account, network, at=now)
    if not proven:
        raise rules.WrongPassword


def _form_page(form: AddressForm) -> str:
    return render_template("accounts/address_form.html", form=form, whom=queries.person(me()))


@bp.get("/address/<token>")
@public
def show_link(token: str):
    digest = passwords.secret_digest(token)
    require(len(token) <= 200)
    link = visits.link(digest, "address", at=clock.now())
    if link is None:
        return _dead()
    return _answer("accounts/address_link.html", 200, token=token)


@bp.post("/address/<token>")
@public
@reads
def change(token: str):
    now, network = clock.now(), visitor.network()
    require(len(token) <= 200)
    guessed = passwords.secret_digest(token)
    rules.ensure_may_guess(visits.guesses(guessed, network, at=now), at=now)
    if not _change(token, guessed):
        return _dead()
    flash(_("Your address is changed. Letters go to the new one from now on."), "good")
    return see("home.start")


def _change(token: str, guessed: str) -> bool:
    now, network = clock.now(), visitor.network()
    try:
        with transaction():
            corrections.change_address(token, by=Actor(None, origin=network), at=now)
    except rules.LinkDead:
        with transaction():
            signing.note_wrong_guess(guessed, network, at=now)
        return False
    return True


def _dead():
    return _answer("accounts/address_dead.html", 410, says=_(rules.LinkDead.says))


def _answer(template: str, status: int, **shown: object):
    return make_response(render_template(template, **shown), status, secret_pages.TELL_NOBODY)
