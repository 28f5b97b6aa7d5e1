"""The turnover stress test: if people leave at some rate, which units fall below the minimum, and how often.

One draw for each unit and profession: of so many holders, how many leave, each with the same chance and none because
another does (a binomial draw, by its distribution function). The same seed gives the same numbers.
"""

import random
from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate
from math import ceil, comb
from typing import NamedTuple


class Group(NamedTuple):
    """Holders in one unit who leave with the same chance."""

    unit_path: str
    holders: int
    rate: float


@dataclass(frozen=True)
class Outcome:
    """Of one unit: in how many of all runs it fell below the minimum, and how many holders were left on average."""

    unit_path: str
    holders: int
    rate: float
    below: float
    left: float


@dataclass(frozen=True)
class Spread:
    """Over all runs: the mean, and what is enough in nine of ten."""

    mean: float
    ninety: int


@dataclass(frozen=True)
class Result:
    outcomes: list[Outcome]
    lost: Spread
    places: Spread


def distribution(holders: int, rate: float) -> list[float]:
    """The chance that no more than k of them leave, for k from 0."""
    return list(
        accumulate(
            comb(holders, k) * rate**k * (1 - rate) ** (holders - k) for k in range(holders + 1)
        )
    )


def simulate(groups: Sequence[Group], *, minimum: int, runs: int, seed: int) -> Result:
    """`lost`: holders who leave; `places`: so many must be trained to bring every unit back to the minimum."""
    chance = random.Random(seed).random
    lost, places = [0] * runs, [0] * runs
    outcomes = []
    for path, own in _by_unit(groups).items():
        gone = _leavers(own, runs, chance)
        holders = sum(group.holders for group in own)
        shortfalls = [max(0, minimum - holders + k) for k in gone]
        lost = [a + b for a, b in zip(lost, gone, strict=True)]
        places = [a + b for a, b in zip(places, shortfalls, strict=True)]
        below = sum(1 for short in shortfalls if short) / runs
        rate = sum(g.rate * g.holders for g in own) / holders if holders else own[0].rate
        outcomes.append(Outcome(path, holders, rate, below, holders - sum(gone) / runs))
    outcomes.sort(key=lambda one: (-one.below, one.unit_path))
    return Result(outcomes, _spread(lost), _spread(places))


def _by_unit(groups: Sequence[Group]) -> dict[str, list[Group]]:
    found: dict[str, list[Group]] = {}
    for group in sorted(groups):
        found.setdefault(group.unit_path, []).append(group)
    return found


def _leavers(groups: Sequence[Group], runs: int, chance) -> list[int]:
    """Of all groups of a unit together, run by run."""
    gone = [0] * runs
    for group in groups:
        if group.holders:
            # The last is 1 but for rounding, and must not be passed.
            upto = distribution(group.holders, group.rate)[:-1]
            gone = [n + bisect_right(upto, chance()) for n in gone]
    return gone


def _spread(counts: list[int]) -> Spread:
    """Nine of ten runs need no more than the second number."""
    return Spread(sum(counts) / len(counts), sorted(counts)[ceil(len(counts) * 0.9) - 1])


# With fewer posts a year says nothing of them alone: the rate of all stands in its place.
FEWEST = 20


def rates(
    ended: Mapping[tuple[str, str], int], held: Mapping[tuple[str, str], int]
) -> tuple[float, dict[tuple[str, str], float]]:
    """Of all, and by profession and region: appointments ended in the year / held when it began."""
    whole = sum(held.values())
    overall = min(1.0, sum(ended.values()) / whole) if whole else 0.0
    return overall, {
        key: min(1.0, ended.get(key, 0) / count) for key, count in held.items() if count >= FEWEST
    }
