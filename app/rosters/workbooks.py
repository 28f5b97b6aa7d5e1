"""An XLSX archive, opened with care: few files, counted while they are unpacked, no document types, no macros.

Only values are wanted, and only of one sheet; so what a workbook can do besides is not looked at.
"""

import io
import stat
import zipfile
import zlib
from collections.abc import Callable
from xml.parsers import expat

from app.rosters import rules
from app.rosters.cells import SheetReader, date_styles, shared_texts
from app.rosters.shapes import Sheet

_MOST_FILES = 500
_MOST_UNPACKED = 50 * 1024 * 1024
# Rows of a real list are alike, so small parts may pack better than a hundred to one.
_RATIO, _RATIO_FROM = 100, 2 * 1024 * 1024
_CHUNK = 64 * 1024
_SUSPECT = (".bin", ".zip", ".xlsx", ".xlsm", ".exe", ".js", ".vbs", ".dll")
_BROKEN = (
    zipfile.BadZipFile, zlib.error, expat.ExpatError, EOFError, NotImplementedError, RuntimeError,
    UnicodeDecodeError, OSError,
)  # fmt: skip

OLD = bytes.fromhex("d0cf11e0a1b11ae1")
PACKED = b"PK"


def read(body: bytes) -> Sheet:
    try:
        with zipfile.ZipFile(io.BytesIO(body)) as archive:
            _ensure_plain(archive)
            return _read(_Parts(archive))
    except _BROKEN as error:
        raise rules.Unreadable from error


def _ensure_plain(archive: zipfile.ZipFile) -> None:
    files = archive.infolist()
    if len(files) > _MOST_FILES:
        raise rules.Unpacks
    for one in files:
        name = one.filename.lower()
        if stat.S_ISLNK(one.external_attr >> 16) or name.startswith(("/", "\\")) or ".." in name:
            raise rules.Unreadable
        printer = "/printersettings/" in name
        if name.endswith(_SUSPECT) and not printer:
            raise rules.WithMacros


class _Parts:
    """Parts of the archive by name, fed to a parser as they are unpacked; all of them together are counted."""

    def __init__(self, archive: zipfile.ZipFile) -> None:
        self.archive, self.names, self.unpacked = archive, frozenset(archive.namelist()), 0

    def feed(self, name: str, prepare: Callable[[expat.XMLParserType], None]) -> None:
        parser = expat.ParserCreate()
        parser.buffer_text = True
        parser.StartDoctypeDeclHandler = _refuse_type
        prepare(parser)
        info, own = self.archive.getinfo(name), 0
        with self.archive.open(info) as part:
            while chunk := part.read(_CHUNK):
                own += len(chunk)
                self.unpacked += len(chunk)
                packed_well = own > _RATIO_FROM and own > _RATIO * max(1, info.compress_size)
                if self.unpacked > _MOST_UNPACKED or packed_well:
                    raise rules.Unpacks
                parser.Parse(chunk, False)
        parser.Parse(b"", True)


def _refuse_type(*_declared: object) -> None:
    raise rules.DeclaresType


def _read(parts: _Parts) -> Sheet:
    if "xl/workbook.xml" not in parts.names:
        raise rules.Unreadable
    sheets, from_1904 = _sheets(parts)
    texts: list[str] = []
    if "xl/sharedStrings.xml" in parts.names:
        parts.feed("xl/sharedStrings.xml", lambda parser: shared_texts(parser, texts))
    dated: set[int] = set()
    if "xl/styles.xml" in parts.names:
        parts.feed("xl/styles.xml", lambda parser: date_styles(parser, dated))
    for name, part in sheets:
        reader = SheetReader(texts, dated, from_1904=from_1904)
        parts.feed(part, reader.prepare)
        rows = reader.rows()
        if any(row.filled for row in rows):
            return Sheet(tuple(rows), "workbook", name=name[:100])
    raise rules.NoRows


def _sheets(parts: _Parts) -> tuple[list[tuple[str, str]], bool]:
    """Name and part of every sheet that is not hidden, in order; whether days are counted from 1904."""
    found: list[tuple[str, str]] = []
    targets: dict[str, str] = {}
    settings: dict[str, str] = {}

    def relation(tag: str, given: dict[str, str]) -> None:
        if tag.endswith("Relationship"):
            target = given.get("Target", "").lstrip("/")
            targets[given.get("Id", "")] = target if target.startswith("xl/") else f"xl/{target}"

    def entry(tag: str, given: dict[str, str]) -> None:
        local = tag.rpartition(":")[2]
        if local == "workbookPr":
            settings.update(given)
        if local == "sheet" and given.get("state", "visible") == "visible":
            key = next((v for k, v in given.items() if k.rpartition(":")[2] == "id"), "")
            found.append((given.get("name", ""), key))

    if "xl/_rels/workbook.xml.rels" in parts.names:
        parts.feed("xl/_rels/workbook.xml.rels", lambda p: _on_start(p, relation))
    parts.feed("xl/workbook.xml", lambda p: _on_start(p, entry))
    known = [(name, targets[key]) for name, key in found if targets.get(key) in parts.names]
    return known, settings.get("date1904") in ("1", "true")


def _on_start(parser: expat.XMLParserType, handler: Callable[[str, dict[str, str]], None]) -> None:
    parser.StartElementHandler = handler
