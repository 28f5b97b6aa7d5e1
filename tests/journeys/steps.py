"""What a person does in a browser, in words; found by what is written, in their language."""

import re

from babel.messages.pofile import read_po
from playwright.sync_api import Page

from app.demo.roles import PASSWORD
from app.settings import ROOT


class Words:
    """The interface's sentences in one language, so that a test names them by their English key."""

    def __init__(self, language: str) -> None:
        self.language = language
        self._of = {}
        if language != "en":
            path = ROOT / "translations" / language / "LC_MESSAGES" / "messages.po"
            with path.open("rb") as file:
                self._of = {m.id: m.string for m in read_po(file) if m.id}

    def __getitem__(self, key: str) -> str:
        return self._of.get(key) or key


def choose_language(page: Page, language: str) -> None:
    page.locator(f'header button[name="language"][value="{language}"]').first.click()
    page.wait_for_load_state()
    assert page.locator("html").get_attribute("lang") == language


def sign_in(page: Page, name: str, language: str = "ky") -> None:
    page.goto("/sign-in")
    choose_language(page, language)
    page.fill('input[name="sign_in_name"] >> nth=0', name)
    page.fill('input[name="password"] >> nth=0', PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(r"/$"))
    choose_language(page, language)
