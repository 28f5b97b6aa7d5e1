"""Page, CSV, spreadsheet and PDF of an institution's report say the same; and who may ask for any of them."""

import io
import re
import shutil
import subprocess

import openpyxl
import pytest
from pypdf import PdfReader

from app.core import clock
from app.reports.sections import HIDDEN, NAMES, NOT_COLLECTED, Key
from tests.reports.reading import DAY, comma_separated, meant
from tests.reports.told import numbers, people, report, tables

__all__ = ["people", "report"]


# ── screen and file differing ─────────────────────────────────────────────────


def plain(cell) -> str:
    """A figure as it reads, however a file writes it."""
    if cell is None or cell in ("", "–"):
        return ""
    text = str(cell).replace("\u00a0", "").replace(" ", "")
    if text.endswith("%"):
        return f"{float(text[:-1].replace(',', '')):.1f}%"
    return text.replace(",", ".") if re.fullmatch(r"-?[\d,.]+", text) else str(cell)


@pytest.mark.parametrize("key", [Key.DENOMINATORS, Key.FUNNEL, Key.DIVISIONS])
def test_page_csv_and_spreadsheet_say_the_same(key, report):
    pages = tables(report(f"/{key}"))
    rows = [row for table in pages.values() for row in table]
    csv_rows = comma_separated(report(f"/{key}.csv"))
    book = openpyxl.load_workbook(io.BytesIO(report(f"/{key}.xlsx").data))
    sheet = [list(row) for row in book.active.iter_rows(values_only=True)]
    for file in (csv_rows, sheet):
        told = {str(row[0]): row for row in file if row[0]}
        for row in rows:
            name = row[0] if row[0] in told else f"'{row[0]}"
            assert name in told, row
        flat = [_alike(row) for row in file]
        for row in rows[1:]:
            assert any(_same(row, other) for other in flat), row
    assert book.active.freeze_panes == "A2"


def _alike(row) -> list:
    return list(row)


def _same(page_row: list[str], file_row: list) -> bool:
    if str(file_row[0]) != page_row[0]:
        return False
    for cell, other in zip(page_row, file_row, strict=False):
        if cell.endswith("%"):
            share = float(other or 0) * 100 if other not in (None, "") else None
            if (
                share is None
                or abs(share - float(cell.rstrip("%").strip().replace(",", "."))) > 0.51
            ):
                return False
        elif plain(cell) != plain(other) and float_of(cell) != float_of(other):
            return False
    return True


def float_of(cell) -> float | None:
    try:
        return float(str(cell).replace(",", ".").replace("\u00a0", ""))
    except ValueError:
        return None


def test_the_pdf_says_the_same(report):
    body = report("/divisions.pdf").data
    text = " ".join(" ".join(p.extract_text().split()) for p in PdfReader(io.BytesIO(body)).pages)
    for row in tables(report("/divisions"))["Profession"][1:]:
        for cell in numbers(row):
            assert str(cell) in text
        assert row[0] in text


@pytest.mark.skipif(not shutil.which("pdftotext"), reason="no reader of PDF here")
def test_another_reader_of_pdf_finds_the_rows_too(report, tmp_path):
    file = tmp_path / "report.pdf"
    file.write_bytes(report("/funnel.pdf").data)
    told = subprocess.run(
        ["pdftotext", "-layout", str(file), "-"], capture_output=True, text=True, check=True
    ).stdout
    lines = [" ".join(line.split()) for line in told.splitlines()]
    for row in tables(report("/funnel"))[NAMES[Key.FUNNEL]][1:6]:
        if meant(row[1]) not in (HIDDEN, NOT_COLLECTED):
            assert any(row[0] in line and row[1] in line for line in lines), row


def test_numbers_of_the_spreadsheet_are_numbers(report):
    book = openpyxl.load_workbook(io.BytesIO(report(".xlsx").data))
    assert len(book.sheetnames) == len(Key)
    funnel = book[f"3. {NAMES[Key.FUNNEL]}"]
    assert isinstance(funnel["B2"].value, int)
    assert funnel.freeze_panes == "A2"
    assert isinstance(funnel["C2"].value, int | float)
    assert funnel["C2"].number_format == "0.0%"


# ── who may ───────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("name", ["daniyar", "leila", "oroz"])
def test_nobody_asks_about_an_institution_beyond_their_reach(name, people, cast, browser_of):
    root = cast.units["police"].id
    client = browser_of(name).client
    for rest in ("", "/funnel", "/funnel.csv", ".xlsx"):
        assert client.get(f"/reports/institution/{root}{rest}").status_code == 404


def test_parts_of_an_institution_have_no_such_report(people, cast, browser_of):
    assert browser_of("kanykei").get(f"/reports/institution/{cast.units['osh'].id}").status == 404


@pytest.mark.parametrize(
    "asked, status",
    [
        ({"only": "sex:other"}, 404),
        ({"across": "sex*sex"}, 404),
        ({"course": "none"}, 404),
        ({"on": "1999-01-01"}, 422),
        ({"from": "2026-03-10", "until": "2026-03-01"}, 422),
    ],
)
def test_what_cannot_be_asked_is_refused(asked, status, report):
    assert report("/funnel", **asked).status == status
    assert report("/funnel.csv", **asked).status_code == status
    assert clock.today() > DAY
