"""A session of five cases, in both languages, with scripts and without, on a telephone and on a screen."""

import pytest

from app.assessment import patterns
from app.assessment.patterns import ELEMENTS
from app.core.bundle import from_folder
from app.settings import ROOT
from tests.journeys.steps import Words, press, sign_in

pytestmark = pytest.mark.browser

SHIPPED, _PROBLEMS = patterns.read(from_folder(ROOT / "question_banks" / "qualification"))
NAMES = ("The act", "The means", "The purpose", "An aggravation")
# Four people who have no session open.
WAYS = [
    ("trainee-judge", "ky", True, 360),
    ("trainee-lawyer", "ru", True, 1280),
    ("trainee-prosecutor", "ru", False, 360),
    ("head", "ky", False, 1280),
]


def pattern_on(page, language):
    text = page.locator(".story").inner_text()
    return next(p for p in SHIPPED.patterns.values() if p.passages[0].text[language][:40] in text)


def mark(page, pattern, words, *, scripts):
    """As a person would: choose a marker and tap; without scripts, from the list below each passage."""
    for n, passage in enumerate(pattern.passages, start=1):
        if passage.shows is None:
            continue
        name = words[NAMES[ELEMENTS.index(passage.shows)]]
        if scripts:
            page.locator("[data-markers]").get_by_role("button", name=name, exact=True).click()
            page.locator(".story [role=button]").nth(n - 1).click()
        else:
            page.locator(f'select[name="passage-{n}"]').select_option(label=name)


@pytest.mark.parametrize(("name", "language", "scripts", "width"), WAYS)
def test_five_cases_are_taken_and_named_right(open_page, name, language, scripts, width):
    words, page = Words(language), open_page(width=width, scripts=scripts)
    sign_in(page, name, language)
    page.goto("/drills")
    press(page, words["Begin five cases"])
    for place in range(1, 6):
        pattern = pattern_on(page, language)
        mark(page, pattern, words, scripts=scripts)
        page.locator('select[name="offence"]').select_option(pattern.offence)
        page.get_by_label(words["Sure"], exact=True).check(force=True)
        if place == 2:
            page = switched(page, pattern, language)
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        press(page, words["Answer"])
        assert words["Named right."] in page.locator(".verdict").inner_text()
        assert page.locator(".story .badge.bad, .story .badge.warn").count() == 0
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        press(page, words["Next case"] if place < 5 else words["To the end of the session"])
    assert page.locator(".score").inner_text() == "5 / 5"
    page.goto("/drills/figures")
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def switched(page, pattern, language):
    """There and back again in the middle: the same case, with every mark still on it."""
    here, other = page.url, "ru" if language == "ky" else "ky"
    held = "[...new FormData(document.querySelector('#answer'))].filter(([n]) => /passage|offence|cert/.test(n)).sort()"
    before = page.evaluate(held)
    for code in (other, language):
        with page.expect_navigation():
            page.locator(f'header button[name="language"][value="{code}"]').click()
        assert page.url == here
        assert page.locator("html").get_attribute("lang") == code
        assert pattern.passages[0].text[code][:30] in page.locator(".story").inner_text()
        assert page.evaluate(held) == before
    return page
