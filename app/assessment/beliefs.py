"""The most harmful beliefs of those who sat a test: what many were sure of, and wrong about.

For each question: of all first answers to it with a stated certainty, the share that was given as sure and earned
less than half. Ranked by the lower bound of Wilson's interval, so that a large share of few answers does not
stand before a smaller one of many.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from app.assessment.behaviour import FOR_CERTAINTY, SURE, Claim, certainty_table
from app.assessment.intervals import Interval

# So many questions are named.
MOST = 3
# A belief, and the wrong answer most often chosen, are named when at least so many share them.
FEWEST = 5


@dataclass(frozen=True)
class Belief:
    """`share` is of the `n` answers with a stated certainty."""

    item: str
    n: int
    wrong: int
    share: float
    interval: Interval


@dataclass(frozen=True)
class Beliefs:
    """Without `found`: either no question has `least` answers, the most is `n`; or no belief is shared by enough."""

    n: int
    found: tuple[Belief, ...] = ()
    least: int = FOR_CERTAINTY

    @property
    def is_too_few(self) -> bool:
        return self.n < self.least


def most_harmful(claims: Mapping[str, Sequence[Claim]]) -> Beliefs:
    """By question the answers to it; of equal ones the first by name."""
    known = {item: sum(claim.n for claim in own) for item, own in claims.items()}
    found = [belief for item in claims if (belief := _belief(item, claims[item]))]
    found.sort(key=lambda belief: (-belief.interval.low, belief.item))
    return Beliefs(max(known.values(), default=0), tuple(found[:MOST]))


def _belief(item: str, claims: Iterable[Claim]) -> Belief | None:
    claims = list(claims)
    wrong = sum(claim.wrong for claim in claims if claim.certainty == SURE)
    table = certainty_table(claims)
    share = table.sure_and_wrong.value
    if share is None or table.interval is None or wrong < FEWEST:
        return None
    return Belief(item, table.n, wrong, share, table.interval)
