"""A telephone that shows codes, as the tests of the second factor have it."""

import re
from dataclasses import dataclass

import pyotp

from app.accounts import second_factor
from app.accounts.models import Person
from app.core import clock
from app.core.actor import Actor
from app.db.session import db, transaction
from tests.accounts.entering import enter

STEP = "/sign-in/second-step"
NOT_RIGHT = "This code is not right, or was used already."


@dataclass
class Telephone:
    secret: str
    recovery: tuple[str, ...] = ()

    def code(self, later: int = 0) -> str:
        """What it shows; `later` looks so many steps of thirty seconds ahead."""
        shows = pyotp.TOTP(self.secret)
        return shows.generate_otp(shows.timecode(clock.now()) + later)

    def wrong(self) -> str:
        near = {self.code(shift) for shift in (-2, -1, 0, 1, 2)}
        return next(code for code in ("000000", "111111", *map(str, range(222222, 222230))) if code not in near)  # fmt: skip


def scanned(page) -> Telephone:
    """Of the key that a page shows for typing."""
    found = re.search(r"\b(?:[A-Z2-7]{4} ){7}[A-Z2-7]{4}\b", page.main)
    assert found, "no key on the page"
    return Telephone(found[0].replace(" ", ""))


def printed(page) -> tuple[str, ...]:
    return tuple(re.findall(r"\b(?:\d{4} ){4}\d{4}\b", page.main))


def give(app, person: Person, *, ago: int = 2) -> Telephone:
    """A device that was set up a minute ago, so that what it shows now is new; no sessions are left of that."""
    telephone, now = Telephone(pyotp.random_base32()), clock.now()
    with transaction():
        row = db.session.get_one(Person, person.id)
        outcome = second_factor.set_up(
            row,
            telephone.secret,
            telephone.code(),
            vault=app.extensions["vault"],
            by=Actor(person_id=person.id, origin="test"),
            at=now,
        )
        second_factor.visits.device(person.id).last_step -= ago
        second_factor.actions.end_sessions(row, at=now)
    telephone.recovery = outcome.recovery
    return telephone


def half_enter(browser, name: str, password: str, wanted: str = "/me"):
    """The password was right: the page of the second step."""
    answer = enter(browser, name, password, next=wanted)
    assert answer.response.headers["Location"].split("?")[0] == STEP, answer.main
    return browser.get(answer.response.headers["Location"])


def type_code(browser, page, code: str):
    return browser.send(page, STEP, follow=False, one_time_code=code)
