"""The registrar's morning, on a telephone and in Russian: a leave, a rank, a move, and a day that was entered wrongly."""

from datetime import date, timedelta

import pytest

from app.core import clock
from tests.journeys.steps import Words, press, sign_in

pytestmark = pytest.mark.browser

WIDTH = 360


def fits(page) -> None:
    assert page.evaluate("document.documentElement.scrollWidth") <= WIDTH, page.url


def fill_day(page, name: str, day: date) -> None:
    page.fill(f'main [name="{name}"]', day.isoformat())


def test_a_registrar_keeps_the_staff_list(open_page):
    words, page, today = Words("ru"), open_page(width=WIDTH), clock.today()
    sign_in(page, "registrar", "ru")
    card = somebody_in_naryn(page, words)
    fits(page)

    press(page, words["Record an absence"])
    fits(page)
    page.select_option('main [name="kind"]', "leave")
    fill_day(page, "until_day", today + timedelta(days=10))
    press(page, words["Record the absence"])
    assert words["Annual leave"] in page.locator("main").inner_text()
    assert words["away until %(day)s"].split("%")[0] in page.locator("main").inner_text()

    press(page, words["Record a rank"])
    fits(page)
    page.select_option('main [name="rank"]', "police-colonel")
    press(page, words["Record the rank"])
    assert "полковник милиции" in page.locator("main").inner_text()

    press(page, words["Move to another post"])
    page.select_option('main [name="post"]', index=1)
    press(page, words["Go on"])
    fits(page)
    press(page, words["Move"])
    assert page.url.endswith(card)
    assert words["The move is recorded."] in page.locator("body").inner_text()

    put_right(page, words, today - timedelta(days=1))
    page.goto("/people?presence=away")
    fits(page)
    page.goto(f"{card}?on={today - timedelta(days=2)}")
    assert "полковник" not in page.locator("main").inner_text()
    assert page.get_by_role("link", name=words["Show today"]).is_visible()
    fits(page)


def put_right(page, words: Words, day: date) -> None:
    """The order says another day: the new post and the end of the old one are put right together."""
    page.locator("main section[aria-labelledby=appointments] a", has_text=words["Put right"]).first.click()  # fmt: skip
    page.locator('main [name="reason"]').wait_for()
    fits(page)
    fill_day(page, "from_day", day)
    page.fill('main [name="reason"]', "В приказе № 12 стоит вчерашний день.")
    press(page, words["Put it right"])
    told = page.locator("main section[aria-labelledby=put-right]").inner_text()
    assert told.count("приказе № 12") == 2
    fits(page)


def somebody_in_naryn(page, words: Words) -> str:
    """Nobody with a sign-in name of the demonstration serves there. Comes to their card, and says where it is."""
    page.goto("/people?kind=inspector&presence=there")
    fits(page)
    unit = page.locator('main select[name="unit"] option', has_text="Нарын").first
    page.select_option('main [name="unit"]', unit.get_attribute("value"))
    press(page, words["Show"])
    link = page.locator("main th[scope=row] a").first
    card = link.get_attribute("href")
    with page.expect_navigation():
        link.click()
    return card
