"""Runs, their steps and what was written in them. A scenario is parsed once: releases never change."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import Any, NamedTuple

from sqlalchemy import bindparam, func, select
from sqlalchemy.orm import joinedload

from app.core.problems import Problems
from app.curriculum import queries as curriculum
from app.curriculum.shapes import Course
from app.curriculum.shapes import Scenario as Stated
from app.db.session import db, rows
from app.scenarios import play, reading
from app.scenarios.models import Reflection, Run, RunNote, RunState, RunStep, WritingMark
from app.scenarios.play import Run as Played
from app.scenarios.reading import Scenario

_STEPS = (
    select(RunStep.number, RunStep.scene, RunStep.option, RunStep.answer, RunStep.language, RunStep.at)
    .where(RunStep.run_id == bindparam("run_id"))
    .order_by(RunStep.number)
)  # fmt: skip
_RUN = select(Run).where(Run.id == bindparam("run_id"))
_MARKS = select(WritingMark).where(WritingMark.run_id == bindparam("run_id"))
_OPEN_OR_NEWEST = (
    select(Run)
    .where(Run.context == bindparam("context"), Run.scenario == bindparam("scenario"))
    .order_by(Run.number.desc())
)


# ---- Scenarios ----


def of_course(course: Course, scenario_id: str) -> Scenario | None:
    """A scenario of a released course."""
    stated = course.scenario(scenario_id)
    return _parsed(stated) if stated else None


@lru_cache(maxsize=200)
def _parsed(stated: Stated) -> Scenario:
    found = reading.read(stated.path, stated.text, stated.twins, Problems())
    assert found is not None, "a release holds only scenarios that were checked"
    return found


def scenario_of(run: Run) -> Scenario:
    """Without a statement once the release was read."""
    found = of_course(curriculum.course(run.release_id), run.scenario)
    assert found is not None, "a run is begun of a scenario of its release"
    return found


# ---- Runs ----


def run(run_id: int, *, lock: bool = False) -> Run | None:
    """`lock`: until the end of the transaction nobody else adds to it."""
    wanted = _RUN.with_for_update() if lock else _RUN
    return db.session.scalars(wanted, {"run_id": run_id}).one_or_none()


def runs_in(context: str, scenario: str) -> list[Run]:
    """The newest first."""
    asked = {"context": context, "scenario": scenario}
    return list(db.session.scalars(_OPEN_OR_NEWEST, asked))


class Step(NamedTuple):
    """A row as it was kept."""

    number: int
    scene: str
    option: str
    answer: dict[str, Any]
    language: str
    at: datetime


def steps(run_id: int) -> list[Step]:
    return [Step(*row) for row in rows(_STEPS, run_id=run_id)]


def played(run: Run, kept: list[Step]) -> Played:
    return play.replay(scenario_of(run), (step.answer for step in kept))


def standing_steps(kept: list[Step]) -> list[Step]:
    """Those that were not taken back."""
    found: list[Step] = []
    for step in kept:
        if step.answer.get("back"):
            found.pop()
        else:
            found.append(step)
    return found


def notes(run_id: int) -> list[RunNote]:
    wanted = select(RunNote).where(RunNote.run_id == run_id).order_by(RunNote.id)
    return list(db.session.scalars(wanted))


def reflection(run_id: int) -> Reflection | None:
    return db.session.get(Reflection, run_id)


def writing_marks(run_id: int) -> dict[int, WritingMark]:
    """By the number of the step with the text."""
    return {mark.number: mark for mark in db.session.scalars(_MARKS, {"run_id": run_id})}


# ---- What a course asks about its runs ----


@dataclass(frozen=True)
class Finished:
    """A run that came to an ending."""

    run_id: int
    context: str
    scenario: str
    verdict: str
    percent: int
    at: datetime
    language: str | None


_FINISHED = (
    select(Run.id, Run.context, Run.scenario, Run.verdict, Run.percent, Run.ended_at, Run.language)
    .where(Run.context.in_(bindparam("contexts", expanding=True)), Run.state == RunState.FINISHED)
    .order_by(Run.ended_at, Run.id)
)


def finished(contexts: Collection[str]) -> list[Finished]:
    """In the order in which they were finished."""
    return [Finished(*row) for row in rows(_FINISHED, contexts=list(contexts))]


class OpenRun(NamedTuple):
    """A run to go on with."""

    run_id: int
    release_id: int
    scenario: str


_OPEN = (
    select(Run.id, Run.release_id, Run.scenario)
    .where(Run.person_id == bindparam("person_id"), Run.state == RunState.OPEN)
    .order_by(Run.begun_at.desc(), Run.id.desc())
)


def open_of_person(person_id: int) -> list[OpenRun]:
    """The one begun last comes first."""
    return [OpenRun(*row) for row in rows(_OPEN, person_id=person_id)]


def of_context(context: str) -> list[Run]:
    """Every run of an enrolment, the newest first."""
    wanted = select(Run).where(Run.context == context).order_by(Run.begun_at.desc(), Run.id.desc())
    return list(db.session.scalars(wanted))


def of_person(person_id: int) -> list[Run]:
    """Every run of a person, the newest first, with its release."""
    wanted = (
        select(Run)
        .where(Run.person_id == person_id)
        .order_by(Run.begun_at.desc(), Run.id.desc())
        .options(joinedload(Run.release))
    )
    return list(db.session.scalars(wanted))


def next_number(run_id: int) -> int:
    wanted = select(func.coalesce(func.max(RunStep.number), 0)).where(RunStep.run_id == run_id)
    return int(db.session.scalar(wanted) or 0) + 1
