"""Units and institutions within a reach, and the posts of one unit with who sits on them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import and_, or_, select
from sqlalchemy.orm import joinedload

from app.accounts.models import Appointment, Person, Post, Unit
from app.accounts.queries import as_of, below
from app.accounts.service import is_away
from app.continuity.coverage import Place
from app.core.bilingual import Bilingual
from app.db.session import db


@dataclass(frozen=True)
class UnitLine:
    id: int
    path: str
    region: str
    name: Bilingual


def units(paths: Sequence[str]) -> list[UnitLine]:
    """All below these paths; columns only, since there may be a thousand."""
    wanted = (
        select(Unit.id, Unit.path, Unit.region, Unit.name_ky, Unit.name_ru, Unit.name_en)
        .where(below(paths))
        .order_by(Unit.path)
    )
    return [
        UnitLine(number, path, str(region), Bilingual(ky=ky, ru=ru, en=en))
        for number, path, region, ky, ru, en in db.session.execute(wanted)
    ]


def is_everything(paths: Sequence[str]) -> bool:
    """Whether nothing lies outside these units."""
    outside = select(Unit.id).where(Unit.parent_id.is_(None), Unit.path.not_in(paths)).limit(1)
    return db.session.scalar(outside) is None


def way_to(path: str) -> list[Unit]:
    """The unit and those above it, the highest first."""
    numbers = [int(step) for step in path.strip("/").split("/")]
    wanted = select(Unit).where(Unit.id.in_(numbers)).options(joinedload(Unit.institution))
    return sorted(db.session.scalars(wanted), key=lambda unit: len(unit.path))


@dataclass(frozen=True)
class Chair:
    """A post of a unit; `until_day` is known when somebody's leaving was announced."""

    id: int
    name: Bilingual
    place: Place
    person_id: int | None
    person: str
    until_day: date | None
    is_away: bool


def chairs(unit: Unit, posts: set[int], *, on: date) -> list[Chair]:
    """Open posts of the unit itself; `posts`: those that a requirement names."""
    wanted = (
        select(Post, Person, Appointment.until_day, is_away(Person.id, on=on))
        .outerjoin(Appointment, and_(Appointment.post_id == Post.id, as_of(on)))
        .outerjoin(Person, Person.id == Appointment.person_id)
        .where(Post.unit_id == unit.id)
        .where(
            or_(Appointment.id.is_not(None), Post.closed_day.is_(None), Post.closed_day > on),
        )
        .order_by(Post.id)
    )
    found = []
    for post, person, until_day, away in db.session.execute(wanted):
        place = Place(unit.path, post.profession, post.kind, post.id if post.id in posts else 0)
        who = person.id if person else None
        name = person.name if person else ""
        found.append(Chair(post.id, post.name, place, who, name, until_day, bool(person and away)))
    return found
