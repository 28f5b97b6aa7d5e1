"""Answers into a score. All is added up as fractions: three thirds are one, and 80 % is 80 %.

Passed means: score / maximum ≥ pass mark / 100, exactly; nothing is rounded before. `percent`, for
people to read, is rounded down, so that nobody reads "80 %" beside "not passed".
"""

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction

from app.assessment.items.common import Answer, Item
from app.assessment.items.kinds import kind_of


@dataclass(frozen=True)
class Row:
    """One question: its share from 0 to 1, the points earned, and the points it is worth."""

    item_id: str
    share: float
    points: float
    maximum: int


@dataclass(frozen=True)
class Result:
    """`passed` is None for a test without a pass mark."""

    rows: tuple[Row, ...]
    score: float
    maximum: int
    share: float
    percent: int
    passed: bool | None


def grade(answered: Iterable[tuple[Item, Answer | None]], *, pass_mark: int | None) -> Result:
    """Every question of the attempt, with the answer that counts; None where there is none.

    An answer that came late does not count by itself: the caller gives the last one in time.
    """
    rows = []
    score = Fraction(0)
    maximum = 0
    for item, answer in answered:
        share = Fraction(0) if answer is None else kind_of(item).grade(item, answer)
        rows.append(Row(item.id, float(share), float(share * item.points), item.points))
        score += share * item.points
        maximum += item.points
    share = score / maximum if maximum else Fraction(0)
    passed = None if pass_mark is None else 100 * share >= pass_mark
    percent = 100 * share.numerator // share.denominator
    return Result(tuple(rows), float(score), maximum, float(share), percent, passed)
