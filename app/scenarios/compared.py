"""How others of the same profession chose, at each scene of a run. Shown from five of them on, of the newest
two hundred: a debrief must not read a hundred thousand runs."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from sqlalchemy import bindparam, func, select

from app.accounts.models import Appointment, Post
from app.db.session import rows
from app.scenarios.models import Run, RunState, RunStep
from app.scenarios.rules import FEWEST_COMPARED, MOST_COMPARED


@dataclass(frozen=True)
class Others:
    """Of `runs` finished runs of others that chose in this scene, how many took each option at first."""

    runs: int
    counts: Mapping[str, int]

    def share(self, option: str) -> float:
        return self.counts.get(option, 0) / self.runs


_PROFESSION = (
    select(Post.profession)
    .join(Appointment, Appointment.post_id == Post.id)
    .where(Appointment.person_id == bindparam("person_id"))
    .order_by(Appointment.from_day.desc())
    .limit(1)
)
# Asked for each run, the newest first, until there are enough: a list of all people of a profession is long.
_HELD = (
    select(Appointment.id)
    .join(Post, Post.id == Appointment.post_id)
    .where(Post.profession == bindparam("profession"), Appointment.person_id == Run.person_id)
)
# First runs that others of the profession brought to an ending.
_NEWEST = (
    select(Run.id)
    .where(
        Run.release_id == bindparam("release_id"),
        Run.scenario == bindparam("scenario"),
        Run.state == RunState.FINISHED,
        Run.number == 1,
        Run.person_id != bindparam("person_id"),
        _HELD.exists(),
    )
    .order_by(Run.id.desc())
    .limit(MOST_COMPARED)
)
_IN_ORDER = func.row_number().over(
    partition_by=(RunStep.run_id, RunStep.scene), order_by=RunStep.number
)
_MADE = (
    select(RunStep.scene, RunStep.option, _IN_ORDER.label("place"))
    .where(
        RunStep.run_id.in_(_NEWEST),
        RunStep.scene.in_(bindparam("scenes", expanding=True)),
        RunStep.option != "back",
    )
    .subquery()
)
_FIRST = (
    select(_MADE.c.scene, _MADE.c.option, func.count())
    .where(_MADE.c.place == 1)
    .group_by(_MADE.c.scene, _MADE.c.option)
)


def others(run: Run, scenes: Collection[str]) -> dict[str, Others]:
    """By scene, of these; scenes at which fewer than five others chose are left out, and so is who holds no post.

    Of each run the first choice at a scene counts, taken back or not: that is what came to mind.
    """
    found = rows(_PROFESSION, person_id=run.person_id)
    if not found:
        return {}
    chosen = rows(
        _FIRST,
        profession=found[0][0],
        release_id=run.release_id,
        scenario=run.scenario,
        person_id=run.person_id,
        scenes=sorted(scenes),
    )
    counted: dict[str, dict[str, int]] = {}
    for scene, option, times in chosen:
        counted.setdefault(scene, {})[option] = times
    return {
        scene: Others(total, options)
        for scene, options in counted.items()
        if (total := sum(options.values())) >= FEWEST_COMPARED
    }
