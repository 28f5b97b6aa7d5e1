"""The roads by which answers come to the analysis: the matrix, compact rows, sums of the database."""

import csv
import json
import sqlite3
from collections.abc import Mapping, Sequence
from math import fsum
from pathlib import Path
from random import Random

from hypothesis import strategies as st

from app.assessment import export, sums
from app.assessment.sums import Group, Level, Row, Sheet, Sums

REFERENCE = Path(__file__).with_name("reference")
VALUES = json.loads((REFERENCE / "values.json").read_text(encoding="utf-8"))

_TABLES = """\
CREATE TABLE attempt (id INTEGER PRIMARY KEY, score FLOAT, maximum FLOAT, language TEXT);
CREATE TABLE mark (attempt_id INTEGER, item TEXT, share FLOAT, given INTEGER);
"""
_ROWS = """\
SELECT a.score, a.maximum, a.language,
       group_concat(m.item || ' ' || CASE WHEN m.given THEN m.share ELSE '' END, ';')
FROM mark m JOIN attempt a ON a.id = m.attempt_id GROUP BY m.attempt_id
"""
_GROUPS = """\
SELECT m.item, CASE WHEN m.given THEN m.share END, a.score, a.maximum, a.language, count(*)
FROM mark m JOIN attempt a ON a.id = m.attempt_id GROUP BY 1, 2, 3, 4, 5
"""
_LEVELS = "SELECT score, maximum, count(*) FROM attempt GROUP BY 1, 2"


def read(file: str) -> list[list[str]]:
    with (REFERENCE / file).open(encoding="utf-8", newline="") as lines:
        return list(csv.reader(lines, delimiter=";"))


def reference_sheets(file: str) -> list[Sheet]:
    head, *rows = read(file)
    return export.sheets(head, rows)


def by_matrix(sheets: Sequence[Sheet], worth: Mapping[str, float]) -> Sums:
    return sums.from_sheets(sheets, worth)


def by_rows(sheets: Sequence[Sheet], worth: Mapping[str, float]) -> Sums:
    return sums.from_rows(map(Row._make, database(sheets, worth).execute(_ROWS)), worth)


def by_groups(sheets: Sequence[Sheet], worth: Mapping[str, float]) -> Sums:
    """The database counts."""
    there = database(sheets, worth)
    levels = map(Level._make, there.execute(_LEVELS))
    return sums.from_groups(map(Group._make, there.execute(_GROUPS)), levels, worth)


ROADS = {"matrix": by_matrix, "rows": by_rows, "groups": by_groups}


def database(sheets: Sequence[Sheet], worth: Mapping[str, float]) -> sqlite3.Connection:
    there = sqlite3.connect(":memory:")
    there.executescript(_TABLES)
    for number, sheet in enumerate(sheets):
        score = round(fsum(worth[item] * (share or 0) for item, share in sheet.shares.items()), 12)
        maximum = fsum(worth[item] for item in sheet.shares)
        there.execute(
            "INSERT INTO attempt VALUES (?, ?, ?, ?)", (number, score, maximum, sheet.language)
        )
        there.executemany(
            "INSERT INTO mark VALUES (?, ?, ?, ?)",
            [
                (number, item, share or 0.0, share is not None)
                for item, share in sheet.shares.items()
            ],
        )
    return there


# Right and wrong, halves, thirds; None is no answer.
_SHARES = (0.0, 1.0, 1.0, 0.5, 1 / 3, 2 / 3, None)
_POOL = {"a": 1.0, "b": 1.0, "c": 2.0, "d": 1.0, "e": 3.0, "f": 1.0}
SEEDS = st.integers(0, 2**32)


@st.composite
def papers(draw, least: int = 1, most: int = 60, worth: Mapping[str, float] = _POOL):
    """Sheets and what their questions are worth; everybody has the same ones, or each draws three."""
    chance, size = Random(draw(SEEDS)), draw(st.sampled_from([3, len(worth)]))
    made = range(draw(st.integers(least, most)))
    return [sheet(f"t{n}", chance, chance.sample(sorted(worth), size)) for n in made], worth


def sheet(taker: str, chance: Random, items: Sequence[str]) -> Sheet:
    shares = {item: chance.choice(_SHARES) for item in items}
    return Sheet(taker, chance.choice(["ky", "ru"]), shares)
