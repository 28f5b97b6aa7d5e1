"""Sections of a report as a PDF/A: a head, page numbers, the number with its QR code, lines for signatures."""

import io
import json
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import segno
import typst

from app.core.tables import Cell
from app.reports.sections import NUMBERS, Block, Key, Section

_TEMPLATE = Path(__file__).with_name("report.typ")


@dataclass(frozen=True)
class Sheet:
    """What stands around the sections; texts are in the language already. `address` is where the QR code leads."""

    title: str
    institution: str
    number: str
    made: str
    day: date
    language: str
    empty: str
    address: str = ""
    signatures: Sequence[str] = ()


@cache
def _compiler() -> typst.Compiler:
    return typst.Compiler(str(_TEMPLATE), ignore_system_fonts=True)


def pdf(sheet: Sheet, sections: Iterable[Section], *, number: Callable[[float, int], str]) -> bytes:
    """The same sections give the same bytes. `number` writes one with so many places."""
    page = {
        **vars(sheet),
        "day": [sheet.day.year, sheet.day.month, sheet.day.day],
        "signatures": list(sheet.signatures),
        "signed": NUMBERS[Key.DECISION],
        "qr": qr(sheet.address) if sheet.address else "",
        "sections": [_section(section, number) for section in sections],
    }
    made = _compiler().compile(
        format="pdf", sys_inputs={"d": json.dumps(page, ensure_ascii=False)}, pdf_standards="a-2b"
    )
    assert isinstance(made, bytes), "one document, one file"
    return made


def qr(address: str) -> str:
    out = io.BytesIO()
    segno.make(address, error="m").save(out, kind="svg", border=0, dark="#14213d", xmldecl=False)
    return out.getvalue().decode()


def _section(section: Section, number: Callable[[float, int], str]) -> dict[str, Any]:
    return {
        "number": section.number,
        "title": section.title,
        "notes": list(section.notes),
        "blocks": [_block(block, number) for block in section.blocks],
    }


def _block(block: Block, number: Callable[[float, int], str]) -> dict[str, Any]:
    return {
        "caption": block.caption,
        "headings": list(block.table.headings),
        "numeric": block.numeric,
        "bars": [list(bar) for bar in block.bars],
        "total": block.total,
        "rows": [
            [_text(cell, column in block.shares, number) for column, cell in enumerate(row)]
            for row in block.table.rows
        ],
    }


def _text(cell: Cell, is_share: bool, number: Callable[[float, int], str]) -> str:
    if cell is None:
        return "–"
    if isinstance(cell, str):
        return cell
    if is_share:
        return f"{number(100 * cell, 1)}\u00a0%"
    return number(cell, 1 if isinstance(cell, float) else 0)
