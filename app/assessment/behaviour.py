"""What people did at one question: what they chose by thirds of ability, how long it took, how sure they were."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import floor

from app.assessment.figures import Figure, too_few
from app.assessment.intervals import Interval, wilson
from app.assessment.sums import Band, ability

# Ten in each third, if the thirds come out alike.
FOR_OPTIONS = 30
# The quartiles of ten answers still lie between answers that were given.
FOR_TIME = 10
# Over ten answers the interval of a share is at most half as wide as all there is.
FOR_CERTAINTY = 10

SURE = 3
# Earned less than half of the points: for a question with one right answer, it was not chosen.
WRONG_BELOW = 0.5


# ── options by thirds ─────────────────────────────────────────────────────────


@dataclass(frozen=True)
class Choice:
    """`n` attempts with one score that chose exactly these options; none where there is no answer."""

    options: tuple[str, ...]
    score: float
    maximum: float
    n: int


@dataclass(frozen=True)
class OptionRow:
    """`option` is None for no answer; `shares` are of the people in each third, None of nobody."""

    option: str | None
    counts: tuple[int, int, int]
    shares: tuple[float | None, float | None, float | None]


@dataclass(frozen=True)
class OptionTable:
    """`thirds`: how many with this question stand in the lowest, middle, highest third of the test.

    Without `rows`, `lack` says why. Where several options may be chosen, shares add up to more than 1.
    """

    n: int
    least: int
    thirds: tuple[int, int, int] = (0, 0, 0)
    rows: tuple[OptionRow, ...] = ()
    lack: str | None = None


def option_table(
    choices: Iterable[Choice], options: Sequence[str], standing: Mapping[float, Band]
) -> OptionTable:
    """Every option of the question, also one that nobody chose, and no answer last.

    Counts of each option in thirds of the test score, as in Haladyna (2004), chapter 9. A wrong option that
    draws more of the highest third than of the lowest is worth a second look.
    """
    counts: dict[str | None, list[int]] = {option: [0, 0, 0] for option in options}
    counts[None] = [0, 0, 0]
    thirds = [0, 0, 0]
    for choice in choices:
        third = standing[ability(choice.score, choice.maximum)].third
        thirds[third] += choice.n
        for option in choice.options or (None,):
            counts[option][third] += choice.n
    n = sum(thirds)
    if n < FOR_OPTIONS:
        return OptionTable(n, FOR_OPTIONS, lack=too_few(n, FOR_OPTIONS).lack)
    rows = tuple(_option_row(option, own, thirds) for option, own in counts.items())
    return OptionTable(n, FOR_OPTIONS, (thirds[0], thirds[1], thirds[2]), rows)


def _option_row(option: str | None, own: Sequence[int], thirds: Sequence[int]) -> OptionRow:
    low, middle, high = (
        part / whole if whole else None for part, whole in zip(own, thirds, strict=True)
    )
    return OptionRow(option, (own[0], own[1], own[2]), (low, middle, high))


# ── time ──────────────────────────────────────────────────────────────────────


@dataclass(frozen=True)
class Times:
    """Seconds: the middle one, and between which the middle half lies."""

    median: Figure
    lower: Figure
    upper: Figure


def times(seconds: Iterable[tuple[float, int]]) -> Times:
    """From pairs of seconds and how many took so long."""
    counted = sorted(seconds)
    n = sum(many for _seconds, many in counted)
    if n < FOR_TIME:
        lack = too_few(n, FOR_TIME)
        return Times(lack, lack, lack)
    median, lower, upper = (
        Figure(n, FOR_TIME, quantile(counted, part)) for part in (0.5, 0.25, 0.75)
    )
    return Times(median, lower, upper)


def quantile(counted: Sequence[tuple[float, int]], part: float) -> float:
    """At the place (n − 1)·part, from 0, in a straight line between two: type 7 of Hyndman and Fan (1996)."""
    n = sum(many for _value, many in counted)
    place = (n - 1) * part
    below = floor(place)
    low = _at(counted, below)
    return low + (place - below) * (_at(counted, min(below + 1, n - 1)) - low)


def _at(counted: Sequence[tuple[float, int]], place: int) -> float:
    for value, many in counted:
        if place < many:
            return value
        place -= many
    raise IndexError("beyond the last value")


# ── certainty ─────────────────────────────────────────────────────────────────


@dataclass(frozen=True)
class Claim:
    """`n` answers given with this certainty, 1 to 3, and the sum of their shares; `wrong` earned under half."""

    certainty: int
    n: int
    shares: float
    wrong: int


@dataclass(frozen=True)
class CertaintyRow:
    """`share` of all answers were given with this certainty; `facility` is what they earned."""

    certainty: int
    n: int
    share: float
    facility: float | None


@dataclass(frozen=True)
class CertaintyTable:
    """`sure_and_wrong`: of all answers, the share that was wrong and given as sure, with its interval."""

    n: int
    least: int
    sure_and_wrong: Figure
    interval: Interval | None = None
    rows: tuple[CertaintyRow, ...] = ()


def certainty_table(claims: Iterable[Claim]) -> CertaintyTable:
    """Answers whose certainty was asked for; the interval is Wilson's, of 95 %."""
    claims = list(claims)
    n = sum(claim.n for claim in claims)
    if n < FOR_CERTAINTY:
        return CertaintyTable(n, FOR_CERTAINTY, too_few(n, FOR_CERTAINTY))
    wrong = sum(claim.wrong for claim in claims if claim.certainty == SURE)
    rows = []
    for step in range(1, SURE + 1):
        own = [claim for claim in claims if claim.certainty == step]
        many = sum(claim.n for claim in own)
        earned = sum(claim.shares for claim in own)
        rows.append(CertaintyRow(step, many, many / n, earned / many if many else None))
    figure = Figure(n, FOR_CERTAINTY, wrong / n)
    return CertaintyTable(n, FOR_CERTAINTY, figure, wilson(wrong, n), tuple(rows))
