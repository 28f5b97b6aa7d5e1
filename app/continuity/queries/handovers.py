"""Handovers: one with all that belongs to it, those of a unit, and those that wait for somebody."""

from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import exists, func, or_, select, union_all
from sqlalchemy.orm import joinedload

from app.accounts.models import Appointment, Person, Post, Unit
from app.accounts.queries import as_of, below
from app.continuity import access
from app.continuity.access import REVIEWERS
from app.continuity.coverage import Claim, Needs, Place
from app.continuity.kinds import HandoverDeed, ItemKind
from app.continuity.models import Handover, HandoverFact, HandoverItem
from app.continuity.queries import asks as required
from app.continuity.queries import places, standing
from app.continuity.rules import Rate
from app.core.actor import Actor
from app.db.session import db
from app.learning.models import Completion, Enrolment

_ALL = (
    joinedload(Handover.person),
    joinedload(Handover.successor),
    joinedload(Handover.post).joinedload(Post.unit),
)


def handover(handover_id: int) -> Handover | None:
    wanted = select(Handover).where(Handover.id == handover_id).options(*_ALL)
    return db.session.scalars(wanted).one_or_none()


def of_appointment(appointment_id: int) -> Handover | None:
    wanted = select(Handover).where(Handover.appointment_id == appointment_id)
    return db.session.scalars(wanted).one_or_none()


def ended(person_id: int, *, on_day: date) -> Appointment | None:
    wanted = select(Appointment).where(
        Appointment.person_id == person_id, Appointment.until_day == on_day
    )
    return db.session.scalars(wanted).first()


def awaiting_successor(post_id: int, person_id: int) -> list[Handover]:
    """Of this post, left by somebody else and given to nobody yet."""
    wanted = select(Handover).where(
        Handover.post_id == post_id,
        Handover.successor_id.is_(None),
        Handover.person_id != person_id,
        _is_leaving(),
    )
    return list(db.session.scalars(wanted.options(*_ALL)))


def items(handover_id: int) -> list[HandoverItem]:
    wanted = select(HandoverItem).where(HandoverItem.handover_id == handover_id)
    found = db.session.scalars(wanted.options(joinedload(HandoverItem.taker)))
    return sorted(found, key=lambda one: (list(ItemKind).index(one.kind), one.id))


def item(handover_id: int, item_id: int) -> HandoverItem | None:
    found = db.session.get(HandoverItem, item_id)
    return found if found and found.handover_id == handover_id else None


def facts(handover_id: int) -> list[HandoverFact]:
    wanted = select(HandoverFact).where(HandoverFact.handover_id == handover_id)
    return list(db.session.scalars(wanted.order_by(HandoverFact.id)))


def takers(handover_id: int) -> tuple[int | None, ...]:
    wanted = select(HandoverItem.taker_id).where(HandoverItem.handover_id == handover_id)
    return tuple(db.session.scalars(wanted.where(HandoverItem.taker_id.is_not(None))))


def completed(person_id: int) -> list[str]:
    """Names of the courses somebody completed."""
    wanted = select(Enrolment.course).join(Completion, Completion.enrolment_id == Enrolment.id)
    return sorted(set(db.session.scalars(wanted.where(Enrolment.counts_for_id == person_id))))


def colleagues(unit_id: int, *, on: date) -> list[Person]:
    """Who holds a post in the unit on this day."""
    wanted = (
        select(Person)
        .join(Appointment, Appointment.person_id == Person.id)
        .join(Post, Post.id == Appointment.post_id)
        .where(Post.unit_id == unit_id, as_of(on))
        .order_by(Person.sort)
    )
    return list(db.session.scalars(wanted))


# So long somebody new on a post finds what was handed over on the start page, opened or not.
_AT_HAND = timedelta(days=90)

# ── lists ─────────────────────────────────────────────────────────────────────


@dataclass(frozen=True)
class OfUnit:
    """The newest handovers of a unit and all below it, which of them were opened, and the rate over all."""

    rows: list[Handover]
    opened: set[int]
    rate: Rate


def _is_leaving():
    """A departure that was undone hands nothing over."""
    return exists().where(
        Appointment.id == Handover.appointment_id, Appointment.until_day.is_not(None)
    )


def _is_opened():
    return exists().where(
        HandoverFact.handover_id == Handover.id, HandoverFact.what == HandoverDeed.OPENED
    )


