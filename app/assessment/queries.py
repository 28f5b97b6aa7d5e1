"""Attempts, their questions and answers; banks, parsed once for ever."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import BindParameter, ColumnElement, and_, bindparam, exists, func, or_, select
from sqlalchemy.orm import selectinload

from app.assessment import answering, quizzes, rules, terms, timing
from app.assessment import bank as banks
from app.assessment.bank import Bank
from app.assessment.models import (
    Answer,
    AnyAttempt,
    Attempt,
    AttemptItem,
    AttemptState,
    Commitment,
    Sitting,
)
from app.curriculum import queries as curriculum
from app.curriculum.models import Release, ReleaseKind
from app.db.session import db, rows

# Statements of every page and every save are put together once: that takes longer than asking them.
_ID: BindParameter[int] = bindparam("attempt_id")

# By digest: the same files are the same bank, in whichever release.
_banks: dict[str, Bank] = {}


# ── banks ─────────────────────────────────────────────────────────────────────


def current_bank_release(name: str) -> Release | None:
    return curriculum.current_release(name, ReleaseKind.BANK)


def bank(release_id: int) -> Bank:
    """Without a statement once it was read."""
    digest = curriculum.edition(release_id).digest
    found = _banks.get(digest)
    if found is None:
        found, _problems = banks.read(curriculum.bundle_of(release_id))
        assert found is not None, f"release {release_id} holds no bank"
        _banks[digest] = found
    return found


# ── attempts ──────────────────────────────────────────────────────────────────


_ATTEMPT = select(Attempt).where(Attempt.id == _ID)
_WITH_ITEMS = _ATTEMPT.options(selectinload(Attempt.items))


def attempt(attempt_id: int, *, items: bool = True, lock: bool = False) -> Attempt | None:
    """In one statement; with the questions drawn, in two.

    `lock`: it is about to change, and whoever else wants to change it waits.
    """
    wanted = _WITH_ITEMS if items else _ATTEMPT
    if lock:
        wanted = wanted.with_for_update(of=Attempt).execution_options(populate_existing=True)
    return db.session.scalars(wanted, {"attempt_id": attempt_id}).one_or_none()


_SITTING = select(*(getattr(Attempt, column) for column in Sitting._fields)).where(
    Attempt.id == _ID
)


_SITTING_LOCKED = _SITTING.with_for_update(of=Attempt)


def sitting(attempt_id: int, *, lock: bool = False) -> Sitting | None:
    """An attempt that itself does not change. `lock`: what belongs to it does, and whoever else wants to, waits."""
    found = rows(_SITTING_LOCKED if lock else _SITTING, attempt_id=attempt_id)
    return Sitting._make(found[0]) if found else None


_ATTEMPTS = (
    select(Attempt)
    .where(Attempt.context == bindparam("context"), Attempt.test == bindparam("test"))
    .order_by(Attempt.number)
)


def attempts(context: str, test: str) -> list[Attempt]:
    """In the order in which they were begun."""
    return list(db.session.scalars(_ATTEMPTS, {"context": context, "test": test}))


_BEGUN = select(func.count()).where(
    Attempt.context == bindparam("context"), Attempt.test == bindparam("test")
)


def begun(attempt: AnyAttempt) -> int:
    """How many attempts at the same test there are, this one among them."""
    return rows(_BEGUN, context=attempt.context, test=attempt.test)[0][0]


def seen_items(person_id: int, bank_name: str) -> frozenset[str]:
    """Questions of this bank, in whichever release, that earlier attempts of the person held."""
    wanted = (
        select(AttemptItem.item)
        .join(Attempt, Attempt.id == AttemptItem.attempt_id)
        .join(Release, Release.id == Attempt.bank_release_id)
        .where(Attempt.person_id == person_id, Release.name == bank_name)
        .distinct()
    )
    return frozenset(db.session.scalars(wanted))


def held_items(person_id: int, course: str, test: str) -> frozenset[str]:
    """Questions of all the person's attempts at one test of a course, in whichever release."""
    wanted = (
        select(AttemptItem.item)
        .join(Attempt, Attempt.id == AttemptItem.attempt_id)
        .where(*_at_test(person_id, course, test))
        .distinct()
    )
    return frozenset(db.session.scalars(wanted))


def last_items(person_id: int, course: str, test: str) -> frozenset[str]:
    """Those of the last of these attempts."""
    last = select(func.max(Attempt.id)).where(*_at_test(person_id, course, test))
    wanted = select(AttemptItem.item).where(AttemptItem.attempt_id == last.scalar_subquery())
    return frozenset(db.session.scalars(wanted))


def _at_test(person_id: int, course: str, test: str) -> tuple[ColumnElement[bool], ...]:
    is_of_course = Attempt.release.has(Release.name == course)
    return Attempt.person_id == person_id, Attempt.test == test, is_of_course


# Practice never counts, so what it holds may be shown, and nobody is kept from a result by it.
IS_NO_PRACTICE = Attempt.rule["kind"].as_string() != "practice"
_OTHER_OPEN = select(Attempt.id).where(
    Attempt.person_id == bindparam("person_id"),
    Attempt.id != bindparam("id"),
    Attempt.state == AttemptState.OPEN,
    IS_NO_PRACTICE,
    Attempt.bank_release.has(Release.name == bindparam("bank")),
)


