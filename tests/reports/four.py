"""A report read four ways: the tables of a page, of a CSV, of a spreadsheet, and the text of a PDF."""

import io
import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Sequence
from decimal import Decimal, InvalidOperation

import openpyxl
from pypdf import PdfReader

from tests.reports.reading import comma_separated
from tests.reports.told import tables

# A caption and its rows, the headings first.
Block = tuple[str, list[list]]


def of_page(page) -> list[Block]:
    """Tables that say nothing have no rows on a page."""
    return list(tables(page).items())


def of_csv(answer) -> list[list]:
    return [list(row) for row in comma_separated(answer)]


def of_xlsx(answer) -> dict[str, list[list]]:
    """Sheets by name; a share is told by its format."""
    book = openpyxl.load_workbook(io.BytesIO(answer.data))
    return {
        sheet.title: [[_written(cell) for cell in row] for row in sheet.iter_rows()]
        for sheet in book
    }


def _written(cell) -> object:
    if isinstance(cell.value, int | float) and "%" in cell.number_format:
        return f"{Decimal(str(cell.value)) * 100}%"
    return cell.value


def of_pdf(answer) -> str:
    pages = PdfReader(io.BytesIO(answer.data)).pages
    return bare("".join(page.extract_text() for page in pages))


def bare(text: object) -> str:
    """Without the places at which lines end, and with letters that are written together apart."""
    return re.sub(r"[\s\u202f\u00a0]+", "", unicodedata.normalize("NFKC", str(text)))


def number(cell: object) -> Decimal | None:
    """What a cell counts, however it is written; None where it counts nothing."""
    text = bare("" if cell is None else cell).rstrip("%").replace(",", ".")
    try:
        return Decimal(text) if re.fullmatch(r"-?\d+(\.\d+)?", text) else None
    except InvalidOperation:
        return None


def same(shown: str, filed: object) -> bool:
    """A cell of a page and one of a file. CSV has shares as parts of one."""
    if shown.endswith("%"):
        n = number(filed)
        is_per_cent = isinstance(filed, str) and filed.endswith("%")
        return n is not None and number(shown) == (n if is_per_cent else n * 100)
    if number(shown) is not None:
        return number(shown) == number(filed)
    text = bare("" if filed is None else filed).removeprefix("'")
    return text in (bare(shown), "") if shown == "–" else text == bare(shown)


def in_rows(blocks: Iterable[Block], rows: Sequence[Sequence]) -> Iterator[str]:
    """Cells of the page that the rows of a file do not have at their place; nothing is read twice."""
    place = 0
    for caption, block in blocks:
        for line, row in enumerate(block):
            while place < len(rows) and not _begins(row, rows[place], whole=line == 0):
                place += 1
            if place == len(rows):
                yield f"{caption}: no row {row[0]}"
                return
            for n, (cell, filed) in enumerate(zip(row, rows[place], strict=False)):
                if not same(cell, filed):
                    yield f"{caption}, {row[0]}, {block[0][n]}: {cell} and {filed}"
            if any(bare(filed or "") for filed in rows[place][len(row) :]):
                yield f"{caption}, {row[0]}: cells that the page does not have"
            place += 1


def _begins(row: list[str], filed: Sequence, *, whole: bool) -> bool:
    """By its name; headings by all of them: a caption may read like the first."""
    mine = row if whole else row[:1]
    return all(same(cell, other) for cell, other in zip(mine, filed, strict=False))


def in_text(blocks: Iterable[Block], text: str) -> Iterator[str]:
    """Rows of the page that do not stand one after another in the text, each cell after the one before."""
    place = 0
    for caption, block in blocks:
        for row in block:
            words = "".join(bare(cell) or "" for cell in row)
            found = text.find(words, place)
            if found < 0:
                yield f"{caption}: not in the PDF: {row}"
                continue
            place = found + len(words)


def numbers(blocks: Iterable[Block]) -> int:
    """How many cells with a number there are: of none nothing would be proved."""
    return sum(number(cell) is not None for _c, rows in blocks for row in rows[1:] for cell in row)


def differing(get: Callable, section: str) -> tuple[list[str], int]:
    """What the files of a section have otherwise than its page; and how many numbers were compared.

    `get` answers "/funnel" with a page and "/funnel.csv" with a file. The moment of making is not compared.
    """
    blocks = [(caption, [*_timeless(rows)]) for caption, rows in of_page(get(f"/{section}"))]
    sheets = of_xlsx(get(f"/{section}.xlsx"))
    (rows,) = sheets.values()
    found = [f"CSV: {one}" for one in in_rows(blocks, of_csv(get(f"/{section}.csv")))]
    found += [f"XLSX: {one}" for one in in_rows(blocks, rows)]
    found += [f"PDF: {one}" for one in in_text(blocks, of_pdf(get(f"/{section}.pdf")))]
    return found, numbers(blocks)


def _timeless(rows: list[list]) -> Iterator[list]:
    moment = re.compile(r"\d\d\.\d\d\.\d{4}, \d\d:\d\d")
    return (row for row in rows if not any(moment.fullmatch(str(cell)) for cell in row))
