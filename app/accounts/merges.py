"""Records that may be of one human, those that wait for a second person, and what was made one."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from itertools import combinations

from sqlalchemy import ColumnElement, and_, exists, func, or_, select
from sqlalchemy.orm import aliased, joinedload

from app.accounts.access import KEEPERS
from app.accounts.models import Appointment, Grant, Person
from app.accounts.one_human import given_up
from app.accounts.queries import as_of, below, placed_people
from app.accounts.service_models import PersonMerge
from app.accounts.service_rules import Half
from app.accounts.visits import granted
from app.core.actor import Actor
from app.core.likeness import fathers_differ
from app.db.session import db

# Names that more than one record bears, on one page.
NAMES = 50


def counts_once(on: date) -> ColumnElement[bool]:
    """False for an appointment of a record that was given up, on days when the kept one has one as well.

    For whoever counts people by Appointment.person_id: so that a human with two records is counted once.
    """
    old, other = aliased(Person), aliased(Appointment)
    twice = exists().where(
        old.id == Appointment.person_id,
        other.person_id == old.merged_into_id,
        other.from_day <= on,
        or_(other.until_day.is_(None), other.until_day > on),
    )
    return ~and_(Appointment.person_id.in_(given_up()), twice)


def kept(person_id: int) -> int:
    """The record that counts for this one: itself, as a rule."""
    into = db.session.scalar(select(Person.merged_into_id).where(Person.id == person_id))
    return into or person_id


@dataclass(frozen=True)
class Pair:
    """Two records whose names are alike; the older number first."""

    first: Person
    second: Person


def suggestions(actor: Actor, *, on: date, page: int = 1) -> tuple[list[Pair], bool]:
    """Within the reach of a keeper, and whether there are more names on the next page.

    Without those about whom somebody has been asked before, and without namesakes whose fathers differ.
    """
    mine = _kept_by(actor, on).where(Person.likeness != "")
    met = (
        mine.with_only_columns(Person.likeness)
        .group_by(Person.likeness)
        .having(func.count() > 1)
        .order_by(Person.likeness)
        .limit(NAMES + 1)
        .offset((page - 1) * NAMES)
    )
    keys = list(db.session.scalars(met))
    alike: dict[str, list[Person]] = {}
    there = mine.with_only_columns(Person).where(Person.likeness.in_(keys[:NAMES]))
    for person in db.session.scalars(there.order_by(Person.id)):
        alike.setdefault(person.likeness, []).append(person)
    asked = _asked_about([person.id for people in alike.values() for person in people])
    pairs = [
        Pair(*two)
        for key in sorted(alike)
        for two in combinations(alike[key], 2)
        if not fathers_differ(*(person.patronymic for person in two))
        and frozenset(person.id for person in two) not in asked
    ]
    return pairs, len(keys) > NAMES


def _asked_about(person_ids: Collection[int]) -> set[frozenset[int]]:
    wanted = select(PersonMerge.person_id, PersonMerge.into_id).where(
        PersonMerge.person_id.in_(person_ids)
    )
    return {frozenset(two) for two in db.session.execute(wanted)}


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
