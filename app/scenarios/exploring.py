"""Every state of a scenario that can be reached, up to a bound: what checks, previews and maps are made from.

Two states that no later condition can tell apart are one: points are left out, and of the rest only what is still
asked somewhere ahead. That keeps a case of sixty scenes to some thousand states.
"""

from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from app.scenarios import answers, play
from app.scenarios.answers import Answer, Graded
from app.scenarios.fillings import candidates, fillings, with_reasons
from app.scenarios.live import Live, live
from app.scenarios.play import Form, Step
from app.scenarios.reading import Scenario
from app.scenarios.shapes import (
    Choice,
    Document,
    Ending,
    Hearing,
    Matrix,
    Qualification,
    Scene,
    Writing,
)
from app.scenarios.state import State

MOST_STATES = 60_000

# States are numbered from 1 as they are found.
Key = int


class Edge(NamedTuple):
    """From one state to another by an option; `low` and `high` points that it may earn, in hundredths."""

    option: str
    to: Key
    low: int
    high: int


@dataclass
class Explored:
    """`whole`: nothing was left out. `came` leads from each state to the one before it, with the answer given."""

    known: Live
    states: dict[Key, State]
    edges: dict[Key, tuple[Edge, ...]]
    came: dict[Key, tuple[Key, Answer]]
    whole: bool
    # By what tells states apart, see `live`.
    numbers: dict[tuple[object, ...], Key]
    # What was ever open, shown or taken.
    options: set[tuple[str, str]] = field(default_factory=set)
    passages: set[tuple[str, str]] = field(default_factory=set)
    ways: set[tuple[str, str, str]] = field(default_factory=set)

    @property
    def scenes(self) -> set[str]:
        return {state.scene for state in self.states.values()}

    def has(self, state: State) -> bool:
        """Whether this state, or one that nothing can tell from it, was reached."""
        return self.known.key(state) in self.numbers

    def path(self, key: Key) -> list[Answer]:
        """Answers that lead there from the beginning, as few as possible."""
        found = []
        while key in self.came:
            key, answer = self.came[key]
            found.append(answer)
        return found[::-1]

    def first_in(self, scene: str) -> Key | None:
        """The state of this scene that is reached by the fewest steps."""
        return next((key for key, state in self.states.items() if state.scene == scene), None)


def explore(scenario: Scenario, *, most: int = MOST_STATES) -> Explored:
    """Breadth first, in the order of the file: the same scenario is always explored alike."""
    known = live(scenario)
    options = _Options(scenario, known)
    first = play.begin(scenario)
    found = Explored(known, {1: first}, {}, {}, whole=True, numbers={known.key(first): 1})
    waiting = deque([1])
    while waiting:
        key = waiting.popleft()
        state = found.states[key]
        found.passages.update([(state.scene, one) for one in play.passages(scenario, state)])
        edges: dict[tuple[str, Key], Edge] = {}
        for step in options.steps(state):
            _note(found, step, options.alike(step))
            to = _numbered(found, step, key, most)
            if to is None:
                found.whole = False
                continue
            if found.states[to] is step.after:
                waiting.append(to)
            edge = Edge(step.option, to, *options.worth(step))
            before = edges.get((edge.option, to))
            edges[edge.option, to] = edge if before is None else _joined(before, edge)
        found.edges[key] = tuple(edges.values())
    return found


def _numbered(found: Explored, step: Step, key: Key, most: int) -> Key | None:
    """The state that the step leads to; None when it would be one too many."""
    parts = found.known.key(step.after)
    to = found.numbers.get(parts)
    if to is None and len(found.states) < most:
        to = found.numbers[parts] = len(found.states) + 1
        found.states[to], found.came[to] = step.after, (key, step.answer)
    return to


def _joined(one: Edge, other: Edge) -> Edge:
    return Edge(one.option, one.to, min(one.low, other.low), max(one.high, other.high))


def _note(found: Explored, step: Step, alike: Iterable[str]) -> None:
    scene = step.before.scene
    found.options.update((scene, one) for one in alike)
    if not step.stays:
        found.ways.add((scene, step.option, step.after.scene))


