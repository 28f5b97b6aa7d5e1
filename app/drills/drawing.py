"""Which five patterns a session asks, in which order: all from one seed and what was asked before.

As in tests, only `random.Random(seed).random()` and a written-out shuffle are used, so that a seed means the same on
every machine. A distinction whose last answer was wrong comes back as another pattern of it, one never seen before
where there is one; at most so many come back that new ground is left. The rest are patterns never seen, of
distinctions not yet in the session first; where these are used up, those seen longest ago.
"""

import random
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

T = TypeVar("T")

SIZE = 5
# A session made of one's own mistakes alone would measure nothing else, and tire.
MOST_BACK = 3


@dataclass(frozen=True)
class Past:
    """An answer given before; `right` says whether the offence was named right."""

    pattern: str
    distinction: str
    right: bool


def to_come_back(past: Sequence[Past]) -> list[str]:
    """Distinctions whose last answer was wrong, those that wait longest first. `past` is in the order of time."""
    last: dict[str, bool] = {}
    for one in past:
        last.pop(one.distinction, None)
        last[one.distinction] = one.right
    return [distinction for distinction, right in last.items() if not right]


def draw(
    patterns: Mapping[str, str], seed: int, *, past: Sequence[Past] = (), size: int = SIZE
) -> list[str]:
    """Ids of patterns; `patterns` gives the distinction of each. Fewer only where there are fewer."""
    chance = random.Random(seed)
    seen = {one.pattern: when for when, one in enumerate(past)}
    # Never seen first, then those seen longest ago; among equals by chance.
    waiting = sorted(_shuffled(sorted(patterns), chance), key=lambda name: seen.get(name, -1))
    taken: list[str] = []
    for distinction in to_come_back(past):
        again = next((name for name in waiting if patterns[name] == distinction), None)
        if again is not None and len(taken) < min(MOST_BACK, size):
            taken.append(again)
    while len(taken) < min(size, len(patterns)):
        taken.append(_next(waiting, taken, patterns, seen))
    return _shuffled(taken, chance)


def _next(
    waiting: Sequence[str],
    taken: Sequence[str],
    patterns: Mapping[str, str],
    seen: Mapping[str, int],
) -> str:
    left = [name for name in waiting if name not in taken]
    there = {patterns[name] for name in taken}
    fresh = [name for name in left if name not in seen]
    return next((name for name in fresh or left if patterns[name] not in there), (fresh or left)[0])


def _shuffled(things: Iterable[T], chance: random.Random) -> list[T]:
    shuffled = list(things)
    for last in range(len(shuffled) - 1, 0, -1):
        other = int(chance.random() * (last + 1))
        shuffled[last], shuffled[other] = shuffled[other], shuffled[last]
    return shuffled
