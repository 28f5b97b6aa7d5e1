"""A run is a list of steps; its state is their replay. The same steps always come to the same state."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from app.core.refusals import Refusal
from app.core.words import N_
from app.scenarios import answers, calendar
from app.scenarios import state as states
from app.scenarios.answers import Answer, Graded, Points
from app.scenarios.parts import (
    VETO,
    Effects,
    minutes,
)
from app.scenarios.reading import Scenario
from app.scenarios.shapes import (
    Choice,
    Dialogue,
    Document,
    Ending,
    Hearing,
    Matrix,
    Narrative,
    Qualification,
    Reached,
    Scene,
    Way,
    Writing,
)
from app.scenarios.state import State

BACK: Answer = {"back": True}
# Under which name a free text is counted.
WRITTEN = "written"
Form = Document | Qualification | Matrix


class NotOffered(Refusal):
    says = N_("This choice is not open here any more. The case stands as this page shows it.")


class NoWayBack(Refusal):
    says = N_("The last step cannot be taken back here.")


@dataclass(frozen=True)
class Step:
    """One answer and what came of it: what was chosen or reached, from which state to which."""

    answer: Answer
    before: State
    after: State
    choice: Choice | None
    reached: Reached | None
    graded: Graded | None
    earned: Points

    @property
    def option(self) -> str:
        """Under which name it is counted: the choice, or what a form came to."""
        if self.choice is not None:
            return self.choice.id
        return self.reached.id if self.reached is not None else WRITTEN

    @property
    def stays(self) -> bool:
        return self.choice is not None and self.choice.to is None


@dataclass(frozen=True)
class Run:
    """`steps` are those that stand; what was taken back is in the rows alone."""

    first: State
    steps: tuple[Step, ...]

    @property
    def state(self) -> State:
        return self.steps[-1].after if self.steps else self.first


def begin(scenario: Scenario) -> State:
    return _arrive(scenario, states.first(scenario), scenario.file.begins)


def replay(scenario: Scenario, given: Iterable[Answer]) -> Run:
    """Raises a Refusal at the first answer that cannot follow those before it."""
    first = begin(scenario)
    steps: list[Step] = []
    for answer in given:
        state = steps[-1].after if steps else first
        if answer.get("back"):
            ensure_may_go_back(scenario, state, len(steps))
            steps.pop()
        else:
            steps.append(step(scenario, state, answer))
    return Run(first, tuple(steps))


def may_go_back(scenario: Scenario, state: State, steps: int) -> bool:
    return bool(steps) and scenario.scene(state.scene).back


def ensure_may_go_back(scenario: Scenario, state: State, steps: int) -> None:
    if not may_go_back(scenario, state, steps):
        raise NoWayBack


# ---- What is open ----


def questions(scenario: Scenario, state: State) -> tuple[Choice, ...]:
    """What can still be asked in a talk; nothing when as much was asked as there is time for."""
    scene = scenario.scene(state.scene)
    if not isinstance(scene, Dialogue):
        return ()
    asked = sum(f"{state.scene}/{one.id}" in state.chosen for one in scene.questions)
    if scene.limit is not None and asked >= scene.limit:
        return ()
    return tuple(one for one in scene.questions if _is_open(scenario, state, one))


def choices(scenario: Scenario, state: State) -> tuple[Choice, ...]:
    """What can be chosen beside questions."""
    scene = scenario.scene(state.scene)
    if not isinstance(scene, Narrative | Dialogue | Hearing):
        return ()
    return tuple(one for one in scene.choices if _is_open(scenario, state, one))


def _is_open(scenario: Scenario, state: State, choice: Choice) -> bool:
    if choice.to is None and f"{state.scene}/{choice.id}" in state.chosen:
        return False
    return scenario.holds(choice.when, state)


def passages(scenario: Scenario, state: State) -> tuple[str, ...]:
    """The parts of the scene's text that are there now."""
    return tuple(
        one.id for one in scenario.scene(state.scene).passages if scenario.holds(one.when, state)
    )


def is_over(scenario: Scenario, state: State) -> bool:
    return isinstance(scenario.scene(state.scene), Ending)