class _Options:
    """A step for each option that is open; what a form can come to is worked out once.

    Questions of a talk that do the same to the case are asked in the order of the file: which of them was asked first
    changes nothing but points, and those are counted from the best and from the poorest.
    """

    def __init__(self, scenario: Scenario, known: Live) -> None:
        self._scenario, self._alike = scenario, known.alike
        self._forms: dict[tuple[str, ...], list[tuple[Answer, Graded]]] = {}

    def alike(self, step: Step) -> tuple[str, ...]:
        """What is open where this step is, and does the same."""
        group = self._alike[step.before.scene].get(step.option)
        return tuple(one.id for one in group) if group else (step.option,)

    def worth(self, step: Step) -> tuple[int, int]:
        """The fewest and the most points: of questions alike, the so-many-eth from below and from above."""
        group = self._alike[step.before.scene].get(step.option)
        if group is None:
            return (total := sum(step.earned.values()), total)
        asked = sum(f"{step.before.scene}/{one.id}" in step.before.chosen for one in group)
        points = sorted(sum(answers.worth(one.worth).values()) for one in group)
        return points[asked], points[-1 - asked]

    def steps(self, state: State) -> Iterator[Step]:
        scenario, scene = self._scenario, self._scenario.scene(state.scene)
        if isinstance(scene, Document | Qualification | Matrix):
            for answer, graded in self._form(scene, state):
                yield play.filled(scenario, state, answer, graded)
        elif isinstance(scene, Writing | Ending):
            for answer in candidates(scenario, state):
                yield play.step(scenario, state, answer)
        else:
            for choice in (*play.questions(scenario, state), *play.choices(scenario, state)):
                if self._is_next(state, choice):
                    yield from self._chosen(scene, state, choice)

    def _form(self, scene: Form, state: State) -> list[tuple[Answer, Graded]]:
        """Of the state, only the exhibits that are laid out bear on what a form can come to."""
        laid_out = answers.asked(scene, state) if isinstance(scene, Matrix) else ()
        key = (state.scene, *laid_out)
        if key not in self._forms:
            given = fillings(scene, state)
            self._forms[key] = [(one, answers.graded(scene, state, one)) for one in given]
        return self._forms[key]

    def _chosen(self, scene: Scene, state: State, choice: Choice) -> Iterator[Step]:
        if not isinstance(scene, Hearing):
            yield play.chosen(self._scenario, state, {"choice": choice.id}, choice)
            return
        key = (state.scene, choice.id)
        if key not in self._forms:
            given = with_reasons(scene, choice.id)
            self._forms[key] = [(one, answers.graded(scene, state, one)) for one in given]
        for answer, graded in self._forms[key]:
            yield play.chosen(self._scenario, state, answer, choice, graded)

    def _is_next(self, state: State, choice: Choice) -> bool:
        """Of questions alike, the first that was not asked."""
        group = self._alike[state.scene].get(choice.id)
        if group is None:
            return True
        return next(one for one in group if f"{state.scene}/{one.id}" not in state.chosen) is choice


# ---- What follows from it ----


def leading_to_an_end(found: Explored, scenario: Scenario) -> set[Key]:
    """The states from which some ending can still be reached."""
    before: dict[Key, list[Key]] = {}
    for key, edges in found.edges.items():
        for edge in edges:
            before.setdefault(edge.to, []).append(key)
    ends = [key for key, state in found.states.items() if play.is_over(scenario, state)]
    good, waiting = set(ends), deque(ends)
    while waiting:
        for key in before.get(waiting.popleft(), ()):
            if key not in good:
                good.add(key)
                waiting.append(key)
    return good


def points(found: Explored, start: Key) -> tuple[float, float]:
    """The fewest and the most points at an ending. A way round in a circle is gone once."""
    best: dict[Key, tuple[int, int]] = {}
    for key in _ends_first(found, start):
        ways = [(edge, best[edge.to]) for edge in found.edges.get(key, ()) if edge.to in best]
        if not found.edges.get(key):
            best[key] = (0, 0)
        elif ways:
            best[key] = (
                min(edge.low + low for edge, (low, _high) in ways),
                max(edge.high + high for edge, (_low, high) in ways),
            )
    low, high = best.get(start, (0, 0))
    return low / answers.WHOLE, high / answers.WHOLE


def _ends_first(found: Explored, start: Key) -> Iterator[Key]:
    """Each state after all that follow it, circles aside; without recursion, since cases are long."""
    seen = {start}
    stack = [(start, iter(found.edges.get(start, ())))]
    while stack:
        key, edges = stack[-1]
        for edge in edges:
            if edge.to not in seen:
                seen.add(edge.to)
                stack.append((edge.to, iter(found.edges.get(edge.to, ()))))
                break
        else:
            stack.pop()
            yield key
