"""flask accounts …: what cannot be done on a page, because nobody, or only one, can sign in yet."""

from enum import StrEnum

import click
from flask import current_app
from flask.cli import AppGroup

from app.accounts import actions, granting, queries, rules, second_factor, signing, visits
from app.accounts.kinds import Profession, Region, Sex
from app.accounts.models import Person, Unit
from app.core import clock
from app.core.actor import system
from app.core.bilingual import Bilingual
from app.db.session import transaction
from app.web.console import writing
from app.web.language import LANGUAGES

accounts = AppGroup("accounts", help="People, units and posts.")


def _ask(name: str, prompt: str, **more):
    return click.option(name, prompt=prompt, **more)


def _one_of(kind: type[StrEnum]) -> click.Choice:
    return click.Choice([member.value for member in kind])


@accounts.command("first-administrator")
@_ask("--institution-code", "Short Latin code of the institution, for instance police")
@_ask("--institution-ky", "Its name in Kyrgyz")
@_ask("--institution-ru", "Its name in Russian")
@_ask("--institution-en", "Its name in English", default="")
@_ask("--region", "Region of its seat", type=_one_of(Region), default=Region.BISHKEK.value)
@_ask("--post-ky", "Your post in Kyrgyz")
@_ask("--post-ru", "Your post in Russian")
@_ask("--profession", "Its profession", type=_one_of(Profession))
@_ask("--family-name", "Your family name")
@_ask("--given-name", "Your given name")
@_ask("--patronymic", "Your patronymic", default="")
@_ask("--sex", "Your sex", type=_one_of(Sex))
@_ask("--language", "Your language", type=click.Choice(list(LANGUAGES)), default="ky")
@_ask("--sign-in-name", "Your sign-in name")
@_ask("--address", "Your address for letters", default="")
def first_administrator(**told: str) -> None:
    """Create an institution, its root unit, a post and you, who hold it; print your invitation link."""
    with writing():
        token = _first(told)
    click.echo("Open this link within two weeks and choose your password; it works once:")
    click.echo(f"{current_app.config['PUBLIC_ADDRESS']}/invitation/{token}")


def _first(told: dict[str, str]) -> str:
    if queries.anybody():
        raise rules.PeopleExist
    by, now = system("flask accounts first-administrator"), clock.now()
    today = clock.day_of(now)
    root = actions.found_institution(
        told["institution_code"], _name(told, "institution"), Region(told["region"]), by=by
    )
    post = actions.create_post(root, _name(told, "post"), Profession(told["profession"]), by=by)
    person = _person(told, by=by, at=now)
    actions.appoint(person, post, from_day=today, by=by)
    actions.grant(person, "administrator", root, from_day=today, by=by)
    return signing.make_link(person, "invitation", by=by, at=now)


def _person(told: dict[str, str], *, by, at) -> Person:
    return actions.add_person(
        told["family_name"],
        told["given_name"],
        told["patronymic"],
        sex=Sex(told["sex"]),
        language=told["language"],
        sign_in_name=told["sign_in_name"],
        address=told["address"] or None,
        by=by,
        at=at,
    )


def _name(told: dict[str, str], of: str) -> Bilingual:
    return Bilingual(ky=told[f"{of}_ky"], ru=told[f"{of}_ru"], en=told.get(f"{of}_en", ""))


@accounts.command("institution")
@_ask("--code", "Short Latin code, for instance prosecution")
@_ask("--ky", "Its name in Kyrgyz")
@_ask("--ru", "Its name in Russian")
@_ask("--en", "Its name in English", default="")
@_ask("--region", "Region of its seat", type=_one_of(Region), default=Region.BISHKEK.value)
@_ask("--administrator", "Sign-in name of who will be its administrator")
def institution(**told: str) -> None:
    """Open one more institution with its root unit, and give somebody the duty of its administrator."""
    with writing():
        root, name = _open(told)
    click.echo(f"institution {told['code']}: root unit {root.id}; administrator: {name}")


def _open(told: dict[str, str]) -> tuple[Unit, str]:
    """Who runs the server is one of the two persons of the duty."""
    rules.ensure_may_found(told["code"], told["ky"], told["ru"], known=queries.codes())
    by, today = system("flask accounts institution"), clock.today()
    who = queries.person_named(rules.sign_in_name(told["administrator"]))
    if who is None:
        raise rules.NobodySigned(name=told["administrator"])
    name = Bilingual(ky=told["ky"].strip(), ru=told["ru"].strip(), en=told["en"].strip())
    root = actions.found_institution(told["code"], name, Region(told["region"]), by=by)
    actions.grant(who, "administrator", root, from_day=today, by=by)
    return root, who.sign_in_name or ""


@accounts.command("confirm-duty")
@click.argument("number", type=int)
def confirm_duty(number: int) -> None:
    """Be the second person for a duty or a reset that was asked for, while there is no second administrator."""
    now = clock.now()
    with writing():
        request = visits.request(number)
        if request is None:
            raise click.ClickException(f"There is no request {number}.")
        by = system("flask accounts confirm-duty")
        granting.confirm(request, by=by, at=now, today=clock.day_of(now))
    if request.kind == rules.RESET:
        click.echo(
            f"reset: the next signing in of person {request.person_id} sets up another device"
        )
    else:
        click.echo(f"granted: {request.kind} to person {request.person_id}")


@accounts.command("reset-second-factor")
@click.argument("sign_in_name")
def reset_second_factor(sign_in_name: str) -> None:
    """Take the lost device of a person away, when there is nobody left who could do it on a page."""
    now = clock.now()
    with writing():
        person = queries.person_named(rules.sign_in_name(sign_in_name))
        if person is None:
            raise click.ClickException(f"There is no sign-in name {sign_in_name}.")
        by = system("flask accounts reset-second-factor")
        second_factor.reset(person, by=by, at=now)
    click.echo(f"reset: the next signing in of person {person.id} sets up another device")


@accounts.command("reseal-devices")
def reseal_devices() -> None:
    """Seal the keys of second factors with the present SECRET_KEY, before an earlier one is taken away."""
    with transaction():
        resealed, lost = second_factor.reseal(
            current_app.extensions["vault"],
            by=system("flask accounts reseal-devices"),
            at=clock.now(),
        )
    click.echo(f"resealed: {resealed}; sealed with a key that is not known: {lost}")
    if lost:
        raise SystemExit(1)
