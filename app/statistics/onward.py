"""Where an option leads for certain; where that depends on the state, only a replay tells."""

from collections.abc import Iterator

from app.scenarios.leading import options
from app.scenarios.play import WRITTEN
from app.scenarios.reading import Scenario
from app.scenarios.shapes import Scene, Way, Writing
from app.statistics.walks import WITHIN


def certain(scenario: Scenario) -> dict[str, str]:
    """By scene and option, as one text, the next scene."""
    return {
        name + WITHIN + option: to
        for name, scene in scenario.file.scenes.items()
        for option, to in _of(name, scene)
    }


def _of(name: str, scene: Scene) -> Iterator[tuple[str, str]]:
    ways = {one.id: one.ways for one in options(scene)}
    if isinstance(scene, Writing):
        ways = {WRITTEN: scene.ways}
    for option, own in ways.items():
        to = _surely(name, own)
        if to is not None:
            yield option, to


def _surely(name: str, ways: tuple[Way, ...]) -> str | None:
    """Without ways one stays; the first that is open is taken, and one without a condition always is."""
    if not ways:
        return name
    return ways[0].scene if ways[0].when is None else None
