"""What was gained between a pre-test and the post-test that is its pair, in per cent of the maximum."""

from collections.abc import Iterable
from dataclasses import dataclass
from math import fsum, sqrt

from app.assessment.figures import ALIKE, Figure, too_few
from app.assessment.intervals import Interval, of_mean

# The interval leans on means being about normal; under ten pairs one person moves it at will.
FEWEST_PAIRS = 10

FULL_MARKS = 100.0


@dataclass(frozen=True)
class Pairs:
    """Sums over the people with both: of pre, of post, of post − pre squared; `full` had 100 before."""

    n: int
    pre: float
    post: float
    squares: float
    full: int = 0


@dataclass(frozen=True)
class Gain:
    """`only_pre` and `only_post` have one of the two and are in no figure. `sd` is that of the differences."""

    n: int
    only_pre: int
    only_post: int
    full: int
    mean: Figure
    sd: Figure
    interval: Interval | None
    normalised: Figure


def pairs(people: Iterable[tuple[float, float]]) -> Pairs:
    """From (pre, post) of each person with both."""
    both = list(people)
    return Pairs(
        len(both),
        fsum(pre for pre, _post in both),
        fsum(post for _pre, post in both),
        fsum((post - pre) ** 2 for pre, post in both),
        sum(pre >= FULL_MARKS for pre, _post in both),
    )


def gain(both: Pairs, *, only_pre: int = 0, only_post: int = 0) -> Gain:
    """Mean of d = post − pre over pairs, d̄ ± t·s/√n with n − 1 degrees of freedom: Student (1908).

    s² = Σ(d − d̄)²/(n − 1); 95 %.
    """
    n, singles = both.n, (only_pre, only_post, both.full)
    if n < FEWEST_PAIRS:
        lack = too_few(n, FEWEST_PAIRS)
        return Gain(n, *singles, lack, lack, None, lack)
    mean = (both.post - both.pre) / n
    # All alike may leave a trace of a negative number.
    sd = sqrt(max(0.0, both.squares - n * mean * mean) / (n - 1))
    return Gain(
        n,
        *singles,
        Figure(n, FEWEST_PAIRS, mean),
        Figure(n, FEWEST_PAIRS, sd),
        of_mean(mean, sd, n),
        _normalised(both),
    )


def _normalised(both: Pairs) -> Figure:
    """⟨g⟩ = (mean post − mean pre) / (100 − mean pre): Hake (1998). Of what could be gained, what was.

    Of the means, and not the mean of each person's: that has no value for who had full marks before,
    and a single person near them would outweigh the others.
    """
    room = FULL_MARKS * both.n - both.pre
    if room <= 0:
        return Figure(both.n, FEWEST_PAIRS, lack=ALIKE)
    return Figure(both.n, FEWEST_PAIRS, (both.post - both.pre) / room)
