"""Reports that are kept: asked for, made by a job, read as they were, submitted and judged."""

import io

import openpyxl
import pytest
from pypdf import PdfReader
from sqlalchemy import select, update

from app.core import clock
from app.db.session import db, transaction
from app.jobs import running
from app.jobs.models import Job
from app.notices.models import Letter
from app.reports import handlers
from app.reports.actions import JOB
from app.reports.judging import Step, next_steps
from app.reports.models import KeptReport, ReportSignature
from app.reports.queries import kept
from app.reports.sections import Key
from tests.reports import facts
from tests.reports.reading import DAY

HANDLERS = {JOB: handlers.make_report}


def work() -> int:
    return running.run_all(HANDLERS, clock=clock.now)


@pytest.fixture
def asked(world, cast, browser_of) -> int:
    """By the registrar of the academy; nothing is made yet."""
    with transaction():
        cast.people["kanykei"] = db.session.merge(cast.people["kanykei"])
        cast.people["kanykei"].address = "kanykei@example.test"
    browser, root = browser_of("kanykei"), cast.units["police"].id
    address = f"/reports/institution/{root}/documents?on={DAY}&until={DAY}"
    page = browser.post(address)
    assert page.status == 200, page.text
    return db.session.scalars(select(KeptReport.id)).one()


@pytest.fixture
def made(asked) -> int:
    assert work() == 1
    return asked


def sign(browser, number: int, **typed: str):
    return browser.post(f"/reports/documents/{number}/signatures", typed)


def report(number: int) -> KeptReport:
    found = kept.report(number, whole=True)
    assert found is not None
    return found


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


def test_the_way_to_acceptance_is_a_chain_of_signatures(made, browser_of):
    registrar, auditor = browser_of("kanykei"), browser_of("ilya")
    assert sign(registrar, made, step="submitted", reason="").status == 200
    page = sign(auditor, made, step="evidence", reason="")
    assert page.status == 422
    assert "Say why" in page.text
    assert sign(auditor, made, step="evidence", reason="Which list?").status == 200
    assert sign(registrar, made, step="submitted", reason="The staff list.").status == 200
    page = sign(auditor, made, step="accepted", reason="")
    assert "Accepted" in page.text
    steps = [s.step for s in report(made).signatures]
    assert steps == [Step.SUBMITTED, Step.EVIDENCE, Step.SUBMITTED, Step.ACCEPTED]
    assert next_steps(steps[-1]) == ()
    assert "Accepted" in auditor.get("/reports/documents").text


def test_nobody_judges_what_they_submitted_and_no_registrar_judges(made, browser_of):
    registrar = browser_of("kanykei")
    sign(registrar, made, step="submitted", reason="")
    assert not [f for f in registrar.get(f"/reports/documents/{made}").forms() if "signatures" in str(f.get("action"))]  # fmt: skip
    assert sign(registrar, made, step="accepted", reason="").status == 403


def test_a_figure_that_was_changed_is_noticed_and_nothing_is_signed(made, browser_of):
    with transaction():
        tables = [dict(section) for section in report(made).tables or []]
        tables[2]["title"] = "Changed"
        db.session.execute(update(KeptReport).values(tables=tables))
    registrar = browser_of("kanykei")
    assert "do not agree with their seal" in registrar.get(f"/reports/documents/{made}").text
    assert sign(registrar, made, step="submitted", reason="").status == 409


def test_a_signature_that_was_changed_is_noticed(made, browser_of):
    registrar = browser_of("kanykei")
    sign(registrar, made, step="submitted", reason="")
    with transaction():
        db.session.execute(update(ReportSignature).values(reason="Otherwise"))
    assert "do not agree with their seal" in registrar.get(f"/reports/documents/{made}").text


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
    for address in ("/reports/documents", f"/reports/documents/{made}"):
        page = browser_of("kanykei").get(address)
        assert "course ky" in page.text
        assert one.asked["on"] not in page.text
        assert ".".join(reversed(str(one.asked["on"]).split("-"))) in page.text
