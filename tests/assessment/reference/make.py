"""Computes values.json from the CSV files beside it, with nothing of this project.

Needs NumPy, SciPy and statsmodels; the versions that were used stand in values.json. The suite does not run it, it
compares our figures with what stands there. The functions called are those libraries' own wherever they have one:

    python tests/assessment/reference/make.py
"""

import csv
import json
from collections import defaultdict
from math import log, sqrt
from pathlib import Path

import numpy as np
import scipy
import statsmodels
from scipy import stats
from statsmodels.stats.contingency_tables import StratifiedTable

HERE = Path(__file__).parent
WORTH = {"i28": 2.0, "i29": 3.0, "i30": 2.0}
TAIL = 0.27


def main() -> None:
    whole, drawn = Scores("scores.csv"), Scores("drawn.csv")
    versions = {m.__name__: m.__version__ for m in (np, scipy, statsmodels)}
    values = {
        "made_with": versions,
        "worth": {item: WORTH.get(item, 1.0) for item in whole.items},
        "items": {item: of_item(whole, item) for item in whole.items},
        "test": of_test(whole),
        "drawn_items": {item: of_item(drawn, item) for item in drawn.items},
        "drawn_test": of_drawn_test(drawn),
        "fairness": {item: fairness(whole, item) for item in whole.items},
        "closer": closer(whole),
        "gain": gain(),
        "t": t_values(),
        "wilson": wilson_values(),
        "chi_square_tail": [[x, float(stats.chi2.sf(x, 1))] for x in (0, 0.1, 1, 3.84, 30, 700)],
    }
    text = json.dumps(values, indent=1, default=float)
    (HERE / "values.json").write_text(text + "\n", encoding="utf-8")


def read(file):
    with (HERE / file).open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines, delimiter=";"))


class Scores:
    """`x` is the matrix of shares, 0 where omitted, not a number where the question was not asked."""

    def __init__(self, file):
        rows = read(file)
        self.items = [name for name in rows[0] if name.startswith("i")]
        self.takers = [row["taker"] for row in rows]
        self.ky = np.array([row["language"] == "ky" for row in rows])
        cells = [[row[item] for item in self.items] for row in rows]
        self.omitted = np.array([[cell == "x" for cell in row] for row in cells])
        number = {"": np.nan, "x": 0.0}
        self.x = np.array([[number.get(c) if c in number else float(c) for c in r] for r in cells])
        self.worth = np.array([WORTH.get(item, 1.0) for item in self.items])
        self.total = np.nansum(self.x * self.worth, axis=1).round(12)
        self.maximum = (~np.isnan(self.x) * self.worth).sum(axis=1)

    def column(self, item):
        place = self.items.index(item)
        asked = ~np.isnan(self.x[:, place])
        return self.x[asked, place], asked, self.worth[place], self.omitted[:, place]


def of_item(scores, item):
    x, asked, worth, omitted = scores.column(item)
    rest = (scores.total[asked] - worth * x) / (scores.maximum[asked] - worth)
    return {
        "n": len(x),
        "omitted": int(omitted.sum()),
        "facility": x.mean(),
        "discrimination": stats.pearsonr(x, rest).statistic,
        "upper_lower": upper_lower(scores, x, asked),
    }


def upper_lower(scores, x, asked):
    """From the ogives: how much the first so-and-so many takers earned, in a straight line between scores."""
    able = (scores.total / scores.maximum).round(12)
    steps = np.unique(able)
    people = np.array([0, *((able <= step).sum() for step in steps)])
    met = np.array([0, *((able[asked] <= step).sum() for step in steps)])
    earned = np.array([0, *(x[able[asked] <= step].sum() for step in steps)])
    low, high = TAIL * len(able), (1 - TAIL) * len(able)
    ends = {
        name: np.interp([low, high], people, sums) for name, sums in (("m", met), ("e", earned))
    }
    upper = (earned[-1] - ends["e"][1]) / (met[-1] - ends["m"][1])
    return upper - ends["e"][0] / ends["m"][0]


def of_test(scores):
    points = scores.x * scores.worth
    covariances = np.cov(points, rowvar=False)
    k = len(scores.items)
    alpha = k / (k - 1) * (1 - np.trace(covariances) / covariances.sum())
    return _of_test(scores, alpha, k)


def of_drawn_test(scores):
    """The ratio F of a one-way analysis of variance, the takers as its groups."""
    answers = [row[~np.isnan(row)] for row in scores.x]
    return _of_test(scores, 1 - 1 / stats.f_oneway(*answers).statistic, len(answers[0]))


def _of_test(scores, reliability, questions):
    sd = scores.total.std(ddof=1)
    return {
        "n": len(scores.total),
        "questions": questions,
        "maximum": scores.maximum[0],
        "mean": (scores.total / scores.maximum).mean(),
        "sd": sd,
        "reliability": reliability,
        "error": sd * sqrt(1 - reliability),
    }


