"""Sums from which a test and its questions are analysed, whichever road they come by.

Three roads lead to the same `Sums`: counts made by the database (GROUP BY question, share, score, maximum,
language); compact rows, one per attempt, of which a million answers are read within a second; and the
matrix of the raw export. All attempts are at one test, so each holds the same number of questions.

A `share` is the part of a question's points that was earned, from 0 to 1. A question without an answer
was asked and is worth 0; a question that was not drawn for somebody is no answer of theirs.
"""

from collections import Counter
from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass
from itertools import chain
from math import floor, fsum
from typing import NamedTuple, TypeVar

# A share comes as a float, through text of 15 digits perhaps; full marks are full marks.
FULL = 1 - 1e-9

# Between a question and its share, and between questions, in a compact row; neither is in an id.
WITHIN, BETWEEN = " ", ";"

# Places to which a score is rounded before scores are compared: 1/3 + 2/3 may miss 1 by 1e-16.
_PLACES = 12

# The ends of the test that are compared: Kelley (1939) shows that 27 % tell most.
TAIL = 0.27


class Row(NamedTuple):
    """An attempt in one row of the database: `marks` is "question share;question share;…".

    The share is missing where there was no answer: "question ;…". `language` is the attempt's.
    """

    score: float
    maximum: float
    language: str
    marks: str


class Group(NamedTuple):
    """`n` answers alike, counted by the database; `share` is None where there was no answer."""

    item: str
    share: float | None
    score: float
    maximum: float
    language: str
    n: int


@dataclass(frozen=True)
class Sheet:
    """An attempt as the raw export holds it: question → share, None where asked and not answered."""

    taker: str
    language: str
    shares: Mapping[str, float | None]


class Level(NamedTuple):
    """Attempts with the same score out of the same maximum."""

    score: float
    maximum: float
    attempts: int


class Band(NamedTuple):
    """Where a score stands: its part in the lowest and highest 27 %, and its third, 0 to 2."""

    lower: float
    upper: float
    third: int


class Cell(NamedTuple):
    """Answers to one question, worth `worth` points, by takers who stand alike: n, and sums over them.

    `stratum` is the score in whole points; `shares` is Σx, `squares` Σx², `scores` ΣT, `score_squares` ΣT²,
    `products` ΣxT, with x the share and T the score of the attempt.
    """

    worth: float
    maximum: float
    language: str
    stratum: int
    band: Band
    n: int
    omitted: int
    full: int
    shares: float
    squares: float
    scores: float
    score_squares: float
    products: float


@dataclass(frozen=True)
class Sums:
    levels: tuple[Level, ...]
    cells: Mapping[str, tuple[Cell, ...]]

    @property
    def attempts(self) -> int:
        return sum(level.attempts for level in self.levels)


# Score, maximum, language.
_Place = tuple[float, float, str]
# A question with its share, and that as text.
_Mark = tuple[str, float | None]
_Given = TypeVar("_Given", bound=Hashable)


def from_rows(rows: Iterable[Row], worth: Mapping[str, float]) -> Sums:
    """`worth` are the points of each question."""
    texts: dict[_Place, list[str]] = {}
    for score, maximum, language, marks in rows:
        texts.setdefault((round(score, _PLACES), maximum, language), []).append(marks)
    counted = {place: Counter(BETWEEN.join(many).split(BETWEEN)) for place, many in texts.items()}
    levels = _levels((place, len(many)) for place, many in texts.items())
    return _sums(levels, counted, {mark: _read(mark) for mark in _kinds(counted)}, worth)


def from_groups(
    groups: Iterable[Group], levels: Iterable[Level], worth: Mapping[str, float]
) -> Sums:
    """`levels` come from attempts, counted in the same way."""
    counted: dict[_Place, Counter[_Mark]] = {}
    for item, share, score, maximum, language, n in groups:
        place = (round(score, _PLACES), maximum, language)
        counted.setdefault(place, Counter())[item, share] += n
    found = _levels(((lv.score, lv.maximum, ""), lv.attempts) for lv in levels)
    return _sums(found, counted, {mark: mark for mark in _kinds(counted)}, worth)


def from_sheets(sheets: Iterable[Sheet], worth: Mapping[str, float]) -> Sums:
    """The matrix road: scores and maxima are added up anew from the shares."""
    found: dict[_Place, list[Mapping[str, float | None]]] = {}
    for sheet in sheets:
        earned = [worth[item] * share for item, share in sheet.shares.items() if share]
        maximum = fsum(map(worth.__getitem__, sheet.shares))
        place = (round(fsum(earned), _PLACES), maximum, sheet.language)
        found.setdefault(place, []).append(sheet.shares)
    counted = {
        place: Counter(chain.from_iterable(shares.items() for shares in many))
        for place, many in found.items()
    }
    levels = _levels((place, len(many)) for place, many in found.items())
    return _sums(levels, counted, {mark: mark for mark in _kinds(counted)}, worth)


