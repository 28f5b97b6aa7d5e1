"""Begin, answer, take a seat, hand in. Nothing here commits.

Beginning, moving to another seat and handing in are journalled. An answer is not: its own table only grows, and says
who, what and when; only what is out of the ordinary about one (late, overtaken) is noted in the journal too.
"""

import secrets
from datetime import datetime
from typing import Any

from sqlalchemy import Select, insert, select, update

from app.accounts.models import Person
from app.assessment import (
    allowances,
    answering,
    draws,
    events,
    queries,
    rules,
    scoring,
    terms,
)
from app.assessment.drawing import Drawn
from app.assessment.models import Answer, AnyAttempt, Attempt, AttemptItem, AttemptState, Commitment
from app.assessment.quizzes import Quiz
from app.core import clock
from app.core.actor import Actor
from app.curriculum.models import Release
from app.db.session import db, write
from app.journal import actions as journal

# A seed fits a signed 64-bit column.
_SEED_BITS = 62

# Of an answer, all but what the database gives it.
_WRITTEN = tuple(c.name for c in Answer.__table__.columns if c.name != "id")
_WRITE = insert(Answer).returning(Answer.id)


def begin(
    person: Person,
    *,
    release: Release,
    quiz: Quiz,
    context: str,
    by: Actor,
    at: datetime,
    seat: str,
    seed: int | None = None,
) -> Attempt:
    """Beginning twice is harmless: an open attempt is given back, and goes on from this seat.

    `seed` is for worlds that must come out the same each time; people get one nobody can guess.
    """
    # Two requests at once would both find no open attempt.
    db.session.scalars(locked(person.id)).one()
    previous = queries.attempts(context, quiz.id)
    for earlier in previous:
        if earlier.state == AttemptState.OPEN:
            take_seat(earlier, seat, by=by, at=at)
            return earlier
    facts = [rules.AttemptFacts(a.state, a.is_being_marked) for a in previous]
    deadline_at = _deadline(quiz, person.id, release.name, facts, at=at)
    seed = secrets.randbits(_SEED_BITS) if seed is None else seed
    on = clock.day_of(at)
    bank_release, drawn = draws.drawn(quiz, person.id, course=release.name, seed=seed, on=on)
    attempt = Attempt(
        person_id=person.id,
        release=release,
        bank_release=bank_release,
        context=context,
        test=quiz.id,
        number=len(previous) + 1,
        seed=seed,
        rule=terms.kept(quiz),
        begun_at=at,
        deadline_at=deadline_at,
        state=AttemptState.OPEN,
        seat=seat,
        items=_items(drawn),
    )
    return _keep_attempt(attempt, by=by)


def locked(person_id: int) -> Select:
    """Held by whoever begins a test for a person, and by whoever gives them more time at one."""
    return select(Person.id).where(Person.id == person_id).with_for_update(key_share=True)


def _deadline(
    quiz: Quiz, person_id: int, course: str, previous: list[rules.AttemptFacts], *, at: datetime
) -> datetime | None:
    """With what the person is given beyond the terms, and within the days of their unit."""
    given = allowances.given(person_id, course, quiz.id)
    window = given.within(allowances.window(person_id, course, quiz.id, at))
    rules.ensure_may_begin(quiz, previous, extra=given.attempts)
    rules.ensure_within(window, at)
    return rules.deadline(at, quiz.minutes, given.minutes, window.closes_at)


def _items(drawn: list[Drawn]) -> list[AttemptItem]:
    return [
        AttemptItem(place=place, item=one.item_id, order=list(one.order))
        for place, one in enumerate(drawn, start=1)
    ]


def _keep_attempt(attempt: Attempt, *, by: Actor) -> Attempt:
    db.session.add(attempt)
    db.session.flush()
    facts = {"test": attempt.test, "number": attempt.number}
    journal.record(by, "attempt begun", attempt, at=attempt.begun_at, **facts)
    return attempt


def take_seat(attempt: Attempt, seat: str, *, by: Actor, at: datetime) -> None:
    """Go on from here; where one answered before becomes read-only."""
    rules.ensure_open(attempt.state)
    if attempt.seat != seat:
        attempt.seat = seat
        db.session.flush()
        journal.record(by, "attempt continued elsewhere", attempt, at=at)


