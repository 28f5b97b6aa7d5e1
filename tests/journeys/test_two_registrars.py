"""A list that ends much service, in the demonstration: brought, a column told, seen, asked for; another confirms; undone."""

import sqlite3

import pytest
from playwright.sync_api import Page

from tests.journeys.steps import Words, press, sign_in

pytestmark = pytest.mark.browser

# Twenty of some three hundred leave: more than five of a hundred.
LEAVING = 20
# Nobody guesses what the last column is; the posts and units stand in the language of the list.
HEADINGS = {
    "ky": ("Фамилиясы", "Аты", "Атасынын аты", "Кызмат орду", "Бөлүм", "Наамы", "Белги"),
    "ru": ("Фамилия", "Имя", "Отчество", "Должность", "Подразделение", "Звание", "Отметка"),
}
SAYS = {"ky": ("милициянын полковниги", "бошотулган"), "ru": ("полковник милиции", "уволен")}
NEW = ("Үлгүбекова", "Мисалкан", "Ойдонбек кызы", "Жаңы орун")
_PEOPLE = """
    SELECT p.family_name, p.given_name, p.patronymic, post.name_{0}, unit.name_{0} FROM person p
    JOIN appointment a ON a.person_id = p.id AND a.until_day IS NULL
    JOIN post ON post.id = a.post_id JOIN unit ON unit.id = post.unit_id
    WHERE p.sign_in_name IS NULL AND a.from_day < date('now', '-2 days') AND unit.institution_id = (
        SELECT u.institution_id FROM person r JOIN appointment s ON s.person_id = r.id
        JOIN post q ON q.id = s.post_id JOIN unit u ON u.id = q.unit_id WHERE r.sign_in_name = 'registrar')
    GROUP BY p.family_name, p.given_name HAVING count(*) = 1 ORDER BY p.id LIMIT ?
"""


def people(world_copy, language: str) -> list[tuple[str, ...]]:
    with sqlite3.connect(f"file:{world_copy}/muras.db?mode=ro", uri=True) as kept:
        asked = _PEOPLE.format(language)
        return [tuple(row) for row in kept.execute(asked, (LEAVING + 1,))]


def rows(found: list[tuple[str, ...]], language: str) -> str:
    """Tabs, as a spreadsheet gives them: one is promoted, one comes, the others have left."""
    promoted, *leaving = found
    (rank, left), unit = SAYS[language], promoted[-1]
    lines = [HEADINGS[language], (*promoted, rank, ""), (*NEW, unit, "капитан полиции", "")]
    lines += [(*one, "", left) for one in leaving]
    return "\n".join("\t".join(line) for line in lines)


def fits(page: Page, width: int) -> None:
    assert page.evaluate("document.documentElement.scrollWidth") <= width, page.url


def brought(page: Page, words: Words, text: str) -> str:
    """Where the list is kept."""
    page.goto("/staff-lists/new")
    page.fill('textarea[name="pasted"]', text)
    press(page, words["Read the list"])
    told = page.locator('select[name="column_6"]')
    assert told.input_value() == "nothing"
    told.select_option("status")
    press(page, words["Show what the list would change"])
    return page.url


def seen(page: Page, words: Words) -> None:
    page.locator('input[name="makes_posts"]').check()
    page.locator('input[name="takes_guessed_sex"]').check()
    press(page, words["Show the preview anew"])
    shown = page.locator("main").inner_text()
    assert f"{words['Leave the service']}: {LEAVING}" in shown
    assert f"{words['Newcomers']}: 1" in shown
    assert f"{words['Name or rank changed']}: 1" in shown
    assert words["A second person has to confirm"] in shown
    page.locator("main summary").click()
    assert "капитан полиции" in page.locator("main details").inner_text()
    page.locator("nav.segments a", has_text=words["Name or rank changed"]).click()
    assert words["Rank from %(day)s: %(rank)s"].split("%")[0] in page.locator("main").inner_text()


def count(page: Page, name: str) -> int:
    page.goto(f"/people?q={name}")
    return page.locator("main th[scope=row] a").count()


@pytest.mark.parametrize(("language", "width"), [("ky", 360), ("ru", 1280)])
def test_two_persons_apply_a_list_and_one_undoes_it(open_page, world_copy, language, width):
    words, page, found = Words(language), open_page(width=width), people(world_copy, language)
    page.on("dialog", lambda dialog: dialog.accept())
    sign_in(page, "registrar", language)
    here = brought(page, words, rows(found, language))
    fits(page, width)
    seen(page, words)
    fits(page, width)
    press(page, words["Ask a second person"])
    assert words["The list waits for a second person."] in page.locator("body").inner_text()
    assert page.get_by_role("button", name=words["Confirm and apply"]).count() == 0

    other = open_page(width=width)
    other.on("dialog", lambda dialog: dialog.accept())
    sign_in(other, "admin", language)
    other.goto(here)
    fits(other, width)
    press(other, words["Confirm and apply"])
    assert words["The list is applied."] in other.locator("body").inner_text()

    assert count(page, "үлгүбекова") == 1
    page.goto(here)
    fits(page, width)
    shown = page.locator("main").inner_text()
    assert words["Rank recorded"] in shown
    assert words["Left the service"] in shown
    press(page, words["Undo the list"])
    assert words["Undone"] in page.locator("main").inner_text()
    assert count(page, "үлгүбекова") == 0
    assert people(world_copy, language) == found
