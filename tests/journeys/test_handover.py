"""A departure turns a cell, opens a handover, and the successor receives it on the first day: on a telephone, in
Kyrgyz with scripts and in Russian without."""

import re
import sqlite3
from datetime import timedelta

import pytest
from playwright.sync_api import Locator, Page

from app.core import clock
from tests.journeys.conftest import copied, served
from tests.journeys.steps import Words, press, sign_in

pytestmark = pytest.mark.browser

# Alone holds a course in the unit of the head; and who comes after.
LEAVER, COMER = "author", "newcomer"
TITLE = {
    "ky": "Милициянын алгачкы аракеттери: байкоо, кабыл алуу, коргоо",
    "ru": "Первые действия милиции",
}
TIP = {"ky": "Адегенде паспорт кимде экенин сураңыз.", "ru": "Сначала спросите, у кого паспорт."}
OFFICE = {"ky": "Кризис борбору, кезметчи", "ru": "Кризисный центр, дежурный"}
DECISION = {
    "ky": "Психологду биринчи сурамжылоого чейин чакырабыз.",
    "ru": "Психолога зовем до первого опроса.",
}
# A victim, a birthday and a telephone; all invented.
NAMED = "Потерпевшая Садыкова Айпери, 12.03.2001 г.р., +996 555 123 456"


@pytest.fixture
def world_copy(world, tmp_path):
    """Each story its own: only one person holds that course alone."""
    return copied(world, tmp_path)


@pytest.fixture
def address(world_copy):
    with served(world_copy) as where:
        yield where


def id_of(world_copy, name: str) -> int:
    with sqlite3.connect(f"file:{world_copy}/muras.db?mode=ro", uri=True) as kept:
        return kept.execute("SELECT id FROM person WHERE sign_in_name = ?", (name,)).fetchone()[0]


def vacant_posts(page: Page, person_id: int) -> dict[str, str]:
    """Values and words of the posts one can be moved to."""
    page.goto(f"/people/{person_id}/move")
    options = page.locator('select[name="post"] option').all()
    return {one.get_attribute("value") or "": one.inner_text() for one in options}


def move(page: Page, words: Words, person_id: int, post: str) -> None:
    page.goto(f"/people/{person_id}/move")
    page.locator('select[name="post"]').select_option(value=post)
    press(page, words["Go on"])
    press(page, words["Move"])


def cell(page: Page, words: Words, language: str) -> str:
    """What the unit's page says of the course that one person holds."""
    page.goto("/continuity")
    assert fits(page)
    table = page.get_by_role("region", name=words["Posts of this unit"])
    courses = table.locator("thead th").all_inner_texts()
    place = next(n for n, title in enumerate(courses) if TITLE[language] in title)
    return table.locator("tfoot td").nth(place - 1).inner_text()


def fits(page: Page) -> bool:
    return page.evaluate("document.documentElement.scrollWidth") <= 360


@pytest.mark.parametrize(("language", "scripts"), [("ky", True), ("ru", False)])
def test_a_departure_reaches_the_successor(open_page, world_copy, language, scripts):
    words, phone = Words(language), {"width": 360, "scripts": scripts}
    leaves, comes = id_of(world_copy, LEAVER), id_of(world_copy, COMER)
    head, registrar = open_page(**phone), open_page(scripts=scripts)
    sign_in(head, "head", language)
    sign_in(registrar, "registrar", language)
    assert words["Fragile: one person"] in cell(head, words, language)
    vacant = vacant_posts(registrar, leaves)
    elsewhere = next(value for value, name in vacant.items() if value and "№ 1" not in name)
    move(registrar, words, leaves, elsewhere)
    assert words["Nobody holds it"] in cell(head, words, language)
    (left,) = vacant_posts(registrar, comes).keys() - vacant.keys()
    handover = write(open_page(**phone), words, language)
    assign(head, words, language, handover)
    move(registrar, words, comes, left)
    receive(open_page(**phone), words, language)
    head.goto(handover)
    said = head.locator("main").inner_text()
    assert said.count(words["was of use"]) == 1
    opened = head.locator("dt", has_text=words["Opened by the successor"])
    assert words["not yet"] not in opened.locator("+ dd").inner_text()


