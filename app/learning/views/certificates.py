"""A certificate, its PDF, its revocation; and the public check."""

from flask import Blueprint, current_app, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _

from app.accounts import merges
from app.accounts import queries as people
from app.core import clock
from app.core.numbers import tidy_code
from app.learning import access, certificates, pdf, queries, revoking, wording
from app.learning.forms import CheckCode, Revoke
from app.learning.models import Certificate
from app.web.access import actor, public, require, signed_in
from app.web.downloads import attachment
from app.web.pages import find, see

bp = Blueprint("learning_certificates", __name__)


def _checked(given: Certificate) -> certificates.Shown:
    revoked = queries.revocation(given.id)
    day = clock.day_of(revoked.confirmed_at) if revoked and revoked.confirmed_at else None
    return certificates.verdict(
        given.words,
        given.signature,
        queries.public_key(given.key_id),
        on=clock.today(),
        revoked_on=day,
        reason=revoked.reason if revoked and day else "",
    )


def _address(given: Certificate) -> str:
    """What the square code leads to; from the configured address, never from the request."""
    return f"{current_app.config['PUBLIC_ADDRESS']}/verify/{given.code}"


def _seen(number: str) -> Certificate:
    given = find(queries.certificate(number))
    path = people.unit_path_of(given.person_id, on=clock.today())
    whose = merges.kept(given.person_id)
    require(access.may_see_certificate(actor(), whose, path))
    return given


def _may_revoke(given: Certificate) -> bool:
    return access.may_revoke(actor(), people.unit_path_of(given.person_id, on=clock.today()))


@bp.get("/certificates/<number>")
@signed_in
def show(number: str):
    return _page(_seen(number), Revoke())


def _page(given: Certificate, form: Revoke):
    return render_template(
        "learning/certificate.html",
        given=given,
        shown=_checked(given),
        halves=[(lang, wording.column(given.words, lang)) for lang in ("ky", "ru")],
        fields=wording.fields(given.words),
        address=_address(given),
        may_revoke=_may_revoke(given),
        revocation=queries.revocation(given.id),
        form=form,
    )


@bp.get("/certificates/<number>/qr.svg")
@signed_in
def qr(number: str):
    body = pdf.qr(_address(_seen(number)))
    return current_app.response_class(body, mimetype="image/svg+xml")


@bp.get("/certificates/<number>.pdf")
@signed_in
def as_pdf(number: str):
    given = _seen(number)
    address = _address(given)
    page = wording.page(
        given.words,
        address=address,
        qr=pdf.qr(address),
        key_id=given.key_id,
        signature=given.signature,
    )
    return attachment(pdf.certificate(page), f"muras-{given.number}.pdf", "application/pdf")


@bp.post("/certificates/<number>/revocation")
@signed_in
def ask_revocation(number: str):
    given = _seen(number)
    require(
        _may_revoke(given), say=_("Only a registrar or an administrator revokes a certificate.")
    )
    form = Revoke.from_request()
    if not form.accepted():
        return _page(given, form), 422
    revoking.ask_revocation(given, form.reason.data, by=actor(), at=clock.now())
    flash(_("The revocation is asked for. Another registrar or administrator must confirm it."))
    return see("learning_revocations.show", number=number)


@bp.get("/verify")
@public
def ask_code():
    if "code" not in request.args:
        return render_template("learning/verify.html", form=CheckCode(), shown=None)
    form = CheckCode(request.args)
    if not form.accepted():
        return render_template("learning/verify.html", form=form, shown=None), 422
    return redirect(url_for("learning_certificates.verify", code=form.code.data), code=303)


@bp.get("/verify/<code>")
@public
def verify(code: str):
    given = queries.certificate_by_code(tidy_code(code))
    shown = _checked(given) if given else certificates.UNKNOWN
    return render_template(
        "learning/verify.html",
        form=CheckCode(data={"code": code}),
        shown=shown,
        given=given,
        code=tidy_code(code),
        fields=wording.fields(shown.said) if shown.said else [],
        halves=[(lang, wording.column(shown.said, lang)) for lang in ("ky", "ru")]
        if shown.said
        else [],
    ), 200 if given else 404
