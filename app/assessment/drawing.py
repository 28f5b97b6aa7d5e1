"""Which questions a trainee gets, in what order, with what order of options: all from one seed.

The same seed, test and bank give the same draw on every machine and in every version of Python:
only `random.Random(seed).random()` is used, whose numbers are promised to stay, and the shuffle is
written out (Fisher and Yates, from the end). For each topic in the order of the test: the ids
sorted, shuffled, those that may not be drawn left out, those not seen before put first and those seen
last time put last, the first so many of each difficulty taken. Then all taken are shuffled together.
Then, for each of them in turn, the order of its options.
"""

import random
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import TypeVar

from app.assessment.bank import Bank
from app.assessment.items.kinds import kind_of
from app.assessment.quizzes import Draw, Quiz

T = TypeVar("T")


@dataclass(frozen=True)
class Drawn:
    """`order[0]` says which of the options, sorted by their texts, stands first on the page."""

    item_id: str
    order: tuple[int, ...]


class TooFew(ValueError):
    """The topic has not as many questions that may be drawn."""

    def __init__(self, topic: str) -> None:
        super().__init__(f"too few questions on {topic}")
        self.topic = topic


def draw(
    quiz: Quiz,
    bank: Bank,
    seed: int,
    *,
    seen: Collection[str] = (),
    last: Collection[str] = (),
    barred: Collection[str] = (),
) -> list[Drawn]:
    """Questions in `seen` are taken only where others do not suffice, in `last` last, in `barred` never."""
    chance = random.Random(seed)
    taken: list[str] = []
    for part in quiz.draw:
        names = _shuffled(bank.in_topic(part.topic), chance)
        free = [name for name in names if name not in barred]
        free.sort(key=lambda name: (name in last, name in seen))
        taken += _first(part, free, bank)
    # The numbers are used up in any case, so that the rest of the draw does not hang on this.
    mixed = _shuffled(taken, chance)
    named = mixed if quiz.shuffle.questions else taken
    orders = {name: tuple(_shuffled(range(_movable(bank, name)), chance)) for name in mixed}
    return [
        Drawn(name, orders[name] if quiz.shuffle.options else tuple(sorted(orders[name])))
        for name in named
    ]


def lacking(quiz: Quiz, bank: Bank, barred: Collection[str]) -> list[str]:
    """Topics that have too few questions once these may not be drawn."""
    return [
        part.topic
        for part in quiz.draw
        for level, count in part.wants
        if len(set(bank.in_topic(part.topic, level)).difference(barred)) < count
    ]


def _first(part: Draw, free: list[str], bank: Bank) -> list[str]:
    taken: list[str] = []
    for level, count in part.wants:
        fitting = [name for name in free if level in (None, bank.items[name].difficulty)]
        if len(fitting) < count:
            raise TooFew(part.topic)
        taken += fitting[:count]
    return taken


def _movable(bank: Bank, name: str) -> int:
    item = bank.items[name]
    return kind_of(item).movable(item)


def _shuffled(things: Iterable[T], chance: random.Random) -> list[T]:
    shuffled = list(things)
    for last in range(len(shuffled) - 1, 0, -1):
        other = int(chance.random() * (last + 1))
        shuffled[last], shuffled[other] = shuffled[other], shuffled[last]
    return shuffled
