"""What the pages about requirements show: those in reach, one in all its versions, what they come to, who is exempt."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta
from typing import NamedTuple, Protocol

from sqlalchemy import ColumnElement, and_, case, false, func, or_, select
from sqlalchemy.orm import aliased, joinedload

from app.accounts import queries as people
from app.accounts.access import KEEPERS, READERS
from app.accounts.kinds import PostKind, Profession
from app.accounts.models import Appointment, Grant, Person, Post, Unit
from app.accounts.one_human import counts_for, written_for
from app.accounts.queries import as_of, below, placed
from app.core.actor import Actor
from app.core.paging import SIZE, Page
from app.db.session import db
from app.learning.models import Certificate
from app.obligations import rules
from app.obligations.holding import holds
from app.obligations.models import Obligation, Requirement, Waiver
from app.obligations.queries import PLACES, taught

_MOST = 300


def requirement(requirement_id: int) -> Requirement | None:
    wanted = select(Requirement).where(Requirement.id == requirement_id).options(*PLACES)
    return db.session.scalars(wanted).one_or_none()


def path_of(one: Requirement) -> str | None:
    """Of the unit that it is about; none where it holds everywhere."""
    return one.unit.path if one.unit else one.post.unit.path if one.post else None


def of_heads(requirement_ids: Collection[int]) -> set[int]:
    """Which of these somebody asked as a head, who never kept the staff list of that unit. What a course or a command
    asks is nobody's."""
    over = aliased(Unit)
    kept = (
        select(Grant.id)
        .join(over, over.id == Grant.unit_id)
        .where(
            Grant.person_id == Requirement.made_by_id,
            Grant.kind.in_(KEEPERS),
            Unit.path.startswith(over.path, autoescape=False),
        )
        .exists()
    )
    wanted = (
        select(Requirement.id)
        .outerjoin(Post, Post.id == Requirement.post_id)
        .join(Unit, Unit.id == func.coalesce(Requirement.unit_id, Post.unit_id))
        .where(Requirement.id.in_(requirement_ids), Requirement.made_by_id.is_not(None), ~kept)
    )
    return set(db.session.scalars(wanted))


def numbered(requirement_ids: Collection[int]) -> dict[int, Requirement]:
    wanted = select(Requirement).where(Requirement.id.in_(requirement_ids)).options(*PLACES)
    return {one.id: one for one in db.session.scalars(wanted)}


def visible_to(actor: Actor) -> ColumnElement[bool]:
    """What access.may_see says, for lists that join Unit."""
    paths = actor.reach(*READERS, "administrator")
    roots = [f"/{path.split('/')[1]}/" for path in paths]
    everywhere = and_(Requirement.unit_id.is_(None), Requirement.post_id.is_(None))
    return or_(everywhere, below(roots)) if roots else false()


def visible(actor: Actor, *, on: date) -> list[Requirement]:
    """In force, or to come, in the reader's institution and everywhere."""
    wanted = (
        select(Requirement)
        .outerjoin(Post, Post.id == Requirement.post_id)
        .outerjoin(Unit, Unit.id == func.coalesce(Requirement.unit_id, Post.unit_id))
        .where(visible_to(actor), or_(Requirement.until_day.is_(None), Requirement.until_day > on))
        .order_by(Requirement.course, Unit.path, Requirement.from_day, Requirement.id)
        .options(*PLACES)
        .limit(_MOST)
    )
    return list(db.session.scalars(wanted))


def versions(one: Requirement) -> list[Requirement]:
    """All that took each other's place, the newest first."""
    wanted = select(Requirement).where(Requirement.course == one.course).options(*PLACES)
    there = {found.id: found for found in db.session.scalars(wanted)}
    following = {found.replaces_id: found for found in there.values() if found.replaces_id}
    first = there[one.id]
    while first.replaces_id in there:
        first = there[first.replaces_id]
    chain = [first]
    while chain[-1].id in following:
        chain.append(following[chain[-1].id])
    return chain[::-1]


class Asking(Protocol):
    """A requirement, or the terms of one that is not made yet."""

    @property
    def course(self) -> str: ...

    @property
    def unit_id(self) -> int | None: ...

    @property
    def profession(self) -> Profession | None: ...

    @property
    def kind(self) -> PostKind | None: ...

    @property
    def post_id(self) -> int | None: ...

    @property
    def valid_months(self) -> int | None: ...

    @property
    def law_as_of(self) -> date | None: ...


class Reach(NamedTuple):
    """About how many open posts it is, how many people hold them, and how many of these hold the course today."""

    posts: int
    people: int
    holding: int


