"""An essay is written, read by two markers and shown with what they found; in both languages, with scripts and without."""

import json
import re

import pytest

from tests.journeys.prepare_essays import MARKERS, WRITER, prepare
from tests.journeys.steps import Words, press, read_shipped_bank, sign_in

pytestmark = pytest.mark.browser

WAYS = [("ky", True, 360), ("ru", False, 1280)]
REMARK = "Жакшы / Хорошо"


@pytest.fixture(scope="module")
def world_copy(tmp_path_factory):
    """Not the demonstration world: somebody who writes in each way, and two who mark."""
    folder = tmp_path_factory.mktemp("essays")
    (folder / "attempts.json").write_text(json.dumps(prepare(folder, len(WAYS))))
    return folder


def written(page, words, language: str) -> str:
    """The answer, saved and handed in; what was written."""
    text = read_shipped_bank().items["open-early-refusal"].model[language]  # type: ignore[attr-defined]
    press(page, words["Begin"])
    page.fill('textarea[name="text"]', text)
    press(page, words["Save and next"])
    assert text in page.locator("main").inner_text()
    press(page, words["Hand in the test"])
    page.wait_for_url(re.compile(r"/result"))
    return text


def marked(page, words, text: str, width: int) -> None:
    """The one that waits is taken, and given the highest level of everything."""
    page.on("dialog", lambda dialog: dialog.accept())
    page.goto("/markings")
    page.locator('main a[href^="/markings/"]').first.click()
    assert text not in page.locator("main").inner_text()
    press(page, words["Take this answer"])
    assert text in page.locator("main").inner_text()
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    for group in page.locator("fieldset:has([type=radio])").all():
        group.locator("[type=radio]").last.check(force=True)
    page.fill('textarea[name="remark"]', REMARK)
    press(page, words["Send my marks"])
    assert words["Your marks are kept. Thank you."] in page.locator("body").inner_text()


@pytest.mark.parametrize(("language", "scripts", "width"), WAYS)
def test_an_essay_is_written_marked_by_two_and_shown(
    world_copy, open_page, language, scripts, width
):
    n, words = WAYS.index((language, scripts, width)), Words(language)
    attempt = json.loads((world_copy / "attempts.json").read_text())[n]
    page = open_page(width=width, scripts=scripts)
    sign_in(page, f"{WRITER}-{n}", language)
    page.goto(f"/attempts/{attempt}")
    press(page, words["Continue here"])
    text = written(page, words, language)
    said = page.locator("main").inner_text()
    assert words["Two markers are reading your answer"] in said
    assert page.locator(".score").count() == 0
    for name in MARKERS:
        other = open_page(width=width, scripts=scripts)
        sign_in(other, name, language)
        marked(other, words, text, width)
    page.reload()
    said = page.locator("main").inner_text()
    assert page.locator(".score").inner_text() == "100 %"
    assert said.count(REMARK) == 2
    assert words["What a good answer holds"] in said
    assert page.evaluate("document.documentElement.scrollWidth") <= width