def fairness(scores, item):
    x, *_ = scores.column(item)
    whole = np.floor(scores.total + 1e-9)
    tables, gaps, focal = [], 0.0, 0
    for stratum in np.unique(whole):
        ky, ru = x[(whole == stratum) & scores.ky], x[(whole == stratum) & ~scores.ky]
        if not len(ky) or not len(ru):
            continue
        tables.append([[(one == 1).sum(), (one < 1).sum()] for one in (ru, ky)])
        gaps += len(ky) * (ky.mean() - ru.mean())
        focal += len(ky)
    found = StratifiedTable([np.array(table, dtype=float) for table in tables])
    outcome = found.test_null_odds(correction=True)
    apart = abs(sum(t[0][0] - sum(t[0]) * (t[0][0] + t[1][0]) / np.sum(t) for t in tables))
    # Where the difference is below the correction, statsmodels squares a negative number.
    chi_square = outcome.statistic if apart >= 0.5 else 0.0
    p = outcome.pvalue if apart >= 0.5 else 1.0
    delta, error = -2.35 * log(found.oddsratio_pooled), 2.35 * found.logodds_pooled_se
    return {
        "focal": focal,
        "reference": int(np.sum(tables)) - focal,
        "strata": len(tables),
        "odds": found.oddsratio_pooled,
        "delta": delta,
        "error": error,
        "chi_square": chi_square,
        "p": p,
        "grade": grade(abs(delta), error, p),
        "gap": gaps / focal,
    }


def grade(size, error, p):
    if p >= 0.05 or size < 1:
        return "A"
    return "C" if size >= 1.5 and stats.norm.cdf((size - 1) / error) > 0.95 else "B"


def closer(scores):
    """Choices by thirds, times and certainties of single questions."""
    # Twice the middle rank, so that whole numbers decide on which side of a third it lies.
    twice = 2 * stats.rankdata((scores.total / scores.maximum).round(12)) - 1
    third = dict(zip(scores.takers, (3 * twice // (2 * len(twice))).astype(int), strict=True))
    by_item = defaultdict(list)
    for row in read("answers.csv"):
        by_item[row["question"]].append(row)
    return {item: _closer(rows, third) for item, rows in by_item.items()}


def _closer(rows, third):
    counts = {option: [0, 0, 0] for option in "abcd"} | {"": [0, 0, 0]}
    for row in rows:
        counts[row["choice"]][third[row["taker"]]] += 1
    thirds = np.sum(list(counts.values()), axis=0)
    seconds = np.array([float(row["seconds"]) for row in rows])
    sure = [(int(r["certainty"]), r["choice"] == "a") for r in rows if r["certainty"]]
    steps = {step: [right for given, right in sure if given == step] for step in (1, 2, 3)}
    wrong = sum(not right for right in steps[3])
    interval = stats.binomtest(wrong, len(sure)).proportion_ci(method="wilson")
    return {
        "thirds": thirds.tolist(),
        "counts": counts,
        "shares": {option: (own / thirds).tolist() for option, own in counts.items()},
        "times": np.quantile(seconds, [0.25, 0.5, 0.75]).tolist(),
        "certainty": {
            step: [len(own), len(own) / len(sure), float(np.mean(own))]
            for step, own in steps.items()
        },
        "sure_and_wrong": [wrong / len(sure), interval.low, interval.high],
    }


def gain():
    rows = read("gains.csv")
    both = [(float(r["pre"]), float(r["post"])) for r in rows if r["pre"] and r["post"]]
    pre, post = np.array(both).T
    outcome = stats.ttest_rel(post, pre)
    interval = outcome.confidence_interval(0.95)
    return {
        "n": len(both),
        "only_pre": sum(bool(r["pre"]) and not r["post"] for r in rows),
        "only_post": sum(bool(r["post"]) and not r["pre"] for r in rows),
        "full": int((pre == 100).sum()),
        "mean": (post - pre).mean(),
        "sd": (post - pre).std(ddof=1),
        "low": interval.low,
        "high": interval.high,
        "normalised": (post.mean() - pre.mean()) / (100 - pre.mean()),
    }


def t_values():
    degrees = (1, 2, 3, 4, 5, 9, 10, 29, 30, 99, 182, 1000, 1001, 24_999, 100_000)
    return [
        [p, df, float(stats.t.ppf(p, df))]
        for p in (0.6, 0.9, 0.95, 0.975, 0.995, 0.9995)
        for df in degrees
    ]


def wilson_values():
    asked = [
        (0, 1),
        (1, 1),
        (0, 12),
        (3, 12),
        (12, 12),
        (50, 100),
        (7, 355),
        (24, 55),
        (9_999, 10_000),
    ]
    found = []
    for part, whole in asked:
        for level in (0.9, 0.95, 0.99):
            interval = stats.binomtest(part, whole).proportion_ci(level, method="wilson")
            found.append([part, whole, level, interval.low, interval.high])
    return found


if __name__ == "__main__":
    main()
