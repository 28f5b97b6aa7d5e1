"""Letters: an invitation, a way to a new password, news of the second factor. Nothing here commits."""

import re
from collections.abc import Collection
from datetime import datetime

from sqlalchemy import select

from app.accounts import passwords, queries, rules, signing, visits
from app.accounts.models import Person, SecretLink
from app.core import clock
from app.core.actor import Actor
from app.db.session import db
from app.journal import actions as journal
from app.notices import actions as notices
from app.notices.models import Letter
from app.notices.queries import is_waiting

_LINK = re.compile(r"/(?:invitation|reset)/([\w-]+)")


def invite(person: Person, *, site: str, by: Actor, at: datetime) -> None:
    """`site` is the public address with which links begin."""
    if not person.address or not person.sign_in_name:
        raise rules.NoAddress
    if visits.is_shut_out(person.id, on=clock.day_of(at)):
        raise rules.HasLeft
    held = queries.appointments(person.id)
    institution = held[0].post.unit.institution.name[person.language] if held else "Muras"
    token = signing.make_link(person, "invitation", by=by, at=at)
    _write(person, "invitation", token, site=site, at=at, institution=institution)
    journal.record(by, "invited", person, at=at)


def send_reset(person: Person, *, site: str, by: Actor, at: datetime) -> None:
    if not person.address or not person.sign_in_name:
        raise rules.NoAddress
    token = signing.make_link(person, "reset", by=by, at=at)
    _write(person, "reset", token, site=site, at=at)


def withdraw(person_ids: Collection[int], *, at: datetime) -> None:
    """Letters with a link to sign in by that nobody has sent yet, of people who are about to go.

    Known by the link in them: an address may be several people's.
    """
    links = select(SecretLink.token_digest).where(SecretLink.person_id.in_(person_ids))
    digests = set(db.session.scalars(links))
    addresses = select(Person.address).where(Person.id.in_(person_ids))
    there = select(Letter).where(Letter.to_address.in_(addresses), is_waiting(at))
    for letter in db.session.scalars(there):
        if any(passwords.secret_digest(token) in digests for token in _LINK.findall(letter.body)):
            db.session.delete(letter)


def tell(person: Person, what: str, *, at: datetime, left: int = 0) -> None:
    """What happened to a person's second factor; who has no address finds it in the journal only."""
    if not person.address:
        return
    text = notices.compose(
        "second_factor", person.language, name=_greeted(person), what=what, left=left, at=at
    )
    _send(person, text, at=at)


def ask_new_address(person: Person, address: str, token: str, *, site: str, at: datetime) -> None:
    text = notices.compose(
        "address",
        person.language,
        name=_greeted(person),
        link=f"{site}/address/{token}",
        until=at + rules.LINK_LIFE["address"],
    )
    _send(person, text, at=at, to=address)


def tell_old_address(person: Person, address: str, kind: str, *, at: datetime) -> None:
    """No link and no new address: whoever reads this letter may be the wrong one."""
    text = notices.compose(kind, person.language, name=_greeted(person), at=at)
    _send(person, text, at=at, to=address)


def _write(
    person: Person, purpose: str, token: str, *, site: str, at: datetime, **places: object
) -> None:
    text = notices.compose(
        purpose,
        person.language,
        name=_greeted(person),
        sign_in_name=person.sign_in_name,
        link=f"{site}/{purpose}/{token}",
        until=at + rules.LINK_LIFE[purpose],
        **places,
    )
    _send(person, text, at=at)


def _greeted(person: Person) -> str:
    return " ".join(part for part in (person.given_name, person.patronymic) if part)


def _send(person: Person, text: notices.Text, *, at: datetime, to: str | None = None) -> None:
    """To the person's address, or to one that was theirs or will be."""
    address = to or person.address or ""
    notices.write_letter(notices.Recipient(person.name, address, person.language), text, at=at)
