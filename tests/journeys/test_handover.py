"""A departure turns a cell, opens a handover, and the successor receives it: in both languages, on a telephone."""

import re
import sqlite3

import pytest
from playwright.sync_api import Page

from tests.journeys.steps import Words, press, sign_in

pytestmark = pytest.mark.browser

# In the unit of the head: who leaves, and who comes.
WAYS = [
    ("ky", "trainee-police", "newcomer", "Адегенде паспорт кимде экенин сураңыз."),
    ("ru", "author", "translator", "Сначала спросите, у кого паспорт."),
]
# A victim, a birthday and a telephone; all invented.
NAMED = "Потерпевшая Садыкова Айпери, 12.03.2001 г.р., +996 555 123 456"


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


def vacancies(page: Page, words: Words) -> int:
    """On the page of the unit; everything fits a telephone."""
    page.goto("/continuity")
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    return page.locator("th .badge.bad", has_text=words["vacant"]).count()


@pytest.mark.parametrize(("language", "leaver", "comer", "tip"), WAYS)
def test_a_departure_reaches_the_successor(open_page, world_copy, language, leaver, comer, tip):
    words = Words(language)
    leaves, comes = id_of(world_copy, leaver), id_of(world_copy, comer)
    head, registrar = open_page(width=360), open_page()
    sign_in(head, "head", language)
    sign_in(registrar, "registrar", language)
    before, vacant = vacancies(head, words), vacant_posts(registrar, leaves)
    elsewhere = next(value for value, name in vacant.items() if value and "№ 1" not in name)
    move(registrar, words, leaves, elsewhere)
    assert vacancies(head, words) == before + 1
    (left,) = vacant_posts(registrar, comes).keys() - vacant.keys()
    address = write(open_page(width=360), words, language, leaver, tip)
    head.goto(address)
    press(head, words["I have looked it through"])
    move(registrar, words, comes, left)
    receive(open_page(width=360), words, language, comer, tip)
    head.goto(address)
    assert words["was of use"] in head.locator("main").inner_text()


def write(page: Page, words: Words, language: str, leaver: str, tip: str) -> str:
    """A text that names somebody is refused and stays to be changed."""
    sign_in(page, leaver, language)
    press(page, words["Write it"])
    address = re.search(r"/handovers/\d+", page.url)
    assert address
    press(page, words["What helps"])
    page.locator('textarea[name="text"]').fill(NAMED)
    press(page, words["Save"])
    assert "Садыкова" in page.locator(".errors").inner_text()
    assert page.locator('textarea[name="text"]').input_value() == NAMED
    page.locator('textarea[name="text"]').fill(tip)
    press(page, words["Save"])
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    press(page, f"5. {words['Hand it in']}")
    page.locator("main form").last.get_by_role("button").click()
    page.wait_for_url(re.compile(r"/handovers/\d+$"))
    return address[0]


def receive(page: Page, words: Words, language: str, comer: str, tip: str) -> None:
    sign_in(page, comer, language)
    assert words["Handed over to me"] in page.locator("main").inner_text()
    press(page, words["To the handover"])
    assert tip not in page.locator("main").inner_text()
    press(page, words["Open it"])
    assert tip in page.locator("main").inner_text()
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    press(page, words["This was of use to me"])
