"""One person's training record: who reads it, what stands in it, and that the file says the same."""

import csv
import io
from datetime import date, timedelta

import pytest

from app.core import clock
from app.db.session import transaction
from tests.browser import words
from tests.reports import facts
from tests.statements import statements

DAY = date(2026, 3, 10)


@pytest.fixture
def studied(cast):
    """Asel read in two languages, failed once, passed, and was certified; then her certificate was revoked."""
    with transaction():
        enrolment = facts.enrol(cast.people["asel"], facts.course(), on=DAY)
        facts.read(enrolment, (1, 2), on=DAY, language="ky")
        facts.read(enrolment, (3,), on=DAY, language="ru")
        facts.test(enrolment, on=DAY, passed=False, handed_in=DAY)
        done = facts.complete(enrolment, on=DAY + timedelta(days=1))
        given = facts.certify(done, on=DAY + timedelta(days=1), until=date(2999, 1, 1))
        facts.test(enrolment, on=DAY + timedelta(days=2), kind="check")
    return given


def address(cast, name: str = "asel", ending: str = "") -> str:
    return f"/people/{cast.people[name].id}/record{ending}"


def english(browser):
    browser.post("/language", {"language": "en", "back": "/"})
    return browser


def rows_of(page) -> list[list[str]]:
    rows = [row for row in page.all("tr") if len(list(row)) == 9]
    return [[words(cell) for cell in row] for row in rows]


@pytest.mark.parametrize(
    ("name", "status"),
    [
        ("asel", 200),
        ("daniyar", 200),
        ("kanykei", 200),
        ("ilya", 200),
        ("bek", 404),
        ("chynara", 404),
        ("elena", 404),
        ("nurlan", 404),
        ("leila", 404),
        ("oroz", 404),
        ("guest", 303),
    ],
)
@pytest.mark.usefixtures("studied")
def test_the_record_is_read_by_oneself_and_by_duties_over_the_unit(name, status, cast, browser_of):
    for ending in ("", ".csv"):
        assert browser_of(name).client.get(address(cast, ending=ending)).status_code == status


def test_the_record_of_nobody_is_not_there(browser_of):
    browser = browser_of("kanykei")
    for number in ("987654", "0", "9" * 30):
        assert browser.get(f"/people/{number}/record").status == 404
        assert browser.get(f"/people/{number}/record.csv").status == 404


def test_a_record_follows_the_person_to_the_new_unit(cast, browser_of, studied):
    with transaction():
        facts.move(cast.people["asel"], cast.units["osh"], on=clock.today())
    assert browser_of("daniyar").get(address(cast)).status == 404
    assert browser_of("kanykei").get(address(cast)).status == 200


def test_everything_that_happened_stands_there_in_the_order_of_time(cast, browser_of, studied):
    page = english(browser_of("daniyar")).get(address(cast))
    assert [row[1] for row in rows_of(page)[1:]] == [
        "Enrolled",
        *["Lesson read"] * 3,
        "Test handed in",
        "Test handed in",
        "Course completed",
        "Certificate given",
        "Test begun, not handed in",
    ]


def test_lessons_bear_their_language_and_tests_their_points(cast, browser_of, studied):
    rows = rows_of(english(browser_of("daniyar")).get(address(cast)))
    assert [row[5] for row in rows if row[1] == "Lesson read"] == [
        "Кыргызча",
        "Кыргызча",
        "Русский",
    ]
    tried = [row[4:] for row in rows if row[1] == "Test handed in"]
    assert tried == [
        ["Final ky", "–", "15", "20", "not passed"],
        ["Final ky", "–", "15", "20", "passed"],
    ]


def test_a_certificate_says_its_state(cast, browser_of, studied):
    browser = english(browser_of("daniyar"))
    assert f"No. {studied.number}, valid until 01.01.2999" in browser.get(address(cast)).main
    with transaction():
        facts.revoke(studied, asked=DAY, confirmed=None)
    assert "revoked" not in browser.get(address(cast)).main
    with transaction() as session:
        waiting = session.get(facts.Revocation, 1)
        waiting.confirmed_at = facts.at(DAY + timedelta(days=3))
    main = browser.get(address(cast)).main
    assert f"No. {studied.number}, revoked" in main
    assert f"No. {studied.number}: A slip" in main


def test_an_expired_certificate_says_so(cast, browser_of):
    with transaction():
        done = facts.complete(facts.enrol(cast.people["asel"], facts.course(), on=DAY), on=DAY)
        facts.certify(done, on=DAY, until=DAY)
    page = english(browser_of("asel")).get(address(cast))
    assert "expired: it was valid until 10.03.2026" in page.main


@pytest.mark.parametrize("language", ["ky", "ru", "en"])
def test_the_file_says_what_the_page_says(language, cast, browser_of, studied):
    browser = browser_of("kanykei")
    browser.post("/language", {"language": language, "back": "/"})
    text = browser.client.get(address(cast, ending=".csv")).data.decode("utf-8-sig")
    in_file = list(csv.reader(io.StringIO(text), delimiter=";"))
    on_page = rows_of(browser.get(address(cast)))
    assert len(on_page) == len(in_file)
    for row, same in zip(on_page, in_file, strict=True):
        assert [c.replace(",", ".") for c in row] == [c.replace(",", ".") or "–" for c in same]


def test_somebody_who_did_nothing_has_a_record_too(cast, browser_of):
    page = english(browser_of("daniyar")).get(address(cast))
    assert "Not enrolled in any course yet." in page.main
    assert (
        len(browser_of("daniyar").client.get(address(cast, ending=".csv")).data.splitlines()) == 1
    )


def test_no_answer_stands_in_a_record(cast, browser_of, studied):
    page = browser_of("daniyar").get(address(cast))
    assert not [link for link in page.links().values() if "/attempts/" in link]


def test_who_left_is_still_read_by_the_last_unit(cast, browser_of):
    page = english(browser_of("daniyar")).get(address(cast, "perizat"))
    assert page.status == 200
    assert "Holds no post today." in page.main


def test_the_number_of_statements_does_not_grow_with_the_record(cast, browser_of):
    browser, asked = browser_of("daniyar"), []
    for numbers in ((1, 2), (3, 4, 5, 6, 7, 8)):
        with transaction():
            for number in numbers:
                release = facts.course(number=number)
                enrolment = facts.enrol(cast.people["asel"], release, on=DAY)
                facts.read(enrolment, (1, 2, 3), on=DAY)
                facts.certify(facts.complete(enrolment, on=DAY), on=DAY)
        browser.get(address(cast))
        with statements() as found:
            assert browser.get(address(cast)).status == 200
        asked.append(len(found))
    assert asked[1] <= asked[0]
