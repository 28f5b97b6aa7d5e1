"""Single-use links from letters: a first password, a new one; and asking for such a letter."""

from time import monotonic, sleep

from flask import Blueprint, current_app, flash, make_response, render_template
from flask_babel import gettext as _

from app.accounts import letters, passwords, queries, rules, signing, visitor, visits
from app.accounts.forms import AskForReset, ChoosePassword
from app.accounts.models import Person
from app.accounts.views import secret_pages
from app.core import clock
from app.core.actor import Actor
from app.core.refusals import Refusal
from app.db.session import db, transaction
from app.web.access import public, reads, require
from app.web.pages import find, see

bp = Blueprint("accounts_links", __name__)
bp.register_error_handler(rules.TooManyGuesses, secret_pages.too_many)

# Seconds after which the question for a letter is answered: longer than writing one takes, so that
# the time does not tell whether there was anybody to write to.
ANSWER_AFTER = 0.1


@bp.get("/forgotten")
@public
def forgotten():
    return render_template("accounts/forgotten.html", form=AskForReset())


@bp.post("/forgotten")
@public
@reads
def ask_for_reset():
    form = AskForReset.from_request()
    if not form.accepted():
        return render_template("accounts/forgotten.html", form=form), 422
    begun = monotonic()
    try:
        _write_if_known(rules.sign_in_name(form.who.data))
    except rules.TooManyGuesses as refusal:
        form.refuse("who", refusal)
        body = render_template("accounts/forgotten.html", form=form)
        return body, 429, secret_pages.later(refusal)
    sleep(max(0.0, begun + ANSWER_AFTER - monotonic()))
    return render_template("accounts/forgotten_sent.html")


def _write_if_known(typed: str) -> None:
    """A few letters for one name are enough; the rest is only counted."""
    now, network = clock.now(), visitor.network()
    account = passwords.secret_digest(f"forgotten {typed}")
    with transaction():
        made = visits.guesses(account, network, at=now)
        rules.ensure_may_guess(made, at=now)
        person = visits.recoverable(typed, on=clock.day_of(now))
        if person is not None and made.account < rules.RESET_LETTERS:
            site = current_app.config["PUBLIC_ADDRESS"]
            letters.send_reset(person, site=site, by=Actor(None, origin=network), at=now)
        signing.note_wrong_guess(account, network, at=now, what="new password asked for")


@bp.get("/<any(invitation, reset):purpose>/<token>")
@public
def choose(purpose: str, token: str):
    found = _behind(purpose, token)
    if found is None:
        return _dead(purpose)
    return _page(purpose, token, found[1], ChoosePassword())


@bp.post("/<any(invitation, reset):purpose>/<token>")
@public
@reads
def set_password(purpose: str, token: str):
    found, form = _behind(purpose, token), ChoosePassword.from_request()
    if found is None:
        return _note_and_refuse(purpose, token)
    link_id, person = found
    if not form.accepted() or not _is_strong(form, person):
        return _page(purpose, token, person, form, 422)
    db.session.rollback()
    hashed = current_app.extensions["hasher"].hash(form.password.data)
    if not _use_up(link_id, hashed):
        return _dead(purpose)
    flash(_("Your password is set. Sign in with it."), "success")
    return see("accounts_sign_in.show")


def _behind(purpose: str, token: str) -> tuple[int, Person] | None:
    """The link's number and whose it is, as long as it works."""
    require(len(token) <= 200)
    now, digest = clock.now(), passwords.secret_digest(token)
    rules.ensure_may_guess(visits.guesses(digest, visitor.network(), at=now), at=now)
    link = visits.link(digest, purpose, at=now)
    return (link.id, find(queries.person(link.person_id))) if link else None


def _is_strong(form: ChoosePassword, person: Person) -> bool:
    own = (person.family_name, person.given_name, person.patronymic, person.sign_in_name or "")
    try:
        passwords.ensure_strong(form.password.data, own_words=own)
    except Refusal as refusal:
        form.refuse("password", refusal)
        return False
    return True


def _use_up(link_id: int, hashed: str) -> bool:
    """Whoever is signed in on this browser is signed out: the next to sign in is the link's owner."""
    now, network = clock.now(), visitor.network()
    with transaction():
        try:
            signing.set_password(link_id, hashed, origin=network, at=now)
        except rules.LinkDead:
            return False
        key = visitor.session_key()
        if key:
            signing.end_session(key, at=now, origin=network)
    return True


def _note_and_refuse(purpose: str, token: str):
    db.session.rollback()
    with transaction():
        digest = passwords.secret_digest(token)
        signing.note_wrong_guess(digest, visitor.network(), at=clock.now())
    return _dead(purpose)


def _page(purpose: str, token: str, whose: Person, form: ChoosePassword, status: int = 200):
    body = render_template(
        "accounts/choose_password.html", purpose=purpose, token=token, whose=whose, form=form
    )
    return make_response(body, status, secret_pages.TELL_NOBODY)


def _dead(purpose: str):
    body = render_template("accounts/link_dead.html", purpose=purpose, says=_(rules.LinkDead.says))
    return make_response(body, 410, secret_pages.TELL_NOBODY)
