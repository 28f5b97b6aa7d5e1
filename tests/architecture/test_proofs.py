"""security/proofs.csv names every proof of security.md: its tests are there, can fail, and are the only ones.

A proof of the gate without a test says why; every proof with a test names a planted fault that it catches.
"""

import ast
import csv
from functools import cache
from pathlib import Path

import pytest

from tests.architecture.walls import ROOT

pytestmark = pytest.mark.proof

FILE = ROOT / "security" / "proofs.csv"
HEAD = ("proof", "shows", "tests", "when", "planted", "measured", "note")
ALL = [f"T{n:02}" for n in range(1, 34)]

Row = dict[str, str]


def read(file: Path = FILE) -> list[Row]:
    with file.open(encoding="utf-8", newline="") as stream:
        reader = csv.DictReader(stream)
        rows = list(reader)
        assert tuple(reader.fieldnames or ()) == HEAD
    return rows


@cache
def functions(path: Path) -> frozenset[str]:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    return frozenset(node.name for node in tree.body if isinstance(node, ast.FunctionDef))


def absent(rows: list[Row], root: Path = ROOT) -> list[str]:
    """Files and functions that are named and not there."""
    found = []
    for row in rows:
        for named in (row["tests"] + " " + row["planted"]).split():
            file, _, function = named.partition("::")
            path = root / file
            if not path.is_file() or (function and function not in functions(path)):
                found.append(f"{row['proof']}: {named}")
    return found


def gaps(rows: list[Row]) -> list[str]:
    """Proofs that are not listed, or listed without test, count, planted fault or reason."""
    told = [row["proof"] for row in rows]
    found = [f"{t}: {told.count(t)} rows" for t in ALL if told.count(t) != 1]
    for row in rows:
        name = row["proof"]
        if row["when"] not in ("gate", "proof") or name not in ALL or not row["shows"]:
            found.append(f"{name}: incomplete")
        if not row["tests"] and not row["note"]:
            found.append(f"{name}: neither a test nor a reason")
        if row["tests"] and not (row["planted"] or "lanted" in row["note"]):
            found.append(f"{name}: no planted fault")
        if row["planted"] and not row["measured"]:
            found.append(f"{name}: nothing measured")
    return found


def unlisted(rows: list[Row], root: Path = ROOT) -> list[str]:
    """Files of proofs that stand behind no row."""
    named = {part.partition("::")[0] for row in rows for part in row["tests"].split()}
    there = {p.relative_to(root).as_posix() for p in (root / "tests" / "proofs").glob("test_*.py")}
    return sorted(there - named)


def test_every_proof_is_listed_and_stands_behind_a_test():
    rows = read()
    found = [*gaps(rows), *absent(rows)]
    tests = sum(len(row["tests"].split()) for row in rows)
    print(
        f"proofs without a test or a reason: {len(found)} / 0 of {len(rows)}, {tests} tests named"
    )
    assert found == []


def test_every_file_of_proofs_is_listed():
    assert unlisted(read()) == []


def test_every_proof_of_the_gate_has_a_planted_fault():
    rows = [row for row in read() if row["when"] == "gate" and row["tests"]]
    without = [row["proof"] for row in rows if not row["planted"] and "lanted" not in row["note"]]
    print(f"proofs of the gate without a planted fault: {len(without)} / 0 of {len(rows)}")
    assert without == []


# ── planted ───────────────────────────────────────────────────────────────────


def test_a_planted_test_that_is_gone_is_found():
    row = dict(read()[0])
    assert absent([{**row, "tests": "tests/proofs/test_gone.py"}]) == [
        f"{row['proof']}: tests/proofs/test_gone.py"
    ]
    assert absent([{**row, "tests": "tests/proofs/test_fuzz.py::test_gone"}])


@pytest.mark.parametrize("key", ["shows", "tests", "planted", "measured"])
def test_a_planted_gap_in_the_list_is_found(key):
    rows = read()
    assert gaps([{**rows[1], key: "", "note": ""}, *rows[:1], *rows[2:]])


def test_a_planted_proof_left_out_is_found():
    rows = read()
    assert gaps(rows[1:]) == ["T01: 0 rows"]
    assert unlisted([row for row in rows if row["proof"] != "T17" and row["proof"] != "T05"]) == [
        "tests/proofs/test_fuzz.py",
        "tests/proofs/test_staff_list_uploads.py",
        "tests/proofs/test_uploads.py",
    ]
