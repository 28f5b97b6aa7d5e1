"""The thirteen sections on page, in CSV, XLSX and PDF, cell by cell, on the seeded roster."""

from datetime import UTC, datetime

import pytest

from app.core import clock
from app.core.tables import Share
from app.reports import pdf, sections
from app.reports.sections import Key
from app.web import language
from tests.reports import four
from tests.reports.told import people, report

__all__ = ["people", "report"]


@pytest.fixture
def one_moment(monkeypatch):
    """The header says when it was made."""
    at = datetime(2026, 6, 1, 4, tzinfo=UTC)
    monkeypatch.setattr(clock, "now", lambda: at)


def test_every_cell_of_the_thirteen_sections_is_the_same_four_ways(report, one_moment):
    compared = {}
    for key in Key:
        found, compared[key] = four.differing(report, key)
        assert found == []
    print(compared)
    assert len(compared) == 13
    assert compared[Key.DIVISIONS] > 300
    assert sum(compared.values()) > 350


def test_the_whole_report_as_a_file_is_its_sections(report, one_moment):
    whole, csv = four.of_xlsx(report(".xlsx")), four.of_csv(report(".csv"))
    assert len(whole) == len(Key)
    blocks = []
    for key, rows in zip(Key, whole.values(), strict=True):
        alone = four.of_page(report(f"/{key}"))
        assert list(four.in_rows(alone, rows)) == []
        blocks += alone
    assert list(four.in_rows(blocks, csv)) == []


# ── planted faults ────────────────────────────────────────────────────────────


def one_more(cell):
    return cell + 1 if isinstance(cell, int) and cell > 50 else cell


def in_files(block):
    """As `sections._marked`, but for a count."""
    for row in block.table.rows:
        yield [
            Share(cell) if place in block.shares and isinstance(cell, int | float) else one_more(cell)
            for place, cell in enumerate(row)
        ]  # fmt: skip


def shares_in_files(block):
    for row in block.table.rows:
        yield [
            Share(cell + 0.001) if place in block.shares and isinstance(cell, float) else cell
            for place, cell in enumerate(row)
        ]


@pytest.mark.parametrize("fault", [in_files, shares_in_files])
def test_a_planted_figure_in_the_files_alone_is_found(fault, report, monkeypatch):
    monkeypatch.setattr(sections, "_marked", fault)
    found, _n = four.differing(report, Key.FUNNEL)
    assert {line.split(":")[0] for line in found} == {"CSV", "XLSX"}


def test_a_planted_figure_in_the_pdf_alone_is_found(report, monkeypatch):
    sound = pdf._text
    monkeypatch.setattr(pdf, "_text", lambda cell, *rest: sound(one_more(cell), *rest))
    found, _n = four.differing(report, Key.FUNNEL)
    assert {line.split(":")[0] for line in found} == {"PDF"}


def test_a_planted_page_that_rounds_its_shares_is_found(report, monkeypatch):
    sound = language.written_number
    monkeypatch.setattr(
        language, "written_number", lambda value, _places, spoken: sound(value, 0, spoken)
    )
    found, _n = four.differing(report, Key.FUNNEL)
    assert {line.split(":")[0] for line in found} == {"CSV", "XLSX", "PDF"}
