"""Confidence intervals, and the few distributions they need, from the standard library alone."""

from dataclasses import dataclass
from math import atan, cos, erfc, exp, fabs, lgamma, log1p, pi, sin, sqrt
from statistics import NormalDist

LEVEL = 0.95

# Newton's steps for a quantile: about ten are needed for one degree of freedom, five for many.
_STEPS = 200


@dataclass(frozen=True)
class Interval:
    low: float
    high: float


def normal_quantile(p: float) -> float:
    """Wichura's algorithm AS 241 (1988), as the standard library has it: exact to about 1e-16."""
    return NormalDist().inv_cdf(p)


def chi_square_tail(x: float) -> float:
    """P(X ≥ x) for one degree of freedom: erfc(√(x/2)), since X is the square of a normal."""
    return erfc(sqrt(x / 2))


def t_within(t: float, df: int) -> float:
    """P(|T| ≤ t) of Student's t, as a finite sum, exact for whole degrees of freedom.

    Abramowitz and Stegun (1964), 26.7.3 for odd and 26.7.4 for even `df`, with θ = arctan(t/√df).
    """
    theta = atan(t / sqrt(df))
    cosine = cos(theta)
    odd = df % 2
    total, term = 0.0, cosine if odd else 1.0
    for k in range(1 + odd, df, 2):
        total += term
        if term < total * 1e-18:
            break
        term *= cosine * cosine * k / (k + 1)
    if odd:
        return 2 / pi * (theta + sin(theta) * total)
    return sin(theta) * total


def t_quantile(p: float, df: int) -> float:
    """The t with P(T ≤ t) = p, good to 1e-11 of its value for up to 100,000 degrees of freedom.

    Newton's method from the normal quantile, which lies nearer to nought. Right of nought the
    distribution function is concave, so the steps come nearer from one side and never jump past.
    """
    if not 0 < p < 1 or df < 1:
        raise ValueError("a quantile needs 0 < p < 1 and at least one degree of freedom")
    if p == 0.5:
        return 0.0
    within = fabs(2 * p - 1)
    t = normal_quantile((1 + within) / 2)
    for _ in range(_STEPS):
        step = (within - t_within(t, df)) / (2 * _t_density(t, df))
        # A step back is rounding.
        if step <= 1e-13 * t:
            break
        t += step
    return t if p > 0.5 else -t


def _t_density(t: float, df: int) -> float:
    """It only steers the steps; the quantile is as exact as the sum above."""
    scale = lgamma((df + 1) / 2) - lgamma(df / 2)
    return exp(scale - (df + 1) / 2 * log1p(t * t / df)) / sqrt(df * pi)


def of_mean(mean: float, sd: float, n: int, level: float = LEVEL) -> Interval:
    """mean ± t · sd/√n with n − 1 degrees of freedom: Student (1908). `sd` has n − 1 below."""
    half = t_quantile((1 + level) / 2, n - 1) * sd / sqrt(n)
    return Interval(mean - half, mean + half)


def wilson(part: int, whole: int, level: float = LEVEL) -> Interval | None:
    """Interval of a share: Wilson (1927), without correction; None when nobody was asked.

    (p + z²/2n ± z·√(p(1−p)/n + z²/4n²)) / (1 + z²/n), with p = part/whole and n = whole.
    """
    if not whole:
        return None
    z = normal_quantile((1 + level) / 2)
    p = part / whole
    spread = z * z / whole
    half = z * sqrt(p * (1 - p) / whole + spread / (4 * whole))
    low = (p + spread / 2 - half) / (1 + spread)
    high = (p + spread / 2 + half) / (1 + spread)
    # At the ends the bound is 0 or 1 in exact numbers; rounding must not put it beside.
    return Interval(low if part else 0.0, high if part < whole else 1.0)
