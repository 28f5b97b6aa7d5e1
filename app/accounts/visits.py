"""Signing in, asked of the database: whose session, which duties, which requests for them, how many
wrong guesses, which link, which device."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import ColumnElement, Date, and_, bindparam, distinct, exists, func, or_, select
from sqlalchemy.orm import aliased, joinedload

from app.accounts.models import (
    Appointment,
    Device,
    Grant,
    GrantRequest,
    HalfSignIn,
    Person,
    Post,
    RecoveryCode,
    SecretLink,
    SignIn,
    Unit,
    WrongGuess,
)
from app.accounts.queries import as_of, below
from app.accounts.rules import HALF, RESET, WINDOW, Guesses
from app.core.actor import Actor, Duty
from app.db.session import db, rows


@dataclass(frozen=True)
class Visitor:
    person_id: int
    name: str
    language: str
    begun_at: datetime
    with_code: bool
    unit_path: str | None
    profession: str | None
    duties: tuple[Duty, ...]


def granted(on: date | ColumnElement[date]) -> ColumnElement[bool]:
    """Grants that hold on this day."""
    return and_(Grant.from_day <= on, or_(Grant.until_day.is_(None), Grant.until_day > on))


# Asked by every page, and built once: building it takes ten times as long as asking it.
_ON: ColumnElement[date] = bindparam("on", type_=Date())
_OVER = aliased(Unit)
_VISITOR = (
    select(
        Person.id,
        Person.given_name,
        Person.family_name,
        Person.language,
        SignIn.begun_at,
        SignIn.with_code,
        Unit.path,
        Post.profession,
        Grant.kind,
        _OVER.path,
    )
    .select_from(SignIn)
    .join(Person, Person.id == SignIn.person_id)
    .outerjoin(Appointment, and_(Appointment.person_id == Person.id, as_of(_ON)))
    .outerjoin(Post, Post.id == Appointment.post_id)
    .outerjoin(Unit, Unit.id == Post.unit_id)
    .outerjoin(Grant, and_(Grant.person_id == Person.id, granted(_ON)))
    .outerjoin(_OVER, _OVER.id == Grant.unit_id)
    .where(SignIn.key_digest == bindparam("key_digest"), SignIn.ended_at.is_(None))
    .order_by(Grant.id)
)


def visitor(key_digest: str, *, on: date) -> Visitor | None:
    """The person behind an open session, with the post and the duties held on this day, in one statement."""
    found = rows(_VISITOR, key_digest=key_digest, on=on)
    if not found:
        return None
    person_id, given, family, language, begun_at, with_code, path, profession, *_duty = found[0]
    duties = tuple(dict.fromkeys(Duty(kind, over) for *_person, kind, over in found if kind))
    name = f"{given} {family}"
    return Visitor(person_id, name, language, begun_at, with_code, path, profession, duties)


def recoverable(typed: str, *, on: date) -> Person | None:
    """Who may get a letter for a forgotten password; nobody when two people share the address."""
    wanted = select(Person).where(
        or_(Person.sign_in_name == typed, Person.address == typed),
        Person.sign_in_name.is_not(None),
        Person.address.is_not(None),
        ~shut_out(on),
    )
    found = db.session.scalars(wanted.limit(2)).all()
    return found[0] if len(found) == 1 else None


def duties(person_id: int, *, on: date) -> tuple[Duty, ...]:
    """Held on this day; dismissal ends them together with the appointment."""
    wanted = (
        select(Grant.kind, Unit.path)
        .join(Unit, Unit.id == Grant.unit_id)
        .where(Grant.person_id == person_id, granted(on))
        .order_by(Grant.id)
    )
    return tuple(Duty(kind, path) for kind, path in db.session.execute(wanted))


def shut_out(on: date) -> ColumnElement[bool]:
    """Records made one with another; people who left the service and hold no duty. A newcomer whose first day is
    still to come is none of them."""
    of_person = Appointment.person_id == Person.id
    has_left = and_(
        exists().where(of_person, Appointment.until_day <= on),
        ~exists().where(
            of_person, or_(Appointment.until_day.is_(None), Appointment.until_day > on)
        ),
        ~exists().where(Grant.person_id == Person.id, granted(on)),
    )
    return or_(Person.merged_into_id.is_not(None), has_left)


def is_shut_out(person_id: int, *, on: date) -> bool:
    wanted = select(Person.id).where(Person.id == person_id, shut_out(on))
    return db.session.scalar(wanted) is not None


@dataclass(frozen=True)
class Credentials:
    """What a password is compared with. Nobody's have no id, so that an unknown name takes as long."""

    person_id: int | None = None
    password_hash: str | None = None
    is_welcome: bool = False


