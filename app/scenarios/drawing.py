"""A scenario's scenes as a map: where each stands, which ways lead on, and what is laid over it.

The units are those of the view box; at 320 pixels of screen a number in a node is still read.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from app.scenarios.layering import Laid, Way, lay
from app.scenarios.leading import options
from app.scenarios.play import WRITTEN
from app.scenarios.reading import Scenario
from app.scenarios.shapes import Ending, Scene, Writing
from app.scenarios.spacing import WIDTH

RADIUS = 14
# Between the middles of two layers, and what an arrow needs before a node.
_STEP, _TIP = 50, 3
# How far a way upwards swings aside where another runs straight down.
_SWING = 26
_THINNEST, _THICKEST = 1.5, 9.0


@dataclass(frozen=True)
class Node:
    """`outcome` is that of an ending."""

    scene: str
    number: int
    kind: str
    outcome: str | None
    x: int
    y: int


@dataclass(frozen=True)
class Edge:
    """From scene to scene by one option or several; `line` is the path of the picture."""

    start: str
    end: str
    options: tuple[str, ...]
    is_back: bool
    line: str

    @property
    def way(self) -> Way:
        return (self.start, self.end)


@dataclass(frozen=True)
class Drawing:
    """`leads` says the same as the picture: of each scene where each option may lead; nowhere: one stays."""

    height: int
    nodes: tuple[Node, ...] = field(hash=False)
    edges: tuple[Edge, ...] = field(hash=False)
    leads: Mapping[str, Mapping[str, tuple[str, ...]]] = field(hash=False)
    width: int = WIDTH

    @cached_property
    def ends(self) -> Mapping[str, tuple[str, ...]]:
        """By scene the scenes to which a line leads from it."""
        found: dict[str, tuple[str, ...]] = {}
        for edge in self.edges:
            found[edge.start] = (*found.get(edge.start, ()), edge.end)
        return found


def draw(scenario: Scenario) -> Drawing:
    file = scenario.file
    leads = {name: _leads(scene, set(file.scenes)) for name, scene in file.scenes.items()}
    carried: dict[Way, list[str]] = {}
    for start, of_scene in leads.items():
        for option, ends in of_scene.items():
            for end in ends:
                if end != start:
                    carried.setdefault((start, end), []).append(option)
    laid = lay(list(file.scenes), carried, file.begins)
    nodes = tuple(_node(scenario, name, laid) for name in file.scenes)
    edges = tuple(
        Edge(*way, tuple(by), way in laid.back, _line(way, laid, carried))
        for way, by in carried.items()
    )
    return Drawing(_y(len(laid.layers)) - _STEP // 2 + RADIUS // 2, nodes, edges, leads)


def _leads(scene: Scene, known: set[str]) -> dict[str, tuple[str, ...]]:
    found = {}
    for name, ways in _ways(scene):
        found[name] = tuple(dict.fromkeys(way.scene for way in ways if way.scene in known))
    return found


def _ways(scene: Scene) -> Iterator[tuple[str, Any]]:
    if isinstance(scene, Writing):
        yield WRITTEN, scene.ways
    for option in options(scene):
        yield option.id, option.ways


def _node(scenario: Scenario, name: str, laid: Laid) -> Node:
    scene = scenario.scene(name)
    outcome = scene.outcome if isinstance(scene, Ending) else None
    place = (laid.across[name, None], _y(laid.layer(name)))
    return Node(name, scenario.numbers[name], scene.kind, outcome, *place)


def _y(layer: int) -> int:
    return RADIUS + 4 + layer * _STEP


# ---- Lines ----


def _line(way: Way, laid: Laid, carried: Iterable[Way]) -> str:
    stops = [(x, _y(layer)) for x, layer in laid.stops(way)]
    is_back = way in laid.back
    if is_back:
        stops.reverse()
        if len(stops) == 2 and way[::-1] in carried:
            return _swung(*stops)
    turn = -1 if is_back else 1
    stops[0] = (stops[0][0], stops[0][1] + turn * RADIUS)
    stops[-1] = (stops[-1][0], stops[-1][1] - turn * (RADIUS + _TIP))
    drawn, straight = [f"M{stops[0][0]} {stops[0][1]}"], 0
    for (x, y), (to_x, to_y) in zip(stops, stops[1:], strict=False):
        if x == to_x:
            straight += to_y - y
            continue
        drawn.append(f"v{straight}" if straight else "")
        straight, aside, down = 0, to_x - x, to_y - y
        drawn.append(f"c0 {down // 2} {aside} {down // 2} {aside} {down}")
    return "".join(drawn) + (f"v{straight}" if straight else "")


def _swung(start: tuple[int, int], end: tuple[int, int]) -> str:
    """A way up between neighbours, beside the way down."""
    (x, y), (to_x, to_y) = start, end
    aside = _SWING if max(x, to_x) + RADIUS + _SWING < WIDTH else -_SWING
    side = RADIUS if aside > 0 else -RADIUS
    return (
        f"M{x + side} {y}C{x + side + aside} {y} {to_x + side + aside} {to_y}"
        f" {to_x + side + (_TIP if side > 0 else -_TIP)} {to_y}"
    )


# ---- What is laid over it ----


@dataclass(frozen=True)
class Marks:
    """One person's walk: each scene with the moments it was entered, from 1; where they stand; or how many went."""

    visited: Mapping[str, tuple[int, ...]] = field(default_factory=dict)
    walked: frozenset[Way] = frozenset()
    current: str | None = None
    counts: Mapping[Way, int] = field(default_factory=dict)

    @cached_property
    def _most(self) -> int:
        return max(self.counts.values(), default=0)

    @property
    def path(self) -> tuple[str, ...]:
        """The scenes in the order in which they were entered."""
        moments = [(moment, scene) for scene, own in self.visited.items() for moment in own]
        return tuple(scene for _moment, scene in sorted(moments))

    def strands(self, drawing: Drawing) -> Iterator[tuple[str, str, list[Edge]]]:
        """Lines that look alike: the class and the tip of each bundle; those that were walked lie on top."""
        for walked in (False, True):
            for back in (False, True):
                kind = (" walked" if walked else "") + (" back" if back else "")
                found = [
                    edge
                    for edge in drawing.edges
                    if edge.is_back == back and (edge.way in self.walked) == walked
                ]
                if found:
                    yield kind, "gone" if walked else "tip", found

    def thickness(self, edge: Edge) -> str:
        """By the share of the most used way; one that nobody went stays as thin as it can be."""
        share = self.counts.get(edge.way, 0) / (self._most or 1)
        return f"{_THINNEST + (_THICKEST - _THINNEST) * share:.1f}"


def walk(scenes: Iterable[str]) -> Marks:
    """The marks of scenes in the order in which somebody was in them; what stays in a scene is one visit."""
    visited: dict[str, tuple[int, ...]] = {}
    walked: set[Way] = set()
    last: str | None = None
    moment = 0
    for scene in scenes:
        if scene == last:
            continue
        moment += 1
        visited[scene] = (*visited.get(scene, ()), moment)
        if last is not None:
            walked.add((last, scene))
        last = scene
    return Marks(visited, frozenset(walked), last)
