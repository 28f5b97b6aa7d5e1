"""The staff list: people with the post, the rank and the absence of a day, as an actor may see them."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from sqlalchemy import Select, func

from app.accounts import ranks
from app.accounts.kinds import PostKind, Profession
from app.accounts.models import Appointment, Person, Post, Unit
from app.accounts.queries import as_of, placed_people, visible_to
from app.accounts.ranks import Band
from app.accounts.service import away_until, is_away, rank_on
from app.core.actor import Actor
from app.core.bilingual import Bilingual
from app.core.paging import SIZE, Page
from app.core.text import search_key
from app.db.session import db


class Presence(StrEnum):
    AWAY = "away"
    THERE = "there"


@dataclass(frozen=True)
class Sought:
    """What the list is narrowed to; nothing leaves it whole."""

    search: str = ""
    unit_path: str = ""
    kind: PostKind | None = None
    profession: Profession | None = None
    band: Band | None = None
    presence: Presence | None = None


@dataclass(frozen=True)
class PersonRow:
    """A line of the staff list. `until_day` is set for those who left or will."""

    id: int
    name: str
    post: Bilingual
    profession: Profession
    kind: PostKind
    unit_id: int
    unit: Bilingual
    from_day: date
    until_day: date | None
    rank: Bilingual | None
    is_away: bool
    away_until: date | None


def people(actor: Actor, *, on: date, sought: Sought = Sought(), page: int = 1) -> Page[PersonRow]:
    """Those the actor may see, by name. Second records of one human are left out."""
    wanted = _narrowed(placed_people(on), sought, on).where(
        visible_to(actor), Person.merged_into_id.is_(None)
    )
    total = db.session.scalar(wanted.with_only_columns(func.count()).order_by(None)) or 0
    rows = db.session.execute(
        wanted.with_only_columns(
            Person,
            Appointment,
            Post,
            Unit,
            rank_on(Person.id, on=on),
            is_away(Person.id, on=on),
            away_until(Person.id, on=on),
        )
        .order_by(Person.sort, Person.id)
        .limit(SIZE)
        .offset((page - 1) * SIZE)
    )
    return Page([_row(*row) for row in rows], page, total)


def _narrowed(wanted: Select, sought: Sought, on: date) -> Select:
    """The search finds every typed word anywhere in the name."""
    for word in search_key(sought.search).split()[:5]:
        wanted = wanted.where(Person.search.contains(word, autoescape=True))
    if sought.unit_path:
        wanted = wanted.where(Unit.path.startswith(sought.unit_path, autoescape=True))
    if sought.kind:
        wanted = wanted.where(Post.kind == sought.kind)
    if sought.profession:
        wanted = wanted.where(Post.profession == sought.profession)
    if sought.band:
        wanted = wanted.where(rank_on(Person.id, on=on).in_(ranks.keys_in(sought.band)))
    if sought.presence:
        away = is_away(Person.id, on=on)
        wanted = wanted.where(as_of(on), away if sought.presence is Presence.AWAY else ~away)
    return wanted


def _row(
    person: Person,
    appointment: Appointment,
    post: Post,
    unit: Unit,
    rank: str | None,
    away: bool,
    until: date | None,
) -> PersonRow:
    known = ranks.BY_KEY.get(rank or "")
    return PersonRow(
        person.id,
        person.name,
        post.name,
        post.profession,
        post.kind,
        unit.id,
        unit.name,
        appointment.from_day,
        appointment.until_day,
        known.name if known else None,
        bool(away),
        until,
    )


def visible(actor: Actor, person_ids: Collection[int | None], *, on: date) -> set[int]:
    """Of these, whose card the actor may open: a list of a past day names some who have gone elsewhere."""
    wanted = placed_people(on).where(visible_to(actor), Person.id.in_(person_ids))
    return set(db.session.scalars(wanted.with_only_columns(Person.id)))
