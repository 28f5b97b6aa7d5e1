"""Several right answers among several.

Each right option chosen adds its share, each wrong one takes as much away, never below nothing.
"""

from collections.abc import Sequence
from fractions import Fraction
from typing import Literal

from pydantic import Field

from app.assessment.items import common
from app.assessment.items.common import Answer, Fields, Shown, Thing
from app.core.problems import Problems

kind = "multiple-choice"


class Shape(common.Item):
    kind: Literal["multiple-choice"]
    options: tuple[common.Marked, ...] = Field(max_length=common.MOST_OPTIONS)


def check(item: Shape, path: str, problems: Problems) -> None:
    common.check_some_right(item.options, item.line_of("options"), path, problems)
    common.check_options("options", item.options, item, path, problems)


def blank() -> Answer:
    return {"choices": []}


def right(item: Shape, language: str) -> Answer:
    return {"choices": sorted(option.id for option in item.options if option.right)}


def grade(item: Shape, answer: Answer) -> Fraction:
    rights = {option.id for option in item.options if option.right}
    return common.share_of_claims(rights, set(answer["choices"]))


def movable(item: Shape) -> int:
    return len(item.options)


def shown(item: Shape, language: str, order: Sequence[int]) -> Shown:
    return common.shown(item, language, _options(item), order)


def read_answer(item: Shape, form: Fields, order: Sequence[int]) -> Answer:
    ids = common.by_handle(_options(item), order)
    return {"choices": sorted({ids[h] for h in form.get("choices", ()) if h in ids})}


def as_shown(item: Shape, answer: Answer, order: Sequence[int]) -> dict[str, list[str]]:
    handles = common.by_id(_options(item), order)
    return {"choices": sorted((handles[c] for c in answer["choices"] if c in handles), key=int)}


def _options(item: Shape) -> list[Thing]:
    return common.sorted_by_text((option.id, option.text) for option in item.options)
