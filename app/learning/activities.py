"""The tests of a course as its student sees them, and what stands before and after a lesson."""

from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from app.assessment import allowances, quizzes, siblings, taught, terms
from app.assessment.models import Attempt, AttemptState
from app.assessment.quizzes import Quiz
from app.assessment.rules import Extra, Window
from app.core.problems import Problems
from app.curriculum import queries as curriculum
from app.curriculum.shapes import Course, Lesson
from app.db.session import db
from app.learning import rules
from app.learning.queries import Study, context_of, of


@lru_cache(maxsize=500)
def _parsed(text: str) -> Quiz:
    quiz = quizzes.read(text, "quiz", Problems())
    assert quiz is not None, "a release holds only tests that were checked"
    return quiz


def quiz(course: Course, quiz_id: str | None) -> Quiz | None:
    """A test of the course; parsed once, since a release never changes."""
    found = course.quiz(quiz_id or "")
    return _whole(course, _parsed(found.text)) if found else None


def _whole(course: Course, quiz: Quiz) -> Quiz:
    """A test after the course may have the draw of the one before it."""
    return quiz if quiz.draw else siblings.whole(quiz, [_parsed(q.text) for q in course.quizzes])


@dataclass(frozen=True)
class Test:
    """A test with what the student did of it; `locked` says that lessons must be read first.

    `hidden` are attempts whose score the test does not show; `window` the days in which the unit takes it.
    """

    quiz: Quiz
    attempts: tuple[Attempt, ...]
    locked: bool
    extra: Extra = Extra()
    window: Window = Window()
    hidden: frozenset[int] = frozenset()
    at: datetime | None = None

    @property
    def terms(self) -> terms.Terms:
        return terms.of(terms.kept(self.quiz))

    @property
    def is_shut(self) -> bool:
        """The days for it have not come, or are over."""
        early = (
            self.window.opens_at is not None
            and self.at is not None
            and self.at < self.window.opens_at
        )
        return early or (self.at is not None and self.window.is_over(self.at))

    @property
    def shows_score(self) -> bool:
        return self.best is not None and self.best.id not in self.hidden

    @property
    def open(self) -> Attempt | None:
        return next((a for a in self.attempts if a.state == AttemptState.OPEN), None)

    @property
    def finished(self) -> tuple[Attempt, ...]:
        return tuple(a for a in self.attempts if a.state == AttemptState.HANDED_IN)

    @property
    def being_marked(self) -> Attempt | None:
        """Markers are still reading it."""
        return next((a for a in self.attempts if a.is_being_marked), None)

    @property
    def best(self) -> Attempt | None:
        graded = [a for a in self.finished if not a.is_being_marked]
        return max(graded, key=lambda a: (a.score or 0) / (a.maximum or 1), default=None)

    @property
    def passed(self) -> bool:
        return any(a.passed for a in self.finished)

    @property
    def left(self) -> int | None:
        """Attempts left; None when there is no limit."""
        return self.terms.left(len(self.attempts), self.extra.attempts)


def tests(study: Study, *, at: datetime) -> dict[str, Test]:
    """Every test of the course by its id."""
    mine, person_id = attempts_of(study.enrolment.id), study.enrolment.person_id
    extras = allowances.all_given(person_id, study.course.id)
    windows = allowances.windows(person_id, study.course.id, at)
    hidden = taught.hidden(mine, at)
    return {
        q.id: Test(
            quiz=_whole(study.course, _parsed(q.text)),
            attempts=tuple(a for a in mine if a.test == q.id),
            locked=not rules.may_take(q.kind, study.standing),
            extra=extras.get(q.id, Extra()),
            window=extras.get(q.id, Extra()).within(windows.get(q.id, Window())),
            hidden=hidden,
            at=at,
        )
        for q in study.course.quizzes
    }


def attempts_of(enrolment_id: int) -> list[Attempt]:
    """Every attempt within an enrolment, the newest first."""
    return list(
        db.session.scalars(
            select(Attempt)
            .where(Attempt.context == context_of(enrolment_id))
            .order_by(Attempt.begun_at.desc())
        )
    )


def being_marked(enrolment_id: int) -> dict[str, Attempt]:
    """By test, the attempt that markers are still reading."""
    return {a.test: a for a in attempts_of(enrolment_id) if a.is_being_marked}


def attempts(person_id: int) -> list[Attempt]:
    """Every attempt of a person at a test of a course, the newest first."""
    return list(
        db.session.scalars(
            select(Attempt)
            .where(Attempt.person_id == person_id)
            .order_by(Attempt.begun_at.desc())
            .options(joinedload(Attempt.release))
        )
    )


def offered(person_id: int | None = None) -> dict[str, tuple[Course, Quiz]]:
    """Tests by `course/test`: of the releases a person studies, and else of what is offered now."""
    courses = {
        study.course.id: study.course for study in reversed(of(person_id) if person_id else [])
    }
    for _release, course in curriculum.current_courses():
        courses.setdefault(course.id, course)
    return {
        f"{course.id}/{q.id}": (course, _whole(course, _parsed(q.text)))
        for course in courses.values()
        for q in course.quizzes
    }


@dataclass(frozen=True)
class Around:
    """Where a lesson stands in its course; `number` counts lessons from 1."""

    number: int
    of: int
    before: Lesson | None
    after: Lesson | None


def around(course: Course, lesson_id: str) -> Around:
    ids = [lesson.id for lesson in course.lessons]
    place = ids.index(lesson_id)
    return Around(
        number=place + 1,
        of=len(ids),
        before=course.lessons[place - 1] if place else None,
        after=course.lessons[place + 1] if place + 1 < len(ids) else None,
    )


def lesson_after(course: Course, lesson_id: str) -> Lesson | None:
    """The lesson that follows at once; None where a test follows, or nothing."""
    things = [thing for module in course.modules for thing in module.contents]
    place = [thing.id for thing in things].index(lesson_id)
    following = things[place + 1] if place + 1 < len(things) else None
    return following if isinstance(following, Lesson) else None