# ---- One step ----


def step(scenario: Scenario, state: State, answer: Answer) -> Step:
    """Raises a Refusal when the answer is not open in this state, or not whole."""
    scene = scenario.scene(state.scene)
    if isinstance(scene, Ending):
        raise NotOffered
    if isinstance(scene, Document | Qualification | Matrix):
        answers.ensure_complete(scene, state, answer)
        return filled(scenario, state, answer, answers.graded(scene, state, answer))
    if isinstance(scene, Writing):
        answers.ensure_complete(scene, state, answer)
        after = _go(scenario, state, scene.takes, Effects(), scene.ways)
        return Step(answer, state, after, None, None, None, {})
    return _chosen(scenario, scene, state, answer)


def _chosen(scenario: Scenario, scene: Scene, state: State, answer: Answer) -> Step:
    if not answer.get("choice"):
        raise answers.Incomplete
    open_now = (*questions(scenario, state), *choices(scenario, state))
    choice = next((one for one in open_now if one.id == answer.get("choice")), None)
    if choice is None:
        raise NotOffered
    graded = None
    if isinstance(scene, Hearing):
        answers.ensure_complete(scene, state, answer)
        graded = answers.graded(scene, state, answer)
    return chosen(scenario, state, answer, choice, graded)


def chosen(
    scenario: Scenario, state: State, answer: Answer, choice: Choice, graded: Graded | None = None
) -> Step:
    """A choice that is open in this state; of a hearing with its reasons graded."""
    earned = answers.worth(choice.worth)
    if graded is not None:
        earned = answers.add(earned, graded.points)
    state_then = _earn(state, earned, choice.id)
    after = _go(scenario, state_then, choice.takes, choice.then, choice.ways)
    return Step(answer, state, after, choice, None, graded, earned)


def filled(scenario: Scenario, state: State, answer: Answer, graded: Graded) -> Step:
    """A form that is whole and was graded in this state."""
    scene = scenario.scene(state.scene)
    assert isinstance(scene, Document | Qualification | Matrix)
    came_to = reached(scene, graded)
    state_then = _earn(state, graded.points, came_to.id)
    after = _go(scenario, state_then, came_to.takes, came_to.then, came_to.ways)
    return Step(answer, state, after, None, came_to, graded, graded.points)


def reached(scene: Form, graded: Graded) -> Reached:
    """The first outcome whose bound is met; the last asks for nothing."""
    met = (one for one in scene.outcomes if graded.share * 100 >= one.at_least)
    return next(met, scene.outcomes[-1])


def _earn(state: State, earned: Points, option: str) -> State:
    points = answers.add(state.points, earned) if earned else state.points
    return state._replace(points=points, chosen=state.chosen | {f"{state.scene}/{option}"})


def _go(
    scenario: Scenario, state: State, takes: str | None, then: Effects, ways: tuple[Way, ...]
) -> State:
    """Time passes first: what is done within a deadline must be done before it is over."""
    state = states.later(scenario, state, minutes(takes))
    state = states.after(scenario, state, then)
    for way in ways:
        if scenario.holds(way.when, state):
            return _arrive(scenario, state._replace(scene=way.scene), way.scene)
    return state


def _arrive(scenario: Scenario, state: State, scene: str) -> State:
    found = scenario.scene(scene)
    if found.waits:
        clock = scenario.file.clock
        wait = calendar.until_open(clock, state.minutes, found.at, working=found.working)
        state = states.later(scenario, state, wait)
    return states.after(scenario, state, found.arrive)


Outcome = Literal["competent", "not-yet", "vetoed"]


def percent(scenario: Scenario, state: State) -> int:
    """Of the full points, from 0 to 100, rounded down so that 64.6 never reads as a mark of 65."""
    return max(0, min(100, state.total // scenario.file.scoring.full))


def judged(scenario: Scenario, state: State) -> Outcome:
    """Two serious counts of harm and nobody is competent, whatever the points."""
    if state.serious >= VETO:
        return "vetoed"
    return "competent" if percent(scenario, state) >= scenario.file.scoring.mark else "not-yet"
