"""A registrar brings a staff list, corrects a column, looks, applies and undoes it; in both languages."""

import re

import pytest

from app.accounts.models import Person
from app.db.session import db
from app.demo.roles import PASSWORD
from tests.cast import build
from tests.journeys.prepare_kinds import shipped
from tests.journeys.steps import Words, press, sign_in
from tests.rosters.make_files import FILES

pytestmark = pytest.mark.browser

FILE = FILES / "semicolons-cp1251.csv"
NEW = "Примерова Айзада Нурлановна"


@pytest.fixture(scope="module")
def world_copy(tmp_path_factory):
    """Not the demonstration world: the people of the tests, of whom the registrar can sign in."""
    folder = tmp_path_factory.mktemp("lists")
    with shipped(folder) as app:
        who = db.session.get_one(Person, build().people["kanykei"].id)
        who.password_hash = app.extensions["hasher"].hash(PASSWORD)
    return folder


def brought(page, words) -> None:
    page.goto("/people")
    press(page, words["Staff lists"])
    press(page, words["Bring a staff list"])
    page.set_input_files('input[name="file"]', FILE)
    press(page, words["Read the list"])
    assert "CP1251" in page.locator("main").inner_text()


def corrected(page, words) -> None:
    """Rank is not wanted this time; what is kept is offered when one comes back."""
    choice = page.locator('select[name="column_4"]')
    assert choice.input_value() == "rank"
    choice.select_option("nothing")
    press(page, words["Show what the list would change"])
    press(page, words["Correct the columns"])
    assert page.locator('select[name="column_4"]').input_value() == "nothing"
    page.locator('select[name="column_4"]').select_option("rank")
    press(page, words["Show what the list would change"])


def applied(page, words) -> None:
    assert words["First mend or decide what stands above."] in page.locator("main").inner_text()
    page.locator('input[name="makes_posts"]').check()
    page.locator('input[name="takes_guessed_sex"]').check()
    press(page, words["Show the preview anew"])
    assert NEW in page.locator("main").inner_text()
    press(page, words["Apply the list"])
    assert words["The list is applied."] in page.locator("body").inner_text()
    page.goto("/people?q=примерова")
    assert NEW in page.locator("main").inner_text()


def undone(page, words) -> None:
    page.goto("/staff-lists")
    page.locator('main a[href^="/staff-lists/"]').filter(has_text=re.compile(r"\d\d:\d\d")).first.click()  # fmt: skip
    press(page, words["Undo the list"])
    assert words["Undone"] in page.locator("main").inner_text()
    page.goto("/people?q=примерова")
    assert NEW not in page.locator("main").inner_text()


@pytest.mark.parametrize(("language", "scripts", "width"), [("ky", True, 360), ("ru", False, 1280)])
def test_a_list_is_brought_corrected_applied_and_undone(open_page, language, scripts, width):
    words, page = Words(language), open_page(width=width, scripts=scripts)
    page.on("dialog", lambda dialog: dialog.accept())
    sign_in(page, "kanykei", language)
    for step in (brought, corrected, applied, undone):
        step(page, words)
        assert page.evaluate("document.documentElement.scrollWidth") <= width