def write(page: Page, words: Words, language: str) -> str:
    """Five steps; a text that names somebody is refused and stays to be changed."""
    sign_in(page, LEAVER, language)
    press(page, words["Write it"])
    address = re.search(r"/handovers/\d+", page.url)
    assert address
    press(page, words["Checklists worked by"])
    for box in page.locator('input[type="checkbox"]').all()[:2]:
        box.check()
    press(page, words["Save"])
    assert page.locator("main .admonition li").count() >= 4
    press(page, words["What helps"])
    page.locator('textarea[name="text"]').fill(NAMED)
    press(page, words["Save"])
    assert "Садыкова" in page.locator(".errors").inner_text()
    assert page.locator('textarea[name="text"]').input_value() == NAMED
    page.locator('textarea[name="text"]').fill(TIP[language])
    press(page, words["Save"])
    press(page, words["Whom to call"])
    page.fill('input[name="office"]', OFFICE[language])
    page.fill('input[name="phone"]', "0312 00 00 00")
    page.locator('textarea[name="text"]').fill(TIP[language])
    press(page, words["Save"])
    press(page, words["What was decided"])
    page.locator('textarea[name="text"]').fill(DECISION[language])
    press(page, words["Save"])
    assert fits(page)
    press(page, f"6. {words['Hand it in']}")
    page.locator("main form").last.get_by_role("button").click()
    page.wait_for_url(re.compile(r"/handovers/\d+$"))
    return address[0]


def thing(page: Page, text: str) -> Locator:
    return page.locator(".results > li", has_text=text)


def assign(page: Page, words: Words, language: str, handover: str) -> None:
    """The head finds it on the start page, says who does what by when, and passes it on."""
    page.goto("/")
    assert page.locator(f'main a[href="{handover}"]').count() == 1
    page.goto(handover)
    decision = thing(page, DECISION[language])
    decision.locator("summary", has_text=words["Who takes it over"]).click()
    decision.locator('select[name="taker"]').select_option(index=0)
    decision.locator('input[name="by_day"]').fill((clock.today() + timedelta(days=7)).isoformat())
    with page.expect_navigation():
        decision.get_by_role("button", name=words["Save"]).click()
    taken = words["%(name)s takes it over by %(day)s"].split("%(name)s")[1].split("%(day)s")[0]
    assert taken.strip() in thing(page, DECISION[language]).inner_text()
    press(page, words["I have looked it through"])


def receive(page: Page, words: Words, language: str) -> None:
    """On the first day; until it is opened it stays shut, and it stays at hand afterwards."""
    sign_in(page, COMER, language)
    assert words["Handed over to me"] in page.locator("main").inner_text()
    press(page, words["To the handover"])
    assert TIP[language] not in page.locator("main").inner_text()
    press(page, words["Open it"])
    for text in (TIP, OFFICE, DECISION):
        assert text[language] in page.locator("main").inner_text()
    assert page.locator("main .admonition li").count() >= 4
    assert fits(page)
    with page.expect_navigation():
        thing(page, DECISION[language]).get_by_role(
            "button", name=words["This was of use to me"]
        ).click()
    page.goto("/")
    assert words["Handed over to me"] in page.locator("main").inner_text()


def test_a_departure_that_is_announced_turns_the_cell_and_waits_for_the_leaver(
    open_page, world_copy
):
    words = Words("ru")
    head, registrar, leaver = open_page(width=360), open_page(), open_page(width=360)
    sign_in(head, "head", "ru")
    sign_in(registrar, "registrar", "ru")
    registrar.goto(f"/people/{id_of(world_copy, LEAVER)}/leave")
    ahead = clock.today() + timedelta(days=3)
    registrar.fill('input[name="on_day"]', ahead.isoformat())
    press(registrar, words["Go on"])
    press(registrar, words["End the service"])
    assert words["Whoever holds it leaves"] in cell(head, words, "ru")
    sign_in(leaver, LEAVER, "ru")
    press(leaver, words["Write it"])
    assert re.search(r"/handovers/\d+/writing", leaver.url)
