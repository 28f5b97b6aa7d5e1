"""What a scenario declares, by itself: each id once, each variable of one kind and within its bounds."""

from collections.abc import Collection, Iterator

from app.core.problems import Problems
from app.core.shapes import Loc
from app.core.words import N_
from app.scenarios.parts import Variable
from app.scenarios.reading import Scenario
from app.scenarios.shapes import (
    Dialogue,
    Document,
    Hearing,
    Matrix,
    Qualification,
    ScenarioFile,
    Scene,
    Writing,
)


def check(scenario: Scenario, problems: Problems) -> None:
    for loc, ids in _lists(scenario.file):
        seen: set[str] = set()
        for n, one in enumerate(ids):
            if one in seen:
                says = N_("This id stands twice: %(id)s.")
                line = scenario.file.line_of(*loc, n)
                problems.error(scenario.path, line, "repeated-id", says, id=one)
            seen.add(one)
    for name, variable in scenario.file.variables.items():
        for code, says in _faults(variable):
            line = scenario.file.line_of("variables", name)
            problems.error(scenario.path, line, code, says, name=name)


def _faults(variable: Variable) -> Iterator[tuple[str, str]]:
    kinds = (variable.number, variable.flag, variable.members)
    if sum(kind is not None for kind in kinds) != 1:
        yield "one-kind", N_("A variable is a number, a flag or a set of members: %(name)s.")
    elif variable.number is not None and not variable.low <= variable.number <= variable.high:
        yield "out-of-bounds", N_("The number lies outside its bounds: %(name)s.")


def _lists(file: ScenarioFile) -> Iterator[tuple[Loc, Collection[str]]]:
    """Every list of ids in which each may stand once, with its place."""
    yield ("characters",), file.characters
    yield ("exhibits",), file.exhibits
    yield ("notes",), file.notes
    for name, variable in file.variables.items():
        yield ("variables", name, "members"), variable.members or ()
    for name, scene in file.scenes.items():
        for loc, ids in _of_scene(scene):
            yield ("scenes", name, *loc), ids


def _of_scene(scene: Scene) -> Iterator[tuple[Loc, Collection[str]]]:
    for which in ("choices", "outcomes", "passages", "blanks"):
        yield (which,), [one.id for one in getattr(scene, which, ())]
    match scene:
        case Dialogue():
            yield ("questions",), [one.id for one in scene.questions]
        case Document():
            for n, blank in enumerate(scene.blanks):
                yield ("blanks", n, "options"), blank.options
                yield ("blanks", n, "right"), blank.right
        case Qualification():
            yield ("offences",), scene.offences
            yield ("elements",), scene.elements
        case Matrix():
            yield ("rows",), scene.rows
            for name, rows in scene.supports.items():
                yield ("supports", name), rows
        case Hearing():
            yield ("reasons", "options"), scene.reasons.options
            yield ("reasons", "right"), scene.reasons.right
        case Writing():
            yield ("criteria",), scene.criteria