def save_answer(
    attempt: AnyAttempt,
    place: int,
    value: dict[str, Any],
    *,
    language: str,
    client_id: str,
    version: int | None = None,
    certainty: int | None = None,
    seat: str,
    by: Actor,
    at: datetime,
) -> Answer:
    """A new row; what counts is the highest version that came in time.

    `attempt` was read for writing in this transaction. `client_id` is made by the device: sent again, it is the
    same answer. `version` is the device's count: an older one is kept and does not replace a newer one.
    """
    certainty = terms.claimed(attempt.rule, certainty)
    before = queries.before(attempt.id, place, client_id)
    if before.same is not None:
        answering.ensure_same_question(before.same.place, place)
        return before.same
    late = rules.is_late(at, attempt.deadline_at)
    _ensure_taken(attempt, place, seat, late=late)
    newest = before.newest
    version = version or (newest.version if newest else 0) + 1
    is_overtaken = newest is not None and version <= newest.version
    if newest is not None and is_overtaken:
        if (newest.value, newest.certainty) == (value, certainty):
            return newest
        version = queries.free_version(attempt.id, place, version)
    answer = Answer(
        attempt_id=attempt.id,
        place=place,
        version=version,
        client_id=client_id,
        value=value,
        certainty=certainty,
        language=language,
        given_at=at,
        late=late,
    )
    return _keep(answer, attempt, is_overtaken, by=by)


def _ensure_taken(attempt: AnyAttempt, place: int, seat: str, *, late: bool) -> None:
    answering.ensure_takes(attempt.state, attempt.handed_in_by, late=late)
    rules.ensure_live_seat(attempt.seat, seat)
    rules.ensure_question(place, attempt.rule["size"])
    answering.ensure_not_committed(queries.is_committed(attempt, place))


def _keep(answer: Answer, attempt: AnyAttempt, is_overtaken: bool, *, by: Actor) -> Answer:
    answer.id = write(_WRITE, {column: getattr(answer, column) for column in _WRITTEN})
    if answer.late or is_overtaken:
        what = "late answer kept" if answer.late else "overtaken answer kept"
        facts = {"place": answer.place, "version": answer.version}
        journal.record(by, what, ("attempt", attempt.id), at=answer.given_at, **facts)
    return answer


def commit_answer(attempt: AnyAttempt, place: int, *, seat: str, by: Actor, at: datetime) -> None:
    """Given for good: the right one is shown from now on, and no other is taken. Twice is once.

    `attempt` was read for writing in this transaction, so no answer is on its way past this.
    """
    rules.ensure_open(attempt.state)
    rules.ensure_live_seat(attempt.seat, seat)
    if queries.is_committed(attempt, place):
        return
    given = queries.latest_answers(attempt.id).get(place)
    is_given = given is not None and answering.is_given(given.value)
    kept = terms.of(attempt.rule)
    rules.ensure_may_commit(kept.show.answers, kept.kind, is_given=is_given)
    db.session.add(Commitment(attempt_id=attempt.id, place=place, at=at))
    db.session.flush()
    journal.record(by, "answer committed", ("attempt", attempt.id), at=at, place=place)


def hand_in(attempt: Attempt, *, by: Actor, at: datetime, by_server: bool = False) -> bool:
    """Once: whoever closes the attempt grades it. False when somebody was there before.

    With an essay in it, the result comes when people have marked that, and is announced then.
    """
    hands = answering.BY_SERVER if by_server else answering.who_ends(at, attempt.deadline_at)
    db.session.flush()
    closed = db.session.execute(
        update(Attempt)
        .where(Attempt.id == attempt.id, Attempt.state == AttemptState.OPEN)
        .values(state=AttemptState.HANDED_IN, handed_in_at=at, handed_in_by=hands)
        .execution_options(synchronize_session=False)
    )
    db.session.refresh(attempt, ["state", "handed_in_at", "handed_in_by"])
    if closed.rowcount != 1:  # type: ignore[attr-defined]
        return False
    result = scoring.grade(attempt, at=at)
    journal.record(
        by, "attempt handed in", attempt, at=at,
        hands=hands, score=attempt.score, maximum=attempt.maximum, passed=attempt.passed,
    )  # fmt: skip
    if not result.waits:
        events.attempt_graded.send(attempt=attempt, by=by, at=at)
    return True


def hand_in_overdue(attempt_id: int, *, by: Actor, at: datetime) -> bool:
    """For the job. False when it was handed in meanwhile."""
    attempt = queries.attempt(attempt_id, items=False, lock=True)
    assert attempt is not None
    return hand_in(attempt, by=by, at=at, by_server=True)
