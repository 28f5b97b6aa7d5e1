"""A case tried without a run: the path stands in the address, and the state lies open.

A step of a path is the place of its option within the scene, with a second number where an answer comes to the same
option in another way: "2", "0.1". A path ends with a part of the digest of the state it led to, so that one made for
an older release is told.
"""

from collections import Counter, deque
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, TypeVar

from app.core.refusals import Refusal
from app.core.words import N_
from app.scenarios import fillings, play
from app.scenarios.leading import options
from app.scenarios.live import live
from app.scenarios.play import Run, Step
from app.scenarios.reading import Scenario
from app.scenarios.shapes import Dialogue, Hearing, Narrative, Scene, Writing, choices
from app.scenarios.state import State, Value

# A way to an ending takes some sixty; an address holds so many, also when it is sent back with a choice of language.
LONGEST_PATH = 250
_DIGITS = 4

T = TypeVar("T")


class StalePath(Refusal):
    says = N_(
        "This path does not lead through the case as it is released now. The case begins again here."
    )


class LongPath(Refusal):
    says = N_("The path is too long: at most %(limit)d steps fit. The case begins again here.")


@dataclass(frozen=True)
class Offer:
    """Something that can be done here: its code in a path, and the step that it would be."""

    code: str
    step: Step
    # Of several answers that come to the same: the one with the most points, in a hearing with the right grounds.
    is_best: bool


def offers(scenario: Scenario, state: State) -> list[Offer]:
    """Of a form what it can come to, with the most and the fewest points; of a hearing each choice with right and
    with wrong grounds."""
    scene = scenario.scene(state.scene)
    place = {name: n for n, name in enumerate(_names(scene))}
    found: list[Offer] = []
    seen: dict[str, int] = {}
    for answer in fillings.candidates(scenario, state):
        step = play.step(scenario, state, answer)
        again = seen[step.option] = seen.get(step.option, -1) + 1
        code = f"{place[step.option]}.{again}" if again else str(place[step.option])
        found.append(Offer(code, step, again == 0))
    return found


def _names(scene: Scene) -> list[str]:
    if isinstance(scene, Writing):
        return ["written"]
    return [option.id for option in options(scene)]


# ---- Paths ----


def replay(scenario: Scenario, codes: Sequence[str], mark: str = "") -> Run:
    """Raises a Refusal when the path cannot be walked. `mark` is that of the state it should lead to."""
    if len(codes) > LONGEST_PATH:
        raise LongPath(limit=LONGEST_PATH)
    first = state = play.begin(scenario)
    steps: list[Step] = []
    for code in codes:
        offer = next((one for one in offers(scenario, state) if one.code == code), None)
        if offer is None:
            raise StalePath
        steps.append(offer.step)
        state = offer.step.after
    if mark and mark != marked(state):
        raise StalePath
    return Run(first, tuple(steps))


def marked(state: State) -> str:
    return state.digest()[:_DIGITS]


def shortest(scenario: Scenario, *, each: int) -> dict[str, tuple[str, ...]]:
    """A real way to each scene, by the fewest steps as far as `each` states of a scene tell; not all may be found."""
    known, first = live(scenario), play.begin(scenario)
    found: dict[str, tuple[str, ...]] = {first.scene: ()}
    seen, many = {known.key(first)}, Counter({first.scene: 1})
    waiting: deque[tuple[State, tuple[str, ...]]] = deque([(first, ())])
    while waiting and len(found) < len(scenario.file.scenes):
        state, path = waiting.popleft()
        for offer in offers(scenario, state):
            after, key = offer.step.after, known.key(offer.step.after)
            if key in seen or many[after.scene] >= each:
                continue
            seen.add(key)
            many[after.scene] += 1
            way = (*path, offer.code)
            found.setdefault(after.scene, way)
            waiting.append((after, way))
    return found


# ---- What is not open ----

Reason = Literal["condition", "done", "no-time"]


@dataclass(frozen=True)
class Closed:
    """Part of a scene that is not there now; `group` is that of its words. `when` as the file states it."""

    group: str
    id: str
    reason: Reason
    when: str | None


def closed(scenario: Scenario, state: State) -> list[Closed]:
    scene = scenario.scene(state.scene)
    return [*_choices_closed(scenario, scene, state), *_passages_closed(scenario, scene, state)]


def _choices_closed(scenario: Scenario, scene: Scene, state: State) -> Iterator[Closed]:
    asked = play.questions(scenario, state)
    open_now = {one.id for one in (*asked, *play.choices(scenario, state))}
    if not isinstance(scene, Narrative | Dialogue | Hearing):
        return
    for one in choices(scene):
        if one.id in open_now:
            continue
        group = "choices" if one in scene.choices else "questions"
        if one.to is None and f"{state.scene}/{one.id}" in state.chosen:
            yield Closed(group, one.id, "done", one.when)
        elif scenario.holds(one.when, state):
            yield Closed(group, one.id, "no-time", one.when)
        else:
            yield Closed(group, one.id, "condition", one.when)


def _passages_closed(scenario: Scenario, scene: Scene, state: State) -> Iterator[Closed]:
    there = play.passages(scenario, state)
    for one in scene.passages:
        if one.id not in there:
            yield Closed("passages", one.id, "condition", one.when)


# ---- The state ----


@dataclass(frozen=True)
class Held:
    """A variable now, and before the last step."""

    name: str
    now: Value
    was: Value

    @property
    def is_new(self) -> bool:
        return self.now != self.was


def variables(run: Run) -> list[Held]:
    before = _before(run).values
    return [Held(name, now, before[name]) for name, now in run.state.values.items()]


def fresh(run: Run) -> Mapping[str, frozenset[str]]:
    """What the last step changed: exhibits, contacts, lines of the notebook, deadlines and lines of points."""
    was, now = _before(run), run.state
    return {
        "evidence": _differing(was.evidence, now.evidence),
        "contacts": frozenset(now.contacts) - frozenset(was.contacts),
        "notes": frozenset(now.notes) - frozenset(was.notes),
        "deadlines": _differing(was.deadlines, now.deadlines),
        "points": _differing(was.points, now.points),
    }


def _before(run: Run) -> State:
    return run.steps[-1].before if run.steps else run.first


def _differing(was: Mapping[str, T], now: Mapping[str, T]) -> frozenset[str]:
    return frozenset(name for name in now if was.get(name) != now[name])
