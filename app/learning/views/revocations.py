"""Requests to revoke a certificate, for whoever may be the second person."""

from flask import Blueprint, flash, render_template
from flask_babel import gettext as _

from app.accounts import queries as people
from app.core import clock
from app.learning import access, queries, revoking, waiting, wording
from app.learning.models import Certificate
from app.web.access import actor, duty, require
from app.web.pages import find, see

bp = Blueprint("learning_revocations", __name__)


@bp.get("/revocations")
@duty(*access.REVOKERS)
def index():
    found = waiting.revocations(actor(), on=clock.today())
    return render_template("learning/revocations.html", waiting=found)


def _waiting(number: str) -> Certificate:
    """A certificate whose revocation was asked for; without a request there is nothing to decide."""
    given = find(queries.certificate(number))
    require(access.may_revoke(actor(), people.unit_path_of(given.person_id, on=clock.today())))
    asked = find(queries.revocation(given.id))
    find(None if asked.confirmed_at else asked)
    return given


@bp.get("/certificates/<number>/revocation")
@duty(*access.REVOKERS)
def show(number: str):
    given = _waiting(number)
    asked = find(queries.revocation(given.id))
    return render_template(
        "learning/revocation.html",
        given=given,
        asked=asked,
        asked_by=people.person(asked.asked_by_id),
        fields=wording.brief(given.words),
    )


@bp.post("/certificates/<number>/revocation/confirmation")
@duty(*access.REVOKERS)
def confirm(number: str):
    revoking.confirm_revocation(_waiting(number), by=actor(), at=clock.now())
    flash(_("The certificate is revoked. Whoever checks it reads the reason."), "good")
    return see("learning_revocations.index")


@bp.post("/certificates/<number>/revocation/withdrawal")
@duty(*access.REVOKERS)
def withdraw(number: str):
    revoking.withdraw_revocation(_waiting(number), by=actor(), at=clock.now())
    flash(_("The request is taken back; the certificate stays valid."))
    return see("learning_revocations.index")
