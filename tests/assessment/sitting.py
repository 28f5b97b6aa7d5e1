"""Somebody of the cast before a test of six questions, one of each kind, in the browser."""

from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import select

from app.accounts.models import Person
from app.assessment import queries
from app.assessment.items.kinds import kind_of
from app.assessment.models import Answer, Attempt, AttemptItem
from app.db.session import db, transaction
from tests import make
from tests.browser import ORIGIN, Browser, Page

MINUTE = timedelta(minutes=1)
# Every page of an attempt, below its address.
PAGES = ["", "/questions/1", "/hand-in", "/result"]
JSON = {**ORIGIN, "Accept": "application/json"}


@dataclass
class Sitting:
    """`address` is that of the attempt."""

    browser: Browser
    attempt_id: int

    @property
    def address(self) -> str:
        return f"/attempts/{self.attempt_id}"

    def at(self, place: int) -> str:
        return f"{self.address}/questions/{place}"

    def question(self, place: int) -> Page:
        return self.browser.get(self.at(place))

    def place(self, kind: str) -> int:
        wanted = select(AttemptItem.place).where(
            AttemptItem.attempt_id == self.attempt_id, AttemptItem.item == f"e-{kind}"
        )
        return db.session.scalars(wanted).one()

    def by_hand(self, place: int, *, follow: bool = True, **fields: str) -> Page:
        """The form of the question's page, filled in and sent by its button."""
        page = self.question(place)
        return self.browser.send(page, self.at(place), follow=follow, **fields)

    def by_script(self, place: int, **fields: object) -> Page:
        given = {name: str(value) for name, value in fields.items()}
        return self.browser.post(self.at(place), given, headers=JSON, follow=False)

    def answer_right(self, *kinds: str) -> None:
        """Through the fields of the pages, as a person would."""
        bank = queries.bank(self.attempt().bank_release_id)
        drawn = select(AttemptItem).where(AttemptItem.attempt_id == self.attempt_id)
        for one in db.session.scalars(drawn).all():
            item, order = bank.items[one.item], one.order
            if item.kind in kinds:
                kind, place = kind_of(item), one.place
                fields = kind.as_shown(item, kind.right(item, "ky"), order)
                self.browser.post(self.at(place), fields | {"then": "stay"}, follow=False)

    def hand_in(self) -> Page:
        return self.browser.post(f"{self.address}/hand-in")

    def attempt(self) -> Attempt:
        return db.session.get_one(Attempt, self.attempt_id)

    def answers(self) -> list[Answer]:
        wanted = select(Answer).where(Answer.attempt_id == self.attempt_id).order_by(Answer.id)
        return list(db.session.scalars(wanted))


def sit(browser_of, cast, who: str = "asel", *, seat: str = make.SEAT, **terms) -> Sitting:
    """`seat` is this browser's; the attempt's own is make.SEAT."""
    speak(cast, who, "en")
    with transaction():
        attempt_id = make.attempt(cast.actors[who], **terms).id
    sitting = Sitting(browser_of(who), attempt_id)
    take_seat(sitting, seat)
    return sitting


def take_seat(sitting: Sitting, seat: str) -> None:
    with sitting.browser.client.session_transaction() as kept:
        kept[f"seat-{sitting.attempt_id}"] = seat


def speak(cast, who: str, language: str) -> None:
    """English is the language of the keys, so tests read them; questions are then in Kyrgyz."""
    with transaction():
        db.session.get_one(Person, cast.people[who].id).language = language
