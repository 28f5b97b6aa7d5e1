"""Which decisions matter later: what a scene may bring about, held against what is asked after it."""

from collections.abc import Iterator

from app.core.shapes import Loc
from app.scenarios import conditions
from app.scenarios.conditions import Asked
from app.scenarios.leading import options, whens
from app.scenarios.reading import Scenario
from app.scenarios.shapes import (
    Choice,
    Dialogue,
    Document,
    Ending,
    Matrix,
    Qualification,
    Reached,
    Scene,
    Writing,
)


def placed(scene: Scene) -> tuple[tuple[Choice | Reached, Loc], ...]:
    """Everything that can come of a scene, with its place in the file."""
    found: list[tuple[Choice | Reached, Loc]] = []
    if isinstance(scene, Dialogue):
        found += [(one, ("questions", n)) for n, one in enumerate(scene.questions)]
    if isinstance(scene, Document | Qualification | Matrix):
        found += [(one, ("outcomes", n)) for n, one in enumerate(scene.outcomes)]
    elif not isinstance(scene, Ending | Writing):
        found += [(one, ("choices", n)) for n, one in enumerate(scene.choices)]
    return tuple(found)


def deciding(scenario: Scenario) -> list[tuple[str, str]]:
    """Scenes with the names that are asked later of what was decided there: the decisions that matter."""
    asked = _asked(scenario)
    found = []
    for name, scene in scenario.file.scenes.items():
        offered = options(scene)
        if len(offered) < 2:
            continue
        changed = {thing for option in offered for thing in _changes(name, option)}
        if changed & asked:
            found.append((name, ", ".join(sorted(changed & asked))))
    return found


def _changes(scene: str, option: Choice | Reached) -> Iterator[str]:
    then = option.then
    yield from (*then.set, *then.add, *then.put, *then.drop)
    yield from (*then.find, *then.lose, *then.spoil, *then.meet, *then.start, *then.keep)
    yield from ("harm", "serious") if then.harm else ()
    yield f"{scene}/{option.id}"


def _asked(scenario: Scenario) -> set[str]:
    found: set[str] = set()
    for scene in scenario.file.scenes.values():
        for when in whens(scene):
            for leaf in conditions.leaves(scenario.condition(when)):
                found.add(leaf.thing if isinstance(leaf, Asked) else leaf.name)
    return found
