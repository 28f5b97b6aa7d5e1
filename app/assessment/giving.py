"""Exceptions for a person, and the days in which a unit takes a test. Nothing here commits."""

from datetime import datetime

from app.accounts.models import Person, Unit
from app.assessment import actions, allowances, rules
from app.assessment.models import Allowance, Attempt, UnitWindow
from app.assessment.quizzes import Quiz
from app.assessment.rules import Extra
from app.core.actor import Actor
from app.core.refusals import Refusal
from app.core.words import N_
from app.db.session import db
from app.journal import actions as journal


class NothingGiven(Refusal):
    says = N_("Say what is given: minutes, attempts or a later end.")


class NothingToExtend(Refusal):
    says = N_("This test has no time limit, so no minutes can be added.")


class NoLimitOfAttempts(Refusal):
    says = N_("This test may be repeated without end, so no attempts can be added.")


class PastEnd(Refusal):
    says = N_("This day is over already.")


class AlreadyEnded(Refusal):
    says = N_("This was ended already.")


class OwnTest(Refusal):
    says = N_("Nobody gives themselves more time or attempts. Another registrar does.")


class WindowBackwards(Refusal):
    says = N_("The last day lies before the first.")


def hold(person: Person) -> None:
    """Until the end of the transaction nobody begins a test for this person; read the clock after it."""
    db.session.scalars(actions.locked(person.id)).one()


def give(
    person: Person,
    *,
    course: str,
    quiz: Quiz,
    extra: Extra,
    reason: str,
    by: Actor,
    at: datetime,
) -> Allowance:
    """It holds for every later attempt, and moves the end of one that is open; `hold` came before `at`."""
    assert by.person_id is not None
    _ensure_may_give(quiz, extra, is_own=by.person_id == person.id)
    if extra.closes_at is not None and extra.closes_at <= at:
        raise PastEnd
    given = Allowance(
        person_id=person.id,
        course=course,
        test=quiz.id,
        minutes=extra.minutes,
        attempts=extra.attempts,
        closes_at=extra.closes_at,
        reason=reason,
        given_at=at,
        given_by_id=by.person_id,
    )
    db.session.add(given)
    db.session.flush()
    told = {"course": course, "test": quiz.id, "minutes": extra.minutes, "attempts": extra.attempts}
    ends = extra.closes_at.isoformat() if extra.closes_at else None
    journal.record(by, "allowance given", given, at=at, person=person.id, ends=ends, **told)
    for attempt in allowances.open_attempts(person.id, course, quiz.id):
        _move_end(attempt, quiz, course, by=by, at=at)
    return given


def _ensure_may_give(quiz: Quiz, extra: Extra, *, is_own: bool) -> None:
    if is_own:
        raise OwnTest
    if not (extra.minutes or extra.attempts or extra.closes_at):
        raise NothingGiven
    if extra.minutes and quiz.minutes is None:
        raise NothingToExtend
    if extra.attempts and quiz.attempts is None:
        raise NoLimitOfAttempts


def _move_end(attempt: Attempt, quiz: Quiz, course: str, *, by: Actor, at: datetime) -> None:
    """From the minutes that were promised when it began."""
    given = allowances.given(attempt.person_id, course, quiz.id)
    window = given.within(allowances.window(attempt.person_id, course, quiz.id, at))
    minutes = attempt.rule["minutes"]
    anew = rules.deadline(attempt.begun_at, minutes, given.minutes, window.closes_at)
    moved = rules.extended(attempt.deadline_at, anew, at)
    if moved != attempt.deadline_at:
        was, attempt.deadline_at = attempt.deadline_at, moved
        db.session.flush()
        facts = {"was": _iso(was), "now": _iso(moved)}
        journal.record(by, "end of attempt moved", attempt, at=at, **facts)


def _iso(moment: datetime | None) -> str | None:
    return moment.isoformat() if moment else None


def end_allowance(given: Allowance, *, by: Actor, at: datetime) -> None:
    """For later attempts; nothing is taken from one that has begun. The row stays, with its reason."""
    if given.ended_at is not None:
        raise AlreadyEnded
    given.ended_at, given.ended_by_id = at, by.person_id
    db.session.flush()
    journal.record(by, "allowance ended", given, at=at, person=given.person_id)


def set_window(
    unit: Unit,
    *,
    course: str,
    test: str,
    opens_at: datetime,
    closes_at: datetime,
    by: Actor,
    at: datetime,
) -> UnitWindow:
    """It holds for attempts begun from now on; one that is open keeps its end."""
    if closes_at <= opens_at:
        raise WindowBackwards
    assert by.person_id is not None
    made = UnitWindow(
        unit_id=unit.id,
        course=course,
        test=test,
        opens_at=opens_at,
        closes_at=closes_at,
        set_at=at,
        set_by_id=by.person_id,
    )
    db.session.add(made)
    db.session.flush()
    days = {"opens": opens_at.isoformat(), "closes": closes_at.isoformat()}
    journal.record(by, "window set", made, at=at, unit=unit.id, course=course, test=test, **days)
    return made


def end_window(window: UnitWindow, *, by: Actor, at: datetime) -> None:
    if window.ended_at is not None:
        raise AlreadyEnded
    window.ended_at, window.ended_by_id = at, by.person_id
    db.session.flush()
    journal.record(by, "window ended", window, at=at, unit=window.unit_id)
