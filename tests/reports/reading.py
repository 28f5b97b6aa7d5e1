"""Reading a report like a person: the table on the page, and the files."""

import csv
import io
import re
from datetime import date

import openpyxl

from tests.browser import words

PAGE, CSV, XLSX = (f"/reports/completion{ending}" for ending in ("", ".csv", ".xlsx"))
CUTS = ("none", "institution", "unit", "profession", "sex", "region", "language")
DAY = date(2026, 3, 10)


def shown(page) -> list[list[str]]:
    """The cells of the page's one table."""
    rows = [row for row in page.all("tr") if len(list(row)) > 5]
    return [[words(cell) for cell in row] for row in rows]


def spreadsheet(answer) -> list[list]:
    book = openpyxl.load_workbook(io.BytesIO(answer.data))
    return [list(row) for row in book.active.iter_rows(values_only=True)]


def comma_separated(answer) -> list[list[str]]:
    return list(csv.reader(io.StringIO(answer.data.decode("utf-8-sig")), delimiter=";"))


COUNTS, SHARES = (1, 2, 4, 6, 8, 10), (3, 5, 7, 9, 11)


def counts(row) -> list:
    return [meant(row[column]) for column in COUNTS]


def meant(cell: str | int | None) -> str | int | None:
    """What a cell says, however it is written."""
    if cell is None or cell in ("", "–"):
        return None
    text = (
        str(cell).removesuffix("\u00a0%").removesuffix(" %").replace("\u00a0", "").replace(" ", "")
    )
    return int(text) if re.fullmatch(r"\d+", text) else str(cell)
