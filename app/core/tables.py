"""Headings and rows: the one shape from which a page, a CSV and a spreadsheet are made."""

import csv
import io
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

Cell = str | int | float | None

# Excel in Russian and Kyrgyz settings expects semicolons, and a mark of byte order to see UTF-8.
_DELIMITER = ";"
_MARK = "\ufeff"
_DANGEROUS = frozenset("=+-@\t\r\n")
# All that is a space, and neither a tab nor the end of a line.
_SPACES = " \u00a0\u1680\u202f\u205f\u3000" + "".join(map(chr, range(0x2000, 0x200B)))


class Share(float):
    """A number from 0 to 1 that a spreadsheet shows as per cent."""


@dataclass(frozen=True)
class Table:
    """Cells are what they mean: numbers stay numbers, a share is a number from 0 to 1 or None when hidden."""

    headings: Sequence[str]
    rows: Sequence[Sequence[Cell]]


def harmless(text: str) -> str:
    """A cell that a spreadsheet would run as a formula gets an apostrophe in front.

    Wide twins of = + - @ count too: some programs fold them before they look.
    """
    start = unicodedata.normalize("NFKC", text.lstrip(_SPACES)[:9]).lstrip(" ")[:1]
    if start in _DANGEROUS or text[:1] in _DANGEROUS:
        return "'" + text
    return text


def to_csv(table: Table) -> bytes:
    """All text quoted, numbers bare, UTF-8 with a mark of byte order, semicolons."""
    out = io.StringIO()
    writer = csv.writer(
        out, delimiter=_DELIMITER, quoting=csv.QUOTE_NONNUMERIC, lineterminator="\r\n"
    )
    for row in _with_headings(table):
        writer.writerow(
            ["" if c is None else harmless(c) if isinstance(c, str) else c for c in row]
        )
    return (_MARK + out.getvalue()).encode("utf-8")


def _with_headings(table: Table) -> Iterable[Sequence[Cell]]:
    yield table.headings
    yield from table.rows
