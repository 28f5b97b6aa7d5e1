"""Marks of the large world's most sat test, more than a million: what its statistics are made from."""

import random
from collections.abc import Iterable, Iterator, Sequence

SEED = 2027
COLUMNS = (
    "id", "attempt_id", "place", "round", "item", "share", "points", "maximum", "certainty",
    "seconds", "answer_id", "language", "marked_at",
)  # fmt: skip


def marks(
    attempts: Iterable[tuple], release_id: int, draws: Sequence[Sequence[str]]
) -> Iterator[tuple]:
    """Each attempt of the release drew one of `draws`, and earned its score question by question."""
    chance = random.Random(SEED)
    number = 0
    for (
        attempt,
        _person,
        release,
        *_rest,
        at,
        _hands,
        score,
        _maximum,
        _passed,
        _graded,
        tongue,
    ) in attempts:
        if release != release_id:
            continue
        items = chance.choice(draws)
        wrong = set(chance.sample(range(len(items)), len(items) - int(score)))
        for place, item in enumerate(items):
            number += 1
            share = 0.0 if place in wrong else 1.0
            said = None if share == 0 and chance.random() < 0.1 else tongue
            seconds = float(int(chance.lognormvariate(3.4, 0.6)))
            yield (
                number, attempt, place + 1, 1, item, share, share, 1.0, None, seconds, None, said, at,
            )  # fmt: skip
