"""One right answer among several."""

from collections.abc import Sequence
from fractions import Fraction
from typing import Literal

from pydantic import Field

from app.assessment.items import common
from app.assessment.items.common import Answer, Fields, Shown, Thing
from app.core.problems import Problems

kind = "single-choice"


class Shape(common.Item):
    kind: Literal["single-choice"]
    options: tuple[common.Marked, ...] = Field(max_length=common.MOST_OPTIONS)


def check(item: Shape, path: str, problems: Problems) -> None:
    common.check_one_right(item.options, item.line_of("options"), path, problems)
    common.check_options("options", item.options, item, path, problems)


def blank() -> Answer:
    return {"choice": None}


def right(item: Shape, language: str) -> Answer:
    return {"choice": next(option.id for option in item.options if option.right)}


def grade(item: Shape, answer: Answer) -> Fraction:
    return Fraction(any(o.right and o.id == answer["choice"] for o in item.options))


def movable(item: Shape) -> int:
    return len(item.options)


def shown(item: Shape, language: str, order: Sequence[int]) -> Shown:
    return common.shown(item, language, _options(item), order)


def read_answer(item: Shape, form: Fields, order: Sequence[int]) -> Answer:
    chosen = next(iter(form.get("choice", ())), "")
    return {"choice": common.by_handle(_options(item), order).get(chosen)}


def as_shown(item: Shape, answer: Answer, order: Sequence[int]) -> dict[str, list[str]]:
    handle = common.by_id(_options(item), order).get(answer["choice"])
    return {"choice": [handle] if handle else []}


def _options(item: Shape) -> list[Thing]:
    return common.sorted_by_text((option.id, option.text) for option in item.options)
