"""What a trainee does with scripts switched off, beyond the whole journey of test_trainee.py."""

import re

import pytest
from playwright.sync_api import Page, expect

from app.assessment.items.kinds import KINDS, MARKED_BY_PEOPLE
from tests.journeys.prepared import prepare
from tests.journeys.steps import Words, answer, press, read_shipped_bank, sign_in

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def made(world_copy) -> dict[str, object]:
    return prepare(world_copy)


@pytest.fixture(scope="module")
def bank():
    return read_shipped_bank()


@pytest.fixture
def page(open_page) -> Page:
    return open_page(width=360, scripts=False)


def test_every_kind_of_question_is_answered_kept_and_handed_in(page, made, bank):
    words, attempt = Words("ru"), f"/attempts/{made['every']}"
    sign_in(page, "trainee-prosecutor", "ru")
    page.goto(attempt)
    press(page, words["Continue here"])
    kinds = sorted(set(KINDS) - MARKED_BY_PEOPLE)
    for kind in kinds:
        page.goto(f"{attempt}/questions/{made[kind]}")
        answer(page, bank, "ru")
        given = _given(page)
        press(page, words["Save and next"])
        page.goto(f"{attempt}/questions/{made[kind]}")
        assert _given(page) == given != ["", "", ""], kind
        expect(page.locator("[data-saved]")).to_have_attribute("data-state", "saved")
    page.goto(f"{attempt}/hand-in")
    press(page, words["Hand in the test"])
    page.wait_for_url(re.compile(rf"{attempt}/result$"))
    assert page.locator("ol.results .badge.good").count() == len(kinds)


def _given(page: Page) -> list[str]:
    """Read without scripts: the values of what is chosen, picked or typed."""
    form = page.locator("#answer")
    ticked = [one.get_attribute("value") or "" for one in form.locator("input:checked").all()]
    picked = [one.input_value() for one in form.locator("select").all()]
    typed = [one.input_value() for one in form.locator('input[name="text"]').all()]
    return [",".join(ticked), ",".join(picked), ",".join(typed)]


def test_a_test_whose_time_is_over_is_handed_in(page, made):
    words = Words("ky")
    sign_in(page, "trainee-police", "ky")
    page.goto(f"/attempts/{made['over']}")
    expect(page.locator("h1")).to_have_text(words["The time is over"])
    press(page, words["Hand in the test"])
    page.wait_for_url(re.compile(r"/result$"))


def test_a_term_is_a_page_of_its_own_and_an_answer_unfolds(page, made):
    sign_in(page, "trainee-judge", "ky")
    page.goto(f"/study/{made['study-trainee-judge']}/lessons/three-elements")
    folded = page.locator("main details").first
    folded.locator("summary").click()
    expect(folded.locator("p").first).to_be_visible()
    expect(page.locator("[data-print]").first).to_be_hidden()
    term = page.locator("a[data-term]").first
    words = term.inner_text()
    with page.expect_navigation(url=re.compile("/glossary/")):
        term.click()
    expect(page.locator("h1")).to_have_text(words)
    page.go_back()
    expect(page.locator("article.lesson")).to_be_visible()


def test_the_menu_leads_on(page):
    sign_in(page, "trainee-judge", "ky")
    page.locator("details.fold summary").click()
    with page.expect_navigation(url=re.compile("/record")):
        page.locator('details.fold nav a[href="/record"]').click()
