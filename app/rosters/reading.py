"""Bytes to a sheet, whatever they are. Nothing is raised: what cannot be read is a problem of the sheet."""

from app.core.problems import Problem
from app.core.refusals import Refusal
from app.rosters import rules, texts, workbooks
from app.rosters.shapes import Sheet


def read(body: bytes) -> Sheet:
    try:
        return _read(body)
    except Refusal as refusal:
        return Sheet(problems=(problem(refusal),))


def problem(refusal: Refusal, line: int = 0) -> Problem:
    kind = type(refusal).__name__
    return Problem("", line, kind, refusal.says, "error", tuple(refusal.values.items()))


def _read(body: bytes) -> Sheet:
    if len(body) > rules.MOST_BYTES:
        raise rules.TooLarge(most=rules.MOST_BYTES // 1024**2)
    if body.startswith(workbooks.OLD):
        raise rules.OldWorkbook
    sheet = workbooks.read(body) if body.startswith(workbooks.PACKED) else texts.read(body)
    if not any(row.filled for row in sheet.rows):
        raise rules.NoRows
    if len(sheet.rows) > rules.MOST_ROWS:
        raise rules.TooManyRows(most=rules.MOST_ROWS)
    return sheet
