"""Proving who one is: sessions from passwords, passwords from links, wrong guesses. Nothing here commits."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import update

from app.accounts import actions, passwords, queries, rules, visits
from app.accounts.models import HalfSignIn, Person, SecretLink, SignIn, WrongGuess
from app.accounts.visits import Credentials
from app.core import clock
from app.core.actor import Actor
from app.db.session import db
from app.journal import actions as journal


@dataclass(frozen=True)
class Entered:
    """The key for the cookie; `half`: of somebody whose second factor is still awaited."""

    key: str
    half: bool


def sign_in(
    found: Credentials,
    *,
    at: datetime,
    origin: str,
    demand: bool = True,
    new_hash: str | None = None,
    instead_of: str | None = None,
) -> Entered | None:
    """For who proved these credentials; None when the password was replaced meanwhile.

    `demand`: whoever holds a duty needs a second factor. Who has one is asked for it in any case.
    """
    person = db.session.get(Person, found.person_id, with_for_update=True, populate_existing=True)
    if person is None or person.password_hash != found.password_hash:
        return None
    if new_hash:
        person.password_hash = new_hash
    if instead_of:
        end_session(instead_of, at=at, origin=origin)
    needed = demand and bool(visits.duties(person.id, on=clock.day_of(at)))
    if needed or visits.device(person.id) is not None:
        return Entered(_begin_half(person, at=at, origin=origin), half=True)
    return Entered(actions.begin_session(person, at=at, origin=origin), half=False)


def _begin_half(person: Person, *, at: datetime, origin: str) -> str:
    key = passwords.new_secret()
    digest = passwords.secret_digest(key)
    db.session.add(HalfSignIn(key_digest=digest, person_id=person.id, begun_at=at))
    by = Actor(person_id=person.id, origin=origin)
    journal.record(by, "password right, second factor awaited", ("person", person.id), at=at)
    return key


def end_session(key: str, *, at: datetime, origin: str) -> None:
    """Whole or half; also one that went idle: its key shall not come to life again."""
    digest = passwords.secret_digest(key)
    for model in (SignIn, HalfSignIn):
        ended = db.session.scalar(
            update(model)
            .where(model.key_digest == digest, model.ended_at.is_(None))
            .values(ended_at=at)
            .returning(model.person_id)
        )
        if ended is not None:
            by = Actor(person_id=ended, origin=origin)
            journal.record(by, "signed out", ("person", ended), at=at)


def end_half(key: str, *, at: datetime) -> None:
    """It has become a whole session, with another key."""
    digest = passwords.secret_digest(key)
    ended = update(HalfSignIn).where(HalfSignIn.key_digest == digest, HalfSignIn.ended_at.is_(None))
    db.session.execute(ended.values(ended_at=at))


def sign_out_everywhere(person: Person, *, by: Actor, at: datetime) -> None:
    actions.end_sessions(person, at=at)
    journal.record(by, "signed out everywhere", person, at=at)


def note_wrong_guess(
    account: str, network: str, *, at: datetime, what: str = "wrong guess"
) -> None:
    """`account` is a digest of what was typed; asking for a letter is counted in the same way."""
    db.session.add(WrongGuess(account=account, network=network, at=at))
    by = Actor(person_id=None, origin=network)
    journal.record(by, what, ("account", account[:12]), at=at)


def make_link(person: Person, purpose: str, *, by: Actor, at: datetime) -> str:
    """The secret for a letter. Earlier links of this purpose stop working."""
    actions.end_links(person, at=at, purpose=purpose)
    token = passwords.new_secret()
    db.session.add(
        SecretLink(
            token_digest=passwords.secret_digest(token),
            person_id=person.id,
            purpose=purpose,
            made_at=at,
            ends_at=at + rules.LINK_LIFE[purpose],
        )
    )
    journal.record(by, f"{purpose} link made", person, at=at)
    return token


def use_link(link_id: int, *, at: datetime) -> Person:
    """Whose it was. A condition in the change itself: of two who open it at once, one is late."""
    used = db.session.scalar(
        update(SecretLink)
        .where(SecretLink.id == link_id, SecretLink.used_at.is_(None), SecretLink.ends_at > at)
        .values(used_at=at)
        .returning(SecretLink.person_id)
    )
    person = queries.person(used) if used is not None else None
    if person is None:
        raise rules.LinkDead
    return person


def set_password(link_id: int, password_hash: str, *, origin: str, at: datetime) -> Person:
    """Use a link up; the hash is made outside the transaction. All sessions end."""
    person = use_link(link_id, at=at)
    person.password_hash = password_hash
    actions.end_sessions(person, at=at)
    by = Actor(person_id=person.id, origin=origin)
    journal.record(by, "password set", person, at=at)
    return person
