"""How sure people were of their answers: three steps, and what they say beside right and wrong.

Certainty changes no points. It shows what to learn first: what one is sure of and wrong about is what
one acts on, and what one guessed is not yet known, however right.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from app.assessment.behaviour import SURE, WRONG_BELOW
from app.assessment.wording import Solution
from app.core.bilingual import Bilingual
from app.core.words import N_

GUESSED = 1
STEPS = {GUESSED: N_("I guessed"), 2: N_("Fairly sure"), SURE: N_("Sure")}


def is_sure_and_wrong(certainty: int | None, share: float) -> bool:
    return certainty == SURE and share < WRONG_BELOW


def is_guessed_and_right(certainty: int | None, share: float) -> bool:
    return certainty == GUESSED and share == 1


@dataclass(frozen=True)
class Step:
    """`n` answers of a test were given so surely, and earned `points` of `maximum`."""

    certainty: int
    n: int
    points: float
    maximum: int


@dataclass(frozen=True)
class ByTopic:
    title: Bilingual
    solutions: tuple[Solution, ...]


@dataclass(frozen=True)
class Summary:
    """Of one attempt; topics in the order of the bank, none without a question."""

    steps: tuple[Step, ...]
    sure_and_wrong: tuple[ByTopic, ...]
    guessed_and_right: tuple[ByTopic, ...]


def summary(solutions: Sequence[Solution], titles: Mapping[str, Bilingual]) -> Summary | None:
    """None where nobody was asked, or nobody said."""
    said = [one for one in solutions if one.certainty and one.share is not None]
    if not said:
        return None
    return Summary(
        tuple(_step(step, said) for step in STEPS),
        _by_topic(said, titles, is_sure_and_wrong),
        _by_topic(said, titles, is_guessed_and_right),
    )


def _step(step: int, said: Sequence[Solution]) -> Step:
    own = [one for one in said if one.certainty == step]
    earned, maximum = sum(one.points for one in own), sum(one.shown.points for one in own)
    return Step(step, len(own), earned, maximum)


def _by_topic(
    said: Sequence[Solution],
    titles: Mapping[str, Bilingual],
    wanted: Callable[[int | None, float], bool],
) -> tuple[ByTopic, ...]:
    found = [one for one in said if wanted(one.certainty, one.share or 0.0)]
    return tuple(
        ByTopic(title, tuple(one for one in found if one.topic == topic))
        for topic, title in titles.items()
        if any(one.topic == topic for one in found)
    )
