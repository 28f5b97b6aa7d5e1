"""How questions and a test behave: the figures of classical test theory, from sums.

Variances have n − 1 below. Where a formula needs more answers than there are, or all scores are alike,
the figure says so instead (figures.py).
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import fsum, sqrt

from app.assessment.figures import ALIKE, ONE_QUESTION, UNEQUAL, Figure, too_few
from app.assessment.sums import Cell, Level, Sums

# Of ten, one more right answer moves the figure by ten per cent: below that it says nothing.
FOR_FACILITY = 10
# The standard error of a correlation is about 1/√n: 0.18 for thirty, as much as tells good from poor.
FOR_DISCRIMINATION = 30
# 27 % of forty are eleven people at each end.
FOR_GROUPS = 40
# As for a correlation: alpha is made of them.
FOR_RELIABILITY = 30

# What rounding leaves of a variance that is nought, beside the mean of the squares.
_NOUGHT = 1e-13


@dataclass(frozen=True)
class OfItem:
    """`omitted` of the `n` who were asked gave no answer; it counts as nothing earned."""

    item: str
    n: int
    omitted: int
    facility: Figure
    discrimination: Figure
    upper_lower: Figure


@dataclass(frozen=True)
class OfTest:
    """`mean` is a share of the maximum; `sd` and `error` are in points, of `maximum` if all have the same.

    `same_questions`: everybody had the same ones, and `reliability` is Cronbach's alpha. Otherwise each
    attempt drew its own, and it is the figure for questions nested in people.
    """

    n: int
    questions: int
    maximum: float | None
    same_questions: bool
    mean: Figure
    sd: Figure
    reliability: Figure
    error: Figure


def of_items(sums: Sums) -> tuple[OfItem, ...]:
    return tuple(of_item(item, cells) for item, cells in sums.cells.items())


def of_item(item: str, cells: Sequence[Cell]) -> OfItem:
    n = sum(cell.n for cell in cells)
    return OfItem(
        item,
        n,
        sum(cell.omitted for cell in cells),
        facility(cells),
        discrimination(cells),
        upper_lower(cells),
    )


def facility(cells: Sequence[Cell]) -> Figure:
    """Mean share of the points: p = Σx / n. Lord and Novick (1968), chapter 15."""
    n = sum(cell.n for cell in cells)
    if n < FOR_FACILITY:
        return too_few(n, FOR_FACILITY)
    return Figure(n, FOR_FACILITY, fsum(cell.shares for cell in cells) / n)


def discrimination(cells: Sequence[Cell]) -> Figure:
    """Correlation of the share with the share of the rest of the test, the question itself left out.

    Pearson's r of x and (T − w·x)/(M − w): T the score, M the maximum, w what the question is worth. With one
    M for all it is the corrected item-total correlation: Henrysson (1963), Psychometrika 28.
    """
    n = sum(cell.n for cell in cells)
    if n < FOR_DISCRIMINATION:
        return too_few(n, FOR_DISCRIMINATION)
    if any(cell.maximum <= cell.worth for cell in cells):
        return Figure(n, FOR_DISCRIMINATION, lack=ONE_QUESTION)
    mean = fsum(cell.shares for cell in cells) / n
    rest = fsum((c.scores - c.worth * c.shares) / (c.maximum - c.worth) for c in cells) / n
    own, others, both = [], [], []
    for c in cells:
        # The rest is (T − w·x)/room; squares are taken from its mean, so that little cancels.
        room, away = c.maximum - c.worth, rest * (c.maximum - c.worth)
        own.append(_about(c, mean))
        scores = c.score_squares - 2 * away * c.scores + c.n * away * away
        mixed = c.products - away * c.shares
        others.append((scores - 2 * c.worth * mixed + c.worth**2 * c.squares) / room**2)
        both.append((mixed - c.worth * c.squares) / room)
    x, y = fsum(own), fsum(others)
    if x <= n * _NOUGHT * mean * mean or y <= n * _NOUGHT * rest * rest:
        return Figure(n, FOR_DISCRIMINATION, lack=ALIKE)
    return Figure(n, FOR_DISCRIMINATION, fsum(both) / sqrt(x * y))


def _about(cell: Cell, mean: float) -> float:
    """Sum of squares of the shares about `mean`."""
    return cell.squares - 2 * mean * cell.shares + cell.n * mean * mean


def upper_lower(cells: Sequence[Cell]) -> Figure:
    """Mean share in the highest 27 % of all attempts less that in the lowest: Kelley (1939).

    In order of the whole score, the question included. Who stands on the border: see `sums.bands`.
    """
    n = sum(cell.n for cell in cells)
    if n < FOR_GROUPS:
        return too_few(n, FOR_GROUPS)
    upper = fsum(cell.band.upper * cell.n for cell in cells)
    lower = fsum(cell.band.lower * cell.n for cell in cells)
    # Where questions are drawn, few may have met this one at one of the ends.
    fewest = int(min(upper, lower) + 0.5)
    if fewest < FOR_FACILITY:
        return too_few(fewest, FOR_FACILITY)
    high = fsum(cell.band.upper * cell.shares for cell in cells) / upper
    low = fsum(cell.band.lower * cell.shares for cell in cells) / lower
    return Figure(n, FOR_GROUPS, high - low)


def of_test(sums: Sums) -> OfTest:
    n = sums.attempts
    asked = sum(cell.n for cell in _all(sums))
    same = all(sum(cell.n for cell in cells) == n for cells in sums.cells.values())
    maxima = {level.maximum for level in sums.levels}
    maximum = maxima.pop() if len(maxima) == 1 else None
    mean = _mean(sums.levels, n)
    questions = asked // n if n else 0
    if n < FOR_RELIABILITY:
        lack = too_few(n, FOR_RELIABILITY)
    elif maximum is None or asked % n:
        lack = Figure(n, FOR_RELIABILITY, lack=UNEQUAL)
    else:
        sd = sqrt(_scatter(sums.levels, n) / (n - 1))
        found = alpha(sums) if same else nested_reliability(sums)
        error = _error(sd, found)
        return OfTest(
            n, questions, maximum, same, mean, Figure(n, FOR_RELIABILITY, sd), found, error
        )
    return OfTest(n, questions, maximum, same, mean, lack, lack, lack)


def _mean(levels: Sequence[Level], n: int) -> Figure:
    if n < FOR_FACILITY:
        return too_few(n, FOR_FACILITY)
    mean = fsum(lv.attempts * lv.score / lv.maximum for lv in levels) / n
    return Figure(n, FOR_FACILITY, mean)


def _scatter(levels: Sequence[Level], n: int) -> float:
    """Sum of squares of the scores about their mean."""
    mean = fsum(level.attempts * level.score for level in levels) / n
    return fsum(level.attempts * (level.score - mean) ** 2 for level in levels)


def alpha(sums: Sums) -> Figure:
    """α = k/(k−1) · (1 − Σ variances of the questions / variance of the scores): Cronbach (1951).

    In points, and only where everybody had the same `k` questions; what was not answered counts as 0.
    """
    n, k = sums.attempts, len(sums.cells)
    if k < 2:
        return Figure(n, FOR_RELIABILITY, lack=ONE_QUESTION)
    whole = _scatter(sums.levels, n)
    if whole <= _NOUGHT * _size(sums.levels):
        return Figure(n, FOR_RELIABILITY, lack=ALIKE)
    parts = []
    for cells in sums.cells.values():
        mean = fsum(cell.shares for cell in cells) / n
        parts += [cell.worth**2 * _about(cell, mean) for cell in cells]
    return Figure(n, FOR_RELIABILITY, k / (k - 1) * (1 - fsum(parts) / whole))


def nested_reliability(sums: Sums) -> Figure:
    """1 − MS within people / MS between people: each person answers `k` questions of their own draw.

    One-way analysis of variance, questions nested in people: Cronbach, Gleser, Nanda and Rajaratnam (1972). With
    right and wrong alone it is formula 21 of Kuder and Richardson (1937), with n − 1 in the variance of
    the scores. That some draws are harder than others counts as error, so it is lower than alpha would be.
    """
    n = sums.attempts
    k = sum(cell.n for cell in _all(sums)) // n
    if k < 2:
        return Figure(n, FOR_RELIABILITY, lack=ONE_QUESTION)
    between = _scatter(sums.levels, n) / k
    if between <= _NOUGHT * _size(sums.levels) / k:
        return Figure(n, FOR_RELIABILITY, lack=ALIKE)
    mean = fsum(cell.worth * cell.shares for cell in _all(sums)) / (n * k)
    around = fsum(
        cell.worth**2 * cell.squares - 2 * mean * cell.worth * cell.shares + cell.n * mean * mean
        for cell in _all(sums)
    )
    within = (around - between) / (n * (k - 1))
    return Figure(n, FOR_RELIABILITY, 1 - within / (between / (n - 1)))


def _size(levels: Iterable[Level]) -> float:
    return fsum(level.attempts * level.score**2 for level in levels)


def _error(sd: float, reliability: Figure) -> Figure:
    """Standard error of measurement, sd · √(1 − reliability): Lord and Novick (1968), chapter 3."""
    n, least, value = reliability.n, reliability.least, reliability.value
    if value is None:
        return Figure(n, least, lack=reliability.lack)
    return Figure(n, least, sd * sqrt(1 - value))


def _all(sums: Sums) -> Iterable[Cell]:
    return (cell for cells in sums.cells.values() for cell in cells)
