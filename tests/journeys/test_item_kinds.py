"""Every shipped question of the later kinds, taken in both languages, with scripts and without, and all of it right."""

import json
import re

import pytest

from app.assessment.items import mark_the_text
from app.assessment.items.kinds import kind_of
from tests.journeys.filling import KINDS
from tests.journeys.prepare_kinds import NAME, prepare
from tests.journeys.steps import Words, answer, item_on, press, read_shipped_bank, sign_in, tick

pytestmark = pytest.mark.browser

# Fields of these kinds, by what their names begin with.
OURS = ("gap", "choices", "evidence", "passage")
WAYS = [
    ("ky", True, 360, False),
    ("ru", True, 1280, True),
    ("ky", False, 1280, True),
    ("ru", False, 360, False),
]


@pytest.fixture(scope="module")
def world_copy(tmp_path_factory):
    """Not the demonstration world: somebody who sits all these questions, and a note of the attempts."""
    folder = tmp_path_factory.mktemp("kinds")
    (folder / "attempts.json").write_text(json.dumps(prepare(folder, len(WAYS))))
    return folder


def answers_stand_again(page, bank, language, scripts):
    """Opened once more, every question holds the fields of its right answer."""
    addresses = page.locator('main a[href*="/questions/"]').evaluate_all(
        "all => all.map(a => a.href)"
    )
    assert len(addresses) == sum(item.kind in KINDS for item in bank.items.values())
    for address in addresses:
        page.goto(address)
        item = item_on(page, bank, language)
        kind = kind_of(item)
        order = tuple(reversed(range(kind.movable(item))))
        right = kind.as_shown(item, kind.right(item, language), order)
        held = page.evaluate("[...new FormData(document.querySelector('#answer'))]")
        held = [(name, value) for name, value in held if value and name.split("-")[0] in OURS]
        assert sorted(held) == sorted((n, v) for n, values in right.items() for v in values)
        assert page.locator('[name="certainty"]:checked').input_value() == "3"
        marks = page.locator('.story [role=button][aria-pressed="true"]').count()
        assert marks == (len(right) if scripts and item.kind == mark_the_text.kind else 0)


@pytest.mark.parametrize(("language", "scripts", "width", "keyboard"), WAYS)
def test_every_later_kind_is_taken(world_copy, open_page, language, scripts, width, keyboard):
    attempts = json.loads((world_copy / "attempts.json").read_text())
    attempt = attempts[WAYS.index((language, scripts, width, keyboard))]
    words, bank = Words(language), read_shipped_bank()
    page = open_page(width=width, scripts=scripts)
    sign_in(page, NAME, language)
    page.goto(f"/attempts/{attempt}")
    press(page, words["Continue here"])
    page.goto(f"/attempts/{attempt}/questions/1")
    while "/questions/" in page.url:
        answer(page, bank, language, keyboard=keyboard)
        tick(page, words["Sure"], keyboard=keyboard)
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        press(page, words["Save and next"])
    answers_stand_again(page, bank, language, scripts)
    page.goto(f"/attempts/{attempt}/hand-in")
    press(page, words["Hand in the test"])
    page.wait_for_url(re.compile(r"/result"))
    assert page.locator(".score").inner_text() == "100 %"