def of_unit(unit: Unit, *, limit: int) -> OfUnit:
    here = (
        select(Handover)
        .join(Post, Post.id == Handover.post_id)
        .join(Unit, Unit.id == Post.unit_id)
        .where(below([unit.path]), _is_leaving())
    )
    newest = here.order_by(Handover.until_day.desc(), Handover.id.desc()).limit(limit)
    shown = list(db.session.scalars(newest.options(*_ALL)))
    given = here.where(Handover.successor_id.is_not(None)).subquery()
    opened = (
        select(HandoverFact.handover_id)
        .where(HandoverFact.what == HandoverDeed.OPENED)
        .where(HandoverFact.handover_id.in_(select(given.c.id)))
        .distinct()
    )
    seen = set(db.session.scalars(opened))
    total = db.session.scalar(select(func.count()).select_from(given)) or 0
    return OfUnit(shown, seen, Rate(len(seen), total))


@dataclass(frozen=True)
class Waiting:
    """What waits for somebody: to be written, received with the post, taken over in part, looked through."""

    to_write: list[Handover]
    received: list[Handover]
    to_take: list[Handover]
    to_review: list[Handover]

    def __bool__(self) -> bool:
        return bool(self.to_write or self.received or self.to_take or self.to_review)


def waiting(actor: Actor, *, on: date) -> Waiting:
    """One statement; whose turn it is follows from the row."""
    me = actor.person_id
    found = db.session.execute(
        select(Handover, _is_to_take(me))
        .where(Handover.id.in_(_concerning(actor, on=on)), _is_leaving())
        .order_by(Handover.until_day, Handover.id)
        .options(*_ALL)
    ).all()
    every = [one for one, _takes in found]
    received = [one for one in every if one.successor_id == me and one.given_day <= on]
    return Waiting(
        [one for one in every if one.person_id == me and one.written_at is None],
        received,
        [one for one, takes in found if takes and one not in received],
        [one for one in every if one.person_id != me and _waits_for(actor, one)],
    )


def _concerning(actor: Actor, *, on: date):
    """Each part by its own index: together they would be looked for among all handovers there ever were."""
    me, of = actor.person_id, select(Handover.id)
    is_new = or_(~_is_opened(), Handover.given_day > on - _AT_HAND)
    parts = [
        of.where(Handover.person_id == me, Handover.written_at.is_(None)),
        of.where(Handover.successor_id == me, Handover.given_day <= on, is_new),
        select(HandoverItem.handover_id).where(HandoverItem.taker_id == me),
    ]
    if paths := actor.reach(*REVIEWERS):
        of_units = of.join(Post, Post.id == Handover.post_id).join(Unit, Unit.id == Post.unit_id)
        parts.append(of_units.where(below(paths), Handover.reviewed_at.is_(None)))
    return union_all(*parts)


def _waits_for(actor: Actor, one: Handover) -> bool:
    return one.reviewed_at is None and access.may_review(actor, one.post.unit.path)


def _is_to_take(person_id: int | None):
    """Somebody takes a thing of it over, and has not said yet that it was of use."""
    is_used = exists().where(
        HandoverFact.item_id == HandoverItem.id, HandoverFact.what == HandoverDeed.USED
    )
    return exists().where(
        HandoverItem.handover_id == Handover.id, HandoverItem.taker_id == person_id, ~is_used
    )


# ── what goes with somebody ───────────────────────────────────────────────────


@dataclass(frozen=True)
class Loss:
    """A course the post requires: whether the leaver holds it, and who else in the unit does."""

    course: str
    is_held: bool
    others: int


def losses(one: Handover, *, on: date) -> list[Loss]:
    asks = required.asks(on=on)
    claims = list(dict.fromkeys(ask.claim for ask in asks))
    posts = {ask.post_id for ask in asks if ask.post_id}
    unit, post = one.post.unit, one.post
    place = Place(unit.path, post.profession, post.kind, post.id if post.id in posts else 0)
    needs = Needs(asks, claims).of(place)
    chairs = places.chairs(unit, posts, on=on)
    others = {c.person_id for c in chairs if c.person_id and c.person_id != one.person_id}
    held = _held(claims, {one.person_id, *others}, on=on)
    return [
        Loss(
            course,
            _meets(held, one.person_id, course, bits),
            sum(_meets(held, who, course, bits) for who in others),
        )
        for course, bits in sorted(needs.items())
    ]


def _held(claims: list[Claim], people: set[int], *, on: date):
    return standing.held_by_people(people, claims, on=on) if claims else {}


def _meets(held, person_id: int, course: str, bits: int) -> bool:
    return held.get((person_id, course), (0, 0))[0] & bits == bits
