"""T18: nothing that people type becomes a formula in a spreadsheet."""

import csv
import io

import openpyxl
import pytest

from app.accounts.models import Person, Unit
from app.core.tables import Table, to_csv
from app.db.session import db, transaction
from app.web.downloads import to_xlsx
from tests.architecture.walk import Walk

pytestmark = pytest.mark.proof

STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠", "﹢", "﹣", "﹦", "﹫")
TEXTS = [space + start + "cmd|' /C calc'!A0" for start in STARTS for space in ("", " ", "  ", "\u00a0", "\t")]  # fmt: skip
REPORTS = [f"/reports/completion.{kind}?by={by}" for kind in ("csv", "xlsx") for by in ("unit", "institution", "profession")]  # fmt: skip
_BEGIN = tuple("=+-@\t\r＝＋－＠")


def formulas_of_csv(body: bytes) -> list[str]:
    """Texts that a spreadsheet would take for a formula; numbers are numbers."""
    rows = csv.reader(io.StringIO(body.decode("utf-8-sig"), newline=""), delimiter=";")
    return [c for row in rows for c in row if c.lstrip(" \u00a0").startswith(_BEGIN)]


def formulas_of_xlsx(body: bytes) -> list[str]:
    book = openpyxl.load_workbook(io.BytesIO(body))
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
    return [c.coordinate for c in cells if c.data_type == "f" or c.hyperlink]


def formulas(body: bytes) -> list[str]:
    return formulas_of_xlsx(body) if body.startswith(b"PK") else formulas_of_csv(body)


def spoil(text: str) -> None:
    with transaction() as session:
        for unit in session.query(Unit):
            unit.name_ky = unit.name_ru = unit.name_en = text
        for person in session.query(Person):
            person.family_name = person.given_name = text
    db.session.remove()


def exported(walk: Walk) -> dict[str, bytes]:
    client = walk.client("kanykei")
    record = f"/people/{walk.cast.people['asel'].id}/record.csv"
    found = {address: client.get(address) for address in (*REPORTS, record)}
    assert {r.status_code for r in found.values()} == {200}
    return {address: response.get_data() for address, response in found.items()}


@pytest.mark.parametrize("start", STARTS, ids=[f"U+{ord(s):04X}" for s in STARTS])
def test_no_name_becomes_a_formula_in_a_report(start, own_walk):
    own_walk.restore()
    spoil(f"{start}cmd|x'!A0")
    found = {a: formulas(body) for a, body in exported(own_walk).items()}
    print(f"formulas in exports: {sum(map(len, found.values()))} / 0 in {len(found)} files")
    assert {a: cells for a, cells in found.items() if cells} == {}


def test_no_text_of_a_table_becomes_a_formula():
    table = Table(TEXTS, [TEXTS, [-1, *TEXTS[1:]]])
    in_csv = [c for c in formulas_of_csv(to_csv(table)) if c != "-1"]
    in_xlsx = formulas_of_xlsx(to_xlsx(table, sheet="x"))
    print(f"formulas in tables: {len(in_csv) + len(in_xlsx)} / 0 of {3 * len(TEXTS)} texts")
    assert in_csv == []
    assert in_xlsx == []


def test_numbers_stay_numbers():
    table = Table(["a"], [[-5], [0.5]])
    rows = list(csv.reader(io.StringIO(to_csv(table).decode("utf-8-sig")), delimiter=";"))
    assert rows[1:] == [["-5"], ["0.5"]]
    sheet = openpyxl.load_workbook(io.BytesIO(to_xlsx(table, sheet="x"))).active
    assert [cell.value for cell in sheet["A"]][1:] == [-5, 0.5]


# ── planted ───────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("text", ["=1+1", "  =1+1", "＝1+1", "\t=1", "\u00a0@x", "-x", "+x"])
def test_a_planted_formula_in_a_csv_is_found(text):
    assert formulas_of_csv(f'"a";"{text}"\r\n'.encode()) == [text]


def test_a_planted_formula_in_a_spreadsheet_is_found():
    out, book = io.BytesIO(), openpyxl.Workbook()
    book.active["B2"] = "=1+1"
    book.save(out)
    assert formulas_of_xlsx(out.getvalue()) == ["B2"]
