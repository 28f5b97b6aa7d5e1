"""The trainee's journey by keyboard alone. What is clicked nowhere: nothing here has a mouse."""

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from app.assessment.items.kinds import KINDS, MARKED_BY_PEOPLE
from app.demo.roles import PASSWORD
from tests.journeys.keys import Keys, answer
from tests.journeys.prepared import COURSE, prepare
from tests.journeys.steps import Words, read_shipped_bank

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def made(world_copy) -> dict[str, object]:
    return prepare(world_copy)


@pytest.fixture(scope="module")
def bank():
    return read_shipped_bank()


def named(page: Page, words: str) -> Locator:
    """A button or a link of the page itself, by its words."""
    main = page.locator("main")
    return main.get_by_role("button", name=words).or_(main.get_by_role("link", name=words)).first


def sign_in(page: Page, who: str) -> Keys:
    keys = Keys(page)
    page.goto("/sign-in")
    keys.write(page.locator('input[name="sign_in_name"]'), who)
    keys.write(page.locator('input[name="password"]'), PASSWORD)
    with page.expect_navigation(url=re.compile(r":\d+/$")):
        keys.press("Enter")
    return keys


def test_from_signing_in_to_a_result(open_page, bank):
    page, words = open_page(width=360), Words("ky")
    keys = sign_in(page, "newcomer")
    keys.enter(page.locator(f'main a[href="/courses/{COURSE}"]').first)
    keys.enter(named(page, words["Enrol in this course"]))
    sit_the_test_before(page, keys, bank, words)
    keys.enter(named(page, words["To the course"]))
    keys.enter(named(page, words["Read the lesson"]))
    skip_to_the_content(page, keys)
    open_and_close_a_term(page, keys, words)
    unfold_a_question(page, keys)
    lesson = page.url
    keys.enter(named(page, words["I have read this lesson"]))
    assert page.url != lesson
    expect(page.locator("main [role=status]").first).to_have_text(words["Noted as read."])


def sit_the_test_before(page: Page, keys: Keys, bank, words: Words) -> None:
    form = page.locator(".outline form").filter(has=page.locator("[name=test][value=pre-test]"))
    keys.enter(form.locator("button"))
    keys.enter(named(page, words["Begin"]))
    for n in range(1, 9):
        assert f"/questions/{n}" in page.url
        answer(page, bank, "ky")
        keys.enter(named(page, words["Save and next"]))
    keys.enter(named(page, words["Hand in the test"]))
    assert page.url.endswith("/result")
    expect(page.locator(".score")).to_contain_text("100")


def skip_to_the_content(page: Page, keys: Keys) -> None:
    keys.to(page.locator("a.skip"))
    keys.press("Enter")
    keys.tab()
    assert page.evaluate("document.activeElement.closest('main') !== null")


def open_and_close_a_term(page: Page, keys: Keys, words: Words) -> None:
    """Escape or the button: both lead back to the word in the text."""
    term, dialog = page.locator("a[data-term]").first, page.locator("dialog[open]")
    keys.to(term)
    keys.press("Enter")
    expect(dialog.locator("h1")).to_be_visible()
    assert page.evaluate("document.activeElement.closest('dialog') !== null")
    keys.press("Escape")
    expect(dialog).to_have_count(0)
    assert keys.is_at(term)
    keys.press("Enter")
    close = dialog.get_by_role("button", name=words["Close"])
    expect(close).to_be_visible()
    keys.to(close)
    keys.press("Enter")
    expect(dialog).to_have_count(0)
    assert keys.is_at(term)


def unfold_a_question(page: Page, keys: Keys) -> None:
    summary = page.locator("main details summary").first
    keys.to(summary)
    keys.press("Enter")
    expect(page.locator("main details").first).to_have_attribute("open", "")


