"""Attempts, their questions and answers; banks, parsed once for ever."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import BindParameter, Row, and_, bindparam, exists, func, or_, select
from sqlalchemy.orm import joinedload, selectinload

from app.assessment import answering, rules, wording
from app.assessment import bank as banks
from app.assessment.bank import Bank
from app.assessment.items.common import Shown
from app.assessment.items.kinds import kind_of
from app.assessment.models import Answer, Attempt, AttemptItem, AttemptState, Mark
from app.curriculum import queries as curriculum
from app.curriculum.models import Release, ReleaseKind
from app.db.session import db

# Statements of every page and every save are put together once: that takes longer than asking them.
_ID: BindParameter[int] = bindparam("attempt_id")

# By digest: the same files are the same bank, in whichever release.
_banks: dict[str, Bank] = {}


# ── banks ─────────────────────────────────────────────────────────────────────


def current_bank_release(name: str) -> Release | None:
    return curriculum.current_release(name, ReleaseKind.BANK)


def bank(release_id: int) -> Bank:
    return bank_in(db.session.get_one(Release, release_id))


def bank_in(release: Release) -> Bank:
    """Without a statement once it was read."""
    found = _banks.get(release.digest)
    if found is None:
        found, _problems = banks.read(curriculum.bundle_of(release))
        assert found is not None, f"release {release.id} holds no bank"
        _banks[release.digest] = found
    return found


# ── attempts ──────────────────────────────────────────────────────────────────


_ATTEMPT = (
    select(Attempt)
    .where(Attempt.id == _ID)
    .options(
        joinedload(Attempt.release, innerjoin=True),
        joinedload(Attempt.bank_release, innerjoin=True),
    )
)
_WITH_ITEMS = _ATTEMPT.options(selectinload(Attempt.items))


def attempt(attempt_id: int, *, items: bool = True, lock: bool = False) -> Attempt | None:
    """With its two releases, in one statement; with the questions drawn, in two.

    `lock`: it is about to change, and whoever else wants to change it waits.
    """
    wanted = _WITH_ITEMS if items else _ATTEMPT
    if lock:
        wanted = wanted.with_for_update(of=Attempt).execution_options(populate_existing=True)
    return db.session.scalars(wanted, {"attempt_id": attempt_id}).one_or_none()


_ATTEMPTS = (
    select(Attempt)
    .where(Attempt.context == bindparam("context"), Attempt.test == bindparam("test"))
    .order_by(Attempt.number)
)


def attempts(context: str, test: str) -> list[Attempt]:
    """In the order in which they were begun."""
    return list(db.session.scalars(_ATTEMPTS, {"context": context, "test": test}))


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


_OTHER_OPEN = select(Attempt.id).where(
    Attempt.person_id == bindparam("person_id"),
    Attempt.id != bindparam("id"),
    Attempt.state == AttemptState.OPEN,
    Attempt.bank_release.has(Release.name == bindparam("bank")),
)


def has_other_open(attempt: Attempt) -> bool:
    """Whether the person is sitting another test that may hold the same questions."""
    asked = {"person_id": attempt.person_id, "id": attempt.id, "bank": attempt.bank_release.name}
    return db.session.scalar(_OTHER_OPEN, asked) is not None


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


@dataclass(frozen=True)
class Given:
    """An answer as it was kept, without its row."""

    place: int
    version: int
    value: dict[str, Any]
    language: str
    given_at: datetime


_GIVEN = (Answer.place, Answer.version, Answer.value, Answer.language, Answer.given_at)
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
    asked = {"attempt_id": attempt_id}
    return {row.place: Given(*row) for row in db.session.execute(_LATEST, asked)}


_LATE = select(Answer.place).where(Answer.attempt_id == _ID, Answer.late.is_(True)).distinct()


def late_places(attempt_id: int) -> list[int]:
    """Questions to which an answer came late: kept, and not counted by itself."""
    return sorted(db.session.scalars(_LATE, {"attempt_id": attempt_id}))


@dataclass(frozen=True)
class Before:
    """What a new answer meets: the same one sent before, and the newest to this question."""

    same: Answer | None
    newest: Answer | None


_OF_PLACE = and_(Answer.attempt_id == _ID, Answer.place == bindparam("place"))
_HIGHEST_OF_PLACE = select(func.max(Answer.version)).where(_OF_PLACE)
_LAST = _HIGHEST_OF_PLACE.scalar_subquery()
_IS_LAST = and_(Answer.place == bindparam("place"), Answer.version == _LAST)
_BEFORE = select(Answer).where(
    Answer.attempt_id == _ID, or_(Answer.client_id == bindparam("client_id"), _IS_LAST)
)


def before(attempt_id: int, place: int, client_id: str) -> Before:
    asked = {"attempt_id": attempt_id, "place": place, "client_id": client_id}
    found = list(db.session.scalars(_BEFORE, asked))
    same = next((answer for answer in found if answer.client_id == client_id), None)
    own = [answer for answer in found if answer.place == place]
    return Before(same, max(own, key=lambda answer: answer.version, default=None))


def stands(attempt_id: int, place: int, value: dict[str, Any]) -> bool:
    """Whether this is what counts already, or nothing where nothing was given."""
    newest = before(attempt_id, place, "").newest
    return newest.value == value if newest else not answering.is_given(value)


def has_newer(answer: Answer) -> bool:
    asked = {"attempt_id": answer.attempt_id, "place": answer.place}
    return db.session.scalars(_HIGHEST_OF_PLACE, asked).one() > answer.version


def has_version(attempt_id: int, place: int, version: int) -> bool:
    wanted = exists().where(
        Answer.attempt_id == attempt_id, Answer.place == place, Answer.version == version
    )
    return bool(db.session.scalar(select(wanted)))


# ── questions ─────────────────────────────────────────────────────────────────


@dataclass(frozen=True)
class Question:
    """A question as its person sees it, with what they gave. There is no field for what is right."""

    place: int
    shown: Shown
    given: Mapping[str, Sequence[str]]
    answer: Given | None

    @property
    def said(self) -> tuple[wording.Said, ...]:
        return wording.said(self.shown, self.given)


def question(
    attempt: Attempt, place: int, language: str, answer: Given | None = None
) -> Question | None:
    row = _drawn(attempt, place)
    return _question(attempt, row, language, answer) if row else None


def questions(attempt: Attempt, language: str, answers: Mapping[int, Given]) -> list[Question]:
    """All of them, for looking through before handing in."""
    rows = _all_drawn(attempt.id)
    return [_question(attempt, row, language, answers.get(row.place)) for row in rows]


def items_by_place(attempt_id: int) -> list[tuple[int, str]]:
    return [(place, name) for place, name, _order in _all_drawn(attempt_id)]


_DRAWN = select(AttemptItem.place, AttemptItem.item, AttemptItem.order)
_ALL_DRAWN = _DRAWN.where(AttemptItem.attempt_id == _ID).order_by(AttemptItem.place)
_ONE_DRAWN = _ALL_DRAWN.where(AttemptItem.place == bindparam("place"))


def _all_drawn(attempt_id: int) -> Sequence[Row]:
    return db.session.execute(_ALL_DRAWN, {"attempt_id": attempt_id}).all()


def _drawn(attempt: Attempt, place: int) -> Row | None:
    return db.session.execute(_ONE_DRAWN, {"attempt_id": attempt.id, "place": place}).one_or_none()


def _question(attempt: Attempt, drawn: Row, language: str, answer: Given | None) -> Question:
    place, name, order = drawn
    item = bank_in(attempt.bank_release).items[name]
    kind = kind_of(item)
    given = kind.as_shown(item, answer.value, order) if answer else {}
    return Question(place, kind.shown(item, language, order), given, answer)


def answer_in(
    attempt: Attempt, place: int, fields: Mapping[str, Sequence[str]]
) -> dict[str, Any] | None:
    """What the fields of a question's page say, as it is kept; None when there is no such question."""
    row = _drawn(attempt, place)
    if row is None:
        return None
    item = bank_in(attempt.bank_release).items[row.item]
    return kind_of(item).read_answer(item, fields, row.order)


# ── results ───────────────────────────────────────────────────────────────────


def solutions(attempt: Attempt, language: str) -> list[wording.Solution] | None:
    """Every question with its key; None while the gate is shut. No other function lets a key out."""
    if not rules.may_show_key(attempt.state, other_open=has_other_open(attempt)):
        return None
    found = bank_in(attempt.bank_release)
    answers, shares = latest_answers(attempt.id), _shares(attempt.id)
    return [
        wording.solution(
            place,
            found.items[name],
            order,
            language=language,
            answer=answers[place].value if place in answers else None,
            share=shares[place],
            topic=found.topic_of(name),
        )
        for place, name, order in _all_drawn(attempt.id)
    ]


_MARKS = select(Mark.place, Mark.share).where(Mark.attempt_id == _ID).order_by(Mark.round)


def _shares(attempt_id: int) -> dict[int, float]:
    """By place, of the newest marking."""
    return {row.place: row.share for row in db.session.execute(_MARKS, {"attempt_id": attempt_id})}
