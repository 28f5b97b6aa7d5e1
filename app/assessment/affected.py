"""Which attempts marking a question again concerns, what it would make of each, and whose they are."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, exists, func, select
from sqlalchemy.orm import aliased

from app.accounts import queries as people
from app.accounts.models import Appointment, Person, Post, Unit
from app.assessment import regrading
from app.assessment.library import Question
from app.assessment.models import Answer, Attempt, AttemptState, Mark
from app.assessment.regrade_models import Regrade, RegradedAttempt
from app.assessment.regrading import Effect, How, Result, Worth
from app.core.bilingual import Bilingual
from app.db.session import db


@dataclass(frozen=True)
class Wish:
    """Which question is to be marked again, how, and for whom; `path` None: wherever people are."""

    question: Question
    how: How
    path: str | None = None
    # Of a request that was made: attempts that it, or a later one, has been through are left out.
    regrade_id: int | None = None

    @property
    def releases(self) -> list[int]:
        return regrading.concerned(self.question.items, self.question.present, self.how)


@dataclass(frozen=True)
class Touched:
    """An attempt that is concerned: whose, for which enrolment, and what becomes of it."""

    attempt_id: int
    person_id: int
    context: str
    effect: Effect


@dataclass(frozen=True)
class Case(Touched):
    """Before it is marked again: at which place, and what its answer is worth now."""

    place: int
    now: Worth


def cases(wish: Wish, *, on: date, limit: int | None = None, lock: bool = False) -> list[Case]:
    """Of each concerned attempt that was marked; one statement, however many there are."""
    items = wish.question.items
    found = db.session.execute(_cases(wish, on=on, limit=limit, lock=lock)).all()
    return [_case(wish, items[row.bank_release_id], row) for row in found]


def _case(wish: Wish, had: Any, row: Any) -> Case:
    was = Worth(row.share, row.worth if row.worth is not None else had.points)
    now = regrading.worth(wish.how, had, wish.question.present, row.value, was)
    told = Result(row.score, row.maximum, row.passed)
    effect = regrading.effect(told, was, now, pass_mark=row.rule["pass_mark"])
    return Case(row.id, row.person_id, row.context, effect, row.place, now)


def _cases(wish: Wish, *, on: date, limit: int | None, lock: bool) -> Select:
    wanted = (
        select(
            Attempt.id,
            Attempt.person_id,
            Attempt.context,
            Attempt.bank_release_id,
            Attempt.rule,
            Attempt.score,
            Attempt.maximum,
            Attempt.passed,
            Mark.place,
            Mark.share,
            Mark.maximum.label("worth"),
            Answer.value,
        )
        .select_from(Attempt)
        .join(Mark, and_(Mark.attempt_id == Attempt.id, _is_newest_mark()))
        .outerjoin(Answer, _is_what_counts())
        .where(
            Mark.item == wish.question.id,
            Attempt.bank_release_id.in_(wish.releases),
            Attempt.state == AttemptState.HANDED_IN,
            Attempt.score.is_not(None),
        )
        .order_by(Attempt.id)
        .limit(limit)
    )
    if wish.path is not None:
        wanted = _of_people_below(wanted, wish.path, on)
    if wish.regrade_id is not None:
        wanted = wanted.where(~_has_been_through(wish))
    return wanted.with_for_update(of=Attempt) if lock else wanted


def _is_newest_mark() -> ColumnElement[bool]:
    other = aliased(Mark)
    newest = select(func.max(other.round)).where(
        other.attempt_id == Mark.attempt_id, other.place == Mark.place
    )
    return Mark.round == newest.correlate(Mark).scalar_subquery()


def _is_what_counts() -> ColumnElement[bool]:
    other = aliased(Answer)
    newest = select(func.max(other.version)).where(
        other.attempt_id == Mark.attempt_id, other.place == Mark.place, other.late.is_(False)
    )
    return and_(
        Answer.attempt_id == Mark.attempt_id,
        Answer.place == Mark.place,
        Answer.late.is_(False),
        Answer.version == newest.correlate(Mark).scalar_subquery(),
    )


def _of_people_below(wanted: Select, path: str, on: date) -> Select:
    return (
        wanted.join(Appointment, Appointment.person_id == Attempt.person_id)
        .join(Post, Post.id == Appointment.post_id)
        .join(Unit, Unit.id == Post.unit_id)
        .where(people.placed(on), people.below([path]))
    )


def _has_been_through(wish: Wish) -> ColumnElement[bool]:
    """By this regrade, or by a later one of the same question, whose word stands."""
    other = aliased(Regrade)
    return (
        exists()
        .where(
            RegradedAttempt.attempt_id == Attempt.id,
            RegradedAttempt.regrade_id == other.id,
            other.bank == wish.question.bank,
            other.item == wish.question.id,
            other.id >= wish.regrade_id,
        )
        .correlate(Attempt)
    )


# ── whose they are ────────────────────────────────────────────────────────────


@dataclass(frozen=True)
class Named:
    name: str
    unit: Bilingual
    effect: Effect


def named(found: Sequence[Touched], *, on: date) -> list[Named]:
    """With the names of the people and where they are, by name; one statement."""
    by_person = {one.person_id for one in found}
    wanted = (
        select(Person, Unit)
        .join(Appointment, Appointment.person_id == Person.id)
        .join(Post, Post.id == Appointment.post_id)
        .join(Unit, Unit.id == Post.unit_id)
        .where(people.placed(on), Person.id.in_(by_person))
    )
    known = {person.id: (person, unit) for person, unit in db.session.execute(wanted)}
    order = sorted(found, key=lambda one: (known[one.person_id][0].sort, one.attempt_id))
    return [
        Named(known[one.person_id][0].name, known[one.person_id][1].name, one.effect)
        for one in order
    ]


def contexts(found: Iterable[Touched]) -> list[str]:
    """Of whoever would no longer reach the mark."""
    return [one.context for one in found if one.effect.falls_below]
