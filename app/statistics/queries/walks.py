"""Runs of walkthroughs: how many there are of each, and all of one in compact rows."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from sqlalchemy import ColumnElement, Integer, String, case, cast, func, literal, select

from app.accounts.models import Appointment, Post
from app.accounts.one_human import counts_for
from app.accounts.queries import latest
from app.core.actor import Actor
from app.curriculum.models import Release
from app.db.session import rows
from app.learning import groups as learning
from app.learning.models import Group, GroupMember
from app.scenarios.models import Run, RunState, RunStep
from app.statistics.queries.attempts import within
from app.statistics.walk_raw import Given
from app.statistics.walks import BACK, BETWEEN, WITHIN, Row


@dataclass(frozen=True)
class Asked:
    """A scenario of a course release; `reach` as for tests."""

    release_id: int
    scenario: str
    reach: tuple[str, ...] | None
    on: date


class Size(NamedTuple):
    release_id: int
    scenario: str
    people: int
    runs: int
    open: int
    left: int
    finished: int
    competent: int
    vetoed: int


def _sum(condition: ColumnElement[bool]) -> ColumnElement[int]:
    return func.sum(case((condition, 1), else_=0))


def sizes(reach: Sequence[str] | None, on: date) -> list[Size]:
    """Of every walkthrough that anybody within the reach has begun."""
    wanted = (
        select(
            Run.release_id,
            Run.scenario,
            func.count(counts_for(Run.person_id).distinct()),
            func.count(),
            *(_sum(Run.state == state) for state in (RunState.OPEN, RunState.LEFT)),
            _sum(Run.state == RunState.FINISHED),
            *(_sum(Run.verdict == verdict) for verdict in ("competent", "vetoed")),
        )
        .where(within(reach, on, Run.person_id))
        .group_by(Run.release_id, Run.scenario)
    )
    return [Size(*row) for row in rows(wanted)]


def minutes(
    reach: Sequence[str] | None, on: date
) -> dict[tuple[int, str], list[tuple[float, int]]]:
    """Of finished runs from beginning to end, and how many took so long."""
    ended, begun = (func.extract("epoch", at) for at in (Run.ended_at, Run.begun_at))
    took = cast((ended - begun) / 60, Integer).label("took")
    wanted = (
        select(Run.release_id, Run.scenario, took, func.count())
        .where(Run.state == RunState.FINISHED, within(reach, on, Run.person_id))
        .group_by(Run.release_id, Run.scenario, took)
    )
    found: dict[tuple[int, str], list[tuple[float, int]]] = {}
    for release_id, scenario, spent, n in rows(wanted):
        found.setdefault((release_id, scenario), []).append((spent, n))
    return found


# The choice of a row, or that it takes one back; only rows of that name are looked into.
_OPTION = case(
    ((RunStep.option == "back") & RunStep.answer["back"].as_boolean(), literal(BACK)),
    else_=RunStep.option,
)


def _joined(what: ColumnElement) -> ColumnElement[str]:
    return func.aggregate_strings(what, BETWEEN)


def walks(asked: Asked) -> list[Row]:
    """One row for each run. The texts of a row are alike in their order, which may be any."""
    wanted = (
        select(
            Run.id,
            counts_for(Run.person_id),
            cast(Run.state, String),
            Run.verdict,
            Run.ending,
            Run.slight,
            Run.serious,
            Run.language,
            cast(Run.begun_at, String),
            _joined(cast(RunStep.number, String)),
            _joined(RunStep.scene + WITHIN + _OPTION),
            _joined(cast(RunStep.at, String)),
        )
        .outerjoin(RunStep, RunStep.run_id == Run.id)
        .where(*_of(asked))
        .group_by(Run.id)
    )
    return [Row(*row) for row in rows(wanted)]


def _of(asked: Asked) -> tuple[ColumnElement[bool], ...]:
    return (
        Run.release_id == asked.release_id,
        Run.scenario == asked.scenario,
        within(asked.reach, asked.on, Run.person_id),
    )


def professions(asked: Asked) -> dict[int, str]:
    """By person, as the present or else the last post says."""
    people = select(counts_for(Run.person_id)).where(*_of(asked))
    wanted = (
        select(Appointment.person_id, Post.profession)
        .join(Post, Post.id == Appointment.post_id)
        .where(Appointment.person_id.in_(people), latest(asked.on))
    )
    return {person_id: profession.value for person_id, profession in rows(wanted)}


def languages(asked: Asked) -> dict[int, str]:
    """Of runs that are open, in which most of their choices were made so far; by run."""
    wanted = (
        select(Run.id, _sum(RunStep.language == "ru"), _sum(RunStep.language == "ky"))
        .join(RunStep, RunStep.run_id == Run.id)
        .where(*_of(asked), Run.state == RunState.OPEN)
        .group_by(Run.id)
    )
    return {run_id: "ru" if ru > ky else "ky" for run_id, ru, ky in rows(wanted)}


def answers(run_ids: Collection[int]) -> dict[int, list[Given]]:
    """By run, in their order."""
    wanted = select(RunStep.run_id, RunStep.language, RunStep.answer).where(
        RunStep.run_id.in_(run_ids)
    )
    found: dict[int, list[Given]] = {run_id: [] for run_id in run_ids}
    for run_id, language, answer in rows(wanted.order_by(RunStep.run_id, RunStep.number)):
        found[run_id].append((language, answer))
    return found


def groups(actor: Actor) -> dict[int, tuple[Group, frozenset[int]]]:
    """The groups that the actor keeps, and who belongs to each now."""
    kept = [line.group for line in learning.kept_by(actor)]
    wanted = select(GroupMember.group_id, counts_for(GroupMember.person_id)).where(
        GroupMember.group_id.in_([group.id for group in kept]), GroupMember.left_at.is_(None)
    )
    found: dict[int, set[int]] = {group.id: set() for group in kept}
    for group_id, person_id in rows(wanted):
        found[group_id].add(person_id)
    return {group.id: (group, frozenset(found[group.id])) for group in kept}


def releases_with(asked: Asked, among: Sequence[Release]) -> list[Release]:
    """Those of these releases in which anybody within the reach has begun the same walkthrough."""
    wanted = select(Run.release_id).where(
        Run.release_id.in_([release.id for release in among]),
        Run.scenario == asked.scenario,
        within(asked.reach, asked.on, Run.person_id),
    )
    ids = {release_id for (release_id,) in rows(wanted.distinct())}
    return [release for release in among if release.id in ids]