def credentials(sign_in_name: str, *, on: date) -> Credentials:
    wanted = select(Person.id, Person.password_hash, ~shut_out(on)).where(
        Person.sign_in_name == sign_in_name
    )
    row = db.session.execute(wanted).one_or_none()
    return Credentials(*row) if row else Credentials()


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


def requests(actor: Actor) -> list[GrantRequest]:
    """Duties that wait for a second person, over units where the actor may grant."""
    return list(
        db.session.scalars(
            _request()
            .join(Unit, Unit.id == GrantRequest.unit_id)
            .where(GrantRequest.settled_at.is_(None), below(actor.reach("administrator")))
            .order_by(GrantRequest.id)
        )
    )


def request(request_id: int) -> GrantRequest | None:
    return db.session.scalars(_request().where(GrantRequest.id == request_id)).one_or_none()


def _request():
    return select(GrantRequest).options(
        joinedload(GrantRequest.person),
        joinedload(GrantRequest.unit),
        joinedload(GrantRequest.asked_by),
    )


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


# ── the second factor ─────────────────────────────────────────────────────────


@dataclass(frozen=True)
class Half:
    """Who has proven a password and nothing else yet."""

    person_id: int
    sign_in_name: str | None
    language: str
    has_device: bool


def half(key_digest: str, *, at: datetime) -> Half | None:
    wanted = (
        select(
            Person.id,
            Person.sign_in_name,
            Person.language,
            exists().where(Device.person_id == Person.id),
        )
        .join(HalfSignIn, HalfSignIn.person_id == Person.id)
        .where(
            HalfSignIn.key_digest == key_digest,
            HalfSignIn.ended_at.is_(None),
            HalfSignIn.begun_at > at - HALF,
        )
    )
    row = db.session.execute(wanted).one_or_none()
    return Half(*row) if row else None


def device(person_id: int) -> Device | None:
    return db.session.scalars(select(Device).where(Device.person_id == person_id)).one_or_none()


def devices() -> list[Device]:
    return list(db.session.scalars(select(Device).order_by(Device.id)))


def recovery_codes_left(person_id: int) -> int:
    unused = (RecoveryCode.person_id == person_id, RecoveryCode.used_at.is_(None))
    return db.session.scalar(select(func.count(RecoveryCode.id)).where(*unused)) or 0


def without_device(*, on: date) -> int:
    """People who hold a duty and will be asked to set up a second factor."""
    has_none = ~exists().where(Device.person_id == Grant.person_id)
    wanted = select(func.count(distinct(Grant.person_id))).where(granted(on), has_none)
    return db.session.scalar(wanted) or 0


def reset_waits(person_id: int) -> bool:
    wanted = select(GrantRequest.id).where(
        GrantRequest.person_id == person_id,
        GrantRequest.kind == RESET,
        GrantRequest.settled_at.is_(None),
    )
    return db.session.scalar(wanted.limit(1)) is not None


def widest_unit(person_id: int, *, on: date) -> Unit:
    """Of those over which this person holds a duty."""
    return db.session.scalars(
        select(Unit)
        .join(Grant, Grant.unit_id == Unit.id)
        .where(Grant.person_id == person_id, granted(on))
        .order_by(func.length(Unit.path), Unit.id)
        .limit(1)
    ).one()
