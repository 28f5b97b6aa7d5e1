"""The completion report as page, CSV and spreadsheet: what it shows, to whom, and that the three agree."""

import re

import pytest

from app.db.session import transaction
from tests.browser import words
from tests.reports import facts
from tests.reports.reading import (
    CSV,
    CUTS,
    DAY,
    PAGE,
    SHARES,
    XLSX,
    comma_separated,
    counts,
    meant,
    shown,
    spreadsheet,
)
from tests.statements import statements

# The other academy's people and places, in every language.
FOREIGN = ("Courts", "Court", "Маматов", "Орозова", "Лесбекова")


@pytest.mark.usefixtures("world")
@pytest.mark.parametrize("language", ["ky", "ru", "en"])
def test_page_csv_and_spreadsheet_agree_cell_by_cell(language, browser_of):
    browser = browser_of("kanykei")
    browser.post("/language", {"language": language, "back": "/"})
    for by in CUTS:
        text, book = (browser.client.get(f"{address}?by={by}") for address in (CSV, XLSX))
        on_page = [[meant(cell) for cell in row] for row in shown(browser.get(f"{PAGE}?by={by}"))]
        assert len(on_page) > 1
        assert on_page == [[meant(cell) for cell in row] for row in comma_separated(text)]
        assert on_page == [[meant(cell) for cell in row] for row in spreadsheet(book)]


@pytest.mark.usefixtures("world")
def test_numbers_are_numbers_in_the_spreadsheet(browser_of):
    _headings, *rows = spreadsheet(browser_of("kanykei").client.get(f"{XLSX}?by=none"))
    assert all(isinstance(cell, int) for row in rows for cell in row[1:])


@pytest.mark.usefixtures("world")
def test_shares_bear_their_sign_on_the_page_and_counts_do_not(browser_of):
    total = shown(browser_of("kanykei").get(f"{PAGE}?by=none"))[-1]
    assert {column for column, cell in enumerate(total) if cell.endswith("%")} == set(SHARES)


@pytest.mark.usefixtures("world")
def test_the_funnel_of_a_whole_academy(browser_of):
    total = shown(browser_of("kanykei").get(f"{PAGE}?by=none"))[-1]
    # Sixty-two made here and eleven of the cast, of whom one left.
    assert counts(total) == [72, 51, 40, 30, 20, 10]
    assert [meant(total[column]) for column in SHARES] == [70, 55, 41, 27, 13]


@pytest.mark.usefixtures("world")
@pytest.mark.parametrize("by", ["unit", "region", "institution", "profession"])
def test_groups_add_up_to_the_total_when_nothing_is_hidden(by, browser_of):
    answer = browser_of("kanykei").client.get(f"{XLSX}?by={by}")
    _headings, *rows, total = (counts(row) for row in spreadsheet(answer))
    for column, whole in enumerate(total):
        figures = [row[column] for row in rows]
        if all(isinstance(n, int) for n in figures):
            assert sum(figures) == whole


@pytest.mark.usefixtures("world")
@pytest.mark.parametrize("name", ["kanykei", "ilya", "daniyar"])
def test_nothing_of_the_other_academy_appears(name, browser_of):
    browser = browser_of(name)
    for by in CUTS:
        page = browser.get(f"{PAGE}?by={by}")
        text, book = (browser.client.get(f"{address}?by={by}") for address in (CSV, XLSX))
        all_of_it = f"{page.html}{comma_separated(text)}{spreadsheet(book)}"
        assert not [word for word in FOREIGN if re.search(rf"\b{word}\b", all_of_it)]


@pytest.mark.usefixtures("world")
def test_each_academy_counts_its_own(browser_of):
    def in_scope(name):
        return meant(shown(browser_of(name).get(f"{PAGE}?by=none"))[-1][1])

    # The courts: forty made here and three of the cast; Sverdlov: twelve, Asel and Daniyar.
    assert (in_scope("leila"), in_scope("oroz"), in_scope("daniyar")) == (43, 42, 14)


@pytest.mark.usefixtures("world")
def test_the_files_are_of_what_the_page_shows(cast, browser_of):
    browser, osh = browser_of("kanykei"), cast.units["osh"].id
    page = browser.get(f"{PAGE}?unit={osh}&by=sex&on={DAY}")
    for words_, parse in (("CSV", comma_separated), ("XLSX", spreadsheet)):
        link = page.links()[words_]
        assert f"unit={osh}" in link
        assert [[meant(c) for c in row] for row in parse(browser.client.get(link))] == [
            [meant(c) for c in row] for row in shown(page)
        ]


