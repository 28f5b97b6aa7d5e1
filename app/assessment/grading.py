"""Answers into a score. All is added up as fractions: three thirds are one, and 80 % is 80 %.

Passed means: score / maximum ≥ pass mark / 100, exactly; nothing is rounded before. `percent`, for
people to read, is rounded down, so that nobody reads "80 %" beside "not passed".
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction

from app.assessment.items.common import Answer, Item
from app.assessment.items.kinds import kind_of


@dataclass(frozen=True)
class Row:
    """One question: its share from 0 to 1, the points earned, and the points it is worth.

    Both are None while people must still mark it.
    """

    item_id: str
    share: float | None
    points: float | None
    maximum: int


@dataclass(frozen=True)
class Result:
    """`passed` is None for a test without a pass mark. What is known while people must still mark: the rows."""

    rows: tuple[Row, ...]
    score: float | None
    maximum: int
    share: float | None
    percent: int | None
    passed: bool | None

    @property
    def waits(self) -> bool:
        return self.score is None


def grade(
    answered: Iterable[tuple[Item, Answer | None]],
    *,
    pass_mark: int | None,
    by_people: Mapping[str, Fraction] | None = None,
) -> Result:
    """Every question of the attempt, with the answer that counts; None where there is none.

    An answer that came late does not count by itself: the caller gives the last one in time. `by_people`: by id of
    the question, the share that markers found.
    """
    rows = []
    score = Fraction(0)
    maximum = 0
    for item, answer in answered:
        share = _share(item, answer, by_people or {})
        points = None if share is None else share * item.points
        rows.append(Row(item.id, _plain(share), _plain(points), item.points))
        score += points or 0
        maximum += item.points
    if any(row.share is None for row in rows):
        return Result(tuple(rows), None, maximum, None, None, None)
    share = score / maximum if maximum else Fraction(0)
    passed = None if pass_mark is None else 100 * share >= pass_mark
    percent = 100 * share.numerator // share.denominator
    return Result(tuple(rows), float(score), maximum, float(share), percent, passed)


def _share(item: Item, answer: Answer | None, by_people: Mapping[str, Fraction]) -> Fraction | None:
    if answer is None:
        return Fraction(0)
    found: Fraction | None = kind_of(item).grade(item, answer)
    return by_people.get(item.id) if found is None else found


def _plain(number: Fraction | None) -> float | None:
    return None if number is None else float(number)
