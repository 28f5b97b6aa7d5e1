"""What follows a right password, and a right code: the second step, the page that was wanted, what had been typed."""

from flask import Response, g, make_response, redirect, render_template, url_for

from app.accounts import codes, signing, visitor, visits
from app.accounts.forms import CodeForm, Kept, NewDeviceForm
from app.accounts.passwords import secret_digest
from app.core import clock
from app.web.links import safe_path
from app.web.pages import find

StepForm = CodeForm | NewDeviceForm


def go_on(entered: signing.Entered, wanted: str | None, kept: Kept) -> Response:
    """To the second step, or through."""
    if not entered.half:
        return arrive(entered.key, wanted, kept)
    half = find(visits.half(secret_digest(entered.key), at=clock.now()))
    if kept.path:
        form = form_for(half)(formdata=None, next=safe_path(wanted))
        response = make_response(step_page(half, entered.key, form, kept))
    else:
        address = url_for("accounts_second_step.show", next=safe_path(wanted))
        response = make_response(redirect(address, code=303))
    visitor.keep_half(response, entered.key, half)
    return response


def arrive(key: str, wanted: str | None, kept: Kept, recovery: tuple[str, ...] = ()) -> Response:
    """To the page that was wanted, or to what had been typed when the session was over.

    Recovery codes are shown first: this answer is the only one that ever holds them.
    """
    g.actor = visitor.actor_behind(key, clock.now())
    if recovery:
        response = make_response(recovery_page(recovery, safe_path(wanted), kept))
    elif kept.path:
        response = make_response(render_template("accounts/continue.html", kept=kept))
    else:
        response = make_response(redirect(safe_path(wanted), code=303))
    visitor.welcome(response, key, g.actor)
    return response


def form_for(half: visits.Half) -> type[CodeForm] | type[NewDeviceForm]:
    return CodeForm if half.has_device else NewDeviceForm


def step_page(half: visits.Half, key: str, form: StepForm, kept: Kept) -> str:
    """Where the code is typed; who has no device yet sets one up there."""
    if half.has_device:
        return render_template("accounts/code.html", form=form, kept=kept)
    offered = offer(key, half.sign_in_name)
    return render_template("accounts/first_device.html", form=form, kept=kept, **offered)


def offer(key: str, sign_in_name: str | None) -> dict[str, object]:
    """What a new device scans, or its owner types."""
    secret = visitor.vault().offer(key)
    return {"square": codes.square(secret, sign_in_name or ""), "typed": codes.in_fours(secret)}


def recovery_page(recovery: tuple[str, ...], wanted: str, kept: Kept) -> str:
    shown = [codes.in_fours(code) for code in recovery]
    return render_template("accounts/recovery_codes.html", codes=shown, wanted=wanted, kept=kept)
