"""Signing in and out, the language, and what happens to a request that needs signing in."""

from urllib.parse import urlsplit

from flask import (
    Blueprint,
    abort,
    current_app,
    jsonify,
    make_response,
    redirect,
    render_template,
    request,
    session,
    url_for,
)
from flask_babel import gettext as _
from werkzeug.datastructures import MultiDict

from app.accounts import actions, queries, rules, signing, visitor, visits
from app.accounts.forms import Kept, SignIn, keep, kept_before
from app.accounts.passwords import secret_digest
from app.accounts.views import arriving, secret_pages
from app.core import clock
from app.core.bilingual import Bilingual
from app.db.session import db, transaction
from app.web.access import SAFE, guest_or_actor, public, reads
from app.web.language import LANGUAGES
from app.web.links import safe_path
from app.web.pages import find

bp = Blueprint("accounts_sign_in", __name__)

# What somebody typed is carried through signing in up to this size.
LARGEST_KEPT = 200_000
DEMONSTRATION_PASSWORD = "muras-demo"  # noqa: S105 - shown to everybody, on purpose


@bp.get("/sign-in")
@public
def show():
    wanted = safe_path(request.args.get("next"))
    if guest_or_actor() is not None:
        return redirect(wanted, code=303)
    return _page(SignIn(next=wanted), Kept())


@bp.post("/sign-in")
@public
@reads
def sign_in():
    form, kept = _typed(), kept_before(request.form)
    if request.form.get("language") in LANGUAGES:
        session["language"] = request.form["language"]
        return _page(form, kept)
    if not form.accepted():
        return _page(form, kept), 422
    try:
        entered = _prove(form)
    except rules.TooManyGuesses as refusal:
        page = _refused(form, kept, _(refusal.says) % refusal.values)
        return page, 429, secret_pages.later(refusal)
    if entered is None:
        return _refused(form, kept, _("The sign-in name or the password is not right.")), 422
    return arriving.go_on(entered, form.next.data, kept)


def _typed() -> SignIn:
    """What was typed; or, in the demonstration, the one whose button was pressed."""
    chosen = request.form.get("demonstration")
    if chosen not in [name for name, _who in _demonstration_names()]:
        return SignIn.from_request()
    wanted = request.form.get("next", "/")
    typed = {"sign_in_name": chosen, "password": DEMONSTRATION_PASSWORD, "next": wanted}
    return SignIn(MultiDict(typed))


def _demonstration_names() -> list[tuple[str, Bilingual]]:
    if not current_app.config["DEMONSTRATION"]:
        return []
    return current_app.config.get("DEMONSTRATION_NAMES", [])


def _prove(form: SignIn) -> signing.Entered | None:
    """A new session, whole or half. Passwords are compared outside every transaction, since that takes its time.

    Who has left is told the same, after the same work, as who never was here.
    """
    now, network = clock.now(), visitor.network()
    name, password = rules.sign_in_name(form.sign_in_name.data), form.password.data
    account = secret_digest(name)
    rules.ensure_may_guess(visits.guesses(account, network, at=now), at=now)
    found = visits.credentials(name, on=clock.day_of(now))
    db.session.rollback()
    hasher = current_app.extensions["hasher"]
    proven = hasher.matches(password, found.password_hash) and found.is_welcome
    outdated = proven and hasher.is_outdated(found.password_hash)
    new_hash = hasher.hash(password) if outdated else None
    with transaction():
        if not proven:
            signing.note_wrong_guess(account, network, at=now)
            return None
        return signing.sign_in(
            found,
            at=now,
            origin=network,
            demand=visitor.demand(),
            new_hash=new_hash,
            instead_of=visitor.session_key(),
        )


def ask():
    """The answer to a request that needs signing in; nothing that was typed is lost."""
    if request.accept_mimetypes.best == "application/json":
        return jsonify(error=_("Please sign in."), sign_in=url_for("accounts_sign_in.show")), 401
    here = request.full_path.rstrip("?")
    if request.method in SAFE:
        return redirect(url_for("accounts_sign_in.show", next=here), code=303)
    if request.method == "POST" and _fits():
        return _page(SignIn(formdata=None), keep(here, request.form)), 401
    return _page(SignIn(formdata=None, next=_came_from()), Kept()), 401


def _fits() -> bool:
    is_form = request.mimetype == "application/x-www-form-urlencoded"
    return is_form and (request.content_length or 0) <= LARGEST_KEPT


def _page(form: SignIn, kept: Kept) -> str:
    return render_template(
        "accounts/sign_in.html",
        form=form,
        kept=kept,
        names=_demonstration_names(),
        demonstration_password=DEMONSTRATION_PASSWORD,
        idle_minutes=int(rules.IDLE.total_seconds() // 60),
    )


def page_with(kept: Kept, wanted: str) -> str:
    """The sign-in page for who begins anew; nothing of what they had typed is lost."""
    return _page(SignIn(formdata=None, next=wanted), kept)


def _refused(form: SignIn, kept: Kept, sentence: str) -> str:
    form.form_errors.append(sentence)
    return _page(form, kept)


@bp.post("/sign-out")
@public
def sign_out():
    key = visitor.session_key()
    if key:
        signing.end_session(key, at=clock.now(), origin=visitor.network())
    response = make_response(redirect("/", code=303))
    visitor.drop_key(response)
    return response


@bp.post("/language")
@public
def choose_language():
    chosen = request.form.get("language")
    if chosen not in LANGUAGES:
        abort(422)
    who = guest_or_actor()
    if who is not None:
        actions.choose_language(find(queries.person(who.person_id or 0)), chosen, by=who)
    session["language"] = chosen
    back = request.form.get("back")
    return redirect(safe_path(back) if back else _came_from(), code=303)


def _came_from() -> str:
    """The page of ours that holds the form, as the browser tells it."""
    page = urlsplit(request.referrer or "")
    if page.netloc != request.host:
        return "/"
    return safe_path(f"{page.path}?{page.query}" if page.query else page.path)
