"""Somebody of the cast before a session, in the browser; and answers given without one."""

from dataclasses import dataclass

from app.core import clock
from app.curriculum.models import Release
from app.db.session import db, transaction
from app.drills import actions
from app.drills.models import DrillSession
from app.drills.queries import sessions
from app.settings import ROOT
from tests import make
from tests.browser import Browser, Page
from tests.drills.samples import bundle

SHIPPED = ROOT / "question_banks" / "qualification"


def patterns(files=None) -> Release:
    return make.release("patterns", "qualification", files or bundle())


@dataclass
class Drill:
    browser: Browser
    address: str

    @property
    def session_id(self) -> int:
        return int(self.address.split("/")[2])

    def at(self, place: int) -> str:
        return f"/drills/{self.session_id}/{place}"

    def answer(self, place: int, *, follow: bool = True, **fields: str) -> Page:
        sent = {"offence": "fraud", "certainty": "2", "shown": "ky", **fields}
        return self.browser.post(self.at(place), sent, follow=follow)

    def session(self) -> DrillSession:
        db.session.rollback()
        found = sessions.session(self.session_id)
        assert found is not None
        return found


def begin(browser: Browser) -> Drill:
    page = browser.post("/drills", follow=False)
    assert page.status == 303
    return Drill(browser, page.response.headers["Location"])


def answered(person, actor, *, named: str | None = "fraud", sessions_of_five: int = 1) -> None:
    """Every case of so many sessions, called `named`, or with None by its right name."""
    with transaction():
        for _ in range(sessions_of_five):
            now = clock.now()
            session = actions.begin(person, by=actor, at=now)
            key = sessions.patterns(session.release_id).patterns
            for turn in session.turns:
                actions.answer(
                    session, turn.place, marks={}, named=named or key[turn.pattern].offence,
                    certainty=3, language="ky", by=actor, at=now,
                )  # fmt: skip
