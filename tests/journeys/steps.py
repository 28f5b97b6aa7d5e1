"""What a person does in a browser, in words; found by what is written, in their language."""

import re

from babel.messages.pofile import read_po
from playwright.sync_api import Page

from app.assessment import bank as banks
from app.assessment.bank import Bank
from app.assessment.items.common import Item
from app.assessment.items.kinds import kind_of
from app.core.bundle import from_folder
from app.core.text import tidy
from app.demo.roles import PASSWORD
from app.settings import ROOT
from tests.journeys import filling


class Words:
    """The interface's sentences in one language, so that a test names them by their English key."""

    def __init__(self, language: str) -> None:
        path = ROOT / "translations" / language / "LC_MESSAGES" / "messages.po"
        with path.open("rb") as file:
            self._of = {m.id: m.string for m in read_po(file) if m.id}

    def __getitem__(self, key: str) -> str:
        return self._of[key]

    def __contains__(self, key: str) -> bool:
        return key in self._of


def read_shipped_bank() -> Bank:
    """The key, which a person has learnt by reading the lessons."""
    found, _problems = banks.read(from_folder(ROOT / "question_banks" / "trafficking"))
    assert found is not None
    return found


def choose_language(page: Page, language: str) -> None:
    if page.locator("html").get_attribute("lang") != language:
        page.locator(f'header button[name="language"][value="{language}"]').click()
    page.locator(f'html[lang="{language}"]').wait_for(state="attached")


def sign_in(page: Page, name: str, language: str) -> None:
    page.goto("/sign-in")
    choose_language(page, language)
    page.fill('input[name="sign_in_name"]', name)
    page.fill('input[name="password"]', PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(r":\d+/$"))
    choose_language(page, language)


def press(page: Page, words: str) -> None:
    """A button or a link that looks like one, by its words."""
    found = (
        page.locator("main")
        .get_by_role("button", name=words)
        .or_(page.locator("main").get_by_role("link", name=words))
    )
    with page.expect_navigation():
        found.first.click()


def answer(page: Page, bank: Bank, language: str, *, keyboard: bool = False) -> None:
    """Fill in the right answer to the question on the page."""
    item = item_on(page, bank, language)
    right = kind_of(item).right(item, language)
    if item.kind in filling.KINDS:
        filling.fill(page, item, language, keyboard=keyboard)
    elif item.kind in ("single-choice", "multiple-choice"):
        chosen = {right["choice"]} if item.kind == "single-choice" else set(right["choices"])
        for option in item.options:  # type: ignore[attr-defined]
            if option.id in chosen:
                tick(page, option.text[language], keyboard=keyboard)
    elif item.kind == "matching":
        for place, pair in enumerate(item.pairs, start=1):  # type: ignore[attr-defined]
            page.locator(f'select[name="pair-{place}"]').select_option(label=pair.right[language])
    elif item.kind == "ordering":
        for place, step in enumerate(item.steps, start=1):  # type: ignore[attr-defined]
            page.get_by_label(step.text[language], exact=True).select_option(str(place))
    else:
        page.fill('input[name="text"]', right["text"])


def tick(page: Page, text: str, *, keyboard: bool) -> None:
    option = page.get_by_label(text, exact=True)
    if keyboard:
        option.focus()
        page.keyboard.press("Space")
    else:
        option.check(force=True)


def item_on(page: Page, bank: Bank, language: str) -> Item:
    text = tidy(page.locator("#question-text").inner_text())
    return next(item for item in bank.items.values() if tidy(item.text[language]) == text)
