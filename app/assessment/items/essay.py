"""An open answer of so many words, marked by people by a rubric: criteria, each with its levels.

The trainee reads what is looked at, the criteria, and never the levels: they say what a good answer
holds. `grade` gives None for whatever was written, which says that people must mark it; nothing at all
is worth nothing without them.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

from pydantic import Field

from app.assessment.items import common
from app.assessment.items.common import Answer, Fields
from app.core import shapes
from app.core.bilingual import Words
from app.core.problems import Problems
from app.core.text import is_clean, tidy
from app.core.words import N_

kind = "essay"

# Characters that are kept, however many words were asked for.
LONGEST = 15_000
MOST_WORDS = 1_000
MOST_CRITERIA = 8
FEWEST_LEVELS, MOST_LEVELS = 2, 6


class Length(shapes.Shape):
    """In words. Nobody is kept from writing fewer or more: that is for the markers to judge."""

    least: int = Field(ge=1, le=MOST_WORDS)
    most: int = Field(ge=1, le=MOST_WORDS)


class Criterion(common.Option):
    """`levels` describe an answer that earns 0, 1, 2 … of this criterion."""

    levels: tuple[shapes.Text, ...] = Field(min_length=FEWEST_LEVELS, max_length=MOST_LEVELS)


class Shape(common.Item):
    kind: Literal["essay"]
    words: Length
    rubric: tuple[Criterion, ...] = Field(min_length=1, max_length=MOST_CRITERIA)
    model: shapes.Text


@dataclass(frozen=True, kw_only=True)
class Shown(common.Shown):
    """What is looked at, and how many words are asked for."""

    criteria: tuple[Words, ...]
    least: int
    most: int
    longest: int = LONGEST


def check(item: Shape, path: str, problems: Problems) -> None:
    if item.words.least > item.words.most:
        says = N_("The least number of words is larger than the most.")
        problems.error(path, item.line_of("words"), "bad-range", says)
    common.check_options("rubric", item.rubric, item, path, problems)
    for n, criterion in enumerate(item.rubric):
        loc = ("rubric", n, "levels")
        levels = [((*loc, m), level) for m, level in enumerate(criterion.levels)]
        common.check_texts(levels, item, path, problems)


def blank() -> Answer:
    return {"text": ""}


def right(item: Shape, language: str) -> Answer:
    """What a good answer holds, for whoever reads the result."""
    return {"text": item.model[language]}


def grade(item: Shape, answer: Answer) -> Fraction | None:
    return None if answer["text"] else Fraction(0)


def movable(item: Shape) -> int:
    return 0


def shown(item: Shape, language: str, order: Sequence[int]) -> Shown:
    return Shown(
        kind=item.kind,
        text=item.text.words(language),
        points=item.points,
        criteria=tuple(criterion.text.words(language) for criterion in item.rubric),
        least=item.words.least,
        most=item.words.most,
    )


def read_answer(item: Shape, form: Fields, order: Sequence[int]) -> Answer:
    """Paragraphs stay; spaces and empty lines beyond one do not."""
    raw = next(iter(form.get("text", ())), "")[: 2 * LONGEST]
    lines = "".join(c for c in raw if is_clean(c)).splitlines()
    text = re.sub(r"\n{3,}", "\n\n", "\n".join(tidy(line) for line in lines).strip())
    return {"text": text[:LONGEST].rstrip()}


def as_shown(item: Shape, answer: Answer, order: Sequence[int]) -> dict[str, list[str]]:
    return {"text": [answer["text"]]}