def reach(asks: Asking, *, on: date) -> Reach:
    held = holds(
        Appointment.person_id,
        asks.course,
        on=on,
        releases=_teaching(asks),
        completed_since=rules.counts_from(on, asks.valid_months),
    )
    is_held = case((and_(Appointment.id.is_not(None), held), 1), else_=0)
    wanted = (
        select(func.count(Post.id), func.count(Appointment.id), func.sum(is_held))
        .join(Unit, Unit.id == Post.unit_id)
        .outerjoin(Appointment, and_(Appointment.post_id == Post.id, as_of(on)))
        .where(or_(Post.closed_day.is_(None), Post.closed_day > on), *_asked(asks))
    )
    posts, holders, holding = db.session.execute(wanted).one()
    return Reach(posts, holders, holding or 0)


def _teaching(asks: Asking) -> list[int] | None:
    if asks.law_as_of is None:
        return None
    laws = taught({asks.course})[asks.course]
    return [number for number, law in laws.items() if law >= asks.law_as_of]


def _asked(asks: Asking) -> list[ColumnElement[bool]]:
    over = people.unit(asks.unit_id) if asks.unit_id else None
    chosen = [
        Unit.path.startswith(over.path, autoescape=True) if over else None,
        Post.profession == asks.profession if asks.profession else None,
        Post.kind == asks.kind if asks.kind else None,
        Post.id == asks.post_id if asks.post_id else None,
    ]
    return [condition for condition in chosen if condition is not None]


# ── exemptions, cycles ────────────────────────────────────────────────────────


def waiver(waiver_id: int) -> Waiver | None:
    return db.session.get(Waiver, waiver_id)


def waivers(person_id: int) -> list[Waiver]:
    """All that were given to the person, also under a record made one with theirs, with what they are from; the newest first."""
    wanted = select(Waiver).where(written_for(Waiver.person_id, person_id))
    wanted = wanted.options(joinedload(Waiver.requirement)).order_by(Waiver.id.desc())
    return list(db.session.scalars(wanted))


def exempt(actor: Actor, one: Requirement, *, on: date) -> list[tuple[Waiver, Person]]:
    """Who is exempt on this day, of the people in the reader's reach."""
    wanted = (
        select(Waiver, Person)
        .join(Person, Person.id == counts_for(Waiver.person_id))
        .join(Appointment, Appointment.person_id == Person.id)
        .join(Post, Post.id == Appointment.post_id)
        .join(Unit, Unit.id == Post.unit_id)
        .where(placed(on), below(actor.reach(*READERS, *KEEPERS)))
        .where(Waiver.requirement_id == one.id, Waiver.from_day <= on, Waiver.until_day > on)
        .order_by(Person.sort, Person.id)
        .limit(_MOST)
    )
    return [(given, person) for given, person in db.session.execute(wanted)]


@dataclass(frozen=True)
class Cycle:
    """An obligation, the course, and the certificate that settled it."""

    kept: Obligation
    course: str
    certificate: str | None


def cycles(person_id: int) -> list[Cycle]:
    """Everything that was ever asked of the person, the newest first."""
    wanted = (
        select(Obligation, Requirement.course, Certificate.number)
        .join(Requirement, Requirement.id == Obligation.requirement_id)
        .outerjoin(Certificate, Certificate.completion_id == Obligation.completion_id)
        .where(Obligation.person_id == person_id)
        .order_by(Obligation.from_day.desc(), Obligation.id.desc())
        .limit(_MOST)
    )
    return [Cycle(*found) for found in db.session.execute(wanted)]


class Owed(NamedTuple):
    """A day that comes near or is over, and whose it is."""

    person: Person
    unit: Unit
    course: str
    due_day: date


def owed(actor: Actor, *, on: date, of: Requirement | None = None, page: int = 1) -> Page[Owed]:
    """Of the people in the reader's reach, the earliest day first, each course once with its strictest day: by one
    requirement all that is open, else what is due within the days of the first letter."""
    last = on + timedelta(days=max(rules.MARKS))
    is_asked = Obligation.requirement_id == of.id if of else Obligation.due_day <= last
    strictest = (
        select(
            Obligation.person_id, Post.unit_id, Requirement.course,
            func.min(Obligation.due_day).label("due_day"),
        )
        .join(Requirement, Requirement.id == Obligation.requirement_id)
        .join(Appointment, and_(Appointment.person_id == Obligation.person_id, as_of(on)))
        .join(Post, Post.id == Appointment.post_id)
        .join(Unit, Unit.id == Post.unit_id)
        .where(below(actor.reach(*READERS)), Obligation.settled_day.is_(None), is_asked)
        .group_by(Obligation.person_id, Post.unit_id, Requirement.course)
        .subquery()
    )  # fmt: skip
    one = strictest.c
    total = db.session.scalars(select(func.count()).select_from(strictest)).one()
    wanted = (
        select(Person, Unit, one.course, one.due_day)
        .join(strictest, one.person_id == Person.id)
        .join(Unit, Unit.id == one.unit_id)
        .order_by(one.due_day, Person.sort, Person.id, one.course)
    )
    found = db.session.execute(wanted.limit(SIZE).offset((page - 1) * SIZE))
    return Page([Owed(*row) for row in found], page, total)
