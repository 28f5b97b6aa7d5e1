"""Every shipped walkthrough comes to two endings in a browser, with a switch of language, on two devices, without scripts."""

import re

import pytest
from playwright.sync_api import Page, expect

from app.scenarios import play
from app.scenarios.reading import Scenario
from tests.journeys import walks
from tests.journeys.steps import Words, choose_language, press, sign_in

pytestmark = pytest.mark.browser

CASES = sorted(walks.shipped())
# Whoever may enrol in the course and has not begun it in the demonstration's world.
WHO = "newcomer"


@pytest.fixture(scope="module")
def cases() -> dict[str, Scenario]:
    return walks.shipped()


def begin(page: Page, case: str, language: str) -> str:
    """Enrol, and begin the case from the page of the course; the address of the run."""
    words = Words(language)
    page.goto(f"/courses/{walks.COURSE}")
    if page.locator(f'form[action="/courses/{walks.COURSE}/enrolments"]').count():
        press(page, words["Enrol in this course"])
    else:
        press(page, words["Go on studying"])
    form = page.locator("form").filter(has=page.locator(f'input[name="scenario"][value="{case}"]'))
    again = form.filter(has=page.locator('input[name="again"]'))
    with page.expect_navigation():
        (again if again.count() else form).first.locator("button").first.click()
    page.wait_for_url(re.compile(r"/runs/\d+$"))
    return page.url


@pytest.mark.parametrize("case", CASES)
def test_a_careful_person_comes_to_an_ending_on_two_devices(
    open_page, cases: dict[str, Scenario], case: str
) -> None:
    """Begun in Kyrgyz on one device, put down in the middle, gone on with in Russian on another."""
    scenario = cases[case]
    given, end = walks.path(scenario, walks.carefully)
    first, second = open_page(), open_page(width=360)
    sign_in(first, WHO, "ky")
    run = begin(first, case, "ky")
    half = len(given) // 2
    for answer in given[:half]:
        walks.say(first, answer)
    title = first.locator("h1").inner_text()
    sign_in(second, WHO, "ky")
    second.goto(run)
    expect(second.locator("h1")).to_have_text(title)
    choose_language(second, "ru")
    for answer in given[half:]:
        walks.say(second, answer)
    expect(second.locator("h1")).to_have_text(scenario.texts[("scenes", end.scene, "title")].ru)
    _look_back(second, scenario, end, Words("ru"))
    # The first device shows where the case stands.
    first.reload()
    expect(first.locator("#over")).to_be_visible()


def _look_back(page: Page, scenario: Scenario, end, words: Words) -> None:
    press(page, words["To the debrief"])
    verdict = {"competent": "Competent", "not-yet": "Not yet competent"}.get(
        play.judged(scenario, end), "Not competent: the victim was seriously harmed"
    )
    expect(page.locator(".verdict")).to_have_text(words[verdict])
    expect(page.locator("main")).to_contain_text(str(play.percent(scenario, end)))
    press(page, words["Step by step, with the law and the better way"])
    expect(page.locator("ol.results > li").first).to_be_visible()


@pytest.mark.parametrize("case", CASES)
def test_a_hasty_person_comes_to_another_ending_without_scripts(
    open_page, cases: dict[str, Scenario], case: str
) -> None:
    """Begun in Russian, the language switched in the middle; every step a plain form."""
    scenario = cases[case]
    given, end = walks.path(scenario, walks.hastily)
    _careful, other = walks.path(scenario, walks.carefully)
    assert end.scene != other.scene, "two different endings"
    page = open_page(width=360, scripts=False)
    sign_in(page, WHO, "ru")
    begin(page, case, "ru")
    for n, answer in enumerate(given):
        if n == len(given) // 2:
            choose_language(page, "ky")
        walks.say(page, answer)
    expect(page.locator("h1")).to_have_text(scenario.texts[("scenes", end.scene, "title")].ky)
    _look_back(page, scenario, end, Words("ky"))
