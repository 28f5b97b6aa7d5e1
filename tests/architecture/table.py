"""security/who-may.csv: what each of the cast is answered, for every address, method and thing."""

import csv
import io
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from tests.architecture.walls import ROOT
from tests.cast import NAMES

FILE = ROOT / "security" / "who-may.csv"
PEOPLE = ("guest", *(name for name in NAMES if name != "guest"))
_HEAD = ("endpoint", "method", "of")

# The answer to who has to sign in first: the way to the sign-in page, or the page itself with status 401.
SIGN_IN = "in"


@dataclass(frozen=True, order=True)
class Step:
    """A row: an endpoint, a method, and whose thing the address names ("-": nobody's)."""

    endpoint: str
    method: str
    of: str

    def __str__(self) -> str:
        return f"{self.method} {self.endpoint} of {self.of}"


def shows(says: str) -> bool:
    """Whether an answer of the table is a page; addresses of one endpoint may differ: 200/404."""
    return "200" in says.split("/")


Table = dict[Step, dict[str, str]]


def read(file: Path = FILE) -> Table:
    with file.open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream))
    table = {Step(r["endpoint"], r["method"], r["of"]): {p: r[p] for p in PEOPLE} for r in rows}
    assert len(table) == len(rows), "a row stands twice"
    assert list(table) == sorted(table), "rows stand in the order of endpoint, method, of"
    return table


def write(table: Mapping[Step, Mapping[str, str]]) -> str:
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow((*_HEAD, *PEOPLE))
    for step in sorted(table):
        writer.writerow((step.endpoint, step.method, step.of, *(table[step][p] for p in PEOPLE)))
    return out.getvalue()


def unlisted(wanted: Iterable[Step], table: Table) -> list[str]:
    """Endpoints, methods and things that nobody has decided about; and rows about nothing."""
    wanted = set(wanted)
    missing = [f"not in {FILE.name}: {step}" for step in sorted(wanted - table.keys())]
    return missing + [f"no such address: {step}" for step in sorted(table.keys() - wanted)]


def unexpected(step: Step, expected: Mapping[str, str], answers: Mapping[str, str]) -> list[str]:
    return [
        f"{step}: {person} gets {answers[person]}, not {expected[person]}"
        for person in PEOPLE
        if answers[person] != expected[person]
    ]
