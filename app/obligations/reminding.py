"""Letters before and after the day by which something is owed: to the person, to their heads, to registrars.

Each letter is written with the marks that say of what it told whom, so a second run writes nothing again.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import NamedTuple

from sqlalchemy import and_, exists, or_, select

from app.accounts.kinds import AbsenceKind
from app.accounts.models import Appointment, Grant, Person, Post, Unit
from app.accounts.queries import as_of
from app.accounts.service_models import Absence
from app.core import clock
from app.curriculum import queries as curriculum
from app.db.session import db, rows
from app.notices import actions as notices
from app.obligations import rules
from app.obligations.models import Obligation, Reminder, Requirement

# So many lines stand in a letter to a head; more are counted.
LINES = 40
_SPARED = (AbsenceKind.PARENTAL, AbsenceKind.SICK)


class Open(NamedTuple):
    """An obligation whose day comes near or is over, and who is told of it."""

    obligation_id: int
    due_day: date
    course: str
    person_id: int
    unit_path: str
    tell_head: bool
    tell_registrar: bool


@dataclass(frozen=True)
class Line:
    """A course and its day, with whose it is, for a letter."""

    course: str
    day: date
    name: str
    days: int


def remind(*, site: str, at: datetime) -> int:
    """Everybody's letters of this day; how many were written."""
    on = clock.day_of(at)
    found = _near(on)
    told = _told(found)
    wanted: dict[tuple[int, bool], list[tuple[Open, str]]] = defaultdict(list)
    keepers = _Keepers(on)
    for one in found:
        mark = rules.mark(one.due_day, on=on)
        for who in {one.person_id, *keepers.of(one)}:
            marks = told.get((one.obligation_id, who), {})
            if mark is not None and rules.is_news(mark, marks, on=on):
                wanted[who, who == one.person_id].append((one, mark))
    people = _people({who for who, _own in wanted} | {one.person_id for one in found})
    spared = _spared(on)
    written = 0
    for (who, own), some in sorted(wanted.items()):
        person = people[who]
        if who not in spared and person.address:
            written += 1
            _write(person, some, people, own=own, site=site, at=at)
    return written


def _near(on: date) -> list[Open]:
    """Of people who are not ill or on parental leave, with their units."""
    wanted = (
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
        .where(
            Obligation.settled_day.is_(None),
            Obligation.due_day <= on + timedelta(days=max(rules.MARKS)),
            ~exists().where(Absence.person_id == Obligation.person_id, _is_spared(on)),
        )
        .order_by(Obligation.due_day, Obligation.id)
    )
    return [Open(*row) for row in rows(wanted)]


def _is_spared(on: date):
    return and_(
        Absence.kind.in_(_SPARED),
        Absence.from_day <= on,
        or_(Absence.until_day.is_(None), Absence.until_day > on),
    )


def _spared(on: date) -> frozenset[int]:
    return frozenset(db.session.scalars(select(Absence.person_id).where(_is_spared(on))))


def _told(found: Iterable[Open]) -> dict[tuple[int, int], dict[str, date]]:
    """By obligation and person, which marks they were told of, and when."""
    told: dict[tuple[int, int], dict[str, date]] = defaultdict(dict)
    wanted = select(Reminder.obligation_id, Reminder.told_id, Reminder.mark, Reminder.sent_day)
    open_ones = select(Obligation.id).where(Obligation.settled_day.is_(None))
    for number, who, mark, day in rows(wanted.where(Reminder.obligation_id.in_(open_ones))):
        told[number, who][mark] = day
    return told


class _Keepers:
    """The heads and registrars nearest above a unit."""

    def __init__(self, on: date) -> None:
        wanted = (
            select(Grant.kind, Unit.path, Grant.person_id)
            .join(Unit, Unit.id == Grant.unit_id)
            .where(
                Grant.kind.in_(("head", "registrar")),
                Grant.from_day <= on,
                or_(Grant.until_day.is_(None), Grant.until_day > on),
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


def _people(ids: set[int]) -> dict[int, Person]:
    """In parts: databases take only so many numbers at once."""
    numbers = sorted(ids)
    found: dict[int, Person] = {}
    for first in range(0, len(numbers), 5000):
        wanted = select(Person).where(Person.id.in_(numbers[first : first + 5000]))
        found |= {person.id: person for person in db.session.scalars(wanted)}
    return found


def _write(
    to: Person,
    some: list[tuple[Open, str]],
    people: dict[int, Person],
    *,
    own: bool,
    site: str,
    at: datetime,
) -> None:
    on, titles = clock.day_of(at), _titles(to.language)
    strictest: dict[tuple[int, str], Open] = {}
    for one, _mark in some:
        strictest.setdefault((one.person_id, one.course), one)
    lines = [
        Line(
            titles.get(one.course, one.course),
            one.due_day,
            people[one.person_id].name,
            (one.due_day - on).days,
        )
        for one in strictest.values()
    ]
    greeted = " ".join(part for part in (to.given_name, to.patronymic) if part)
    text = notices.compose(
        "owed" if own else "owed-by-people",
        to.language,
        name=greeted,
        lines=lines[:LINES],
        more=max(0, len(lines) - LINES),
        link=f"{site}/",
    )
    recipient = notices.Recipient(to.name, to.address or "", to.language)
    notices.write_letter(recipient, text, at=at)
    db.session.add_all(
        Reminder(obligation_id=one.obligation_id, told_id=to.id, mark=mark, sent_day=on)
        for one, mark in some
    )
    db.session.flush()


def _titles(language: str) -> dict[str, str]:
    return {course.id: course.title[language] for _release, course in curriculum.current_courses()}
