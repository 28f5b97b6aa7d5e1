"""What came of trying every state of a case: kept in memory for previews, since trying takes seconds."""

from collections.abc import Mapping
from dataclasses import dataclass

from app.core.problems import Problem, Problems
from app.curriculum import queries as curriculum
from app.scenarios import checks, previewing
from app.scenarios.checks import Report
from app.scenarios.deciding import deciding
from app.scenarios.reading import Scenario


@dataclass(frozen=True)
class Tried:
    """`paths` are the shortest to each scene that can be reached; `matter`: scenes with what later asks about them."""

    report: Report | None
    problems: tuple[Problem, ...]
    paths: Mapping[str, tuple[str, ...]]
    matter: tuple[tuple[str, str], ...]


def tried(scenario: Scenario) -> Tried:
    """The states themselves are let go: there may be sixty thousand."""
    return curriculum.keep(("tried", scenario.digest), lambda: _try(scenario))


def _try(scenario: Scenario) -> Tried:
    problems = Problems()
    found = checks.try_out(scenario, problems)
    if found is None:
        return Tried(None, tuple(problems), {}, ())
    report, explored = found
    ways = {name: previewing.path_to(scenario, name, explored) for name in scenario.file.scenes}
    paths = {name: way for name, way in ways.items() if way is not None}
    return Tried(report, tuple(problems), paths, tuple(deciding(scenario)))
