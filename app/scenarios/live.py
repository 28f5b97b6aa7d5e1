"""Which parts of the state a later scene can still ask about. Two states that differ in nothing else are one.

Of what nothing ahead changes, only the answers to the questions ahead are told apart; what only grows (hours, harm) is told
apart up to the highest bound; a deadline that cannot run out any more is as good as one with a year left.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from app.scenarios import conditions
from app.scenarios.conditions import Asked, Compared, Flag, Leaf, Within, holds
from app.scenarios.parts import Effects, minutes
from app.scenarios.reading import Scenario
from app.scenarios.shapes import (
    Choice,
    Dialogue,
    Document,
    Matrix,
    Qualification,
    Reached,
    Scene,
    Way,
    Writing,
    choices,
)
from app.scenarios.state import RUNNING, State

FOREVER = 10**9


@dataclass(frozen=True)
class Reads:
    """What is asked: questions about variables, exhibits and what only grows; the other names by kind."""

    values: frozenset[Leaf] = frozenset()
    evidence: frozenset[Asked] = frozenset()
    counts: frozenset[Compared] = frozenset()
    contacts: frozenset[str] = frozenset()
    deadlines: frozenset[str] = frozenset()
    chosen: frozenset[str] = frozenset()

    def __or__(self, other: "Reads") -> "Reads":
        return Reads(*(getattr(self, key) | getattr(other, key) for key in Reads.__annotations__))


@dataclass(frozen=True)
class _Ahead:
    """Of a scene and all that can follow it: what tells two states apart. Sorted, so that keys compare.

    `values` and `evidence` are told apart as they are, of `answered` questions only the answer; `counts` up to a bound.
    `longest` minutes can pass until the end. With `waits` one may have to wait for working hours on the way, so that the
    hour of the week tells states apart while time is asked about.
    """

    values: tuple[str, ...]
    evidence: tuple[str, ...]
    answered: tuple[Leaf, ...]
    counts: tuple[tuple[str, int], ...]
    contacts: frozenset[str]
    deadlines: tuple[str, ...]
    chosen: frozenset[str]
    longest: int
    waits: bool
    starts: bool


@dataclass(frozen=True)
class Live:
    """What is asked at each scene and after it."""

    ahead: Mapping[str, _Ahead]

    def key(self, state: State) -> tuple[object, ...]:
        """Equal for two states that nothing ahead can tell apart."""
        ahead = self.ahead[state.scene]
        here = f"{state.scene}/"
        return (
            state.scene,
            tuple([state.values[name] for name in ahead.values]),
            tuple([state.evidence.get(name) for name in ahead.evidence]),
            tuple([holds(one, state) for one in ahead.answered]),
            tuple([min(state.number(name), most) for name, most in ahead.counts]),
            ahead.contacts.intersection(state.contacts),
            tuple(_left(state, name, ahead.longest) for name in ahead.deadlines),
            frozenset([one for one in state.chosen if one in ahead.chosen or one.startswith(here)]),
        )


def _left(state: State, name: str, longest: int) -> object:
    due = state.deadlines.get(name)
    if due is None or due.state != RUNNING:
        return due and due.state
    return min(due.at - state.minutes, longest)


def live(scenario: Scenario) -> Live:
    scenes = scenario.file.scenes
    follows = {name: {way.scene for way in ways(scene)} for name, scene in scenes.items()}
    own = {name: _own(scenario, scene) for name, scene in scenes.items()}
    changed = {name: _changed(scene) for name, scene in scenes.items()}
    missed = {
        thing
        for deadline in scenario.file.deadlines.values()
        for thing in _touched(deadline.missed)
    }
    longest = _longest(scenes)
    ahead = {}
    for name in scenes:
        reads, moved = own[name], missed | changed[name]
        for after in _reachable(name, follows):
            reads |= own[after]
            moved |= changed[after]
        after_it = {name, *_reachable(name, follows)}
        waits = any(scenes[one].working for one in after_it - {name})
        whole = _with_deadlines(scenario, reads)
        starts = any(_starts(scenes[one]) & whole.deadlines for one in after_it)
        # Waiting is not bounded by what the scenes state.
        time = FOREVER if waits else longest[name]
        ahead[name] = _ahead(whole, moved, time, waits=waits, starts=starts)
    return Live(ahead)


def _starts(scene: Scene) -> set[str]:
    effects = [scene.arrive, *(option.then for option in _options(scene))]
    return {name for one in effects for name in one.start}


def _ahead(reads: Reads, moved: set[str], longest: int, *, waits: bool, starts: bool) -> _Ahead:
    counts: dict[str, int] = {}
    for one in reads.counts:
        # At or above it, one answer; below it, the other.
        bound = one.bound + (one.sign not in (">=", "<"))
        counts[one.name] = max(bound, counts.get(one.name, 0))
    asked = {*reads.values, *reads.evidence}
    return _Ahead(
        values=tuple(sorted({subject(one) for one in reads.values} & moved)),
        evidence=tuple(sorted({one.thing for one in reads.evidence} & moved)),
        answered=tuple(sorted((one for one in asked if subject(one) not in moved), key=repr)),
        counts=tuple(sorted(counts.items())),
        contacts=reads.contacts,
        deadlines=tuple(sorted(reads.deadlines)),
        chosen=reads.chosen,
        longest=longest,
        waits=waits,
        starts=starts,
    )


def subject(leaf: Leaf) -> str:
    """The variable or thing that is asked about."""
    return leaf.thing if isinstance(leaf, Asked) else leaf.name


# ---- Ways and times ----


def ways(scene: Scene) -> Iterator[Way]:
    for option in _options(scene):
        yield from option.ways
    if isinstance(scene, Writing):
        yield from scene.ways


def _options(scene: Scene) -> tuple[Choice | Reached, ...]:
    if isinstance(scene, Document | Qualification | Matrix):
        return scene.outcomes
    return choices(scene)


def _reachable(name: str, follows: Mapping[str, set[str]]) -> set[str]:
    seen, waiting = set(follows[name]), list(follows[name])
    while waiting:
        for after in follows[waiting.pop()] - seen:
            seen.add(after)
            waiting.append(after)
    return seen


def _longest(scenes: Mapping[str, Scene]) -> dict[str, int]:
    """Minutes that can pass from a scene to the end; where one can go round in a circle, for ever."""
    known: dict[str, int] = {}
    for name in scenes:
        stack = [name]
        on_the_way: set[str] = set()
        while stack:
            here = stack[-1]
            steps = list(_steps(scenes[here]))
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


def _steps(scene: Scene) -> Iterator[tuple[int, str]]:
    """How long it takes to each scene that can follow."""
    for option in _options(scene):
        for way in option.ways:
            yield minutes(option.takes), way.scene
    if isinstance(scene, Writing):
        for way in scene.ways:
            yield minutes(scene.takes), way.scene


def _staying(scene: Scene) -> int:
    """What can be done without leaving, each once."""
    times = sorted((minutes(one.takes) for one in choices(scene) if one.to is None), reverse=True)
    limit = scene.limit if isinstance(scene, Dialogue) else None
    return sum(times[:limit])


# ---- What is asked, what is changed ----


def _own(scenario: Scenario, scene: Scene) -> Reads:
    found = Reads()
    for when in whens(scene):
        for leaf in conditions.leaves(scenario.condition(when)):
            found |= _reads_of(leaf, scenario)
    if isinstance(scene, Matrix):
        found |= Reads(evidence=_all_found(scene.supports))
    return found


def whens(scene: Scene) -> Iterable[str | None]:
    """Every condition of a scene."""
    yield from (passage.when for passage in scene.passages)
    yield from (choice.when for choice in choices(scene))
    yield from (way.when for way in ways(scene))


def is_asked_for(scenario: Scenario, option: str) -> bool:
    """Some condition asks whether this very choice, `scene/choice`, was made."""
    return any(
        isinstance(leaf, Asked) and leaf.thing == option
        for scene in scenario.file.scenes.values()
        for when in whens(scene)
        for leaf in conditions.leaves(scenario.condition(when))
    )


def _all_found(exhibits: Iterable[str]) -> frozenset[Asked]:
    return frozenset(Asked("found", one) for one in exhibits)


def _reads_of(leaf: Leaf, scenario: Scenario) -> Reads:
    match leaf:
        case Compared(name=conditions.EVIDENCE, counted=True):
            return Reads(evidence=_all_found(scenario.file.exhibits))
        case Compared(name=name) if name in conditions.COUNTED:
            return Reads(counts=frozenset({leaf}))
        case Compared() | Flag() | Within():
            return Reads(values=frozenset({leaf}))
        case Asked(question, thing):
            match conditions.ASKED[question]:
                case "exhibit":
                    return Reads(evidence=frozenset({leaf}))
                case "character":
                    return Reads(contacts=frozenset({thing}))
                case "deadline":
                    return Reads(deadlines=frozenset({thing}))
            return Reads(chosen=frozenset({thing}))
    raise AssertionError(leaf)


def _changed(scene: Scene) -> set[str]:
    """Variables and exhibits that the scene may change."""
    effects = [scene.arrive, *(option.then for option in _options(scene))]
    return {thing for one in effects for thing in _touched(one)}


def _touched(effects: Effects) -> set[str]:
    variables = {*effects.set, *effects.add, *effects.put, *effects.drop}
    return {*variables, *effects.find, *effects.lose, *effects.spoil}


def _with_deadlines(scenario: Scenario, reads: Reads) -> Reads:
    """A deadline that nobody asks about matters where missing it changes what somebody asks about."""
    more = {
        name
        for name, deadline in scenario.file.deadlines.items()
        if _touches(deadline.missed, reads)
    }
    return reads | Reads(deadlines=frozenset(more))


def _touches(effects: Effects, reads: Reads) -> bool:
    asked = {subject(one) for one in (*reads.values, *reads.evidence)}
    counted = {one.name for one in reads.counts} & {"harm", "serious"}
    return bool(
        _touched(effects) & asked
        or set(effects.meet) & reads.contacts
        or {*effects.start, *effects.keep} & reads.deadlines
        or (effects.harm and counted)
    )
