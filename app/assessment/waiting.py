"""What waits for markers, and what they found; of an essay only what a marker may see."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import NamedTuple

from sqlalchemy import ColumnElement, Select, and_, case, exists, func, select
from sqlalchemy.orm import InstrumentedAttribute, joinedload

from app.accounts import queries as people
from app.accounts.models import Appointment, Post, Unit
from app.assessment import access, queries, rubrics
from app.assessment.items.essay import Shape
from app.assessment.models import Answer, Attempt, Hold, Marking, MarkingState, Reading
from app.core.actor import Actor
from app.db.session import db

# So many stand on the page of what waits, and of what one has marked.
SHOWN = 50

_SLOTS = case((Marking.state == MarkingState.THIRD, rubrics.ALL), else_=rubrics.FEW)
_IS_OPEN = Marking.state != MarkingState.SETTLED


def marking(marking_id: int, *, lock: bool = False) -> Marking | None:
    """With its attempt and answer. `lock`: nobody else changes an essay of this attempt meanwhile."""
    wanted = (
        select(Marking)
        .where(Marking.id == marking_id)
        .options(joinedload(Marking.attempt), joinedload(Marking.answer))
    )
    if not lock:
        return db.session.scalars(wanted).one_or_none()
    whose = select(Marking.attempt_id).where(Marking.id == marking_id).scalar_subquery()
    locked = select(Attempt.id).where(Attempt.id == whose).with_for_update()
    if db.session.scalar(locked) is None:
        return None
    return db.session.scalars(wanted.execution_options(populate_existing=True)).one()


@dataclass(frozen=True)
class Paper:
    """An essay as its markers see it. There is no field for whose it is, or for what another marker found."""

    marking_id: int
    item: Shape
    text: str
    language: str


def paper(found: Marking) -> Paper:
    item = _item(found.attempt.bank_release_id, found.item)
    return Paper(found.id, item, found.answer.value["text"], found.answer.language)


def _item(bank_release_id: int, name: str) -> Shape:
    item = queries.bank(bank_release_id).items[name]
    assert isinstance(item, Shape), "only essays are marked by people"
    return item


def readings(marking_id: int) -> list[Reading]:
    """In the order of their slots."""
    wanted = select(Reading).where(Reading.marking_id == marking_id).order_by(Reading.slot)
    return list(db.session.scalars(wanted))


def holds(marking_id: int) -> list[Hold]:
    """Those whose time is over among them."""
    return list(db.session.scalars(select(Hold).where(Hold.marking_id == marking_id)))


def slots(found: Marking) -> int:
    return rubrics.ALL if found.state == MarkingState.THIRD else rubrics.FEW


def is_free(found: Marking, *, at: datetime) -> bool:
    """Somebody may take it."""
    busy = [hold for hold in holds(found.id) if hold.until > at]
    taken = len(readings(found.id)) + len(busy)
    return found.state != MarkingState.SETTLED and taken < slots(found)


def held(marking_id: int, marker_id: int, *, at: datetime) -> Hold | None:
    return next((h for h in holds(marking_id) if h.marker_id == marker_id and h.until > at), None)


def reading_of(marking_id: int, marker_id: int) -> Reading | None:
    found = (one for one in readings(marking_id) if one.marker_id == marker_id)
    return next(found, None)


def waiting_in(attempt_id: int) -> bool:
    """An essay of the attempt is not settled yet."""
    return bool(
        db.session.scalar(select(exists().where(Marking.attempt_id == attempt_id, _IS_OPEN)))
    )


def by_place(attempt_id: int) -> dict[int, list[rubrics.Read]]:
    """What markers found of the essays of an attempt."""
    wanted = (
        select(Marking.place, Reading.levels, Reading.remarks, Reading.remark)
        .join(Reading, Reading.marking_id == Marking.id)
        .where(Marking.attempt_id == attempt_id)
        .order_by(Marking.place, Reading.slot)
    )
    found: dict[int, list[rubrics.Read]] = {}
    for place, levels, remarks, remark in db.session.execute(wanted):
        found.setdefault(place, []).append(rubrics.Read(levels, remarks, remark))
    return found


# ── lists ─────────────────────────────────────────────────────────────────────


class Row(NamedTuple):
    """An essay in a list; `moment` is since when it waits, until when it is held, or when it was marked."""

    id: int
    item: Shape
    language: str
    moment: datetime


def markable_by(actor: Actor) -> ColumnElement[bool]:
    """What access.may_mark says, for lists that join Attempt, Appointment, Post and Unit by `placed`."""
    return and_(
        people.below(actor.reach(*access.MARKERS)),
        Attempt.person_id != actor.person_id,
        Unit.path.not_in(rubrics.own_units(actor.unit_path)),
    )


def _of(actor: Actor, moment: InstrumentedAttribute[datetime], *, on: date) -> Select:
    return (
        select(Marking.id, Marking.item, Attempt.bank_release_id, Answer.language, moment)
        .select_from(Marking)
        .join(Attempt, Attempt.id == Marking.attempt_id)
        .join(Answer, Answer.id == Marking.answer_id)
        .join(Appointment, Appointment.person_id == Attempt.person_id)
        .join(Post, Post.id == Appointment.post_id)
        .join(Unit, Unit.id == Post.unit_id)
        .where(people.placed(on), markable_by(actor))
    )


def _rows(wanted: Select) -> list[Row]:
    found = []
    for marking_id, name, release_id, language, moment in db.session.execute(wanted):
        found.append(Row(marking_id, _item(release_id, name), language, moment))
    return found


def _free(actor: Actor, *, on: date, at: datetime) -> Select:
    mine = exists().where(Reading.marking_id == Marking.id, Reading.marker_id == actor.person_id)
    have = exists().where(
        Hold.marking_id == Marking.id, Hold.marker_id == actor.person_id, Hold.until > at
    )
    done = select(func.count()).where(Reading.marking_id == Marking.id).scalar_subquery()
    busy = select(func.count()).where(Hold.marking_id == Marking.id, Hold.until > at)
    return _of(actor, Marking.begun_at, on=on).where(
        _IS_OPEN, ~mine, ~have, done + busy.scalar_subquery() < _SLOTS
    )


def free(actor: Actor, *, on: date, at: datetime) -> list[Row]:
    """What this marker may take, the one that waits longest first."""
    return _rows(_free(actor, on=on, at=at).order_by(Marking.begun_at, Marking.id).limit(SHOWN))


def count(actor: Actor, *, on: date, at: datetime) -> int:
    """How many wait for this marker, in hand or free to take."""
    free = _free(actor, on=on, at=at).with_only_columns(Marking.id)
    mine = _in_hand(actor, on=on, at=at).with_only_columns(Marking.id)
    return db.session.scalar(select(func.count()).select_from(free.union(mine).subquery())) or 0


def _in_hand(actor: Actor, *, on: date, at: datetime) -> Select:
    mine = and_(Hold.marking_id == Marking.id, Hold.marker_id == actor.person_id)
    return _of(actor, Hold.until, on=on).join(Hold, mine).where(Hold.until > at)


def in_hand(actor: Actor, *, on: date, at: datetime) -> list[Row]:
    """What this marker holds, the one whose time ends first standing first."""
    return _rows(_in_hand(actor, on=on, at=at).order_by(Hold.until, Marking.id))


def done(actor: Actor, *, on: date) -> list[Row]:
    """What this marker has marked, the newest first."""
    mine = and_(Reading.marking_id == Marking.id, Reading.marker_id == actor.person_id)
    wanted = _of(actor, Reading.read_at, on=on).join(Reading, mine)
    return _rows(wanted.order_by(Reading.read_at.desc(), Marking.id).limit(SHOWN))


def count_held(marker_id: int, *, at: datetime) -> int:
    wanted = select(func.count()).where(Hold.marker_id == marker_id, Hold.until > at)
    return db.session.scalar(wanted) or 0


def since(moment: datetime) -> Sequence[Marking]:
    """Essays that have waited since this moment or longer, the longest first."""
    wanted = select(Marking).where(_IS_OPEN, Marking.begun_at <= moment)
    return db.session.scalars(wanted.order_by(Marking.begun_at, Marking.id)).all()
