"""Bytes to rows. Whatever they are, nothing is raised: what cannot be read is said."""

import io
import zipfile
from datetime import date

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.core.problems import Problems
from app.core.text import tidy
from app.rosters import headings, layouts, listing, reading, rules
from app.rosters.shapes import Row, Sheet
from tests.proofs import uploads
from tests.rosters.make_files import FILES

TABLE = "Фамилия;Имя;Должность\nАсанов;Бакыт;Следователь\n"
CELLS = [("Фамилия", "Имя", "Должность"), ("Асанов", "Бакыт", "Следователь")]


def cells(sheet: Sheet) -> list[tuple[str, ...]]:
    assert sheet.problems == ()
    return [row.cells for row in sheet.rows]


def code(body: bytes) -> str:
    found = reading.read(body).problems
    return found[0].code if found else ""


@pytest.mark.parametrize("codec", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1251"])  # fmt: skip
@pytest.mark.parametrize("separator", [";", ",", "\t"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_text_is_read_in_every_encoding_with_every_separator(codec, separator, end):
    text = TABLE.replace(";", separator).replace("\n", end)
    assert cells(reading.read(text.encode(codec))) == CELLS


def test_lines_are_counted_as_an_editor_counts_them():
    text = 'А;Б\n"two\nlines";x\n\nlast;y\n'
    rows = [row for row in reading.read(text.encode()).rows if row.filled]
    assert [row.line for row in rows] == [1, 2, 5]


def test_a_first_line_may_say_the_separator():
    assert cells(reading.read(b"sep=;\na,b;c\n")) == [("a,b", "c")]


def test_a_comma_inside_quotes_divides_nothing():
    text = 'ФИО,Отдел\n"Асанов, Бакыт","Отдел 1, Ош"\n'
    assert cells(reading.read(text.encode()))[1] == ("Асанов, Бакыт", "Отдел 1, Ош")


# ── workbooks ─────────────────────────────────────────────────────────────────


def book_of(rows) -> openpyxl.Workbook:
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    return book


def saved(book) -> bytes:
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


TEXTS = st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cs", "Zs", "Zl", "Zp")), min_size=1, max_size=12)  # fmt: skip


@given(st.lists(st.lists(st.one_of(TEXTS, st.integers(-(10**6), 10**6), st.dates(min_value=date(1901, 1, 1), max_value=date(2150, 1, 1))), min_size=1, max_size=6), min_size=1, max_size=6))  # fmt: skip
@settings(max_examples=60, deadline=None)
def test_our_reader_reads_what_another_program_wrote(rows):
    rows = [[f"x{c}" if isinstance(c, str) else c for c in row] for row in rows]
    found = cells(reading.read(saved(book_of(rows))))
    wanted = [tuple(_written(cell) for cell in row) for row in rows]
    assert found == wanted


def _written(cell) -> str:
    return tidy(cell) if isinstance(cell, str) else Row(0, (str(cell),)).cells[0]


def test_a_formula_is_marked_and_never_taken():
    found = cells(reading.read(saved(book_of([["ФИО", "Должность"], ["=1+1", "x"]]))))
    assert found[1][0].startswith("=")
    sheet = reading.read(saved(book_of([["ФИО", "Должность"], ["=HYPERLINK(1)", "x"]])))
    problems = Problems()
    layout = layouts.find(sheet.rows)
    listing.read(layout, headings.guess(layout.headings), problems)
    assert "formula" in {p.code for p in problems}


def test_a_hidden_sheet_is_not_read():
    book = book_of([["secret"]])
    book.create_sheet("Список").append(["shown"])
    book.active.sheet_state = "hidden"
    book.active = 1
    assert cells(reading.read(saved(book))) == [("shown",)]


def packed(files: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, body in files.items():
            archive.writestr(name, body)
    return out.getvalue()


def changed(part: str, old: bytes, new: bytes) -> bytes:
    """One of our workbooks with a part of it changed."""
    with zipfile.ZipFile(FILES / "titles-merged.xlsx") as archive:
        files = {name: archive.read(name) for name in archive.namelist()}
    assert old in files[part]
    return packed(files | {part: files[part].replace(old, new, 1)})


SHEET = "xl/worksheets/sheet1.xml"


def test_a_document_type_is_refused():
    body = changed(SHEET, b"<worksheet", b'<!DOCTYPE x [<!ENTITY a "b">]><worksheet')
    assert code(body) == "DeclaresType"


def test_a_bomb_is_refused_before_it_is_unpacked():
    bomb = changed(SHEET, b"</sheetData>", b" " * 30_000_000 + b"</sheetData>")
    assert len(bomb) < 200_000
    assert code(bomb) == "Unpacks"


def test_macros_and_archives_inside_are_refused():
    with zipfile.ZipFile(FILES / "titles-merged.xlsx") as archive:
        files = {name: archive.read(name) for name in archive.namelist()}
    assert code(packed(files | {"xl/vbaProject.bin": b"x"})) == "WithMacros"
    assert code(packed(files | {"xl/embeddings/a.xlsx": b"PK"})) == "WithMacros"
    assert code(packed(files | {"../../etc/x.xml": b"x"})) == "Unreadable"
    assert code(packed(files | {f"x{n}.xml": b"" for n in range(600)})) == "Unpacks"


def test_old_or_locked_workbooks_are_told_apart():
    assert code(bytes.fromhex("d0cf11e0a1b11ae1") + b"x" * 600) == "OldWorkbook"


def test_a_row_beyond_the_end_makes_no_empty_rows():
    body = changed(SHEET, b"</sheetData>", b'<row r="1048576"><c r="A1048576"><v>1</v></c></row></sheetData>')  # fmt: skip
    assert len(reading.read(body).rows) < 30


@pytest.mark.parametrize(
    ("body", "wanted"),
    [
        (b"", "NoRows"),
        (b"\n\n;;\n", "NoRows"),
        (b"name;post\nA\x00B;x\n", "Unreadable"),
        (b"\x89PNG\r\n\x1a\n" + bytes(range(256)), "Unreadable"),
        (b"PK\x03\x04 not an archive", "Unreadable"),
        (b"name;post\n" + b"a" * 1_000_000 + b";x\n", "Unreadable"),
        (b"name;post\n" + b"a" * 3000 + b";x\n", "CellTooLong"),
        (b";".join([b"x"] * 100), "TooManyColumns"),
        (b"a;b\n" * 25_100, "TooManyRows"),
        (b"x" * (8 * 1024 * 1024 + 1), "TooLarge"),
    ],
)
def test_hostile_files_are_refused_with_a_sentence(body, wanted):
    assert code(body) == wanted


def test_every_refusal_of_reading_is_known_by_its_name():
    named = {kind.__name__ for kind in vars(rules).values() if isinstance(kind, type)}
    assert {"Unreadable", "TooLarge", "NoRows"} <= named


# ── fuzzed ────────────────────────────────────────────────────────────────────


def through(body: bytes) -> None:
    """All the pure way, as the preview goes it."""
    sheet = reading.read(body)
    if sheet.problems:
        return
    layout = layouts.find(sheet.rows)
    problems = Problems()
    listing.read(layout, headings.guess(layout.headings), problems)
    for problem in problems:
        problem.english()


@given(st.binary(max_size=400))
@settings(max_examples=300, deadline=None)
def test_no_bytes_raise(body):
    through(body)


@given(st.text(max_size=300))
@settings(max_examples=300, deadline=None)
def test_no_text_raises(text):
    through(("ФИО;Должность;Отдел;Дата назначения;Пол\n" + text).encode("utf-8", "replace"))


@given(st.sampled_from(sorted(path.name for path in FILES.iterdir())), st.data())
@settings(max_examples=300, deadline=None)
def test_no_damaged_file_raises(name, data):
    body = bytearray((FILES / name).read_bytes())
    for _n in range(data.draw(st.integers(1, 6))):
        place = data.draw(st.integers(0, len(body) - 1))
        body[place] = data.draw(st.integers(0, 255))
    through(bytes(body[: data.draw(st.integers(1, len(body)))]))


@given(st.data())
@settings(max_examples=200, deadline=None)
def test_no_damaged_sheet_inside_a_sound_archive_raises(data):
    with zipfile.ZipFile(FILES / "titles-merged.xlsx") as archive:
        files = {name: archive.read(name) for name in archive.namelist()}
    part = data.draw(st.sampled_from(sorted(files)))
    body = bytearray(files[part])
    for _n in range(data.draw(st.integers(1, 4))):
        place = data.draw(st.integers(0, len(body) - 1))
        body[place : place + 1] = data.draw(st.binary(max_size=4))
    through(packed(files | {part: bytes(body)}))


def test_every_hostile_upload_of_the_proofs_is_said_to_be_unreadable():
    taken = [what for what, file in uploads.hostile() if not reading.read(file.body).problems]
    print(f"hostile files that are read as rows: {taken}")
    for _what, file in uploads.hostile():
        through(file.body)
