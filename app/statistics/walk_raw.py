"""The steps of runs as rows of a file that lead back to nobody, and the code book of that file."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from random import Random
from typing import Any

from app.core.tables import Cell, Table
from app.core.words import N_
from app.scenarios import answers, play
from app.scenarios.reading import Scenario
from app.scenarios.shapes import Choice, Document, Hearing, Qualification, choices
from app.statistics.walks import TAKEN_BACK, WITHIN, Walk

# Of a step its language and what was given.
Given = tuple[str, Mapping[str, Any]]

# Long enough that pseudonyms of a file are never drawn twice.
_DIGITS = 16
_TAKEN_BACK = "(back)"

_BOOK_HEADINGS = (N_("Column"), N_("Meaning"))
_MEANINGS = {
    "run": N_("Pseudonym of the run, made for this file alone: it leads back to nobody."),
    "step": N_("Number of the step in the run, from 1."),
    "scene": N_("Id of the scene in which the step was made."),
    "option": N_("Id of the choice, or of what a form came to. (back): a step was taken back."),
    "language": N_("Language in which the scene was read: ky or ru."),
    "seconds": N_("Whole seconds since the step before it, or since the run began; pauses too."),
    "right": N_(
        "Share of what was asked that is right, from 0 to 1; of a choice 1, or 0 where the scenario"
        " names a better one. Empty where that cannot be said: a step taken back, a text, an evidence"
        " matrix."
    ),
}


def steps(
    scenario: Scenario, walks: Iterable[Walk], given: Mapping[int, list[Given]], chance: Random
) -> Table:
    """Runs in an order made by chance; within a run the steps in theirs."""
    order = list(walks)
    chance.shuffle(order)
    rows: list[list[Cell]] = []
    for walk in order:
        name = f"r{chance.getrandbits(4 * _DIGITS):0{_DIGITS}x}"
        rows.extend([name, *row] for row in _rows(scenario, walk, given.get(walk.id, [])))
    return Table(list(_MEANINGS), rows)


def _rows(scenario: Scenario, walk: Walk, given: list[Given]) -> Iterator[list[Cell]]:
    steps = zip(walk.scenes, walk.made, walk.seconds, given, strict=True)
    for number, (scene, made, seconds, (language, answer)) in enumerate(steps, start=1):
        is_back = made.endswith(TAKEN_BACK)
        option = _TAKEN_BACK if is_back else made.partition(WITHIN)[2]
        right = None if is_back else _right(scenario, scene, answer)
        yield [number, scene, option, language, round(seconds), right]


def _right(scenario: Scenario, name: str, answer: Mapping[str, Any]) -> float | None:
    scene = scenario.scene(name)
    if isinstance(scene, Document | Qualification | Hearing):
        # None of these looks at the state.
        return float(answers.graded(scene, play.begin(scenario), answer).share)
    return _of_choice(next((one for one in choices(scene) if one.id == answer.get("choice")), None))


def _of_choice(chosen: Choice | None) -> float | None:
    return None if chosen is None else float(chosen.better is None)


def code_book(say: Callable[[str], str]) -> Table:
    return Table(
        [say(heading) for heading in _BOOK_HEADINGS],
        [[name, say(meaning)] for name, meaning in _MEANINGS.items()],
    )
