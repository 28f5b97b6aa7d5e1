"""What visitors do on a page before it is looked at: send a form as it stands, open a term, lose the line."""

from collections.abc import Callable

import pyotp
from playwright.sync_api import Page

from app.demo.roles import PASSWORD

Deed = Callable[[Page], None]


def send(page: Page) -> None:
    """The first form of the page as it stands, by its first button."""
    with page.expect_navigation():
        page.locator("main form button.button").first.click()


def send_surely(page: Page) -> None:
    """The same where the page asks once more."""
    page.once("dialog", lambda dialog: dialog.accept())
    send(page)


def typed(button: int = 0, **values: str) -> Deed:
    """Fields filled in, then sent."""

    def deed(page: Page) -> None:
        for name, value in values.items():
            page.locator(f'main [name="{name}"]').first.fill(value)
        with page.expect_navigation():
            page.locator("main form button.button").nth(button).click()

    return deed


def sent_to_a_post(page: Page) -> None:
    page.locator('main select[name="post"]').select_option(index=1)
    send(page)


def take_the_seat(page: Page) -> None:
    """The test goes on in this browser."""
    here = page.locator('form[action$="/seat"] button')
    if here.count():
        with page.expect_navigation():
            here.click()


def open_the_menu(page: Page) -> None:
    page.locator("details.fold summary").dispatch_event("click")


def open_a_term(page: Page) -> None:
    page.locator("a[data-term]").first.click()
    page.locator("dialog[open] h1").wait_for()


def open_every_question(page: Page) -> None:
    """What lessons hold folded."""
    page.evaluate("document.querySelectorAll('main details').forEach(d => { d.open = true })")


def lose_the_line(page: Page) -> None:
    """An answer that cannot be sent now; the page says so."""
    page.route("**/questions/*", lambda route: route.abort())
    page.locator("main .option input:not(:checked)").first.check(force=True)
    page.locator('[data-saved][data-state="failed"]').wait_for()
    page.unroute("**/questions/*")


def send_signed_out(page: Page) -> None:
    """The session has ended meanwhile."""
    page.context.clear_cookies(name="muras")
    page.locator('main [name="name_ky"]').fill("Жаңы бөлүм")
    send(page)


def come_back(page: Page) -> None:
    send_signed_out(page)
    page.locator('main [name="sign_in_name"]').fill("registrar")
    typed(password=PASSWORD)(page)


def half_way(who: str, code: str = "") -> Deed:
    """The password of somebody who has a second factor; and, if given, a code."""

    def deed(page: Page) -> None:
        typed(sign_in_name=who, password=PASSWORD)(page)
        if code:
            typed(one_time_code=code)(page)

    return deed


def set_up_a_device(page: Page) -> None:
    """As an app on a telephone does it."""
    key = page.locator("main code").inner_text().replace(" ", "")
    typed(one_time_code=pyotp.TOTP(key).now())(page)
