"""Walkthroughs as a rule of a course: so many of them finished, of different scenarios, so many competent."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True)
class Asked:
    """How many walkthroughs a course asks for, and how many of them as competent."""

    finished: int
    competent: int


@dataclass(frozen=True)
class Played:
    """A run that came to an ending."""

    run_id: int
    scenario: str
    verdict: str
    percent: int
    at: datetime
    language: str | None

    @property
    def is_competent(self) -> bool:
        return self.verdict == "competent"

    @property
    def rank(self) -> tuple[bool, int]:
        """A competent run before any other: two serious counts weigh more than all points."""
        return self.is_competent, self.percent


@dataclass(frozen=True)
class Walked:
    """The runs with which the rule was met, and the moment of it."""

    runs: tuple[Played, ...]
    at: datetime


def best(runs: Iterable[Played]) -> dict[str, Played]:
    """Of each scenario the run that counts; of two alike the earlier."""
    found: dict[str, Played] = {}
    for run in runs:
        if run.scenario not in found or run.rank > found[run.scenario].rank:
            found[run.scenario] = run
    return found


def walked(asked: Asked, runs: Iterable[Played]) -> Walked | None:
    """At the first moment when it was met: what is played later, better or worse, changes nothing of it.

    `runs` are in the order in which they were finished.
    """
    so_far: list[Played] = []
    for run in runs:
        so_far.append(run)
        counted = best(so_far).values()
        competent = sum(one.is_competent for one in counted)
        if len(counted) >= asked.finished and competent >= asked.competent:
            chosen = sorted(counted, key=lambda one: (not one.is_competent, one.at, one.run_id))
            of_these = chosen[: max(asked.finished, asked.competent)]
            return Walked(tuple(sorted(of_these, key=lambda one: (one.at, one.run_id))), run.at)
    return None
