"""Who may open the completion report, and what it answers to addresses that nobody should have typed."""

from datetime import timedelta

import pytest

from app.core import clock
from app.curriculum.models import Withdrawal
from app.db.session import transaction
from tests.browser import words
from tests.reports import facts
from tests.reports.reading import CSV, DAY, PAGE, XLSX


@pytest.mark.usefixtures("release")
@pytest.mark.parametrize(
    ("name", "status"),
    [("asel", 403), ("chynara", 403), ("nurlan", 403), ("daniyar", 200), ("ilya", 200)],
)
def test_reports_are_for_heads_registrars_and_auditors(name, status, browser_of):
    browser = browser_of(name)
    for address in (PAGE, CSV, XLSX, "/reports", "/reports/formulas"):
        assert browser.client.get(address).status_code == status


def test_without_a_course_the_page_says_so(browser_of):
    page = browser_of("kanykei").get(PAGE)
    assert page.status == 200
    assert "No course has been released yet" in page.main
    assert browser_of("kanykei").get(CSV).status == 404


@pytest.mark.usefixtures("release")
@pytest.mark.parametrize(
    "query",
    [
        "course=none-such",
        "by=age",
        "sex=other",
        "region=mars",
        "profession=clown",
        "language=en",
        "institution=x",
        "institution=987654",
        "unit=x",
        "unit=-1",
        "unit=987654",
        "unit=99999999999999999999999999",
        "unit=%D9%A3",
    ],
)
def test_what_nobody_could_have_chosen_is_not_there(query, browser_of):
    browser = browser_of("kanykei")
    for address in (PAGE, CSV, XLSX):
        assert browser.client.get(f"{address}?{query}").status_code == 404


@pytest.mark.usefixtures("release")
@pytest.mark.parametrize(
    ("name", "unit"), [("kanykei", "court"), ("daniyar", "osh"), ("leila", "police")]
)
def test_a_place_outside_the_reach_is_not_there(name, unit, cast, browser_of):
    browser, institution = browser_of(name), cast.units[unit].institution_id
    for address in (PAGE, CSV, XLSX):
        assert browser.client.get(f"{address}?unit={cast.units[unit].id}").status_code == 404
        answer = browser.client.get(f"{address}?institution={institution}")
        # Osh is of Daniyar's own institution, which he may name.
        assert answer.status_code == (200 if name == "daniyar" else 404)


@pytest.mark.usefixtures("release")
@pytest.mark.parametrize(
    "on", ["31.12.2025", "2026-02-30", "1850-01-01", "9999-12-31", "x", "2026"]
)
def test_a_day_that_does_not_fit_is_asked_for_again(on, browser_of):
    page = browser_of("kanykei").get(f"{PAGE}?on={on}&by=sex")
    assert page.status == 422
    assert page.form(PAGE)["by"] == "sex"
    assert browser_of("kanykei").get(f"{CSV}?on={on}").status == 422


@pytest.mark.usefixtures("release")
def test_an_empty_day_is_today(browser_of):
    page = browser_of("kanykei").get(f"{PAGE}?on=")
    assert page.status == 200
    assert page.form(PAGE)["on"] == clock.today().isoformat()


@pytest.mark.usefixtures("release")
def test_tomorrow_is_not_known(browser_of):
    tomorrow = clock.today() + timedelta(days=1)
    assert browser_of("kanykei").get(f"{PAGE}?on={tomorrow}").status == 422


def test_a_course_that_was_withdrawn_is_still_reported_on(release, browser_of):
    with transaction() as session:
        session.add(Withdrawal(release_id=release.id, at=facts.at(DAY), reason="Replaced"))
    page = browser_of("kanykei").get(f"{PAGE}?course=course")
    assert page.status == 200
    assert page.form(PAGE)["course"] == "course"


@pytest.mark.usefixtures("release")
@pytest.mark.parametrize(
    ("name", "places"),
    [
        ("daniyar", {"Sverdlov"}),
        ("kanykei", {"Police", "– Bishkek", "– Osh"}),
        ("leila", {"Courts", "– Court"}),
    ],
)
def test_only_units_of_the_reach_can_be_chosen(name, places, browser_of):
    browser = browser_of(name)
    browser.post("/language", {"language": "en", "back": "/"})
    units = next(s for s in browser.get(PAGE).all("select") if s.get("name") == "unit")
    assert {words(option) for option in units} == {"All", *places}
