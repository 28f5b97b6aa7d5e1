"""What people are given beyond the terms of a test, and the days in which their units take it."""

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import bindparam, func, select

from app.accounts import queries as people
from app.accounts.models import Person, Unit
from app.assessment import rules
from app.assessment.models import Allowance, AnyAttempt, Attempt, UnitWindow
from app.assessment.rules import Extra, Window
from app.core.clock import day_of
from app.curriculum import queries as curriculum
from app.db.session import db, rows

_GIVEN = select(Allowance.test, Allowance.minutes, Allowance.attempts, Allowance.closes_at).where(
    Allowance.person_id == bindparam("person_id"),
    Allowance.course == bindparam("course"),
    Allowance.ended_at.is_(None),
)


def all_given(person_id: int, course: str) -> dict[str, Extra]:
    """By test of the course what the person has beyond its terms; one statement."""
    found: dict[str, list[Extra]] = {}
    for test, *given in rows(_GIVEN, person_id=person_id, course=course):
        found.setdefault(test, []).append(Extra(*given))
    return {test: rules.together(given) for test, given in found.items()}


def given(person_id: int, course: str, test: str) -> Extra:
    return all_given(person_id, course).get(test, Extra())


_WINDOWS = (
    select(UnitWindow.test, UnitWindow.opens_at, UnitWindow.closes_at, Unit.path)
    .join(UnitWindow.unit)
    .where(UnitWindow.course == bindparam("course"), UnitWindow.ended_at.is_(None))
    .order_by(UnitWindow.id)
)


def windows(person_id: int, course: str, at: datetime) -> dict[str, Window]:
    """By test the window of the nearest unit above the person's post; of two of one unit the later set."""
    there = rows(_WINDOWS, course=course)
    if not there:
        return {}
    own = people.unit_path_of(person_id, on=day_of(at)) or ""
    above = sorted((row for row in there if own.startswith(row[3])), key=lambda row: len(row[3]))
    return {test: Window(opens_at, closes_at) for test, opens_at, closes_at, _path in above}


def window(person_id: int, course: str, test: str, at: datetime) -> Window:
    return windows(person_id, course, at).get(test, Window())


_LAST_END = select(Allowance.test, func.max(Allowance.closes_at)).where(
    Allowance.course == bindparam("course"), Allowance.ended_at.is_(None)
)
_LAST_ENDS = _LAST_END.group_by(Allowance.test)


def over(person_id: int, course: str, tests: Collection[str], at: datetime) -> dict[str, bool]:
    """Whether the window of each has closed, for the last of those who were given a later end as well.

    Else whoever sees the answers could tell them to somebody who still takes the test.
    """
    if not tests:
        return {}
    own, last = windows(person_id, course, at), dict(map(tuple, rows(_LAST_ENDS, course=course)))
    ends = {test: own.get(test, Window()) for test in tests}
    return {test: Extra(closes_at=last.get(test)).within(w).is_over(at) for test, w in ends.items()}


def is_window_over(attempt: AnyAttempt, at: datetime) -> bool:
    course = curriculum.edition(attempt.release_id).name
    return over(attempt.person_id, course, [attempt.test], at)[attempt.test]


def of_person(person_id: int) -> list[tuple[Allowance, Person]]:
    """Each with who gave it, ended ones as well, the newest first."""
    wanted = (
        select(Allowance, Person)
        .join(Person, Person.id == Allowance.given_by_id)
        .where(Allowance.person_id == person_id)
        .order_by(Allowance.id.desc())
    )
    return [(given, by) for given, by in db.session.execute(wanted)]


def allowance(allowance_id: int, *, lock: bool = False) -> Allowance | None:
    wanted = select(Allowance).where(Allowance.id == allowance_id)
    return db.session.scalars(wanted.with_for_update() if lock else wanted).one_or_none()


def open_attempts(person_id: int, course: str, test: str) -> list[Attempt]:
    """Those whose end an allowance moves, held for it: whoever saves an answer waits."""
    wanted = (
        select(Attempt)
        .where(Attempt.person_id == person_id, Attempt.test == test, Attempt.state == rules.OPEN)
        .with_for_update(of=Attempt)
        .execution_options(populate_existing=True)
    )
    names = curriculum.edition
    return [a for a in db.session.scalars(wanted) if names(a.release_id).name == course]


def windows_of(unit_ids: Collection[int]) -> list[UnitWindow]:
    """Set for these units, ended ones as well, the newest first."""
    wanted = select(UnitWindow).where(UnitWindow.unit_id.in_(unit_ids))
    return list(db.session.scalars(wanted.order_by(UnitWindow.id.desc())))


def window_of_unit(window_id: int, *, lock: bool = False) -> UnitWindow | None:
    wanted = select(UnitWindow).where(UnitWindow.id == window_id)
    return db.session.scalars(wanted.with_for_update() if lock else wanted).one_or_none()
