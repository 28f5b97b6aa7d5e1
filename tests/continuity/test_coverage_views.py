"""The page of coverage, its files and its looking back."""

import io
from datetime import date

import pytest
from openpyxl import load_workbook

from app.accounts.kinds import Profession
from app.db.session import transaction
from app.obligations import actions as obligations
from app.obligations.actions import Terms
from tests.architecture import growers
from tests.browser import words
from tests.cast import BUILDER
from tests.continuity.test_coverage import NOW, finish
from tests.home import world
from tests.statements import statements


@pytest.fixture
def required(cast):
    with transaction():
        release = world.publish("basics", at=NOW)
        terms = Terms("basics", 60, profession=Profession.POLICE)
        obligations.require_course(terms, from_day=date(2024, 1, 1), by=BUILDER, at=NOW)
        finish(cast.people["asel"], release, "1")
    return cast


def test_a_head_sees_the_unit_and_each_post(required, browser_of):
    unit = required.units["sverdlov"]
    page = browser_of("daniyar").get(f"/continuity/{unit.id}")
    assert page.status == 200
    assert page.heading == "Sverdlov ky"
    assert required.people["asel"].name in page.main
    assert browser_of("daniyar").get("/continuity").status == 200


def test_a_registrar_goes_down_from_the_academy_and_stays_in_it(required, browser_of):
    registrar = browser_of("kanykei")
    page = registrar.get("/continuity")
    links = page.links()
    assert links["Bishkek ky"].startswith(f"/continuity/{required.units['bishkek'].id}")
    assert "Court ky" not in page.main
    assert registrar.get(f"/continuity/{required.units['court'].id}").status == 404
    assert registrar.get("/continuity/987654321").status == 404


def test_colleagues_see_nothing_of_it(required, browser_of):
    for name in ("asel", "chynara", "nurlan"):
        assert browser_of(name).get("/continuity").status == 403


@pytest.mark.parametrize("query", ["course=nothing", "kind=x", "region=moon", "profession=x"])
def test_what_could_not_be_chosen_is_not_there(query, required, browser_of):
    assert browser_of("daniyar").get(f"/continuity?{query}").status == 404


@pytest.mark.parametrize("day", ["2099-01-01", "1999-12-31", "soon"])
def test_a_day_that_does_not_fit_is_asked_for_again(day, required, browser_of):
    browser = browser_of("daniyar")
    assert browser.get(f"/continuity?on={day}").status == 422
    assert browser.get(f"/continuity.csv?on={day}").status == 422
    assert browser.get(f"/continuity/history?on={day}").status == 422


def test_the_files_say_what_the_page_says(required, browser_of):
    browser, unit = browser_of("daniyar"), required.units["sverdlov"]
    csv = browser.get(f"/continuity/{unit.id}.csv").response.get_data(as_text=True)
    rows = [line.split(";") for line in csv.lstrip("\ufeff").splitlines()]
    book = browser.client.get(f"/continuity/{unit.id}.xlsx").get_data()
    sheet = load_workbook(io.BytesIO(book)).worksheets[0]
    cells = [cell.value for cell in list(sheet.rows)[1]]
    assert rows[1][:2] == ['"Sverdlov ky"', '"basics ky"']
    assert cells[2:4] == [2, 1]
    assert [float(v) for v in rows[1][2:5]] == [2, 1, 0.5]
    assert "50\u00a0%" in browser.get(f"/continuity/{unit.id}").main.replace(" %", "\u00a0%")


def test_looking_back_counts_the_facts_of_each_day(required, browser_of):
    page = browser_of("daniyar").get("/continuity/history?on=2026-03-31")
    rows = [row for row in page.all("tr") if "".join(row.itertext()).strip().startswith("31.")]
    last = "".join(rows[-1].itertext()).split()
    assert last[:3] == ["31.03.2026", "2", "1"]
    before = next(
        "".join(r.itertext()).split() for r in rows if "31.12.2025" in "".join(r.itertext())
    )
    assert before[:3] == ["31.12.2025", "2", "0"]


def test_statements_do_not_grow_with_units(required, browser_of, cast):
    browser = browser_of("kanykei")
    browser.get("/continuity")
    with statements() as few:
        browser.get("/continuity")
    with transaction():
        growers.units(cast, 5)
    with statements() as many:
        browser.get("/continuity")
    assert len(few) == len(many) < 25


def test_the_film_strip_has_a_map_and_each_course_for_each_quarter(required, browser_of):
    page = browser_of("kanykei").get("/continuity/history")
    assert page.html.count('role="img" aria-label="') == 9
    strip = next(table for table in page.all("table") if "basics ky" in words(table))
    assert len([*strip.iter("{http://www.w3.org/1999/xhtml}th")]) == 1 + 9 + 1
    unit = browser_of("daniyar").get(f"/continuity/{required.units['sverdlov'].id}/history")
    assert "basics ky" in unit.main


def test_a_unit_with_nothing_below_says_each_thing_once(required, browser_of):
    page = browser_of("daniyar").get(f"/continuity/{required.units['sverdlov'].id}")
    ids = {one.get("id") for one in page.all("h2")}
    assert {"posts", "courses"} <= ids
    assert not {"below", "thin"} & ids
    above = browser_of("kanykei").get("/continuity")
    assert {"below", "thin"} <= {one.get("id") for one in above.all("h2")}
