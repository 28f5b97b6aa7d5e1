"""Item analysis over a million answers, from the rows in a database file to every figure of a test.

python -m benchmarks.item_analysis --attempts 25000 --questions 40
"""

import argparse
import sqlite3
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from random import Random

from app.assessment import analysis, fairness, sums

MOST_SECONDS = 2.0
# Steps of the share by turns: right or wrong mostly, and pairs, sequences and several choices.
STEPS = (1, 1, 1, 2, 3, 1, 4, 5)

_TABLES = """\
CREATE TABLE attempt (id INTEGER PRIMARY KEY, score FLOAT, maximum FLOAT, language VARCHAR(2));
CREATE TABLE mark (
    id INTEGER PRIMARY KEY, attempt_id INTEGER, place INTEGER, round INTEGER, item VARCHAR(100),
    share FLOAT, points FLOAT, language VARCHAR(2), UNIQUE (attempt_id, place, round)
);
"""
# Nought and one are written out: turning numbers into text takes longest.
ROWS = """\
SELECT a.score, a.maximum, a.language, (
    SELECT group_concat(m.item || CASE WHEN m.language IS NULL THEN ' ' WHEN m.share = 1 THEN ' 1'
                                       WHEN m.share = 0 THEN ' 0' ELSE ' ' || m.share END, ';')
    FROM mark m WHERE m.attempt_id = a.id AND m.round = 1)
FROM attempt a
"""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--attempts", type=int, default=25_000)
    parser.add_argument("--questions", type=int, default=40)
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="muras-bench-") as folder:
        there = _filled(Path(folder) / "answers.db", chosen.attempts, chosen.questions)
        worth = {_name(n): 1.0 for n in range(chosen.questions)}
        wall, used = time.perf_counter(), time.process_time()
        found = sums.from_rows(there.execute(ROWS), worth)
        read = time.process_time()
        figures = (analysis.of_items(found), analysis.of_test(found), fairness.compare_all(found))
        wall, end = time.perf_counter() - wall, time.process_time()
    answers = sum(item.n for item in figures[0])
    print(f"{answers:,} answers: {wall:.2f} s, of CPU {end - used:.2f} s, target {MOST_SECONDS} s")
    print(f"reading and adding up {read - used:.2f} s, figures {end - read:.2f} s")


def _filled(path: Path, attempts: int, questions: int) -> sqlite3.Connection:
    there = sqlite3.connect(path)
    there.executescript(_TABLES)
    chance = Random(1)
    for number in range(1, attempts + 1):
        marks = list(_marks(chance, number, questions))
        score = sum(mark[4] for mark in marks)
        tongue = chance.choice(["ky", "ru"])
        there.execute("INSERT INTO attempt VALUES (?, ?, ?, ?)", (number, score, questions, tongue))
        there.executemany(
            "INSERT INTO mark (attempt_id, place, round, item, share, points, language)"
            " VALUES (?, ?, 1, ?, ?, ?, ?)",
            [(*mark, tongue if chance.random() < 0.97 else None) for mark in marks],
        )
    there.commit()
    return there


def _marks(chance: Random, attempt: int, questions: int) -> Iterator[tuple]:
    able = chance.random()
    for place, n in enumerate(chance.sample(range(questions), questions), start=1):
        steps = STEPS[n % len(STEPS)]
        share = sum(chance.random() < able for _ in range(steps)) / steps
        yield attempt, place, _name(n), share, share


def _name(n: int) -> str:
    return f"elements-of-trafficking-{n}"


if __name__ == "__main__":
    main()
