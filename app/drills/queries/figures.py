"""Answers counted: one's own, and those of the people somebody oversees. Nobody's single answer leaves here."""

from collections.abc import Collection, Iterable, Mapping, Set
from datetime import date

from sqlalchemy import ColumnElement, Select, case, func, or_, select

from app.accounts.models import Appointment, Post, Unit
from app.accounts.one_human import counts_for
from app.accounts.queries import as_of, below
from app.core.actor import Actor
from app.db.session import db
from app.drills import access
from app.drills.figures import Tally
from app.drills.models import DrillSession, DrillTurn
from app.drills.scope import By, Cell, Whose
from app.learning import groups as learning
from app.learning.models import Group, GroupMember

_ALIKE = (
    DrillTurn.offence,
    DrillTurn.named,
    DrillTurn.trafficking,
    DrillTurn.lesser,
    DrillTurn.certainty,
    DrillTurn.quarter,
)

# Two records that were made one are one human, who stands where the kept one does.
_WHOSE = counts_for(DrillSession.person_id)


def own(person_id: int) -> list[Tally]:
    return _tallies(select(*_ALIKE, func.count()).where(DrillSession.person_id == person_id))


def tallies(actor: Actor, whose: Whose, *, on: date, groups: Mapping[int, Set[int]]) -> list[Tally]:
    """Of those who hold a post on this day; of a trainer's group, of its members."""
    counted = select(*_ALIKE, func.count()).where(as_of(on))
    if whose.by is By.GROUP:
        return _tallies(counted.where(_among(groups[int(whose.value)])), placed=True)
    counted = counted.where(below(access.reach(actor)))
    if whose.by is By.UNIT:
        counted = counted.where(Unit.path.startswith(whose.value, autoescape=True))
    elif whose.by is By.PROFESSION:
        counted = counted.where(Post.profession == whose.value)
    elif whose.by is By.REGION:
        counted = counted.where(Unit.region == whose.value)
    return _tallies(counted, placed=True)


def _tallies(wanted: Select, *, placed: bool = False) -> list[Tally]:
    counted = _from(wanted, placed=placed).where(DrillTurn.answered_at.is_not(None))
    return [Tally(*row) for row in db.session.execute(counted.group_by(*_ALIKE))]


def _from(wanted: Select, *, placed: bool) -> Select:
    wanted = wanted.select_from(DrillTurn).join(
        DrillSession, DrillSession.id == DrillTurn.session_id
    )
    if not placed:
        return wanted
    return (
        wanted.join(Appointment, Appointment.person_id == _WHOSE)
        .join(Post, Post.id == Appointment.post_id)
        .join(Unit, Unit.id == Post.unit_id)
    )


def cells(actor: Actor, *, on: date, groups: Mapping[int, Set[int]]) -> dict[Cell, set[int]]:
    """Everybody of the actor's units and groups who answered, quarter by quarter, with their present post."""
    members = frozenset[int]().union(*groups.values())
    tops = access.reach(actor)
    wanted = _from(
        select(_WHOSE, DrillTurn.quarter, Unit.path, Post.profession, Unit.region).distinct(),
        placed=True,
    ).where(
        DrillTurn.answered_at.is_not(None),
        as_of(on),
        or_(below(tops), _among(members)),
    )
    found: dict[Cell, set[int]] = {}
    for person_id, quarter, path, profession, region in db.session.execute(wanted):
        inside = any(path.startswith(top) for top in tops)
        belongs = frozenset(number for number, ids in groups.items() if person_id in ids)
        cell = Cell(path if inside else None, profession.value, region.value, belongs, quarter)
        found.setdefault(cell, set()).add(person_id)
    return found


def _among(ids: Collection[int]) -> ColumnElement[bool]:
    return _WHOSE.in_(ids)


def lowered(actor: Actor, *, on: date) -> list[tuple[Cell, int, int]]:
    """Of the reach, cell by cell: answers on trafficking that were lesser, and all answers on trafficking."""
    is_lowered = DrillTurn.lesser.is_(True) & (DrillTurn.named != DrillTurn.offence)
    by = (Unit.path, Post.profession, Unit.region)
    wanted = _from(
        select(*by, func.sum(case((is_lowered, 1), else_=0)), func.count()), placed=True
    ).where(DrillTurn.trafficking.is_(True), as_of(on), below(access.reach(actor)))
    nobody: frozenset[int] = frozenset()
    return [
        (Cell(path, profession.value, region.value, nobody, 0), int(part), whole)
        for path, profession, region, part, whole in db.session.execute(wanted.group_by(*by))
    ]


def groups(actor: Actor) -> dict[Group, frozenset[int]]:
    """The groups that the actor keeps, and who belongs to each now."""
    kept = [line.group for line in learning.kept_by(actor)]
    wanted = select(GroupMember.group_id, counts_for(GroupMember.person_id)).where(
        GroupMember.group_id.in_([group.id for group in kept]), GroupMember.left_at.is_(None)
    )
    found: dict[int, set[int]] = {group.id: set() for group in kept}
    for group_id, person_id in db.session.execute(wanted):
        found[group_id].add(person_id)
    return {group: frozenset(found[group.id]) for group in kept}


def units(actor: Actor, ids: Iterable[int]) -> list[Unit]:
    """Those of these units that are within the reach, as the tree goes."""
    wanted = select(Unit).where(Unit.id.in_(list(ids)), below(access.reach(actor)))
    return list(db.session.scalars(wanted.order_by(Unit.path)))
