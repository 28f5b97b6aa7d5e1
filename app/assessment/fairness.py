"""Whether a question is harder in one language than in the other for people with the same score.

Mantel and Haenszel (1959), as Holland and Thayer (1988) use it for tests. Takers are compared within strata
of the total score, the question included. Right means full marks; `gap` uses partial marks as well.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from math import fsum, log, sqrt

from app.assessment.figures import ALIKE, TOO_FEW
from app.assessment.intervals import chi_square_tail, normal_quantile
from app.assessment.sums import Cell, Sums

# Delta is negative where the question is harder in the first of them.
FOCAL, REFERENCE = "ky", "ru"

# In each language, counting those with a match in the other. With a hundred each, and seven in ten right, the
# standard error of delta is about 0.7, and a difference of 1.5, called large, can just be told from none.
FEWEST = 100

# Makes an odds ratio a difference on the delta scale of test makers, whose standard deviation is 4.
DELTA = -2.35
NEGLIGIBLE, LARGE = 1.0, 1.5
SIGNIFICANCE = 0.05


class Grade(StrEnum):
    """A negligible, B moderate, C large: Zieky (1993), in Holland and Wainer, Differential Item Functioning."""

    A = "A"
    B = "B"
    C = "C"


@dataclass(frozen=True)
class Comparison:
    """α over 1 and delta under 0: harder in Kyrgyz. With a `lack`, no figure is there but perhaps the gap.

    `focal` and `reference` count the takers in the `strata` where both languages are present; `least` is
    wanted of each. `error` is the standard error of delta; `gap` the difference in the mean share.
    """

    item: str
    focal: int
    reference: int
    strata: int
    least: int = FEWEST
    odds: float | None = None
    delta: float | None = None
    error: float | None = None
    chi_square: float | None = None
    p: float | None = None
    grade: Grade | None = None
    gap: float | None = None
    lack: str | None = None

    @property
    def n(self) -> int:
        return min(self.focal, self.reference)


@dataclass
class _Group:
    n: int = 0
    right: int = 0
    shares: float = 0.0

    def add(self, cell: Cell) -> None:
        self.n += cell.n
        self.right += cell.full
        self.shares += cell.shares


@dataclass
class Stratum:
    """Takers with about the same score: one fourfold table."""

    focal: _Group
    reference: _Group

    @property
    def n(self) -> int:
        return self.focal.n + self.reference.n


def language_of(answers: Iterable[str | None]) -> str | None:
    """An attempt's: of most of its answers, Kyrgyz where as many are Russian; None without an answer."""
    given = [language for language in answers if language]
    if not given:
        return None
    return max((FOCAL, REFERENCE), key=given.count)


def compare_all(sums: Sums) -> tuple[Comparison, ...]:
    return tuple(compare(item, strata(cells)) for item, cells in sums.cells.items())


def strata(cells: Iterable[Cell]) -> tuple[Stratum, ...]:
    """One for each whole point of the score, the largest maximum taken for all: see `sums.stratum`.

    Where only one language is present nobody can be compared; such strata are left out.
    """
    found: dict[int, Stratum] = {}
    for cell in cells:
        among = found.setdefault(cell.stratum, Stratum(_Group(), _Group()))
        if cell.language == FOCAL:
            among.focal.add(cell)
        elif cell.language == REFERENCE:
            among.reference.add(cell)
    return tuple(s for _place, s in sorted(found.items()) if s.focal.n and s.reference.n)


def compare(item: str, among: Sequence[Stratum], fewest: int = FEWEST) -> Comparison:
    focal = sum(s.focal.n for s in among)
    reference = sum(s.reference.n for s in among)
    counted = Comparison(item, focal, reference, len(among), fewest)
    if counted.n < fewest:
        return _with(counted, lack=TOO_FEW)
    odds = common_odds(among)
    if odds is None:
        return _with(counted, lack=ALIKE, gap=gap(among))
    delta, error = DELTA * log(odds), -DELTA * sqrt(log_odds_variance(among))
    statistic = chi_square(among)
    p = chi_square_tail(statistic)
    return _with(
        counted,
        odds=odds,
        delta=delta,
        error=error,
        chi_square=statistic,
        p=p,
        grade=grade(delta, error, p),
        gap=gap(among),
    )


def _with(counted: Comparison, **found: object) -> Comparison:
    return Comparison(**{**vars(counted), **found})


def _crosses(s: Stratum) -> tuple[float, float, float, float]:
    """P, Q, R, S of Robins, Breslow and Greenland: the diagonals of the table, added and multiplied."""
    a, b = s.reference.right, s.reference.n - s.reference.right
    c, d = s.focal.right, s.focal.n - s.focal.right
    return (a + d) / s.n, (b + c) / s.n, a * d / s.n, b * c / s.n


def common_odds(among: Iterable[Stratum]) -> float | None:
    """α = Σ(A·D/N) / Σ(B·C/N): Mantel and Haenszel (1959). A, B right and wrong in Russian, C, D in Kyrgyz.

    None where one of the sums is nought, as when everybody was right in one language.
    """
    crosses = [_crosses(s) for s in among]
    up, down = fsum(c[2] for c in crosses), fsum(c[3] for c in crosses)
    return up / down if up and down else None


def log_odds_variance(among: Iterable[Stratum]) -> float:
    """Variance of ln α: ΣPR/2R₊² + Σ(PS + QR)/2R₊S₊ + ΣQS/2S₊²: Robins, Breslow and Greenland (1986)."""
    crosses = [_crosses(s) for s in among]
    up, down = fsum(c[2] for c in crosses), fsum(c[3] for c in crosses)
    return (
        fsum(p * r for p, _q, r, _s in crosses) / (2 * up * up)
        + fsum(p * s + q * r for p, q, r, s in crosses) / (2 * up * down)
        + fsum(q * s for _p, q, _r, s in crosses) / (2 * down * down)
    )


def chi_square(among: Iterable[Stratum]) -> float:
    """(|ΣA − ΣE(A)| − ½)² / ΣVar(A), one degree of freedom: Mantel and Haenszel (1959).

    E(A) = n_R·m₁/N, Var(A) = n_R·n_F·m₁·m₀ / (N²·(N−1)). The correction never turns the difference round: where
    it is under one half, the result is 0.
    """
    differences, variances = [], []
    for s in among:
        right = s.reference.right + s.focal.right
        differences.append(s.reference.right - s.reference.n * right / s.n)
        both = s.reference.n * s.focal.n * right * (s.n - right)
        variances.append(both / (s.n * s.n * (s.n - 1)))
    return max(0.0, abs(fsum(differences)) - 0.5) ** 2 / fsum(variances)


def grade(delta: float, error: float, p: float) -> Grade:
    """C: |Δ| ≥ 1.5 and significantly over 1. A: |Δ| < 1 or not significantly from 0. B: what is between."""
    if p >= SIGNIFICANCE or abs(delta) < NEGLIGIBLE:
        return Grade.A
    surely_over = abs(delta) - normal_quantile(1 - SIGNIFICANCE) * error > NEGLIGIBLE
    return Grade.C if abs(delta) >= LARGE and surely_over else Grade.B


def gap(among: Sequence[Stratum]) -> float:
    """Σ n_F·(mean share in Kyrgyz − in Russian) / Σ n_F: Dorans and Kulick (1986), for partial marks too."""
    whole = sum(s.focal.n for s in among)
    return (
        fsum(s.focal.shares - s.focal.n * s.reference.shares / s.reference.n for s in among) / whole
    )
