"""T24: every column is declared in security/privacy.csv: personal or not, why, how long, what erasing does."""

import csv
import importlib
from pathlib import Path

import pytest
from sqlalchemy import Column, Integer, MetaData

from app.db.model import Model
from tests.architecture.walls import ROOT, modules

pytestmark = pytest.mark.proof

FILE = ROOT / "security" / "privacy.csv"
HEAD = ("table", "column", "personal", "why", "kept", "erasing")
PERSONAL = frozenset({"no", "names", "about", "secret"})
KEPT = frozenset({"account", "record", "short", "always"})
ERASING = frozenset({"stays", "goes", "blanked", "replaced"})
# Columns of these names tell who somebody is, wherever they stand.
NAMING = ("family", "given_name", "patronymic", "address", "sign_in_name", "to_name")

Register = dict[tuple[str, str], dict[str, str]]


def metadata() -> MetaData:
    for module in modules():
        if module.part == "models":
            importlib.import_module(module.name)
    return Model.metadata


def read(file: Path = FILE) -> list[dict[str, str]]:
    with file.open(encoding="utf-8", newline="") as stream:
        reader = csv.DictReader(stream)
        rows = list(reader)
        assert tuple(reader.fieldnames or ()) == HEAD
    return rows


def undeclared(found: MetaData, rows: list[dict[str, str]]) -> list[str]:
    """Columns that nobody declared, rows about nothing, and what is declared twice."""
    told = [(row["table"], row["column"]) for row in rows]
    there = [(table.name, column.name) for table in found.sorted_tables for column in table.columns]
    missing = [f"undeclared: {t}.{c}" for t, c in sorted(set(there) - set(told))]
    idle = [f"no such column: {t}.{c}" for t, c in sorted(set(told) - set(there))]
    return missing + idle + [f"twice: {t}.{c}" for t, c in sorted(set(told)) if told.count((t, c)) > 1]  # fmt: skip


def incomplete(rows: list[dict[str, str]]) -> list[str]:
    found = []
    for row in rows:
        name = f"{row['table']}.{row['column']}"
        if row["personal"] not in PERSONAL:
            found.append(f"{name}: personal or not?")
        elif row["personal"] != "no" and not row["why"]:
            found.append(f"{name}: why?")
        elif row["personal"] != "no" and row["kept"] not in KEPT:
            found.append(f"{name}: how long?")
        elif row["personal"] != "no" and row["erasing"] not in ERASING:
            found.append(f"{name}: what does erasing do?")
        elif row["personal"] == "no" and any(row[k] for k in ("why", "kept", "erasing")):
            found.append(f"{name}: not personal, and yet a reason")
    return found


def misjudged(found: MetaData, rows: list[dict[str, str]]) -> list[str]:
    """What leads to a person is personal, what names one names, what is a digest of a secret is one."""
    declared = {(row["table"], row["column"]): row["personal"] for row in rows}
    faults = []
    for table in found.sorted_tables:
        for column in table.columns:
            says = declared.get((table.name, column.name), "")
            if _leads_to_a_person(column) and says == "no":
                faults.append(f"{table.name}.{column.name} leads to a person")
            if column.name.startswith(NAMING) and says != "names":
                faults.append(f"{table.name}.{column.name} names a person")
    return faults


def _leads_to_a_person(column: Column) -> bool:
    by_name = column.name in ("person_id", "by_id") or column.name.endswith("_by_id")
    return by_name or any(key.target_fullname == "person.id" for key in column.foreign_keys)


def test_every_column_is_declared():
    rows = read()
    columns = sum(len(table.columns) for table in metadata().sorted_tables)
    found = undeclared(metadata(), rows)
    print(f"columns undeclared in the privacy register: {len(found)} / 0 of {columns}")
    assert found == []


def test_every_declaration_is_complete_and_plausible():
    assert incomplete(read()) == []
    assert misjudged(metadata(), read()) == []


def test_the_words_of_the_register_are_explained():
    page = (ROOT / "security" / "README.md").read_text(encoding="utf-8")
    assert [word for word in sorted(PERSONAL | KEPT | ERASING) if f"`{word}`" not in page] == []


# ── planted ───────────────────────────────────────────────────────────────────


def test_a_planted_column_that_nobody_declared_is_found():
    planted = MetaData()
    for table in metadata().sorted_tables:
        table.to_metadata(planted)
    planted.tables["person"].append_column(Column("passport_number", Integer))
    assert undeclared(planted, read()) == ["undeclared: person.passport_number"]


def test_planted_rows_about_nothing_and_twice_are_found():
    rows = read()
    more = [{**rows[0], "column": "gone"}, rows[1]]
    assert [fault.split(":")[0] for fault in undeclared(metadata(), rows + more)] == [
        "no such column",
        "twice",
    ]


@pytest.mark.parametrize("key", ["personal", "why", "kept", "erasing"])
def test_a_planted_gap_in_a_row_is_found(key):
    row = next(row for row in read() if row["personal"] == "names")
    assert incomplete([row]) == []
    assert len(incomplete([{**row, key: ""}])) == 1


def test_planted_names_declared_as_nobodys_are_found():
    rows = [{**row, "personal": "no"} for row in read()]
    found = misjudged(metadata(), rows)
    assert "person.family_name names a person" in found
    assert "attempt.person_id leads to a person" in found
