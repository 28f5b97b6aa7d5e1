"""What the tests of signing in share: pressing the button, the cookie, the open sessions."""

from sqlalchemy import func, select

from app.accounts.models import SignIn
from app.db.session import db

WRONG = "The sign-in name or the password is not right."


def enter(browser, name, password, **more):
    fields = {"sign_in_name": name, "password": password, **more}
    return browser.post("/sign-in", fields, follow=False)


def cookie(browser) -> str | None:
    found = browser.client.get_cookie(browser.app.config["SIGN_IN_COOKIE_NAME"])
    return found.value if found else None


def open_sessions(name, cast) -> int:
    wanted = select(func.count()).where(
        SignIn.person_id == cast.people[name].id, SignIn.ended_at.is_(None)
    )
    return db.session.scalar(wanted.select_from(SignIn)) or 0
