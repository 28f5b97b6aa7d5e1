"""People and units, as of a day; search."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Date,
    Select,
    and_,
    bindparam,
    exists,
    false,
    func,
    or_,
    select,
)
from sqlalchemy.orm import aliased, joinedload

from app.accounts.access import KEEPERS, READERS
from app.accounts.kinds import PostKind, Profession
from app.accounts.models import Appointment, Grant, Institution, Person, Post, Unit
from app.accounts.rules import Seat
from app.accounts.service import is_away
from app.core.actor import Actor
from app.core.bilingual import Bilingual
from app.db.session import db


def as_of(day: date | ColumnElement[date]) -> ColumnElement[bool]:
    """Appointments that hold on this day."""
    return and_(
        Appointment.from_day <= day,
        or_(Appointment.until_day.is_(None), Appointment.until_day > day),
    )


def latest(day: date) -> ColumnElement[bool]:
    """The appointment a person holds on this day, or else the last they held before it."""
    later = aliased(Appointment)
    return and_(
        Appointment.from_day <= day,
        ~exists().where(
            later.person_id == Appointment.person_id,
            later.from_day > Appointment.from_day,
            later.from_day <= day,
        ),
    )


def placed(day: date) -> ColumnElement[bool]:
    """As `latest`; for a newcomer whose first day is still to come, the appointment that awaits them."""
    earlier = aliased(Appointment)
    awaited = and_(
        Appointment.from_day > day,
        ~exists().where(
            earlier.person_id == Appointment.person_id, earlier.from_day < Appointment.from_day
        ),
    )
    return or_(latest(day), awaited)


def below(paths: Sequence[str]) -> ColumnElement[bool]:
    """Units under one of these paths; none when there is no path."""
    if not paths:
        return false()
    return or_(*(Unit.path.startswith(path, autoescape=True) for path in paths))


def visible_to(actor: Actor) -> ColumnElement[bool]:
    """What access.may_see_person says, for lists that join Person, Appointment, Post and Unit by `placed`.

    Who stands within their own reach needs no clause for themselves; it would cost the index of units.
    """
    reach = actor.reach(*READERS, "administrator")
    if actor.unit_path and actor.unit_path.startswith(reach):
        return below(reach)
    return or_(Person.id == actor.person_id, below(reach))


# ── people ────────────────────────────────────────────────────────────────────


def placed_people(on: date) -> Select[Any]:
    """Everybody with the appointment by which they are placed on this day, and its post and unit."""
    return (
        select(Person)
        .join(Appointment, Appointment.person_id == Person.id)
        .join(Post, Post.id == Appointment.post_id)
        .join(Unit, Unit.id == Post.unit_id)
        .where(placed(on))
    )


def person(person_id: int) -> Person | None:
    return db.session.get(Person, person_id)


def person_named(sign_in_name: str) -> Person | None:
    return db.session.scalars(select(Person).filter_by(sign_in_name=sign_in_name)).one_or_none()


def unit_path_of(person_id: int, *, on: date) -> str | None:
    """Path of the unit of the present, or else the last, or else the first coming appointment."""
    return db.session.scalar(
        placed_people(on).where(Person.id == person_id).with_only_columns(Unit.path)
    )


_PLACE = joinedload(Appointment.post).joinedload(Post.unit).joinedload(Unit.institution)


def appointments(person_id: int) -> list[Appointment]:
    """All of a person's appointments with posts, units and institutions, newest first."""
    return list(
        db.session.scalars(
            select(Appointment)
            .where(Appointment.person_id == person_id)
            .order_by(Appointment.from_day.desc())
            .options(_PLACE)
        )
    )


def appointment_numbered(person_id: int, appointment_id: int) -> Appointment | None:
    wanted = select(Appointment).filter_by(id=appointment_id, person_id=person_id)
    return db.session.scalars(wanted.options(_PLACE)).one_or_none()


# Built once: that takes longer than asking it.
_APPOINTMENT = (
    select(Appointment)
    .where(Appointment.person_id == bindparam("person_id"), as_of(bindparam("on", type_=Date())))
    .options(_PLACE)
)


def appointment(person_id: int, *, on: date) -> Appointment | None:
    return db.session.scalars(_APPOINTMENT, {"person_id": person_id, "on": on}).one_or_none()


def seats(*, person_id: int | None = None, post_id: int | None = None) -> list[Seat]:
    wanted = select(Appointment.post_id, Appointment.from_day, Appointment.until_day)
    if person_id is not None:
        wanted = wanted.where(Appointment.person_id == person_id)
    if post_id is not None:
        wanted = wanted.where(Appointment.post_id == post_id)
    return [Seat(*row) for row in db.session.execute(wanted)]