def _levels(places: Iterable[tuple[_Place, int]]) -> tuple[Level, ...]:
    counted: Counter[tuple[float, float]] = Counter()
    for (score, maximum, _language), n in places:
        counted[round(score, _PLACES), maximum] += n
    return tuple(Level(*level, n) for level, n in sorted(counted.items()))


def _kinds(counted: Mapping[_Place, Counter[_Given]]) -> set[_Given]:
    return set(chain.from_iterable(counted.values()))


def _read(mark: str) -> _Mark:
    item, _, share = mark.partition(WITHIN)
    return item, float(share) if share else None


# Maximum, language, stratum, band: takers who stand alike.
_Standing = tuple[float, str, int, Band]
# How often something was given, ΣT, ΣT².
_Totals = list[float]


def _sums(
    levels: tuple[Level, ...],
    counted: Mapping[_Place, Counter[_Given]],
    read: Mapping[_Given, _Mark],
    worth: Mapping[str, float],
) -> Sums:
    """Marks that are alike are put together first, which costs little; only then are they read."""
    cells: dict[str, list[Cell]] = {
        item: [] for item in sorted({item for item, _ in read.values()})
    }
    for alike, own in _added(levels, counted).items():
        by_item: dict[str, list[tuple[float | None, _Totals]]] = {}
        for mark, totals in own.items():
            item, share = read[mark]
            by_item.setdefault(item, []).append((share, totals))
        for item, shares in by_item.items():
            cells[item].append(_cell(worth[item], alike, shares))
    return Sums(levels, {item: tuple(own) for item, own in cells.items()})


def _added(
    levels: tuple[Level, ...], counted: Mapping[_Place, Counter[_Given]]
) -> dict[_Standing, dict[_Given, _Totals]]:
    standing, top = bands(levels), max((level.maximum for level in levels), default=1.0)
    found: dict[_Standing, dict[_Given, _Totals]] = {}
    for place in sorted(counted):
        score, maximum, language = place
        band = standing[ability(score, maximum)]
        own = found.setdefault((maximum, language, stratum(score, maximum, top), band), {})
        for mark, n in counted[place].items():
            if mark not in own:
                own[mark] = [0, 0.0, 0.0]
            totals = own[mark]
            totals[0] += n
            totals[1] += n * score
            totals[2] += n * score * score
    return found


def _cell(worth: float, alike: _Standing, shares: list[tuple[float | None, _Totals]]) -> Cell:
    earned = [(share, totals) for share, totals in shares if share]
    return Cell(
        worth,
        *alike,
        n=sum(int(n) for _share, (n, _t, _tt) in shares),
        omitted=sum(int(n) for share, (n, _t, _tt) in shares if share is None),
        full=sum(int(n) for share, (n, _t, _tt) in earned if share >= FULL),
        shares=fsum(share * n for share, (n, _t, _tt) in earned),
        squares=fsum(share * share * n for share, (n, _t, _tt) in earned),
        scores=fsum(t for _share, (_n, t, _tt) in shares),
        score_squares=fsum(tt for _share, (_n, _t, tt) in shares),
        products=fsum(share * t for share, (_n, t, _tt) in earned),
    )


def stratum(score: float, maximum: float, top: float) -> int:
    """The score in whole points of `top`, the largest maximum, rounded down."""
    # A score that is whole may come as 16.999999999999996.
    return floor(score * top / maximum + 1e-9)


def ability(score: float, maximum: float) -> float:
    """By which attempts are put in order, also where their maxima differ."""
    return round(score / maximum, _PLACES)


def bands(levels: Iterable[Level]) -> dict[float, Band]:
    """By ability. People with the same score are never told apart by chance.

    Those on whom the border of the lowest or highest 27 % falls belong to it in part, all alike, so that
    it weighs exactly 27 % of the attempts: Kelley (1939). In thirds, all with one score stand where
    the middle one of them stands.
    """
    counted: Counter[float] = Counter()
    for level in levels:
        counted[ability(level.score, level.maximum)] += level.attempts
    whole = counted.total()
    found, below = {}, 0
    for key in sorted(counted):
        n = counted[key]
        above = whole - below - n
        third = min(2, 3 * (2 * below + n) // (2 * whole))
        found[key] = Band(_part(TAIL * whole - below, n), _part(TAIL * whole - above, n), third)
        below += n
    return found


def _part(room: float, n: int) -> float:
    return min(1.0, max(0.0, room / n))
