"""The questions of a test with their figures, in the order in which one should look at them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import fsum

from app.assessment import analysis, fairness
from app.assessment.analysis import OfItem
from app.assessment.bank import Bank
from app.assessment.fairness import Comparison, Grade
from app.assessment.figures import Figure, too_few
from app.assessment.sums import Cell, Sums
from app.core.bilingual import Bilingual
from app.statistics import rules
from app.statistics.raw import Sat
from app.statistics.rules import Flag

_ORDER = {flag: place for place, flag in enumerate(Flag)}


@dataclass(frozen=True)
class Question:
    figures: OfItem
    fair: Comparison
    flags: tuple[Flag, ...]
    text: Bilingual
    topic: Bilingual

    @property
    def id(self) -> str:
        return self.figures.item


def questions(sums: Sums, banks: Sequence[Bank]) -> list[Question]:
    """The gravest first, then by topic, as the bank has them. The newest bank that holds a question words it."""
    fair = {one.item: one for one in fairness.compare_all(sums)}
    found = [question(one, fair[one.item], banks) for one in analysis.of_items(sums)]
    topics = [name for bank in banks for name in bank.topics]

    def place(one: Question) -> tuple:
        bank = _bank(one.id, banks)
        gravest = _ORDER[one.flags[0]] if one.flags else len(_ORDER)
        return gravest, topics.index(bank.topic_of(one.id)), one.id

    return sorted(found, key=place)


def question(figures: OfItem, fair: Comparison, banks: Sequence[Bank]) -> Question:
    bank = _bank(figures.item, banks)
    topic = bank.topics[bank.topic_of(figures.item)]
    text = bank.items[figures.item].text
    return Question(figures, fair, rules.flags(figures, fair), text, topic)


def _bank(item: str, banks: Sequence[Bank]) -> Bank:
    return next(bank for bank in banks if item in bank.items)


def grades(questions: Sequence[Question]) -> dict[Grade, int]:
    """How many questions of each class; those that could not be compared are in none."""
    return {grade: sum(one.fair.grade is grade for one in questions) for grade in Grade}


def by_thirds(cells: Sequence[Cell]) -> tuple[tuple[int, float | None], ...]:
    """For the lowest, middle and highest third: how many were asked, and the mean share they earned."""
    found = []
    for third in range(3):
        own = [cell for cell in cells if cell.band.third == third]
        n = sum(cell.n for cell in own)
        found.append((n, sum(cell.shares for cell in own) / n if n else None))
    return tuple(found)


def by_language(cells: Sequence[Cell]) -> dict[str, tuple[int, float | None]]:
    """For each language: how many were asked the question, and the mean share they earned."""
    found = {}
    for language in (fairness.FOCAL, fairness.REFERENCE):
        own = [cell for cell in cells if cell.language == language]
        n = sum(cell.n for cell in own)
        found[language] = (n, sum(cell.shares for cell in own) / n if n else None)
    return found


def scores_by_language(sat: Iterable[Sat]) -> dict[str, Figure]:
    """For each language the mean score of the attempts, as a share."""
    found: dict[str, list[float]] = {fairness.FOCAL: [], fairness.REFERENCE: []}
    for one in sat:
        if one.language in found:
            found[one.language].append(one.score / one.maximum)
    return {language: _mean(shares) for language, shares in found.items()}


def _mean(shares: Sequence[float]) -> Figure:
    n, least = len(shares), analysis.FOR_FACILITY
    return Figure(n, least, fsum(shares) / n) if n >= least else too_few(n, least)
