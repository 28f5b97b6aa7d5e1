"""What trainees wrote freely in walkthroughs, for the trainers who read it; without saying whose it is."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import NamedTuple

from markupsafe import Markup
from sqlalchemy import Select, exists, func, select

from app.accounts import queries as people
from app.accounts.models import Appointment, Post, Unit
from app.core.actor import Actor
from app.core.bilingual import Bilingual
from app.curriculum import queries as curriculum
from app.db.session import db
from app.scenarios import access, queries
from app.scenarios.models import Run, RunState, RunStep, WritingMark
from app.scenarios.pages import Reader
from app.scenarios.play import WRITTEN
from app.scenarios.shapes import Writing

# So many stand on the page of what waits, and of what one has marked.
SHOWN = 50


class Row(NamedTuple):
    """A text in a list: of which case and scene, in which language, since when it waits or when it was marked."""

    run_id: int
    number: int
    case: Bilingual
    scene: Bilingual
    language: str
    moment: datetime


@dataclass(frozen=True)
class Paper:
    """A text as a trainer sees it. There is no field for whose it is."""

    run_id: int
    number: int
    case: Bilingual
    scene: Bilingual
    task: Markup
    criteria: Mapping[str, Bilingual]
    text: str
    language: str


def step(run_id: int, number: int) -> RunStep | None:
    """A free text of a finished run; None of anything else."""
    wanted = (
        select(RunStep)
        .join(Run, Run.id == RunStep.run_id)
        .where(
            RunStep.run_id == run_id,
            RunStep.number == number,
            RunStep.option == WRITTEN,
            Run.state == RunState.FINISHED,
        )
    )
    return db.session.scalars(wanted).one_or_none()


def paper(run: Run, found: RunStep, language: str) -> Paper:
    """`language` is that of the reader; the text stands in its own."""
    scenario = queries.scenario_of(run)
    scene = scenario.scene(found.scene)
    assert isinstance(scene, Writing), "only free texts are read by trainers"
    here = ("scenes", found.scene)
    return Paper(
        run.id,
        found.number,
        scenario.title,
        scenario.texts[(*here, "title")],
        Reader(scenario, language).scene(found.scene)[("text",)],
        {one: scenario.texts[(*here, "criteria", one)] for one in scene.criteria},
        found.answer["text"],
        found.language,
    )


# ---- Lists ----


def _of(actor: Actor, *, on: date) -> Select:
    """Texts of finished runs of the people over whom the actor is a trainer, never their own."""
    return (
        select(
            RunStep.run_id, RunStep.number, RunStep.scene, RunStep.language, RunStep.at,
            Run.release_id, Run.scenario,
        )
        .join(Run, Run.id == RunStep.run_id)
        .join(Appointment, Appointment.person_id == Run.person_id)
        .join(Post, Post.id == Appointment.post_id)
        .join(Unit, Unit.id == Post.unit_id)
        .where(
            RunStep.option == WRITTEN,
            Run.state == RunState.FINISHED,
            Run.person_id != actor.person_id,
            people.placed(on),
            people.below(actor.reach(*access.MARKERS)),
        )
    )  # fmt: skip


def _waiting(actor: Actor, *, on: date) -> Select:
    marked = exists().where(
        WritingMark.run_id == RunStep.run_id, WritingMark.number == RunStep.number
    )
    return _of(actor, on=on).where(~marked)


def waiting(actor: Actor, *, on: date) -> list[Row]:
    """The one that waits longest first."""
    return _rows(_waiting(actor, on=on).order_by(RunStep.at, RunStep.run_id).limit(SHOWN))


def count(actor: Actor, *, on: date) -> int:
    wanted = _waiting(actor, on=on).with_only_columns(RunStep.run_id)
    return db.session.scalar(select(func.count()).select_from(wanted.subquery())) or 0


def done(actor: Actor, *, on: date) -> list[Row]:
    """What this trainer has marked, the newest first; the moment is that of the text."""
    mine = (WritingMark.run_id == RunStep.run_id) & (WritingMark.number == RunStep.number)
    wanted = _of(actor, on=on).join(WritingMark, mine)
    wanted = wanted.where(WritingMark.marker_id == actor.person_id)
    return _rows(wanted.order_by(WritingMark.at.desc(), WritingMark.id).limit(SHOWN))


def _rows(wanted: Select) -> list[Row]:
    found = []
    for run_id, number, scene, language, at, release_id, name in db.session.execute(wanted):
        scenario = queries.of_course(curriculum.course(release_id), name)
        assert scenario is not None, "a run is begun of a scenario of its release"
        title = scenario.texts[("scenes", scene, "title")]
        found.append(Row(run_id, number, scenario.title, title, language, at))
    return found
