"""Draws the invented takers of the reference data: scores.csv, drawn.csv, answers.csv, gains.csv.

Needs NumPy, and is not run by the suite; the files it wrote are what counts. Nobody in them is real.

    python tests/assessment/reference/draw.py
"""

import csv
from pathlib import Path

import numpy as np

HERE = Path(__file__).parent
SEED = 20261122
TAKERS, DRAWN_TAKERS, DRAWN, PEOPLE = 600, 400, 12, 240

# Steps of the share: right or wrong, halves, thirds, quarters. i28 to i30 are worth more than one point.
STEPS = dict.fromkeys(range(1, 21), 1) | dict.fromkeys(range(21, 25), 2)
STEPS |= dict.fromkeys(range(25, 28), 3) | dict.fromkeys(range(28, 31), 4)
WORTH = dict.fromkeys(STEPS, 1) | {28: 2, 29: 3, 30: 2}
# Harder in Kyrgyz, or easier: what the comparison of languages has to find.
HARDER_IN_KY = {5: 1.6, 9: 0.5, 14: -1.5, 26: 0.5}
WRONG_KEY, EASY, HARD = 20, 1, 19
# Questions of which the choices, times and certainties are kept.
CLOSER = (1, 7, 20)


def name(item: int) -> str:
    return f"i{item:02d}"


def main() -> None:
    rng = np.random.default_rng(SEED)
    takers = people(rng, TAKERS, "t")
    shares = {who: sheet(rng, able, tongue, STEPS) for who, tongue, able in takers}
    write("scores.csv", *score_rows(takers, shares))
    write("answers.csv", *answer_rows(rng, shares))
    others = people(rng, DRAWN_TAKERS, "d")
    pool = [n for n in STEPS if WORTH[n] == 1]
    drawn = {
        who: sheet(rng, able, tongue, rng.choice(pool, DRAWN, replace=False))
        for who, tongue, able in others
    }
    write("drawn.csv", *score_rows(others, drawn))
    write("gains.csv", ["person", "pre", "post"], gain_rows(rng))


def people(rng, many, letter):
    for_each = zip(rng.random(many), rng.normal(size=many), strict=True)
    return [
        (f"{letter}{n:03d}", "ky" if toss < 0.45 else "ru", able - (0.2 if toss < 0.45 else 0.0))
        for n, (toss, able) in enumerate(for_each, start=1)
    ]


def sheet(rng, able, tongue, items):
    """Question → share, or None where no answer was given."""
    return {int(n): one_share(rng, able, tongue, int(n)) for n in sorted(items)}


def one_share(rng, able, tongue, item):
    if rng.random() < 0.03:
        return None
    hard = {EASY: -3.0, HARD: 1.8}.get(item, (item * 7 % 30 - 15) / 12)
    hard += HARDER_IN_KY.get(item, 0.0) if tongue == "ky" else 0.0
    slope = -0.4 if item == WRONG_KEY else 1.1
    right = 1 / (1 + np.exp(-slope * (able - hard)))
    return int(rng.binomial(STEPS[item], right)) / STEPS[item]


def score_rows(takers, shares):
    items = sorted({n for own in shares.values() for n in own})
    rows = []
    for who, tongue, _able in takers:
        own = shares[who]
        score = sum(WORTH[n] * (share or 0) for n, share in own.items())
        cells = ["" if n not in own else "x" if own[n] is None else own[n] for n in items]
        rows.append([who, tongue, score, sum(WORTH[n] for n in own), *cells])
    return ["taker", "language", "score", "maximum", *map(name, items)], rows


def answer_rows(rng, shares):
    """Choice a is right; without an answer there is neither choice nor certainty."""
    rows = []
    for who, own in shares.items():
        for item in CLOSER:
            share = own[item]
            seconds = int(rng.lognormal(3.4, 0.6)) + 2
            if share is None:
                rows.append([who, name(item), "", seconds, ""])
                continue
            choice = "a" if share else rng.choice(["b", "c", "d"], p=[0.6, 0.3, 0.1])
            sure = rng.choice([1, 2, 3], p=[0.1, 0.3, 0.6] if share else [0.3, 0.45, 0.25])
            rows.append([who, name(item), choice, seconds, sure])
    return ["taker", "question", "choice", "seconds", "certainty"], rows


def gain_rows(rng):
    """Some have only the one or only the other."""
    rows = []
    for n in range(1, PEOPLE + 1):
        pre = float(np.clip(rng.normal(52, 16), 0, 100))
        post = float(np.clip(pre + rng.normal(14, 15), 0, 100))
        pre, post = round(pre * 30 / 100) / 30 * 100, round(post * 30 / 100) / 30 * 100
        toss = rng.random()
        rows.append([f"p{n:03d}", "" if toss < 0.09 else pre, "" if toss > 0.85 else post])
    return rows


def write(file, head, rows):
    with (HERE / file).open("w", encoding="utf-8", newline="") as out:
        csv.writer(out, delimiter=";", lineterminator="\n").writerows([head, *rows])


if __name__ == "__main__":
    main()