def has_other_open(attempt: AnyAttempt) -> bool:
    """Whether the person is sitting another test that may hold the same questions."""
    bank_name = curriculum.edition(attempt.bank_release_id).name
    asked = {"person_id": attempt.person_id, "id": attempt.id, "bank": bank_name}
    return bool(rows(_OTHER_OPEN, **asked))


def overdue(at: datetime) -> list[int]:
    """Attempts whose time is over for good, so that the server hands them in; the earliest first."""
    wanted = (
        select(Attempt.id, Attempt.deadline_at)
        .where(Attempt.state == AttemptState.OPEN, Attempt.deadline_at < at - rules.GRACE)
        .order_by(Attempt.deadline_at, Attempt.id)
    )
    found = db.session.execute(wanted)
    return [number for number, ends in found if ends and rules.hands_in_at(ends, number) <= at]


# ── answers ───────────────────────────────────────────────────────────────────


class Given(NamedTuple):
    """An answer as it was kept, without its row."""

    place: int
    version: int
    value: dict[str, Any]
    language: str
    given_at: datetime
    certainty: int | None
    answer_id: int


_GIVEN = (
    Answer.place,
    Answer.version,
    Answer.value,
    Answer.language,
    Answer.given_at,
    Answer.certainty,
    Answer.id,
)
_IN_TIME = and_(Answer.attempt_id == _ID, Answer.late.is_(False))
_HIGHEST = select(Answer.place, func.max(Answer.version).label("version")).where(_IN_TIME)
_NEWEST = _HIGHEST.group_by(Answer.place).subquery()
_LATEST = (
    select(*_GIVEN)
    .join(_NEWEST, and_(Answer.place == _NEWEST.c.place, Answer.version == _NEWEST.c.version))
    .where(_IN_TIME)
    .order_by(Answer.place)
)


def latest_answers(attempt_id: int) -> dict[int, Given]:
    """By place the answers that count: of those in time, the highest version."""
    return {row.place: Given._make(row) for row in rows(_LATEST, attempt_id=attempt_id)}


_SAVES = (
    select(Answer.id, Answer.place, Answer.version, Answer.given_at)
    .where(_IN_TIME)
    .order_by(Answer.given_at, Answer.id)
)


def saves(attempt_id: int) -> list[timing.Save]:
    """Every answer that came in time, also those that others replaced, as they came."""
    return [timing.Save(*row) for row in rows(_SAVES, attempt_id=attempt_id)]


_LATE = select(Answer.place).where(Answer.attempt_id == _ID, Answer.late.is_(True)).distinct()


def late_places(attempt_id: int) -> list[int]:
    """Questions to which an answer came late: kept, and not counted by itself."""
    return sorted(place for (place,) in rows(_LATE, attempt_id=attempt_id))


@dataclass(frozen=True)
class Before:
    """What a new answer meets: the same one sent before, and the newest to this question."""

    same: Answer | None
    newest: Answer | None


_OF_PLACE = and_(Answer.attempt_id == _ID, Answer.place == bindparam("place"))
_HIGHEST_OF_PLACE = select(func.max(Answer.version)).where(_OF_PLACE)
_LAST = _HIGHEST_OF_PLACE.scalar_subquery()
_IS_LAST = and_(Answer.place == bindparam("place"), Answer.version == _LAST)
_BEFORE = select(*Answer.__table__.columns).where(
    Answer.attempt_id == _ID, or_(Answer.client_id == bindparam("client_id"), _IS_LAST)
)


def before(attempt_id: int, place: int, client_id: str) -> Before:
    asked = {"attempt_id": attempt_id, "place": place, "client_id": client_id}
    found = [Answer(**row._mapping) for row in rows(_BEFORE, **asked)]
    same = next((answer for answer in found if answer.client_id == client_id), None)
    own = [answer for answer in found if answer.place == place]
    return Before(same, max(own, key=lambda answer: answer.version, default=None))


def stands(
    attempt_id: int, place: int, value: dict[str, Any], certainty: int | None = None
) -> bool:
    """Whether this is what counts already, or nothing where nothing was given."""
    newest = before(attempt_id, place, "").newest
    if newest is None:
        return certainty is None and not answering.is_given(value)
    return (newest.value, newest.certainty) == (value, certainty)


def has_newer(answer: Answer) -> bool:
    asked = {"attempt_id": answer.attempt_id, "place": answer.place}
    return rows(_HIGHEST_OF_PLACE, **asked)[0][0] > answer.version


def free_version(attempt_id: int, place: int, version: int) -> int:
    """This version; where it is another answer's, from a window that counted alike, one below all there are.

    So the one that came first stands, and the other is kept as well.
    """
    of = (Answer.attempt_id == attempt_id, Answer.place == place)
    if not db.session.scalar(select(exists().where(*of, Answer.version == version))):
        return version
    return min(1, db.session.scalars(select(func.min(Answer.version)).where(*of)).one()) - 1


_COMMITTED = select(Commitment.place).where(Commitment.attempt_id == _ID)


def committed(attempt: AnyAttempt) -> frozenset[int]:
    """Questions answered for good; asked only of tests that show answers question by question."""
    if terms.shown(attempt.rule).answers != quizzes.AFTER_QUESTION:
        return frozenset()
    return frozenset(place for (place,) in rows(_COMMITTED, attempt_id=attempt.id))


def is_committed(attempt: AnyAttempt, place: int) -> bool:
    return place in committed(attempt)
