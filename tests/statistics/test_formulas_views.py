"""Every figure has a page that says how it is computed, for everybody who is signed in."""

import pytest

from app.statistics import formulas
from tests.assessment.sitting import speak

NAMES = tuple(formulas.ALL)


@pytest.mark.parametrize("language", ["ky", "ru", "en"])
def test_each_formula_opens_in_each_language(language, browser_of, cast):
    speak(cast, "asel", language)
    browser = browser_of("asel")
    headings = set()
    for name in NAMES:
        page = browser.get(f"/formulas/{name}")
        assert page.status == 200
        headings.add(page.heading)
        assert all(line in page.main for line in formulas.ALL[name].lines)
        assert "%(" not in page.main
    assert len(headings) == len(NAMES)


def test_all_stand_on_one_page(browser_of, cast):
    links = browser_of("asel").get("/formulas").links().values()
    assert {f"/formulas/{name}" for name in NAMES} <= set(links)


def test_the_figures_of_the_whole_product_are_among_them():
    wanted = {
        "gain", "facility", "discrimination", "reliability", "downgrade", "coverage", "fragile",
        "retention", "upper-lower", "error",
    }  # fmt: skip
    assert wanted <= set(NAMES)


def test_an_unknown_one_is_not_there_and_a_guest_signs_in_first(browser_of, guest):
    assert browser_of("asel").get("/formulas/no-such-formula").status == 404
    assert guest.get("/formulas").status == 303


@pytest.mark.parametrize("name", NAMES)
def test_what_needs_a_number_says_which(name):
    one = formulas.ALL[name]
    assert ("%(least)d" in one.text) is (one.least is not None)