@pytest.mark.parametrize("kind", sorted(set(KINDS) - MARKED_BY_PEOPLE))
def test_each_kind_of_question_is_answered(open_page, bank, made, kind):
    page, words = open_page(), Words("ru")
    keys = sign_in(page, "trainee-prosecutor")
    here = f"/attempts/{made['every']}/questions/{made[kind]}"
    page.goto(here)
    keys.enter(named(page, words["Continue here"]))
    assert answer(page, bank, "ru") == kind
    given = page.locator("#answer").evaluate(FIELDS)
    keys.enter(named(page, words["Save and next"]))
    page.goto(here)
    assert page.locator("#answer").evaluate(FIELDS) == given


FIELDS = """form => [...new FormData(form)]
  .filter(([name]) => !["csrf_token", "client_id", "version"].includes(name)).join()"""


def test_the_language_changes_in_the_middle_of_a_question(open_page, bank, made):
    page, words = open_page(), Words("ru")
    keys = sign_in(page, "trainee-prosecutor")
    page.goto(f"/attempts/{made['every']}/questions/{made['short-answer']}")
    keys.enter(named(page, words["Continue here"]))
    keys.write(page.locator('input[name="text"]'), "сутенер")
    keys.to(page.locator('header button[value="ky"]'), back=True)
    with page.expect_navigation():
        keys.press("Enter")
    assert page.locator("html").get_attribute("lang") == "ky"
    assert page.locator('input[name="text"]').input_value() == "сутенер"
    keys.to(page.locator('header button[value="ru"]'))
    with page.expect_navigation():
        keys.press("Enter")


def test_the_menu_opens_and_closes(open_page):
    page = open_page(width=360)
    keys = sign_in(page, "trainee-judge")
    summary = page.locator("details.fold summary")
    keys.to(summary)
    keys.press("Enter")
    keys.tab()
    assert page.evaluate("document.activeElement.closest('details.fold nav') !== null")
    keys.press("Escape")
    assert keys.is_at(summary)
    expect(page.locator("details.fold nav")).to_be_hidden()


ROUNDS = (
    ("guest", "/sign-in"),
    ("trainee-judge", "/"),
    ("trainee-judge", "/courses"),
    ("trainee-judge", "/study/{study}"),
    ("trainee-judge", "/study/{study}/lessons/three-elements"),
    ("trainee-judge", "/record"),
    ("trainee-judge", "/attempts/{passed}/result"),
    ("trainee-prosecutor", "/attempts/{every}"),
    ("trainee-prosecutor", "/attempts/{every}/questions/{matching}"),
    ("trainee-prosecutor", "/attempts/{every}/hand-in"),
)


@pytest.mark.parametrize(("width", "dark"), [(360, False), (1280, True)])
def test_the_keyboard_comes_to_everything_and_past_it(open_page, made, width, dark):
    """No stop holds the focus, and none hides it."""
    places = made | {"study": made["study-trainee-judge"]}
    page, signed_in = open_page(width=width, dark=dark), "guest"
    for who, address in ROUNDS:
        if who != signed_in:
            page.context.clear_cookies()
            sign_in(page, who)
            signed_in = who
        page.goto(address.format_map(places))
        Keys(page).round()


PLANTED = {
    "not drawn": "link => { link.style.outline = '0' }",
    "too faint": "link => { link.style.outline = '3px solid #fdfdfd' }",
    "covered": "link => { const over = document.createElement('p'); document.body.append(over); "
    "over.style.cssText = 'position: fixed; inset: 0' }",
    "caught": "link => link.addEventListener('blur', () => link.focus())",
}


@pytest.mark.parametrize("says", PLANTED)
def test_a_planted_fault_of_the_focus_is_found(open_page, says):
    page = open_page()
    page.goto("/verify")
    page.locator("main").evaluate("one => { one.innerHTML = '<a href=/>А</a><a href=/>Б</a>' }")
    page.locator("main a").first.evaluate(PLANTED[says])
    with pytest.raises(AssertionError, match=says):
        Keys(page).to(page.locator("main a").last)
