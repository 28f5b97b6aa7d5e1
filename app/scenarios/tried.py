"""What came of trying the states of a case: kept in memory for previews, since trying takes seconds."""

from collections.abc import Mapping
from dataclasses import dataclass

from app.core.problems import Problem, Problems
from app.curriculum import queries as curriculum
from app.scenarios import drawing, previewing, sound
from app.scenarios.checks import Report
from app.scenarios.deciding import deciding
from app.scenarios.drawing import Drawing
from app.scenarios.exploring import MOST_STATES
from app.scenarios.reading import Scenario

# How many states of one scene are tried for a way to every scene; more when one was not found.
_PER_SCENE = (60, 600, MOST_STATES)


@dataclass(frozen=True)
class Tried:
    """`matter`: scenes with what later asks about them."""

    report: Report | None
    problems: tuple[Problem, ...]
    matter: tuple[tuple[str, str], ...]


def tried(scenario: Scenario) -> Tried:
    """The states themselves are let go: there may be sixty thousand."""
    return curriculum.keep(("tried", scenario.digest), lambda: _try(scenario))


def _try(scenario: Scenario) -> Tried:
    problems = Problems()
    report = sound.check(scenario, problems)
    matter = tuple(deciding(scenario)) if report else ()
    return Tried(report, tuple(problems), matter)


def ways(scenario: Scenario) -> Mapping[str, tuple[str, ...]]:
    """To each scene that can be reached, as few steps as were found. Trying some states finds nearly all at once."""

    def find() -> Mapping[str, tuple[str, ...]]:
        found: dict[str, tuple[str, ...]] = {}
        for each in _PER_SCENE:
            found = previewing.shortest(scenario, each=each)
            if len(found) == len(scenario.file.scenes):
                break
        return found

    return curriculum.keep(("ways", scenario.digest), find)


def drawn(scenario: Scenario) -> Drawing:
    return curriculum.keep(("drawn", scenario.digest), lambda: drawing.draw(scenario))
