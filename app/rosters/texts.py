"""Bytes of a text file to rows: UTF-8, UTF-16 or CP1251; comma, semicolon or tab; lines as an editor counts them."""

import codecs
import csv
import io
import re
from collections import Counter
from itertools import islice

from app.core.text import composed
from app.rosters import rules
from app.rosters.shapes import Row, Sheet

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig", "UTF-8"),
    (codecs.BOM_UTF16_LE, "utf-16", "UTF-16"),
    (codecs.BOM_UTF16_BE, "utf-16", "UTF-16"),
)
SEPARATORS = {";": "semicolon", ",": "comma", "\t": "tab"}
# What no text holds; a page of a workbook or a picture does.
_BINARY = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")
_UPPER_HALVES = b"\x00\x04\x20\x21"
_LOOKED_AT = 60


def read(body: bytes) -> Sheet:
    text, encoding = _decoded(body)
    if _BINARY.search(text):
        raise rules.Unreadable
    lines = list(io.StringIO(text, newline=""))
    separator, begins = _separator(lines)
    try:
        rows = tuple(_rows(lines[begins:], separator, begins))
    except csv.Error as error:
        raise rules.Unreadable from error
    return Sheet(rows, "text", encoding, SEPARATORS[separator])


def _decoded(body: bytes) -> tuple[str, str]:
    for mark, codec, name in _MARKS:
        if body.startswith(mark):
            return _by(body, codec), name
    for codec, high in (("utf-16-le", body[1:2000:2]), ("utf-16-be", body[:2000:2])):
        # The upper halves of Latin and Cyrillic letters and of signs; no other encoding has so many.
        if high and sum(map(high.count, _UPPER_HALVES)) > 0.9 * len(high):
            return _by(body, codec), "UTF-16"
    try:
        return body.decode("utf-8"), "UTF-8"
    except UnicodeDecodeError:
        return _by(body, "cp1251"), "CP1251"


def _by(body: bytes, codec: str) -> str:
    try:
        return body.decode(codec)
    except UnicodeDecodeError as error:
        raise rules.Unreadable from error


def _separator(lines: list[str]) -> tuple[str, int]:
    """The one that cuts most lines into the same number of parts; a first line "sep=;" says it."""
    said = re.fullmatch(r"sep=([;,\t])\s*", lines[0]) if lines else None
    if said:
        return said[1], 1
    looked_at = [line for line in lines[: 4 * _LOOKED_AT] if line.strip()][:_LOOKED_AT]
    return max(SEPARATORS, key=lambda one: _agreement(looked_at, one)), 0


def _agreement(lines: list[str], separator: str) -> int:
    try:
        widths = Counter(len(parts) for parts in csv.reader(lines, delimiter=separator))
    except csv.Error:
        return 0
    return max(((width - 1) * count for width, count in widths.items()), default=0)


def _rows(lines: list[str], separator: str, before: int):
    reader, begun = csv.reader(lines, delimiter=separator), 0
    for cells in islice(reader, rules.MOST_ROWS + 200):
        line, begun = before + begun + 1, reader.line_num
        yield row(line, cells)


def row(line: int, cells: list[str]) -> Row:
    """Spaces folded, empty cells at the end left out; what is too much is refused."""
    if any(len(cell) > rules.MOST_LETTERS for cell in cells):
        raise rules.CellTooLong(line=line)
    tidied = [" ".join(composed(cell).split()) for cell in cells]
    while tidied and not tidied[-1]:
        tidied.pop()
    if len(tidied) > rules.MOST_COLUMNS:
        raise rules.TooManyColumns(line=line, most=rules.MOST_COLUMNS)
    return Row(line, tuple(tidied))
