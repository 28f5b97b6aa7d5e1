"""A number within a tolerance. What was typed is kept; only grading reads a number out of it."""

import re
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from typing import Literal

from pydantic import Field

from app.assessment.items import common
from app.assessment.items.common import Answer, Fields, Shown
from app.core import shapes
from app.core.problems import Problems
from app.core.words import N_

kind = "numeric"

LONGEST = 40
LARGEST = 1_000_000_000_000

_NUMBER = re.compile(r"([+-]?)([0-9]{1,15})(?:[.,]([0-9]{1,15}))?")


class Shape(common.Item):
    kind: Literal["numeric"]
    value: float = Field(ge=-LARGEST, le=LARGEST)
    tolerance: float = Field(default=0, ge=0, le=LARGEST)
    unit: shapes.Text | None = None


def number(text: str) -> Fraction | None:
    """Comma or point, spaces between thousands; None when it is no number, or far too large."""
    match = _NUMBER.fullmatch("".join(text.split()).replace("−", "-").replace("–", "-"))
    if not match:
        return None
    sign, whole, part = match.groups()
    found = Fraction(f"{sign}{whole}.{part or 0}")
    return found if abs(found) <= LARGEST else None


def check(item: Shape, path: str, problems: Problems) -> None:
    if item.value and item.tolerance >= abs(item.value):
        says = N_("The tolerance is as large as the answer itself: even nought would count.")
        problems.warning(path, item.line_of("tolerance"), "wide-tolerance", says)


def blank() -> Answer:
    return {"text": ""}


def right(item: Shape, language: str) -> Answer:
    return {"text": f"{Decimal(repr(item.value)).normalize():f}"}


def grade(item: Shape, answer: Answer) -> Fraction:
    """Exact: what an author writes as 0.1 is a tenth here."""
    given = number(answer["text"])
    if given is None:
        return Fraction(0)
    return Fraction(abs(given - Fraction(repr(item.value))) <= Fraction(repr(item.tolerance)))


def movable(item: Shape) -> int:
    return 0


def shown(item: Shape, language: str, order: Sequence[int]) -> Shown:
    unit = item.unit.words(language) if item.unit else None
    return replace(common.shown(item, language), unit=unit)


def read_answer(item: Shape, form: Fields, order: Sequence[int]) -> Answer:
    return {"text": common.typed(form, "text", LONGEST)}


def as_shown(item: Shape, answer: Answer, order: Sequence[int]) -> dict[str, list[str]]:
    return {"text": [answer["text"]]}