@pytest.mark.usefixtures("release")
def test_the_name_of_a_file_says_course_and_day(browser_of):
    answer = browser_of("kanykei").get(f"{CSV}?on={DAY}").response
    assert f"completion-course-{DAY}.csv" in answer.headers["Content-Disposition"]


@pytest.mark.usefixtures("world")
def test_a_row_of_a_unit_leads_one_step_down(cast, browser_of):
    browser = browser_of("kanykei")
    browser.post("/language", {"language": "en", "back": "/"})
    page = browser.get(f"{PAGE}?by=unit")
    below = browser.get(page.links()["Osh"])
    assert below.form(PAGE)["unit"] == str(cast.units["osh"].id)
    assert [row[0] for row in shown(below)[1:]] == ["Osh: in the unit itself", "All together"]


@pytest.mark.usefixtures("world")
def test_the_page_says_what_was_chosen_when_and_by_whom(cast, browser_of):
    browser = browser_of("kanykei")
    browser.post("/language", {"language": "en", "back": "/"})
    page = browser.get(f"{PAGE}?unit={cast.units['osh'].id}&sex=female&on={DAY}")
    for said in ("course ky", "as of the end of 10 March 2026", "by Каныкей Касымова"):
        assert said in page.main
    assert [words(chosen) for chosen in page.all("dd")] == ["Osh", "Women"]
    assert page.links()["How the figures are counted"] == "/reports/formulas"


@pytest.mark.usefixtures("release")
def test_who_left_and_moved_stands_beside_who_is_counted(cast, browser_of):
    with transaction():
        for _ in range(6):
            facts.person(cast.units["osh"], until=DAY, ended_by="left")
        facts.person(cast.units["osh"], until=DAY, ended_by="moved")
    browser = browser_of("kanykei")
    browser.post("/language", {"language": "en", "back": "/"})
    page = browser.get(f"{PAGE}?on={DAY}")
    # Perizat left nine months before.
    assert "Left the service: 7" in page.main
    assert "Moved to a post outside: fewer than 5" in page.main
    assert "Left the service" not in browser.get(f"{PAGE}?on={DAY}&sex=female").main
    # Of the whole less those of one unit are those of its sister, however few.
    osh = cast.units["osh"].id
    assert "Left the service" not in browser.get(f"{PAGE}?on={DAY}&unit={osh}").main


def test_a_small_group_is_on_no_page_and_in_no_file(cast, browser_of):
    with transaction():
        release = facts.course()
        for sex, n in (("female", 3), ("male", 40)):
            for someone in facts.people(n, facts.unit(cast.units["osh"], "naryn", sex), sex=sex):
                facts.reach(someone, release, "certified", on=DAY)
    browser = browser_of("kanykei")
    for by in CUTS:
        for row in shown(browser.get(f"{PAGE}?by={by}"))[1:]:
            assert not {1, 2, 3, 4} & set(counts(row))
        for address, parse in ((CSV, comma_separated), (XLSX, spreadsheet)):
            for row in parse(browser.client.get(f"{address}?by={by}"))[1:]:
                assert not {1, 2, 3, 4} & set(counts(row))


def test_the_number_of_statements_does_not_grow_with_the_data(cast, browser_of):
    browser = browser_of("kanykei")
    with transaction():
        release = facts.course()
    asked = []
    for units in (3, 27):
        with transaction():
            for n in range(units):
                unit = facts.unit(cast.units["osh"], "naryn", f"Unit {n}")
                for someone in facts.people(2, unit):
                    facts.reach(someone, release, "completed", on=DAY)
        for by in CUTS:
            browser.get(f"{PAGE}?by={by}")
            with statements() as found:
                assert browser.get(f"{PAGE}?by={by}&unit={cast.units['osh'].id}").status == 200
            asked.append(len(found))
    assert len(set(asked)) == 1
    assert asked[0] <= 12


@pytest.mark.parametrize("language", ["ky", "ru", "en"])
def test_the_formula_page_has_every_stage(language, browser_of):
    browser = browser_of("daniyar")
    browser.post("/language", {"language": language, "back": "/"})
    page = browser.get("/reports/formulas")
    ids = {element.get("id") for element in page.all("dt")}
    assert ids >= {"in-scope", "enrolled", "started", "passed", "completed", "certified"}
