"""How others of the same profession chose, at each scene of a run. Shown from five of them on, of the newest
two hundred: a debrief must not read a hundred thousand runs."""

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import Select, bindparam, func, select

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


def others(run: Run) -> dict[str, Others]:
    """By scene; scenes at which fewer than five others chose are left out, and so is who holds no post.

    Of each run the first choice at a scene counts, taken back or not: that is what came to mind.
    """
    found = rows(_PROFESSION, person_id=run.person_id)
    if not found:
        return {}
    first = (
        select(RunStep.run_id, RunStep.scene, func.min(RunStep.number).label("number"))
        .where(RunStep.run_id.in_(_newest(run, found[0][0])), RunStep.option != "back")
        .group_by(RunStep.run_id, RunStep.scene)
        .subquery()
    )
    wanted = (
        select(RunStep.scene, RunStep.option, func.count())
        .join(first, (first.c.run_id == RunStep.run_id) & (first.c.number == RunStep.number))
        .group_by(RunStep.scene, RunStep.option)
    )
    counted: dict[str, dict[str, int]] = {}
    for scene, option, times in rows(wanted):
        counted.setdefault(scene, {})[option] = times
    return {
        scene: Others(total, options)
        for scene, options in counted.items()
        if (total := sum(options.values())) >= FEWEST_COMPARED
    }


def _newest(run: Run, profession: str) -> Select[int]:
    """First runs that others of the profession brought to an ending."""
    peers = (
        select(Appointment.person_id)
        .join(Post, Post.id == Appointment.post_id)
        .where(Post.profession == profession, Appointment.person_id != run.person_id)
    )
    return (
        select(Run.id)
        .where(
            Run.release_id == run.release_id,
            Run.scenario == run.scenario,
            Run.state == RunState.FINISHED,
            Run.number == 1,
            Run.person_id.in_(peers),
        )
        .order_by(Run.id.desc())
        .limit(MOST_COMPARED)
    )
