"""Records that may be of one human, those that wait for a second person, and what was made one."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, and_, case, exists, or_, select
from sqlalchemy.orm import InstrumentedAttribute, aliased, joinedload

from app.accounts.access import KEEPERS
from app.accounts.models import Appointment, Grant, Person
from app.accounts.queries import as_of, below, placed_people
from app.accounts.service_models import PersonMerge
from app.accounts.service_rules import Half
from app.accounts.visits import granted
from app.core.actor import Actor
from app.core.likeness import fathers_differ
from app.db.session import db

# One page of suggestions; when these are settled the next ones come.
MOST = 50
# Of these some drop out, because their fathers bear other names.
_LOOKED_AT = 500

PersonId = InstrumentedAttribute[int] | ColumnElement[int]


def counts_once(on: date) -> ColumnElement[bool]:
    """False for an appointment of a record that was given up, on days when the kept one has one as well.

    For whoever counts people by Appointment.person_id: so that a human with two records is counted once.
    """
    given_up, other = aliased(Person), aliased(Appointment)
    twice = exists().where(
        given_up.id == Appointment.person_id,
        other.person_id == given_up.merged_into_id,
        other.from_day <= on,
        or_(other.until_day.is_(None), other.until_day > on),
    )
    return ~and_(Appointment.person_id.in_(_given_up()), twice)


def counts_for(person_id: PersonId) -> ColumnElement[int]:
    """The record that counts for whoever this column names: their own, unless it was made one with another."""
    me = aliased(Person)
    into = select(me.merged_into_id).where(me.id == person_id).scalar_subquery()
    return case((person_id.in_(_given_up()), into), else_=person_id)


def written_for(person_id: PersonId, kept_id: int) -> ColumnElement[bool]:
    """Facts under the record itself, or under one that was made one with it."""
    return person_id.in_(
        select(Person.id).where(or_(Person.id == kept_id, Person.merged_into_id == kept_id))
    )


def _given_up():
    """Few, whatever the number of people."""
    return select(Person.id).where(Person.merged_into_id.is_not(None))


def kept(person_id: int) -> int:
    """The record that counts for this one: itself, as a rule."""
    into = db.session.scalar(select(Person.merged_into_id).where(Person.id == person_id))
    return into or person_id


@dataclass(frozen=True)
class Pair:
    """Two records whose names are alike; the older number first."""

    first: Person
    second: Person


def suggestions(actor: Actor, *, on: date) -> list[Pair]:
    """Within the reach of a keeper; without those about whom somebody has been asked before."""
    mine = _kept_by(actor, on).subquery()
    first, second = aliased(Person), aliased(Person)
    about = or_(
        and_(PersonMerge.person_id == first.id, PersonMerge.into_id == second.id),
        and_(PersonMerge.person_id == second.id, PersonMerge.into_id == first.id),
    )
    one, other = mine.alias(), mine.alias()
    wanted = (
        select(first, second)
        .select_from(one)
        .join(other, and_(other.c.likeness == one.c.likeness, other.c.id > one.c.id))
        .join(first, first.id == one.c.id)
        .join(second, second.id == other.c.id)
        .where(one.c.likeness != "", ~exists().where(about))
        .order_by(first.sort, first.id, second.id)
        .limit(_LOOKED_AT)
    )
    pairs = [Pair(*pair) for pair in db.session.execute(wanted)]
    alike = [p for p in pairs if not fathers_differ(p.first.patronymic, p.second.patronymic)]
    return alike[:MOST]


def _kept_by(actor: Actor, on: date):
    """People whose records this actor keeps and who are not pointed elsewhere."""
    return (
        placed_people(on)
        .where(below(actor.reach(*KEEPERS)), Person.merged_into_id.is_(None))
        .with_only_columns(Person.id, Person.likeness)
    )


_LOADED = (
    joinedload(PersonMerge.person),
    joinedload(PersonMerge.into),
    joinedload(PersonMerge.asked_by),
)


def waiting(actor: Actor, *, on: date) -> list[PersonMerge]:
    """Asked for and not settled, of people whose records this actor keeps."""
    mine = _kept_by(actor, on).with_only_columns(Person.id)
    wanted = select(PersonMerge).where(
        PersonMerge.settled_at.is_(None),
        PersonMerge.person_id.in_(mine),
        PersonMerge.into_id.in_(mine),
    )
    return list(db.session.scalars(wanted.order_by(PersonMerge.id).options(*_LOADED)))


def merge(merge_id: int) -> PersonMerge | None:
    wanted = select(PersonMerge).where(PersonMerge.id == merge_id).options(*_LOADED)
    return db.session.scalars(wanted).one_or_none()


def in_force(person_id: int) -> list[PersonMerge]:
    """By which this record leads elsewhere, or others lead to it; the newest first."""
    wanted = select(PersonMerge).where(
        or_(PersonMerge.person_id == person_id, PersonMerge.into_id == person_id),
        PersonMerge.outcome == "merged",
        PersonMerge.undone_at.is_(None),
    )
    return list(db.session.scalars(wanted.order_by(PersonMerge.id.desc()).options(*_LOADED)))


def is_asked(one_id: int, other_id: int) -> bool:
    ids = (one_id, other_id)
    wanted = select(PersonMerge.id).where(
        PersonMerge.settled_at.is_(None),
        PersonMerge.person_id.in_(ids),
        PersonMerge.into_id.in_(ids),
    )
    return db.session.scalar(wanted.limit(1)) is not None


def half(person: Person, *, on: date) -> Half:
    """What decides whether this record may be given up, or kept."""
    of_person = Appointment.person_id == person.id
    holds_post, holds_duty, is_pointed_at = db.session.execute(
        select(
            exists().where(of_person, or_(as_of(on), Appointment.from_day > on)),
            exists().where(Grant.person_id == person.id, granted(on)),
            exists().where(Person.merged_into_id == person.id),
        )
    ).one()
    return Half(
        id=person.id,
        is_merged=person.merged_into_id is not None,
        is_pointed_at=is_pointed_at,
        holds_post=holds_post,
        holds_duty=holds_duty,
    )
