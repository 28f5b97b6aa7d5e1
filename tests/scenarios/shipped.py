"""The shipped walkthroughs: released, and the longest ways through them that chance finds."""

import random
from functools import cache

from app.core.bundle import from_folder
from app.curriculum.models import Release
from app.scenarios import play
from app.scenarios.answers import Answer
from app.scenarios.reading import Scenario
from app.scenarios.state import State
from app.settings import ROOT
from tests import make
from tests.journeys import walks

CASES = ("inspector", "investigator", "prosecutor", "judge", "lawyer")
_TRIED = 12
# A way that has not ended by then goes on carefully, which ends.
_LONG = 60


@cache
def cases() -> dict[str, Scenario]:
    return walks.shipped()


def release() -> Release:
    """With the register and the glossary, whose names stand in pages."""
    for kind in ("law", "glossary"):
        make.release(kind, kind, from_folder(ROOT / "courses" / f"_{kind}"))
    return make.release("course", walks.COURSE, from_folder(ROOT / "courses" / walks.COURSE))


@cache
def longest(case: str) -> tuple[tuple[Answer, ...], State]:
    """The way with the most steps of some by chance, each of which asks whatever can be asked."""
    found = (walks.path(cases()[case], _asking(seed)) for seed in range(_TRIED))
    given, end = max(found, key=_steps)
    return tuple(given), end


def _steps(way: tuple[list[Answer], State]) -> int:
    return len(way[0])


def _asking(seed: int) -> walks.Choose:
    chance, taken = random.Random(seed), iter(range(_LONG))

    def choose(scenario: Scenario, state: State, offered: list[Answer]) -> Answer:
        if next(taken, None) is None:
            return walks.carefully(scenario, state, offered)
        asked = {one.id for one in play.questions(scenario, state)}
        return chance.choice([one for one in offered if one.get("choice") in asked] or offered)

    return choose
