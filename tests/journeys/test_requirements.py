"""The head's day: requires a course of one post, sees who owes it, exempts; the person reads it on the start page and in a letter.

In Kyrgyz on a telephone with scripts, in Russian on a desk without them.
"""

import os
import re
import sqlite3
import subprocess
import sys
from contextlib import closing
from datetime import timedelta

import pytest

from app.core import clock
from app.settings import ROOT
from tests.journeys.steps import Words, press, sign_in
from tools import machine

pytestmark = pytest.mark.browser

DAYS = 20
REASONS = {
    "ky": ("2026-жылдын 14-апрелиндеги № 12 буйрук.", "Узак мөөнөттүү окууда, күзүндө кайтат."),
    "ru": ("Приказ № 12 от 14 апреля 2026 года.", "Долгосрочное обучение, вернётся осенью."),
}


@pytest.fixture
def world_of(world_copy):
    def ask(statement: str, *values: object) -> list[tuple]:
        with closing(sqlite3.connect(world_copy / "muras.db")) as there:
            return there.execute(statement, values).fetchall()

    return ask


def remind(world_copy) -> None:
    """What the timer runs in the morning."""
    command = [sys.executable, "-m", "flask", "--app", "app.factory", "obligations", "remind"]
    env = os.environ | machine.academy(world_copy, 8000)
    subprocess.run(command, env=env, cwd=ROOT, check=True, stdout=subprocess.DEVNULL)


def main_of(page) -> str:
    return page.locator("main").inner_text()


@pytest.mark.parametrize(
    ("language", "course", "width", "scripts"),
    [("ky", "victim-representation", 360, True), ("ru", "prosecution", 1280, False)],
)
def test_a_head_requires_sees_and_exempts(
    open_page, world_of, world_copy, language, course, width, scripts
):
    words, reasons = Words(language), REASONS[language]
    head, person = (open_page(width=width, scripts=scripts) for _ in range(2))
    sign_in(head, "head", language)
    require(head, words, course, *post_of(world_of, "trainee-police"), reasons[0])
    press(head, words["Who owes it, and by when"])
    assert head.locator("main tbody tr").count() == 1
    fits(head)

    sign_in(person, "trainee-police", language)
    title = person.locator(f'main a[href="/courses/{course}"]').first.inner_text()
    last = clock.today() + timedelta(days=DAYS)
    assert last.strftime("%d.%m.%Y") in main_of(person)
    fits(person)
    remind(world_copy)
    assert world_of("SELECT id FROM letter WHERE body LIKE ?", f"%{title}%")

    head.locator("main th a").first.click()
    head.wait_for_url(re.compile(r"/people/\d+/requirements"))
    exempt(head, words, reasons[1])
    person.goto("/")
    assert person.locator(f'main form[action="/courses/{course}/enrolments"]').count() == 0
    fits(person)


def post_of(world_of, who: str) -> tuple[int, int]:
    ((unit, post),) = world_of(
        "SELECT p.unit_id, p.id FROM post p JOIN appointment a ON a.post_id = p.id AND a.until_day IS NULL"
        " JOIN person q ON q.id = a.person_id WHERE q.sign_in_name = ?",
        who,
    )
    return unit, post


def require(head, words: Words, course: str, unit: int, post: int, reason: str) -> None:
    head.goto(f"/units/{unit}")
    press(head, words["Require a course here"])
    head.select_option('main [name="course"]', course)
    head.select_option('main [name="post"]', str(post))
    head.fill('main [name="within_days"]', str(DAYS))
    head.fill('main [name="reason"]', reason)
    fits(head)
    press(head, words["Go on"])
    assert words["Is this right?"] in main_of(head)
    fits(head)
    press(head, words["Require it"])
    assert reason in main_of(head)


def exempt(head, words: Words, reason: str) -> None:
    option = head.locator('main [name="requirement"] option').last
    head.select_option('main [name="requirement"]', option.get_attribute("value"))
    head.fill('main [name="last_day"]', (clock.today() + timedelta(days=90)).isoformat())
    head.fill('main [name="reason"]', reason)
    press(head, words["Exempt"])
    assert words["The exemption is given. It ends by itself after its last day."] in main_of(head)
    assert reason in main_of(head)
    fits(head)


def fits(page) -> None:
    width = page.viewport_size["width"]
    assert page.evaluate("document.documentElement.scrollWidth") <= width, page.url
