"""Reports that are kept: asked for, made by a job, read as they were, submitted and judged."""

import io
from datetime import date

import openpyxl
import pytest
from pypdf import PdfReader
from sqlalchemy import select, update

from app.db.session import db, transaction
from app.jobs.models import Job
from app.notices.models import Letter
from app.reports.actions import JOB
from app.reports.models import KeptReport
from app.reports.sections import Key
from app.web.language import long_day
from tests.reports import facts
from tests.reports.keeping import asked, made, report, work
from tests.reports.reading import DAY

__all__ = ["asked", "made"]


def test_it_is_asked_for_and_says_how_far_it_is(asked, browser_of):
    page = browser_of("kanykei").get(f"/reports/documents/{asked}")
    assert "Made so far: 0 of 100" in page.text
    assert db.session.scalars(select(Job.kind)).all() == [JOB]


def test_the_job_makes_tables_and_pdf_and_tells_by_letter(made, browser_of):
    one = report(made)
    assert [s["key"] for s in one.tables or []] == [key.value for key in Key]
    letter = db.session.scalars(select(Letter)).one()
    assert one.number in letter.subject
    assert f"/reports/documents/{made}" in letter.body
    answer = browser_of("kanykei").client.get(f"/reports/documents/{made}.pdf")
    reader = PdfReader(io.BytesIO(answer.data))
    text = " ".join(" ".join(page.extract_text().split()) for page in reader.pages)
    assert one.number in text
    assert f"1 / {len(reader.pages)}" in text
    for words in ("Drawn up by", "Examined by", "Police ky", "13. Annexes"):
        assert words in text, words


def test_the_list_writes_its_day_as_days_are_written_everywhere(made, browser_of):
    listed = browser_of("kanykei").get("/reports/documents").main
    assert "10.03.2026" in listed
    assert "2026-03-10" not in listed


def test_made_twice_it_is_kept_once(made):
    before = (report(made).digest, report(made).pdf)
    with transaction():
        db.session.execute(update(Job).values(done_at=None))
    assert work() == 1
    assert (report(made).digest, report(made).pdf) == before
    assert len(db.session.scalars(select(Letter)).all()) == 1


def test_what_is_kept_stays_as_it_was(made, cast, browser_of):
    browser, here = browser_of("kanykei"), f"/reports/documents/{made}/funnel"
    before = browser.get(here).main
    with transaction():
        for _ in range(9):
            facts.person(cast.units["osh"])
    assert browser.get(here).main == before


def test_the_next_report_says_what_changed_since(made, cast, browser_of):
    with transaction():
        for _ in range(9):
            facts.person(cast.units["osh"])
    browser, root = browser_of("kanykei"), cast.units["police"].id
    address = f"/reports/institution/{root}/documents?on={DAY}&until={DAY}"
    browser.post(address)
    assert work() == 1
    newest = max(db.session.scalars(select(KeptReport.id)))
    annexes = (report(newest).tables or [])[-1]
    changed = next(b for b in annexes["blocks"] if b["caption"] == "Changes since the last report")
    row = next(row for row in changed["rows"] if row[1] == "In scope")
    assert row[4] - row[3] == 9


def test_the_spreadsheet_of_a_kept_report_has_a_sheet_a_section(made, browser_of):
    answer = browser_of("ilya").client.get(f"/reports/documents/{made}.xlsx")
    assert len(openpyxl.load_workbook(io.BytesIO(answer.data)).sheetnames) == len(Key)


@pytest.mark.parametrize("name", ["daniyar", "leila"])
def test_strangers_do_not_learn_that_it_exists(name, made, browser_of):
    client = browser_of(name).client
    for rest in ("", "/funnel", ".pdf", ".xlsx"):
        assert client.get(f"/reports/documents/{made}{rest}").status_code == 404
    assert report(made).number not in browser_of(name).get("/reports/documents").text


def test_the_list_and_the_report_name_its_course_and_its_day(made, browser_of):
    one = report(made)
    day = date.fromisoformat(one.asked["on"])
    written = {"/reports/documents": f"{day:%d.%m.%Y}"}
    written[f"/reports/documents/{made}"] = long_day(day, "ky")
    for address, says in written.items():
        page = browser_of("kanykei").get(address)
        assert "course ky" in page.text
        assert one.asked["on"] not in page.text
        assert says in page.text
