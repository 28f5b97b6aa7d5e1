"""Whose days come near or are over, page by page; who is told of them, and what they were told already."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from datetime import date, timedelta
from typing import NamedTuple

from sqlalchemy import BindParameter, ColumnElement, Select, and_, bindparam, exists, or_, select

from app.accounts.kinds import AbsenceKind
from app.accounts.models import Appointment, Grant, Person, Post, Unit
from app.accounts.queries import as_of
from app.accounts.service import is_away
from app.db.session import db, rows
from app.obligations import rules
from app.obligations.models import Obligation, Reminder, Requirement

# So many people have their letters written in one transaction, while others wait for theirs.
PART = 250
# So many obligations are read at once, to find out of what heads are told.
PAGE = 5000
_SPARED = (AbsenceKind.PARENTAL, AbsenceKind.SICK)
LAST = timedelta(days=max(rules.MARKS))
_SOME: BindParameter[int] = bindparam("ids", expanding=True)


class Open(NamedTuple):
    """An obligation whose day comes near or is over, and who is told of it."""

    obligation_id: int
    due_day: date
    course: str
    person_id: int
    unit_path: str
    tell_head: bool
    tell_registrar: bool


def parts(on: date) -> list[list[int]]:
    """People with something to be told today, in parts that are written together."""
    wanted = select(Obligation.person_id).distinct().where(_is_near(on), _is_news(on))
    found = list(db.session.scalars(wanted.order_by(Obligation.person_id)))
    return [found[first : first + PART] for first in range(0, len(found), PART)]


def _is_near(on: date) -> ColumnElement[bool]:
    return and_(Obligation.settled_day.is_(None), Obligation.due_day <= on + LAST)


def _is_news(on: date) -> ColumnElement[bool]:
    """What rules.is_news says to the person themselves, or more: rules.is_news has the last word."""
    mine = exists().where(
        Reminder.obligation_id == Obligation.id, Reminder.told_id == Obligation.person_id
    )
    week = on - timedelta(days=rules.WEEK)
    late = Reminder.mark.startswith("late")
    news = [
        and_(Obligation.due_day < on, ~mine.where(late, Reminder.sent_day > week)),
    ]
    first = on
    for days in sorted(rules.MARKS):
        last = on + timedelta(days=days)
        between = Obligation.due_day.between(first, last)
        news.append(and_(between, ~mine.where(Reminder.mark == str(days))))
        first = last + timedelta(days=1)
    return or_(*news)


def _near(on: date) -> Select:
    """Of people who are on their post and neither ill nor on parental leave, with their units."""
    return (
        select(
            Obligation.id,
            Obligation.due_day,
            Requirement.course,
            Obligation.person_id,
            Unit.path,
            Requirement.tell_head,
            Requirement.tell_registrar,
        )
        .join(Requirement, Requirement.id == Obligation.requirement_id)
        .join(Appointment, and_(Appointment.person_id == Obligation.person_id, as_of(on)))
        .join(Post, Post.id == Appointment.post_id)
        .join(Unit, Unit.id == Post.unit_id)
        .where(_is_near(on), ~is_away(Obligation.person_id, on=on, kinds=_SPARED))
        .order_by(Obligation.due_day, Obligation.id)
    )


def of_people(person_ids: Sequence[int], *, on: date) -> list[Open]:
    wanted = _near(on).where(Obligation.person_id.in_(_SOME))
    return [Open(*row) for row in rows(wanted, ids=person_ids)]


def page(on: date, after: Open | None) -> list[Open]:
    """The next of all, by their days, of which a head or a registrar may be told."""
    wanted = _near(on).where(or_(Requirement.tell_head, Requirement.tell_registrar)).limit(PAGE)
    if after is not None:
        same_day = and_(Obligation.due_day == after.due_day, Obligation.id > after.obligation_id)
        wanted = wanted.where(or_(Obligation.due_day > after.due_day, same_day))
    return [Open(*row) for row in rows(wanted)]


_TOLD = select(Reminder.obligation_id, Reminder.told_id, Reminder.mark, Reminder.sent_day).where(
    Reminder.obligation_id.in_(_SOME)
)


def told(found: Iterable[Open]) -> dict[tuple[int, int], dict[str, date]]:
    """By obligation and person, which marks they were told of, and when."""
    by_both: dict[tuple[int, int], dict[str, date]] = defaultdict(dict)
    for number, who, mark, day in rows(_TOLD, ids=[one.obligation_id for one in found]):
        by_both[number, who][mark] = day
    return by_both


def was_told_of_others(who: int, *, on: date) -> bool:
    """Whether a letter of this day told somebody of their people."""
    wanted = (
        select(Reminder.id)
        .join(Obligation, Obligation.id == Reminder.obligation_id)
        .where(Reminder.told_id == who, Reminder.sent_day == on, Obligation.person_id != who)
    )
    return db.session.scalar(wanted.limit(1)) is not None


class Keepers:
    """The heads and registrars nearest above a unit."""

    def __init__(self, on: date) -> None:
        wanted = (
            select(Grant.kind, Unit.path, Grant.person_id)
            .join(Unit, Unit.id == Grant.unit_id)
            .where(
                Grant.kind.in_(("head", "registrar")),
                Grant.from_day <= on,
                or_(Grant.until_day.is_(None), Grant.until_day > on),
                ~is_away(Grant.person_id, on=on, kinds=_SPARED),
            )
        )
        self.at: dict[tuple[str, str], set[int]] = defaultdict(set)
        for kind, path, person_id in rows(wanted):
            self.at[kind, path].add(person_id)

    def of(self, one: Open) -> set[int]:
        kinds = [("head", one.tell_head), ("registrar", one.tell_registrar)]
        found = (self._nearest(kind, one) for kind, is_told in kinds if is_told)
        return {who for some in found for who in some}

    def _nearest(self, kind: str, one: Open) -> set[int]:
        """Nobody is told as their own head."""
        for path in rules.paths_above(one.unit_path):
            others = self.at.get((kind, path), set()) - {one.person_id}
            if others:
                return others
        return set()


def people(ids: Collection[int]) -> dict[int, Person]:
    wanted = select(Person).where(Person.id.in_(ids))
    return {person.id: person for person in db.session.scalars(wanted)}
