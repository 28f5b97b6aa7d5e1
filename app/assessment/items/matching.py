"""Pairs to be put together; extra right sides fit nothing. The score is the share of pairs.

Left sides stand as the author wrote them, right sides are shuffled. On the page, the field `pair-1`
holds the handle of the right side that was chosen for the first left side.
"""

from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction
from typing import Literal

from pydantic import Field

from app.assessment.items import common
from app.assessment.items.common import Answer, Choice, Fields, Shown, Thing
from app.core import shapes
from app.core.problems import Problems
from app.core.words import N_

kind = "matching"

FEWEST = 2


class Pair(shapes.Shape):
    id: shapes.Slug
    left: shapes.Text
    right: shapes.Text


class Shape(common.Item):
    kind: Literal["matching"]
    pairs: tuple[Pair, ...] = Field(max_length=common.MOST_OPTIONS)
    extra: tuple[common.Option, ...] = Field(default=(), max_length=common.MOST_OPTIONS)


def check(item: Shape, path: str, problems: Problems) -> None:
    if len(item.pairs) < FEWEST:
        says = N_("There is nothing to match: at least %(least)d pairs are needed.")
        problems.error(path, item.line_of("pairs"), "too-few-pairs", says, least=FEWEST)
    pairs = list(enumerate(item.pairs))
    extra = list(enumerate(item.extra))
    ids = [(("pairs", n, "id"), p.id) for n, p in pairs]
    ids += [(("extra", n, "id"), e.id) for n, e in extra]
    rights = [(("pairs", n, "right"), p.right) for n, p in pairs]
    rights += [(("extra", n, "text"), e.text) for n, e in extra]
    lefts = [(("pairs", n, "left"), p.left) for n, p in pairs]
    common.check_ids(ids, item, path, problems)
    common.check_texts(lefts, item, path, problems)
    common.check_texts(rights, item, path, problems)


def blank() -> Answer:
    return {"pairs": {}}


def right(item: Shape, language: str) -> Answer:
    return {"pairs": {pair.id: pair.id for pair in item.pairs}}


def grade(item: Shape, answer: Answer) -> Fraction:
    fitting = sum(answer["pairs"].get(pair.id) == pair.id for pair in item.pairs)
    return Fraction(fitting, len(item.pairs))


def movable(item: Shape) -> int:
    return len(item.pairs) + len(item.extra)


def shown(item: Shape, language: str, order: Sequence[int]) -> Shown:
    lefts = tuple(
        Choice(str(place), pair.left.words(language))
        for place, pair in enumerate(item.pairs, start=1)
    )
    return replace(common.shown(item, language, _rights(item), order), lefts=lefts)


def read_answer(item: Shape, form: Fields, order: Sequence[int]) -> Answer:
    ids = common.by_handle(_rights(item), order)
    chosen = {}
    for place, pair in enumerate(item.pairs, start=1):
        handle = next(iter(form.get(f"pair-{place}", ())), "")
        if handle in ids:
            chosen[pair.id] = ids[handle]
    return {"pairs": chosen}


def as_shown(item: Shape, answer: Answer, order: Sequence[int]) -> dict[str, list[str]]:
    handles = common.by_id(_rights(item), order)
    return {
        f"pair-{place}": [handles[answer["pairs"][pair.id]]]
        for place, pair in enumerate(item.pairs, start=1)
        if answer["pairs"].get(pair.id) in handles
    }


def _rights(item: Shape) -> list[Thing]:
    sides = [(pair.id, pair.right) for pair in item.pairs]
    return common.sorted_by_text([*sides, *((extra.id, extra.text) for extra in item.extra)])
