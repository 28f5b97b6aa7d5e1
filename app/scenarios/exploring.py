"""Every state of a scenario that can be reached, up to a bound: what checks, previews and maps are made from.

Two states that no later condition can tell apart are one: points are left out, and of the rest only what is still
asked somewhere ahead. That keeps a case of sixty scenes to some thousand states.
"""

from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import accumulate
from typing import Any

from app.scenarios import answers, play
from app.scenarios.answers import ELEMENTS, Answer, Graded
from app.scenarios.live import is_asked_for, live
from app.scenarios.play import Form, Step
from app.scenarios.reading import Scenario
from app.scenarios.shapes import (
    Choice,
    Dialogue,
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

Key = tuple[object, ...]


@dataclass(frozen=True)
class Edge:
    """From one state to another by an option; `low` and `high` points that it may earn, in hundredths."""

    option: str
    to: Key
    low: int
    high: int


@dataclass
class Explored:
    """`whole`: nothing was left out. `came` leads from each state to the one before it, with the answer given."""

    states: dict[Key, State]
    edges: dict[Key, tuple[Edge, ...]]
    came: dict[Key, tuple[Key, Answer]]
    whole: bool
    # What was ever open, shown or taken.
    options: set[tuple[str, str]] = field(default_factory=set)
    passages: set[tuple[str, str]] = field(default_factory=set)
    ways: set[tuple[str, str, str]] = field(default_factory=set)

    @property
    def scenes(self) -> set[str]:
        return {state.scene for state in self.states.values()}

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
    known, options = live(scenario), _Options(scenario)
    first = play.begin(scenario)
    start = known.key(first)
    found = Explored({start: first}, {}, {}, whole=True)
    waiting = deque([start])
    while waiting:
        key = waiting.popleft()
        state = found.states[key]
        found.passages |= {(state.scene, one) for one in play.passages(scenario, state)}
        edges: dict[tuple[str, Key], Edge] = {}
        for step in options.steps(state):
            to = known.key(step.after)
            _note(found, step, options.alike(step))
            if to not in found.states:
                if len(found.states) >= most:
                    found.whole = False
                    continue
                found.states[to], found.came[to] = step.after, (key, step.answer)
                waiting.append(to)
            low, high = options.worth(step)
            before = edges.get((step.option, to), Edge(step.option, to, low, high))
            low, high = min(low, before.low), max(high, before.high)
            edges[step.option, to] = Edge(step.option, to, low, high)
        found.edges[key] = tuple(edges.values())
    return found


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

    def __init__(self, scenario: Scenario) -> None:
        self._scenario = scenario
        self._forms: dict[tuple[str, ...], list[tuple[Answer, Graded]]] = {}
        self._alike = {name: _alike(scenario, name) for name in scenario.file.scenes}

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
            given = _fillings(scene, state)
            self._forms[key] = [(one, answers.graded(scene, state, one)) for one in given]
        return self._forms[key]

    def _chosen(self, scene: Scene, state: State, choice: Choice) -> Iterator[Step]:
        if not isinstance(scene, Hearing):
            yield play.chosen(self._scenario, state, {"choice": choice.id}, choice)
            return
        key = (state.scene, choice.id)
        if key not in self._forms:
            given = _with_reasons(scene, choice.id)
            self._forms[key] = [(one, answers.graded(scene, state, one)) for one in given]
        for answer, graded in self._forms[key]:
            yield play.chosen(self._scenario, state, answer, choice, graded)

    def _is_next(self, state: State, choice: Choice) -> bool:
        """Of questions alike, the first that was not asked."""
        group = self._alike[state.scene].get(choice.id)
        if group is None:
            return True
        return next(one for one in group if f"{state.scene}/{one.id}" not in state.chosen) is choice


def _alike(scenario: Scenario, name: str) -> dict[str, tuple[Choice, ...]]:
    """By question, those of the same talk that differ in words and points alone, and that nobody asks for by name."""
    scene = scenario.scene(name)
    groups: dict[object, list[Choice]] = {}
    for one in scene.questions if isinstance(scene, Dialogue) else ():
        changes = {k: v for k, v in one.then.model_dump().items() if v and k != "note"}
        own = one.id if is_asked_for(scenario, f"{name}/{one.id}") else ""
        groups.setdefault((own, one.when, one.takes, repr(changes)), []).append(one)
    return {one.id: tuple(group) for group in groups.values() for one in group if len(group) > 1}


def candidates(scenario: Scenario, state: State) -> Iterator[Answer]:
    """Answers that lead to everything that can follow, the best first where it is a form."""
    scene = scenario.scene(state.scene)
    if isinstance(scene, Ending):
        return
    if isinstance(scene, Writing):
        yield {"text": "– " * scene.words}
    elif isinstance(scene, Document | Qualification | Matrix):
        yield from _fillings(scene, state)
    else:
        for choice in (*play.questions(scenario, state), *play.choices(scenario, state)):
            yield from _with_reasons(scene, choice.id)


def _with_reasons(scene: Scene, choice: str) -> Iterator[Answer]:
    if not isinstance(scene, Hearing):
        yield {"choice": choice}
        return
    written = {"written": "– – –"} if scene.reasons.written else {}
    wrong = [one for one in scene.reasons.options if one not in scene.reasons.right]
    for ticked in (list(scene.reasons.right), wrong or list(scene.reasons.options)):
        yield {"choice": choice, "reasons": ticked, **written}


# ---- Forms: from all right to nothing right ----


def _fillings(scene: Form, state: State) -> Iterator[Answer]:
    """For each thing the form can come to, the answers with the fewest and with the most points."""
    known: dict[int, list[tuple[int, Answer]]] = {}
    rights = _rights(scene, state)
    # One claim after another left out, from the end and from the beginning.
    for kept in (*_shorter(rights), *_shorter(rights[::-1])):
        answer = _filled(scene, kept)
        graded = answers.graded(scene, state, answer)
        reached = play.reached(scene, graded)
        known.setdefault(reached.at_least, []).append((sum(graded.points.values()), answer))
    for found in known.values():
        lowest, highest = min(found, key=_points), max(found, key=_points)
        yield highest[1]
        if lowest[0] != highest[0]:
            yield lowest[1]


def _points(found: tuple[int, Answer]) -> int:
    return found[0]


def _shorter(claims: list[tuple[str, str]]) -> list[list[tuple[str, str]]]:
    grown: list[list[tuple[str, str]]] = [[]]
    grown += accumulate([[one] for one in claims], lambda so_far, one: so_far + one)
    return grown[::-1]


def _rights(scene: Form, state: State) -> list[tuple[str, str]]:
    match scene:
        case Document():
            blanks = (blank for blank in scene.blanks if blank.pick != "write")
            return [(blank.id, one) for blank in blanks for one in blank.right]
        case Qualification():
            return [("offence", scene.right), *(("elements", one) for one in scene.elements)]
        case Matrix():
            return sorted(answers.pairs(scene, state))


def _filled(scene: Form, claims: list[tuple[str, str]]) -> Answer:
    match scene:
        case Document():
            return {"blanks": {blank.id: _blank(blank, claims) for blank in scene.blanks}}
        case Qualification():
            others = [one for one in scene.offences if one != scene.right]
            named = scene.right if ("offence", scene.right) in claims else others[0]
            ticked = [one for one in ELEMENTS if ("elements", one) in claims]
            return {"offence": named, "elements": ticked, "sure": 2}
        case Matrix():
            rows: dict[str, list[str]] = {}
            for name, row in claims:
                rows.setdefault(name, []).append(row)
            return {"rows": rows}


def _blank(blank: Any, claims: list[tuple[str, str]]) -> str | list[str]:
    if blank.pick == "write":
        return "–"
    ticked = [one for one in blank.options if (blank.id, one) in claims]
    if blank.pick == "one" and not ticked:
        return [next((one for one in blank.options if one not in blank.right), blank.options[0])]
    return ticked[:1] if blank.pick == "one" else ticked


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