def seats_of_others(post_id: int, *, person_id: int) -> list[Seat]:
    """Who else held this post, or will."""
    wanted = select(Appointment.post_id, Appointment.from_day, Appointment.until_day).where(
        Appointment.post_id == post_id, Appointment.person_id != person_id
    )
    return [Seat(*row) for row in db.session.execute(wanted)]


def grants(person_id: int) -> list[Grant]:
    return list(
        db.session.scalars(
            select(Grant)
            .where(Grant.person_id == person_id)
            .options(joinedload(Grant.unit))
            .order_by(Grant.from_day)
        )
    )


# ── units and posts ───────────────────────────────────────────────────────────


def unit(unit_id: int) -> Unit | None:
    """With its institution, also when the session knows the unit already; `get` would not look again."""
    wanted = select(Unit).where(Unit.id == unit_id).options(joinedload(Unit.institution))
    return db.session.scalars(wanted).one_or_none()


def units(actor: Actor) -> list[Unit]:
    """Units in the actor's reach, in the order of the tree."""
    reach = actor.reach(*READERS, "administrator")
    return list(db.session.scalars(select(Unit).where(below(reach)).order_by(Unit.path)))


@dataclass(frozen=True)
class UnitLine:
    """A unit in the tree, with how many posts it has and how many of them are held."""

    id: int
    path: str
    name: Bilingual
    posts: int
    held: int


def unit_lines(actor: Actor, *, on: date) -> list[UnitLine]:
    """Units in the actor's reach; posts are counted in the unit itself, not below it."""
    reach = actor.reach(*READERS, "administrator")
    wanted = (
        select(Unit, func.count(Post.id), func.count(Appointment.id))
        .outerjoin(Post, and_(Post.unit_id == Unit.id, _is_open(on)))
        .outerjoin(Appointment, and_(Appointment.post_id == Post.id, as_of(on)))
        .where(below(reach))
        .group_by(Unit.id)
    )
    return [
        UnitLine(unit.id, unit.path, unit.name, posts, held)
        for unit, posts, held in db.session.execute(wanted)
    ]


def _is_open(on: date) -> ColumnElement[bool]:
    return or_(Post.closed_day.is_(None), Post.closed_day > on)


def codes() -> list[str]:
    return list(db.session.scalars(select(Institution.code)))


def post(post_id: int) -> Post | None:
    wanted = select(Post).where(Post.id == post_id).options(joinedload(Post.unit))
    return db.session.scalars(wanted).one_or_none()


def posts_numbered(post_ids: Collection[int]) -> dict[int, Post]:
    return {p.id: p for p in db.session.scalars(select(Post).where(Post.id.in_(post_ids)))}


@dataclass(frozen=True)
class PostRow:
    """A chair of a unit and who sits on it; a vacant one has no person."""

    id: int
    name: Bilingual
    profession: Profession
    kind: PostKind
    person_id: int | None
    person: str | None
    since: date | None
    is_away: bool


def posts(unit_id: int, *, on: date) -> list[PostRow]:
    wanted = (
        select(Post, Person, Appointment.from_day, is_away(Appointment.person_id, on=on))
        .outerjoin(Appointment, and_(Appointment.post_id == Post.id, as_of(on)))
        .outerjoin(Person, Person.id == Appointment.person_id)
        .where(Post.unit_id == unit_id, _is_open(on))
        .order_by(Post.id)
    )
    return [
        PostRow(
            chair.id,
            chair.name,
            chair.profession,
            chair.kind,
            sitter.id if sitter else None,
            sitter.name if sitter else None,
            since,
            bool(away),
        )
        for chair, sitter, since, away in db.session.execute(wanted)
    ]


def vacant_posts(actor: Actor, *, on: date) -> list[Post]:
    """The first 500 open posts within the reach of a keeper that nobody holds or is to take."""
    taken = exists().where(
        Appointment.post_id == Post.id,
        or_(Appointment.until_day.is_(None), Appointment.until_day > on),
    )
    return list(
        db.session.scalars(
            select(Post)
            .join(Unit, Unit.id == Post.unit_id)
            .where(below(actor.reach(*KEEPERS)), ~taken, _is_open(on))
            .order_by(Unit.path, Post.id)
            .options(joinedload(Post.unit))
            .limit(500)
        )
    )


def anybody() -> bool:
    """Whether the database has people at all."""
    return db.session.scalar(select(Person.id).limit(1)) is not None
