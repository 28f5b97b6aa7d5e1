"""Steps to be put in order. The score is the share of neighbouring steps that were left neighbours:
of A B C D, the answer B C D A keeps B–C and C–D, which is two of three.

On the page, the field `place-1` holds the number given to the step that is shown first.
"""

from collections.abc import Sequence
from fractions import Fraction
from itertools import pairwise
from typing import Literal

from pydantic import Field

from app.assessment.items import common
from app.assessment.items.common import Answer, Fields, Shown, Thing
from app.core.problems import Problems
from app.core.words import N_

kind = "ordering"

FEWEST = 3


class Shape(common.Item):
    kind: Literal["ordering"]
    steps: tuple[common.Option, ...] = Field(max_length=common.MOST_OPTIONS)


def check(item: Shape, path: str, problems: Problems) -> None:
    if len(item.steps) < FEWEST:
        says = N_("There is nothing to put in order: at least %(least)d steps are needed.")
        problems.error(path, item.line_of("steps"), "too-few-steps", says, least=FEWEST)
    common.check_options("steps", item.steps, item, path, problems)


def blank() -> Answer:
    return {"order": []}


def right(item: Shape, language: str) -> Answer:
    return {"order": [step.id for step in item.steps]}


def grade(item: Shape, answer: Answer) -> Fraction:
    given = set(pairwise(answer["order"]))
    wanted = list(pairwise(step.id for step in item.steps))
    return Fraction(sum(pair in given for pair in wanted), len(wanted))


def movable(item: Shape) -> int:
    return len(item.steps)


def shown(item: Shape, language: str, order: Sequence[int]) -> Shown:
    return common.shown(item, language, _steps(item), order)


def read_answer(item: Shape, form: Fields, order: Sequence[int]) -> Answer:
    """An empty place is kept as None. Of two steps with one number, the one shown first keeps it."""
    places: list[str | None] = [None] * len(item.steps)
    numbers = {str(number): number - 1 for number in range(1, len(places) + 1)}
    for handle, step in common.by_handle(_steps(item), order).items():
        place = numbers.get(next(iter(form.get(f"place-{handle}", ())), ""))
        if place is not None and places[place] is None:
            places[place] = step
    while places and places[-1] is None:
        places.pop()
    return {"order": places}


def as_shown(item: Shape, answer: Answer, order: Sequence[int]) -> dict[str, list[str]]:
    handles = common.by_id(_steps(item), order)
    return {
        f"place-{handles[step]}": [str(number)]
        for number, step in enumerate(answer["order"], start=1)
        if step in handles
    }


def _steps(item: Shape) -> list[Thing]:
    return common.sorted_by_text((step.id, step.text) for step in item.steps)
