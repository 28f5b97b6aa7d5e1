"""Which parts of the state a later scene can still ask about. Two states that differ in nothing else are one."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from app.scenarios import conditions
from app.scenarios.conditions import Asked, Compared, Flag, Leaf, Within
from app.scenarios.parts import (
    Effects,
)
from app.scenarios.reading import Scenario
from app.scenarios.shapes import (
    Document,
    Matrix,
    Qualification,
    Scene,
    Way,
    Writing,
    choices,
)
from app.scenarios.state import RUNNING, State


@dataclass(frozen=True)
class Reads:
    """Names that are asked, by kind. `counts` are the numbers that every case has."""

    values: frozenset[str] = frozenset()
    evidence: frozenset[str] = frozenset()
    contacts: frozenset[str] = frozenset()
    deadlines: frozenset[str] = frozenset()
    chosen: frozenset[str] = frozenset()
    counts: frozenset[str] = frozenset()

    def __or__(self, other: "Reads") -> "Reads":
        return Reads(*(getattr(self, key) | getattr(other, key) for key in Reads.__annotations__))


@dataclass(frozen=True)
class Live:
    """By scene, what is asked there and in every scene that can follow."""

    scenario: Scenario
    reads: Mapping[str, Reads]

    def key(self, state: State) -> tuple[object, ...]:
        """Equal for two states that nothing ahead can tell apart."""
        reads = self.reads[state.scene]
        running = tuple(
            (name, due.state, due.at - state.minutes if due.state == RUNNING else 0)
            for name, due in sorted(state.deadlines.items())
            if name in reads.deadlines
        )
        here = f"{state.scene}/"
        return (
            state.scene,
            tuple((name, state.values[name]) for name in sorted(reads.values)),
            tuple((name, state.evidence.get(name)) for name in sorted(reads.evidence)),
            tuple(sorted(reads.contacts.intersection(state.contacts))),
            running,
            frozenset(one for one in state.chosen if one in reads.chosen or one.startswith(here)),
            tuple((name, state.number(name)) for name in sorted(reads.counts)),
        )


def live(scenario: Scenario) -> Live:
    own = {name: _own(scenario, scene) for name, scene in scenario.file.scenes.items()}
    ahead = {name: _next(scene) & set(own) for name, scene in scenario.file.scenes.items()}
    reads = {}
    for name in own:
        found = own[name]
        for follows in _reachable(name, ahead):
            found |= own[follows]
        reads[name] = _with_deadlines(scenario, found)
    return Live(scenario, reads)


def _reachable(name: str, ahead: Mapping[str, set[str]]) -> set[str]:
    seen, waiting = set(ahead[name]), list(ahead[name])
    while waiting:
        for follows in ahead[waiting.pop()] - seen:
            seen.add(follows)
            waiting.append(follows)
    return seen


def _next(scene: Scene) -> set[str]:
    return {way.scene for way in _all_ways(scene)}


def _all_ways(scene: Scene) -> Iterable[Way]:
    for choice in choices(scene):
        yield from choice.ways
    if isinstance(scene, Document | Qualification | Matrix):
        for reached in scene.outcomes:
            yield from reached.ways
    if isinstance(scene, Writing):
        yield from scene.ways


def _own(scenario: Scenario, scene: Scene) -> Reads:
    found = Reads()
    for when in whens(scene):
        for leaf in conditions.leaves(scenario.condition(when)):
            found |= reads_of(leaf, scenario)
    if isinstance(scene, Matrix):
        found |= Reads(evidence=frozenset(scene.supports))
    return found


def whens(scene: Scene) -> Iterable[str | None]:
    """Every condition of a scene."""
    yield from (passage.when for passage in scene.passages)
    yield from (choice.when for choice in choices(scene))
    yield from (way.when for way in _all_ways(scene))


def reads_of(leaf: Leaf, scenario: Scenario) -> Reads:
    match leaf:
        case Compared(name="evidence", counted=True):
            return Reads(evidence=frozenset(scenario.file.exhibits))
        case Compared(name=name, counted=False) if name in conditions.COUNTED:
            return Reads(counts=frozenset({name}))
        case Flag(name) | Within(name=name) | Compared(name=name):
            return Reads(values=frozenset({name}))
        case Asked(question, thing):
            kind = {"exhibit": "evidence", "character": "contacts", "deadline": "deadlines"}
            return Reads(**{kind.get(conditions.ASKED[question], "chosen"): frozenset({thing})})
    raise AssertionError(leaf)


def _with_deadlines(scenario: Scenario, reads: Reads) -> Reads:
    """A deadline that nobody asks about matters where missing it changes what somebody asks about."""
    more = {
        name
        for name, deadline in scenario.file.deadlines.items()
        if _touches(deadline.missed, reads)
    }
    return reads | Reads(deadlines=frozenset(more))


def _touches(effects: Effects, reads: Reads) -> bool:
    changed = {*effects.set, *effects.add, *effects.put, *effects.drop}
    evidence = {*effects.find, *effects.lose, *effects.spoil}
    return bool(
        changed & reads.values
        or evidence & reads.evidence
        or set(effects.meet) & reads.contacts
        or {*effects.start, *effects.keep} & reads.deadlines
        or (effects.harm and reads.counts & {"harm", "serious"})
    )
