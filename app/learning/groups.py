"""Groups of trainers: whose they are, who belongs to them, how their members stand in a course."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import func, or_, select
from sqlalchemy.orm import joinedload

from app.accounts import one_human
from app.accounts import queries as people
from app.accounts.kinds import Profession
from app.accounts.models import Appointment, Grant, Person, Post, Unit
from app.accounts.visits import granted
from app.core.actor import Actor
from app.core.bilingual import Bilingual
from app.core.text import search_key
from app.db.session import db
from app.learning import queries
from app.learning.models import Enrolment, Group, GroupMember

# People offered to be added: who finds more looks for a longer part of the name.
MOST_FOUND = 20


def group(group_id: int) -> Group | None:
    wanted = select(Group).where(Group.id == group_id)
    return db.session.scalars(
        wanted.options(joinedload(Group.unit), joinedload(Group.trainer))
    ).one_or_none()


def by_code(code: str) -> Group | None:
    return db.session.scalars(select(Group).where(Group.code == code)).one_or_none()


@dataclass(frozen=True)
class GroupLine:
    """A line of a list of groups."""

    group: Group
    members: int


def kept_by(actor: Actor) -> list[GroupLine]:
    """What access.may_keep_group says, for a list: the open ones first, then the newest."""
    mine = people.below(actor.reach("trainer")) & (Group.trainer_id == actor.person_id)
    members = (
        select(func.count(one_human.counts_for(GroupMember.person_id).distinct()))
        .where(GroupMember.group_id == Group.id, GroupMember.left_at.is_(None))
        .scalar_subquery()
    )
    wanted = (
        select(Group, members)
        .join(Group.unit)
        .where(or_(mine, people.below(actor.reach("registrar"))))
        .order_by(Group.closed_at.is_not(None), Group.made_at.desc(), Group.id.desc())
        .options(joinedload(Group.trainer))
    )
    return [GroupLine(found, n) for found, n in db.session.execute(wanted)]


def joined_by(person_id: int) -> list[Group]:
    """The open groups somebody belongs to."""
    mine = select(GroupMember.group_id).where(
        one_human.written_for(GroupMember.person_id, person_id), GroupMember.left_at.is_(None)
    )
    wanted = (
        select(Group)
        .where(Group.id.in_(mine), Group.closed_at.is_(None))
        .order_by(Group.made_at.desc(), Group.id.desc())
        .options(joinedload(Group.trainer), joinedload(Group.unit))
    )
    return list(db.session.scalars(wanted))


def member(group_id: int, person_id: int) -> GroupMember | None:
    """Present, or else past; under their own record, or else under one that was made one with it."""
    return next(iter(memberships(group_id, person_id)), None)


def memberships(group_id: int, person_id: int) -> list[GroupMember]:
    wanted = select(GroupMember).where(
        GroupMember.group_id == group_id, one_human.written_for(GroupMember.person_id, person_id)
    )
    is_past, is_other = GroupMember.left_at.is_not(None), GroupMember.person_id != person_id
    return list(db.session.scalars(wanted.order_by(is_past, is_other, GroupMember.id)))


def member_ids(group_id: int) -> frozenset[int]:
    """Present members."""
    wanted = select(one_human.counts_for(GroupMember.person_id)).where(
        GroupMember.group_id == group_id, GroupMember.left_at.is_(None)
    )
    return frozenset(db.session.scalars(wanted))


@dataclass(frozen=True)
class Member:
    """`study` is how they stand in the course that is looked at; None without an enrolment in it."""

    person_id: int
    name: str
    unit: Bilingual
    profession: Profession
    joined_at: datetime
    study: queries.Study | None


def members(group_id: int, *, course: str, on: date) -> list[Member]:
    """By name, each human once. Unit and profession are those of the present, or else the last, appointment."""
    found = db.session.execute(
        select(Person, Unit, Post.profession, GroupMember.joined_at)
        .select_from(GroupMember)
        .join(Person, Person.id == one_human.counts_for(GroupMember.person_id))
        .join(Appointment, Appointment.person_id == Person.id)
        .join(Post, Post.id == Appointment.post_id)
        .join(Unit, Unit.id == Post.unit_id)
        .where(GroupMember.group_id == group_id, GroupMember.left_at.is_(None), people.placed(on))
        .order_by(Person.sort, Person.id, GroupMember.joined_at)
    ).all()
    once = {row[0].id: row for row in reversed(found)}
    studied = _studies(once, course)
    return [
        Member(person.id, person.name, unit.name, profession, at, studied.get(person.id))
        for person, unit, profession, at in reversed(once.values())
    ]


def _studies(person_ids: Collection[int], course: str) -> dict[int, queries.Study]:
    """By person the newest enrolment in the course, in whichever release."""
    wanted = (
        select(Enrolment)
        .where(Enrolment.counts_for_id.in_(person_ids), Enrolment.course == course)
        .order_by(Enrolment.id)
        .options(joinedload(Enrolment.release))
    )
    newest = {e.counts_for_id: e for e in db.session.scalars(wanted)}
    return {s.enrolment.counts_for_id: s for s in queries.studies(list(newest.values()))}


def courses(group_id: int) -> list[str]:
    """What present members study, the course of most of them first."""
    wanted = (
        select(Enrolment.course)
        .join(GroupMember, one_human.counts_for(GroupMember.person_id) == Enrolment.counts_for_id)
        .where(GroupMember.group_id == group_id, GroupMember.left_at.is_(None))
        .group_by(Enrolment.course)
        .order_by(func.count(Enrolment.counts_for_id.distinct()).desc(), Enrolment.course)
    )
    return list(db.session.scalars(wanted))


@dataclass(frozen=True)
class Found:
    person_id: int
    name: str
    unit: Bilingual


def addable(actor: Actor, group: Group, typed: str, *, on: date) -> list[Found]:
    """People of the units over which the actor trains or keeps staff, who are not in the group yet."""
    words = search_key(typed).split()[:5]
    if not words:
        return []
    wanted = (
        select(Person, Unit)
        .join(Appointment, Appointment.person_id == Person.id)
        .join(Post, Post.id == Appointment.post_id)
        .join(Unit, Unit.id == Post.unit_id)
        .where(
            people.as_of(on),
            people.below(actor.reach("trainer", "registrar")),
            Person.merged_into_id.is_(None),
            Person.id != group.trainer_id,
            Person.id.not_in(member_ids(group.id)),
        )
        .order_by(Person.sort, Person.id)
        .limit(MOST_FOUND)
    )
    for word in words:
        wanted = wanted.where(Person.search.contains(word, autoescape=True))
    return [Found(who.id, who.name, unit.name) for who, unit in db.session.execute(wanted)]


def may_add(actor: Actor, person_id: int, *, on: date) -> bool:
    """The same reach as `addable`, for one person."""
    path = people.unit_path_of(person_id, on=on)
    return actor.holds("trainer", path) or actor.holds("registrar", path)


def trainers(group: Group, *, on: date) -> list[Person]:
    """Who else could lead it: holders of the duty over its unit."""
    path = group.unit.path
    above = [path[: n + 1] for n, c in enumerate(path) if c == "/" and n]
    wanted = (
        select(Person)
        .join(Grant, Grant.person_id == Person.id)
        .join(Unit, Unit.id == Grant.unit_id)
        .where(
            Grant.kind == "trainer",
            granted(on),
            Unit.path.in_(above),
            Person.id != group.trainer_id,
        )
        .order_by(Person.sort, Person.id)
        .distinct()
    )
    return list(db.session.scalars(wanted))


def home_of(actor: Actor) -> Unit | None:
    """For which unit a trainer opens a group: the widest over which the duty is held."""
    paths = sorted(actor.reach("trainer"), key=lambda path: (len(path), path))
    if not paths:
        return None
    return db.session.scalars(select(Unit).where(Unit.path == paths[0])).one_or_none()
