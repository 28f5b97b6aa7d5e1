"""One's own: language, password, sessions."""

from flask import Blueprint, current_app, flash, make_response, redirect, render_template, url_for
from flask_babel import gettext as _

from app.accounts import letters, queries, signing, visitor
from app.accounts.models import Person
from app.core import clock
from app.web.access import actor, signed_in
from app.web.pages import find, see

bp = Blueprint("accounts_own", __name__)


@bp.get("/me")
@signed_in
def show():
    held = queries.appointment(_me().id, on=clock.today())
    return render_template("accounts/me.html", whom=_me(), held=held)


@bp.post("/me/password")
@signed_in
def send_reset():
    site = current_app.config["PUBLIC_ADDRESS"]
    letters.send_reset(_me(), site=site, by=actor(), at=clock.now())
    flash(_("A letter is on its way. Its link works once, for two hours."))
    return see("accounts_own.show")


@bp.post("/me/sessions/end")
@signed_in
def sign_out_everywhere():
    signing.sign_out_everywhere(_me(), by=actor(), at=clock.now())
    response = make_response(redirect(url_for("accounts_sign_in.show"), code=303))
    visitor.drop_key(response)
    flash(_("You are signed out everywhere."))
    return response


def _me() -> Person:
    return find(queries.person(actor().person_id or 0))
