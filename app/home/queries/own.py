"""What waits for a person today, of their own studying."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import bindparam, select

from app.assessment.models import Attempt, AttemptState
from app.core.actor import Actor
from app.core.bilingual import Bilingual
from app.curriculum import queries as curriculum
from app.curriculum.shapes import Course, Scenario
from app.db.session import db
from app.home import rules
from app.learning import queries as learning
from app.learning.following import following
from app.obligations import owing
from app.scenarios import queries as scenarios


@dataclass(frozen=True)
class OpenTest:
    """An attempt that was begun and not handed in, or that markers are still reading."""

    attempt_id: int
    place: tuple[str, str]
    title: Bilingual
    course: Bilingual
    deadline_at: datetime | None


@dataclass(frozen=True)
class OpenCase:
    """A walkthrough that was begun and has come to no ending."""

    run_id: int
    scenario: Scenario
    course: Bilingual


@dataclass(frozen=True)
class Begun:
    """A course begun and not complete, with what is next in it; `marked`: its final test, while markers read it."""

    study: learning.Study
    step: rules.Step | None
    lesson: Bilingual | None
    marked: int | None


@dataclass(frozen=True)
class Own:
    """A person's own day: first what runs out of time, then what goes on, what is due, what is done."""

    tests: list[OpenTest]
    marked: list[OpenTest]
    begun: list[Begun]
    due: list[owing.Due]
    others: list[Course]
    done: list[learning.Study]
    runs: list[OpenCase]

    @property
    def is_new(self) -> bool:
        return not self.begun and not self.done

    @property
    def is_empty(self) -> bool:
        return self.is_new and not self.due and not self.others


def own(actor: Actor, *, on: date) -> Own:
    """A constant number of statements, however many courses."""
    assert actor.person_id is not None
    studied = learning.of(actor.person_id)
    offered = curriculum.current_courses()
    stands = owing.stands(actor.person_id, studied, on=on)
    due = owing.due(stands, studied=studied, offered=offered)
    known = {study.course.id for study in studied} | {owed.course.id for owed in due}
    begun = [study for study in studied if study.completed_at is None]
    begun.sort(key=lambda s: rules.last_touched(s.enrolment.begun_at, s.standing), reverse=True)
    tests, marked = _open_tests(actor)
    return Own(
        tests=tests,
        marked=marked,
        begun=[_begun(study, marked) for study in begun],
        due=due,
        others=[
            course
            for _release, course in offered
            if course.id not in known and set(course.audience) & set(actor.professions)
        ],
        done=[study for study in studied if study.completed_at is not None],
        runs=_open_runs(actor.person_id) if any(s.course.scenarios for s in studied) else [],
    )


def _open_runs(person_id: int) -> list[OpenCase]:
    """The one begun last comes first."""
    found = []
    for run in scenarios.open_of_person(person_id):
        course = curriculum.course(run.release_id)
        scenario = course.scenario(run.scenario)
        assert scenario is not None
        found.append(OpenCase(run.run_id, scenario, course.title))
    return found


def _begun(study: learning.Study, marked: list[OpenTest]) -> Begun:
    thing = following(study.course, study.standing)
    step = rules.next_step(study.standing, is_played=isinstance(thing, Scenario))
    lesson = study.course.lesson(step.lesson) if step and step.lesson else None
    final = (learning.context_of(study.enrolment.id), study.course.final)
    waits = next((test.attempt_id for test in marked if test.place == final), None)
    return Begun(study, step, lesson.title if lesson else None, waits)


# Built once: that takes longer than asking it.
_OPEN = (
    select(
        Attempt.id,
        Attempt.context,
        Attempt.release_id,
        Attempt.test,
        Attempt.deadline_at,
        Attempt.state,
    )
    .where(
        Attempt.person_id == bindparam("person_id"),
        # Open, or handed in and not marked yet.
        Attempt.score.is_(None),
    )
    .order_by(Attempt.deadline_at.is_(None), Attempt.deadline_at, Attempt.id)
)


def _open_tests(actor: Actor) -> tuple[list[OpenTest], list[OpenTest]]:
    """Of those open, the one whose time ends first stands first, those without an end last; then what is marked."""
    rows = db.session.execute(_OPEN, {"person_id": actor.person_id})
    found: dict[AttemptState, list[OpenTest]] = {state: [] for state in AttemptState}
    for attempt_id, context, release_id, test, deadline_at, state in rows:
        course = curriculum.course(release_id)
        quiz = course.quiz(test)
        assert quiz is not None
        place = (context, test)
        found[state].append(OpenTest(attempt_id, place, quiz.title, course.title, deadline_at))
    return found[AttemptState.OPEN], found[AttemptState.HANDED_IN]
