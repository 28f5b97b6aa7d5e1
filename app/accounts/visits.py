"""Signing in, asked of the database: whose session, which duties, how many wrong guesses, which link."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import and_, func, or_, select

from app.accounts.models import (
    Appointment,
    Grant,
    Person,
    Post,
    SecretLink,
    SignIn,
    Unit,
    WrongGuess,
)
from app.accounts.queries import as_of
from app.accounts.rules import WINDOW, Guesses
from app.core.actor import Duty
from app.db.session import db


@dataclass(frozen=True)
class Visitor:
    person_id: int
    name: str
    language: str
    begun_at: datetime
    unit_path: str | None
    profession: str | None


def visitor(key_digest: str, *, on: date) -> Visitor | None:
    """The person behind an open session, with the post held on this day, in one statement."""
    wanted = (
        select(
            Person.id,
            Person.given_name,
            Person.family_name,
            Person.language,
            SignIn.begun_at,
            Unit.path,
            Post.profession,
        )
        .select_from(SignIn)
        .join(Person, Person.id == SignIn.person_id)
        .outerjoin(Appointment, and_(Appointment.person_id == Person.id, as_of(on)))
        .outerjoin(Post, Post.id == Appointment.post_id)
        .outerjoin(Unit, Unit.id == Post.unit_id)
        .where(SignIn.key_digest == key_digest, SignIn.ended_at.is_(None))
    )
    row = db.session.execute(wanted).first()
    if row is None:
        return None
    person_id, given, family, language, begun_at, path, profession = row
    return Visitor(person_id, f"{given} {family}", language, begun_at, path, profession)


def duties(person_id: int, *, on: date) -> tuple[Duty, ...]:
    """Duties end with their day, and with the service: who holds no post has none, administrators excepted."""
    wanted = (
        select(Grant.kind, Unit.path)
        .join(Unit, Unit.id == Grant.unit_id)
        .where(
            Grant.person_id == person_id,
            Grant.from_day <= on,
            or_(Grant.until_day.is_(None), Grant.until_day > on),
        )
        .order_by(Grant.id)
    )
    return tuple(Duty(kind, path) for kind, path in db.session.execute(wanted))


def guesses(account: str, network: str, *, at: datetime) -> Guesses:
    since = at - WINDOW
    of_account, of_network = WrongGuess.account == account, WrongGuess.network == network
    both = and_(of_account, of_network)
    wanted = select(
        func.count().filter(both),
        func.count().filter(of_account),
        func.count().filter(of_network),
        func.min(WrongGuess.at),
    ).where(WrongGuess.at > since, or_(of_account, of_network))
    return Guesses(*db.session.execute(wanted).one())


def link(token_digest: str, purpose: str, *, at: datetime) -> SecretLink | None:
    """An unused link of this purpose whose time is not over."""
    return db.session.scalars(
        select(SecretLink).where(
            SecretLink.token_digest == token_digest,
            SecretLink.purpose == purpose,
            SecretLink.used_at.is_(None),
            SecretLink.ends_at > at,
        )
    ).one_or_none()
