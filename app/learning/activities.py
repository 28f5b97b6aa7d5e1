"""The tests of a course as its student sees them, and what stands before and after a lesson."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache

from sqlalchemy import bindparam, select
from sqlalchemy.orm import joinedload

from app.accounts import one_human
from app.assessment import allowances, quizzes, siblings, taught, terms
from app.assessment.models import Attempt, AttemptState
from app.assessment.quizzes import Quiz
from app.assessment.rules import Extra, Window
from app.core.bilingual import Bilingual
from app.core.problems import Problems
from app.curriculum import queries as curriculum
from app.curriculum.shapes import Course, Lesson, Scenario
from app.curriculum.shapes import Quiz as QuizStated
from app.db.session import db
from app.learning import rules
from app.learning.playing import Played
from app.learning.queries import Study, context_of, of
from app.scenarios import queries as scenarios
from app.scenarios.models import Run, RunState


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


@dataclass(frozen=True)
class Walk:
    """A walkthrough with what the student did of it: the run that is open, and the best one finished."""

    scenario: Scenario
    open: Run | None
    best: Played | None
    # Finished last.
    last: Run | None


def walks(study: Study) -> dict[str, Walk]:
    """Every walkthrough of the course by its id; asks nothing where there are none."""
    if not study.course.scenarios:
        return {}
    mine = scenarios.of_context(context_of(study.enrolment.id))
    return {
        one.id: Walk(
            scenario=one,
            open=_first(mine, one, RunState.OPEN),
            best=study.standing.played.get(one.id),
            last=_first(mine, one, RunState.FINISHED),
        )
        for one in study.course.scenarios
    }


def _first(runs: list[Run], scenario: Scenario, state: RunState) -> Run | None:
    return next((run for run in runs if run.scenario == scenario.id and run.state is state), None)


@dataclass(frozen=True)
class Done:
    """A run that came to an ending, with what it was called."""

    run: Run
    title: Bilingual
    course: Bilingual


def runs(studies: Sequence[Study]) -> list[Done]:
    """Finished runs of whom these are all enrolments, the newest first; asks only where a course has walkthroughs."""
    found = []
    people = {study.enrolment.person_id for study in studies if study.course.scenarios}
    for run in (run for person_id in people for run in scenarios.of_person(person_id)):
        course = curriculum.course(run.release_id)
        scenario = course.scenario(run.scenario)
        if scenario is not None and run.state is RunState.FINISHED:
            found.append(Done(run, scenario.title, course.title))
    return sorted(found, key=lambda one: (one.run.ended_at, one.run.id), reverse=True)


# Asked by every page of a course, and built once.
_ATTEMPTS_OF = (
    select(Attempt).where(Attempt.context == bindparam("context")).order_by(Attempt.begun_at.desc())
)


def attempts_of(enrolment_id: int) -> list[Attempt]:
    """Every attempt within an enrolment, the newest first."""
    return list(db.session.scalars(_ATTEMPTS_OF, {"context": context_of(enrolment_id)}))


def being_marked(enrolment_id: int) -> dict[str, Attempt]:
    """By test, the attempt that markers are still reading."""
    return {a.test: a for a in attempts_of(enrolment_id) if a.is_being_marked}


def attempts(person_id: int) -> list[Attempt]:
    """Every attempt of a person at a test of a course, under whichever of their records, the newest first."""
    return list(
        db.session.scalars(
            select(Attempt)
            .where(one_human.written_for(Attempt.person_id, person_id))
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
    # Before the next lesson there is a walkthrough to be played.
    is_played: bool


def around(course: Course, lesson_id: str) -> Around:
    ids = [lesson.id for lesson in course.lessons]
    place = ids.index(lesson_id)
    return Around(
        number=place + 1,
        of=len(ids),
        before=course.lessons[place - 1] if place else None,
        after=course.lessons[place + 1] if place + 1 < len(ids) else None,
        is_played=isinstance(_after(course, lesson_id), Scenario),
    )


def lesson_after(course: Course, lesson_id: str) -> Lesson | None:
    """The lesson that follows at once; None where a test or a walkthrough follows, or nothing."""
    following = _after(course, lesson_id)
    return following if isinstance(following, Lesson) else None


def _after(course: Course, lesson_id: str) -> Lesson | QuizStated | Scenario | None:
    things = [thing for module in course.modules for thing in module.contents]
    place = [thing.id for thing in things].index(lesson_id)
    return things[place + 1] if place + 1 < len(things) else None
