"""Where scenes lead, what they ask on the way, and how long it can take from each to the end."""

from collections.abc import Iterable, Iterator, Mapping

from app.scenarios.parts import Effects, minutes
from app.scenarios.shapes import (
    Choice,
    Dialogue,
    Document,
    Matrix,
    Qualification,
    Reached,
    ScenarioFile,
    Scene,
    Way,
    Writing,
    choices,
)

FOREVER = 10**9


def ways(scene: Scene) -> Iterator[Way]:
    for option in options(scene):
        yield from option.ways
    if isinstance(scene, Writing):
        yield from scene.ways


def options(scene: Scene) -> tuple[Choice | Reached, ...]:
    if isinstance(scene, Document | Qualification | Matrix):
        return scene.outcomes
    return choices(scene)


def reachable(name: str, follows: Mapping[str, set[str]]) -> set[str]:
    seen, waiting = set(follows[name]), list(follows[name])
    while waiting:
        for after in follows[waiting.pop()] - seen:
            seen.add(after)
            waiting.append(after)
    return seen


def longest(scenes: Mapping[str, Scene]) -> dict[str, int]:
    """Minutes that can pass from a scene to the end; where one can go round in a circle, for ever."""
    known: dict[str, int] = {}
    for name in scenes:
        stack = [name]
        on_the_way: set[str] = set()
        while stack:
            here = stack[-1]
            steps = [(takes, to) for takes, to, _then in _steps(scenes[here])]
            on_the_way.add(here)
            waiting = [to for _time, to in steps if to not in known]
            if any(to in on_the_way for to in waiting):
                known.update(dict.fromkeys(on_the_way, FOREVER))
                break
            if waiting:
                stack.append(waiting[0])
                continue
            times = [time + known[to] for time, to in steps]
            known[here] = min(FOREVER, _staying(scenes[here]) + max(times, default=0))
            on_the_way.discard(here)
            stack.pop()
    return known


def _steps(scene: Scene) -> Iterator[tuple[int, str, Effects]]:
    """How long it takes to each scene that can follow, and what is done on the way."""
    for option in options(scene):
        for way in option.ways:
            yield minutes(option.takes), way.scene, option.then
    if isinstance(scene, Writing):
        for way in scene.ways:
            yield minutes(scene.takes), way.scene, Effects()


def _staying(scene: Scene) -> int:
    """What can be done without leaving, each once."""
    asked = scene.questions if isinstance(scene, Dialogue) else ()
    limit = scene.limit if isinstance(scene, Dialogue) else None
    times = sorted((minutes(one.takes) for one in asked if one.to is None), reverse=True)
    others = choices(scene)[len(asked) :]
    return sum(times[:limit]) + sum(minutes(one.takes) for one in others if one.to is None)


def effects(scene: Scene) -> list[Effects]:
    return [scene.arrive, *(option.then for option in options(scene))]


def starts(scene: Scene) -> set[str]:
    """The deadlines that may begin to run in it."""
    return {name for one in effects(scene) for name in one.start}


def come_to_while_running(file: ScenarioFile, deadline: str) -> set[str]:
    """The scenes at which one may arrive while this deadline runs. More than are is no harm, fewer would be."""
    if any(deadline in one.missed.start for one in file.deadlines.values()):
        return set(file.scenes)
    lasts = minutes(file.deadlines[deadline].lasts)
    found: set[str] = set()
    waiting = [name for name, scene in file.scenes.items() if deadline in starts(scene)]
    while waiting:
        for takes, to, then in _steps(file.scenes[waiting.pop()]):
            runs_on = (takes <= lasts or deadline in then.start) and deadline not in then.keep
            if runs_on and to not in found:
                found.add(to)
                waiting.append(to)
    return found


def whens(scene: Scene) -> Iterable[str | None]:
    """Every condition of a scene."""
    yield from (passage.when for passage in scene.passages)
    yield from (choice.when for choice in choices(scene))
    yield from (way.when for way in ways(scene))
