"""Files as answers."""

import io
from collections.abc import Mapping
from datetime import UTC, datetime

import xlsxwriter
from flask import Response
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from app.core.tables import Share, Table, to_csv

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
# Rows up to which a file is made in memory; longer ones row by row, through a file.
_IN_MEMORY = 5000
# What a file says of its making when it is not to say when: the day from which its archive counts.
_NO_DAY = datetime(1980, 1, 1, tzinfo=UTC)
_OPTIONS = {
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}


def attachment(body: bytes, name: str, kind: str) -> Response:
    answer = Response(body, content_type=kind)
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer


def csv_file(table: Table, name: str) -> Response:
    return attachment(to_csv(table), f"{name}.csv", "text/csv; charset=utf-8")


def xlsx_file(
    table: Table, name: str, *, sheet: str = "Muras", more: Mapping[str, Table] | None = None
) -> Response:
    """`more` are further sheets by their names."""
    return attachment(to_xlsx(table, sheet=sheet, more=more), f"{name}.xlsx", XLSX)


def to_xlsx(
    table: Table, *, sheet: str, more: Mapping[str, Table] | None = None, dated: bool = True
) -> bytes:
    """Texts are written as texts, never as formulas; numbers stay numbers; the first row stays in view.

    A file that is not `dated` says of itself the same day as any other.
    """
    out, sheets = io.BytesIO(), {sheet: table, **(more or {})}
    is_long = sum(len(own.rows) for own in sheets.values()) > _IN_MEMORY
    book = xlsxwriter.Workbook(
        out, {**_OPTIONS, "constant_memory": is_long, "in_memory": not is_long}
    )
    if not dated:
        book.set_properties({"created": _NO_DAY})
    bold = book.add_format({"bold": True, "text_wrap": True, "valign": "top"})
    percent = book.add_format({"num_format": "0.0%"})
    for name, own in sheets.items():
        _fill(book.add_worksheet(name[:31]), own, bold, percent)
    book.close()
    return out.getvalue()


def _fill(page: Worksheet, table: Table, bold: Format, percent: Format) -> None:
    """Row after row, as long files need it."""
    for column, heading in enumerate(table.headings):
        page.write_string(0, column, heading, bold)
        widest = max((len(str(row[column] or "")) for row in table.rows), default=0)
        page.set_column(column, column, min(max(widest, 12), 60))
    for place, row in enumerate(table.rows, start=1):
        for column, cell in enumerate(row):
            if isinstance(cell, str):
                page.write_string(place, column, cell)
            elif isinstance(cell, Share):
                page.write_number(place, column, cell, percent)
            elif cell is not None:
                page.write_number(place, column, cell)
    page.freeze_panes(1, 0)
