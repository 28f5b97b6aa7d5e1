"""Which questions a trainee gets, in what order, with what order of options: all from one seed.

The same seed, test and bank give the same draw on every machine and in every version of Python:
only `random.Random(seed).random()` is used, whose numbers are promised to stay, and the shuffle is
written out (Fisher and Yates, from the end). For each topic in the order of the test: the ids
sorted, shuffled, those not seen before put first, the first so many taken. Then all taken are
shuffled together. Then, for each of them in turn, the order of its options.
"""

import random
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import TypeVar

from app.assessment.bank import Bank
from app.assessment.items.kinds import kind_of
from app.assessment.quizzes import Quiz

T = TypeVar("T")


@dataclass(frozen=True)
class Drawn:
    """`order[0]` says which of the options, sorted by their texts, stands first on the page."""

    item_id: str
    order: tuple[int, ...]


def draw(quiz: Quiz, bank: Bank, seed: int, *, seen: Collection[str] = ()) -> list[Drawn]:
    """Questions in `seen` are taken only where the others of their topic do not suffice."""
    chance = random.Random(seed)
    taken: list[str] = []
    for part in quiz.draw:
        there = sorted(_shuffled(bank.in_topic(part.topic), chance), key=lambda name: name in seen)
        if len(there) < part.count:
            raise ValueError(f"bank {bank.id} has too few questions on {part.topic}")
        taken += there[: part.count]
    return [
        Drawn(name, tuple(_shuffled(range(_movable(bank, name)), chance)))
        for name in _shuffled(taken, chance)
    ]


def _movable(bank: Bank, name: str) -> int:
    item = bank.items[name]
    return kind_of(item).movable(item)


def _shuffled(things: Iterable[T], chance: random.Random) -> list[T]:
    shuffled = list(things)
    for last in range(len(shuffled) - 1, 0, -1):
        other = int(chance.random() * (last + 1))
        shuffled[last], shuffled[other] = shuffled[other], shuffled[last]
    return shuffled
