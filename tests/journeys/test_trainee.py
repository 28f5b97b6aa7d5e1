"""A trainee comes to a certificate that a stranger can check; the head of the unit sees it in the report."""

import csv
import io
import re

import openpyxl
import pytest
from playwright.sync_api import Page, expect

from tests.journeys.steps import (
    Words,
    answer,
    choose_language,
    press,
    read_shipped_bank,
    sign_in,
)

pytestmark = pytest.mark.browser

COURSE = "tip-foundations"
QUESTIONS = 20


@pytest.fixture(scope="module")
def bank():
    return read_shipped_bank()


def come_to_the_course(page: Page, words: Words) -> None:
    page.goto(f"/courses/{COURSE}")
    if page.locator(f'form[action="/courses/{COURSE}/enrolments"]').count():
        press(page, words["Enrol in this course"])
    else:
        press(page, words["Go on studying"])
    page.wait_for_url(re.compile(r"/study/\d+"))


def read_all_lessons(page: Page, words: Words) -> None:
    course = page.url.split("#")[0]
    for _lesson in range(20):
        page.goto(course)
        button = page.locator("#next").get_by_role("link", name=words["Read the lesson"])
        if not button.count():
            return
        button.click()
        expect(page.locator("article.lesson")).to_be_visible()
        press(page, words["I have read this lesson"])
    raise AssertionError("the lessons have no end")


def sit_the_final_test(page: Page, bank, start: str, other: str) -> None:
    """Ten questions in one language, then the switch in the middle of a question, then ten in the other."""
    words = Words(start)
    press(page, words["Begin the final test"])
    attempt = re.search(r"/attempts/\d+", page.url)
    assert attempt
    page.goto(f"{attempt[0]}/questions/1")
    language = start
    for n in range(1, QUESTIONS + 1):
        assert page.url.split("?")[0].endswith(f"{attempt[0]}/questions/{n}"), page.url
        answer(page, bank, language)
        if n == QUESTIONS // 2:
            choose_language(page, other)
            assert page.url.split("?")[0].endswith(f"{attempt[0]}/questions/{n}"), (
                "the same question"
            )
            language, words = other, Words(other)
        press(page, words["Save and next"])
    press(page, words["Hand in the test"])
    page.wait_for_url(re.compile(rf"{attempt[0]}/result"))


def certificate_code(page: Page, words: Words) -> str:
    press(page, words["Open the certificate"])
    page.wait_for_url(re.compile(r"/certificates/"))
    return re.search(r"([0-9A-Z]{5}-){5}[0-9A-Z]", page.locator("main").inner_text())[0]


@pytest.mark.parametrize(
    ("who", "start", "other", "scripts", "width"),
    [
        ("newcomer", "ky", "ru", True, 360),
        ("trainee-police", "ru", "ky", True, 1280),
        ("trainee-lawyer", "ky", "ru", False, 360),
    ],
)
def test_from_signing_in_to_a_certificate(open_page, bank, who, start, other, scripts, width):
    head = open_page()
    sign_in(head, "head", "ru")
    before = completed_in_the_unit(head)
    page = open_page(width=width, scripts=scripts)
    sign_in(page, who, start)
    come_to_the_course(page, Words(start))
    read_all_lessons(page, Words(start))
    sit_the_final_test(page, bank, start, other)
    words = Words(other)
    expect(page.locator("main")).to_contain_text("100")
    code = certificate_code(page, words)

    page.goto("/record")
    finals = page.locator("main tr", has_text=re.compile("тест", re.I)).filter(has_text="100")
    assert finals.count() >= 1
    open_rows = page.get_by_text(words["open: go on"])
    assert open_rows.count() == 0, "one attempt, and it is handed in"

    in_the_unit = who in ("newcomer", "trainee-police")
    assert completed_in_the_unit(head) == before + in_the_unit

    stranger = open_page(width=width, scripts=scripts)
    stranger.goto("/verify")
    stranger.fill('input[name="code"]', code.lower())
    stranger.keyboard.press("Enter")
    stranger.wait_for_url(re.compile(r"/verify/"))
    shown = stranger.locator("main").inner_text()
    for field in (code, "КҮБӨЛҮК", "СЕРТИФИКАТ", "Ed25519", "14.11.2025", "100 %"):
        assert field in shown, field
    stranger.goto(f"/verify/{code[:-1]}{'A' if code[-1] != 'A' else 'B'}")
    assert "Ed25519" not in stranger.locator("main").inner_text()


def figures(page: Page) -> list[list[str]]:
    """Every cell of the report's table, as it is read."""
    return page.evaluate(
        "[...document.querySelectorAll('main table')].at(-1) && "
        "[...[...document.querySelectorAll('main table')].at(-1).querySelectorAll('tbody tr')]"
        ".map(r => [...r.cells].map(c => c.innerText.trim()))"
    )


def completed_in_the_unit(page: Page) -> int:
    """What the head reads in the file of the report, beside "all together"."""
    body = page.request.get(f"/reports/completion.csv?course={COURSE}").body()
    rows = list(csv.reader(io.StringIO(body.decode("utf-8-sig")), delimiter=";"))
    return int(rows[-1][rows[0].index(Words("ru")["Completed"])])


@pytest.mark.parametrize("by", ["institution", "unit", "sex", "region", "language", "profession"])
def test_page_csv_and_spreadsheet_of_the_report_agree(open_page, by):
    page = open_page()
    sign_in(page, "auditor", "ru")
    query = f"course={COURSE}&by={by}"
    page.goto(f"/reports/completion?{query}")
    shown = figures(page)
    as_csv = page.request.get(f"/reports/completion.csv?{query}")
    rows = list(csv.reader(io.StringIO(as_csv.body().decode("utf-8-sig")), delimiter=";"))
    book = openpyxl.load_workbook(
        io.BytesIO(page.request.get(f"/reports/completion.xlsx?{query}").body())
    )
    sheet = [list(row) for row in book.active.iter_rows(values_only=True)]
    assert len(rows) == len(sheet) >= 2
    for csv_row, sheet_row in zip(rows[1:], sheet[1:], strict=True):
        assert [_plain(c) for c in csv_row] == [_plain(c) for c in sheet_row]
    body = rows[1:]
    assert len(shown) == len(body)
    for cells, csv_row in zip(shown, body, strict=True):
        for cell, value in zip(cells[1:], csv_row[1:], strict=False):
            if re.fullmatch(r"[\d\s\u00a0]+", cell):
                assert int(re.sub(r"\D", "", cell)) == round(float(value)), (cells, csv_row)


def _plain(cell: object) -> str:
    if cell is None:
        return ""
    try:
        return f"{float(str(cell)):.6g}"
    except ValueError:
        return str(cell)
