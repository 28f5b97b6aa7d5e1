"""What answers to drills come to: who was called what, and how often trafficking was called something lesser."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from app.assessment.figures import Figure, too_few
from app.assessment.intervals import Interval, wilson
from app.drills.rules import SURE

# A share of fewer answers says more about chance than about people.
LEAST = 10


@dataclass(frozen=True)
class Tally:
    """So many answers alike: `named` where `offence` was right."""

    offence: str
    named: str
    trafficking: bool
    lesser: bool
    certainty: int
    quarter: int
    n: int

    @property
    def is_wrong(self) -> bool:
        return self.named != self.offence

    @property
    def is_lowered(self) -> bool:
        return self.trafficking and self.lesser and self.is_wrong


@dataclass(frozen=True)
class Rate:
    """`part` of `whole` answers; `share.value` and `interval` are only there where `whole` suffices."""

    part: int
    whole: int
    share: Figure
    interval: Interval | None


def rate(part: int, whole: int) -> Rate:
    """With Wilson's interval of 95 %."""
    if whole < LEAST:
        return Rate(part, whole, too_few(whole, LEAST), None)
    return Rate(part, whole, Figure(whole, LEAST, part / whole), wilson(part, whole))


def downgrade(tallies: Iterable[Tally]) -> Rate:
    """Wrong "lesser offence" answers on trafficking patterns / answers on trafficking patterns."""
    asked = [t for t in tallies if t.trafficking]
    return rate(sum(t.n for t in asked if t.is_lowered), sum(t.n for t in asked))


def right(tallies: Iterable[Tally]) -> Rate:
    """Answers that named the offence right / all answers."""
    given = list(tallies)
    return rate(sum(t.n for t in given if not t.is_wrong), sum(t.n for t in given))


def sure_and_wrong(tallies: Iterable[Tally]) -> Rate:
    """Wrong answers given as sure / all answers given as sure."""
    sure = [t for t in tallies if t.certainty == SURE]
    return rate(sum(t.n for t in sure if t.is_wrong), sum(t.n for t in sure))


def by_quarter(tallies: Iterable[Tally]) -> dict[int, Rate]:
    """The downgrade rate of each quarter with answers on trafficking, in the order of time."""
    found: dict[int, list[Tally]] = {}
    for tally in tallies:
        if tally.trafficking:
            found.setdefault(tally.quarter, []).append(tally)
    return {quarter: downgrade(found[quarter]) for quarter in sorted(found)}


@dataclass(frozen=True)
class Matrix:
    """Rows are what was right, columns what was named, both in the order of the list of offences."""

    rows: tuple[str, ...]
    columns: tuple[str, ...]
    counts: Mapping[tuple[str, str], int]

    def count(self, row: str, column: str) -> int:
        return self.counts.get((row, column), 0)

    def total(self, row: str) -> int:
        return sum(self.count(row, column) for column in self.columns)


def matrix(tallies: Iterable[Tally], order: Sequence[str]) -> Matrix:
    """Only names that occur; one that `order` does not know, of a release since changed, stands last."""
    counts: Counter[tuple[str, str]] = Counter()
    for tally in tallies:
        counts[tally.offence, tally.named] += tally.n
    place = {name: n for n, name in enumerate(order)}

    def ordered(names: set[str]) -> tuple[str, ...]:
        return tuple(sorted(names, key=lambda name: (place.get(name, len(place)), name)))

    rows = {offence for offence, _named in counts}
    return Matrix(ordered(rows), ordered(rows | {named for _offence, named in counts}), counts)
