"""What an attempt's person may be shown of it besides its questions: has its window closed, what are they given."""

from collections.abc import Callable, Iterable
from datetime import datetime

from app.assessment import allowances, rules, terms
from app.assessment.models import AnyAttempt, Attempt
from app.assessment.rules import Extra
from app.curriculum import queries as curriculum


def is_window_over(attempt: AnyAttempt, at: datetime) -> bool:
    """Asked only of tests that show something when their days are over."""
    return terms.shown(attempt.rule).waits and allowances.is_window_over(attempt, at)


def given(attempt: AnyAttempt) -> Extra:
    """Asked only of tests that have a limit which can be moved."""
    if attempt.rule["attempts"] is None and attempt.deadline_at is None:
        return Extra()
    course = curriculum.edition(attempt.release_id).name
    return allowances.given(attempt.person_id, course, attempt.test)


def hidden(attempts: Iterable[Attempt], at: datetime) -> frozenset[int]:
    """Attempts whose score their person is not shown (yet); statements only where something waits for its days."""
    return _unshown(attempts, at, _shows_score)


def untold(attempts: Iterable[Attempt], at: datetime) -> frozenset[int]:
    """Attempts whose right answers the test does not show (yet), whatever else of theirs is open."""
    return _unshown(attempts, at, _shows_key)


def _shows_score(attempt: AnyAttempt, is_over: bool) -> bool:
    when = terms.shown(attempt.rule).score
    return rules.may_show_score(attempt.state, when=when, is_window_over=is_over)


def _shows_key(attempt: AnyAttempt, is_over: bool) -> bool:
    when = terms.shown(attempt.rule).answers
    return rules.may_show_key(attempt.state, other_open=False, when=when, is_window_over=is_over)


def _unshown(
    attempts: Iterable[Attempt], at: datetime, shows: Callable[[Attempt, bool], bool]
) -> frozenset[int]:
    found, waiting = set(), []
    for attempt in attempts:
        if shows(attempt, False):
            continue
        found.add(attempt.id)
        if shows(attempt, True):
            waiting.append(attempt)
    return frozenset(found - _over(waiting, at))


def _over(waiting: list[Attempt], at: datetime) -> set[int]:
    by_course: dict[tuple[int, str], list[Attempt]] = {}
    for attempt in waiting:
        key = attempt.person_id, curriculum.edition(attempt.release_id).name
        by_course.setdefault(key, []).append(attempt)
    done: set[int] = set()
    for (person_id, course), attempts in by_course.items():
        over = allowances.over(person_id, course, {a.test for a in attempts}, at)
        done |= {a.id for a in attempts if over[a.test]}
    return done
