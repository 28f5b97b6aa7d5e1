"""People of the large world, signed in without their passwords, some of them in the middle of a test.

Made in the database itself, so that no page's figure holds the cost of signing in.
"""

import time
import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from flask import Flask
from itsdangerous import URLSafeTimedSerializer
from sqlalchemy import select

from app.accounts import actions as accounts
from app.accounts import queries as people
from app.assessment import actions as tests
from app.assessment import queries as attempts
from app.assessment.items.kinds import kind_of
from app.assessment.models import Attempt
from app.core import clock
from app.core.actor import Actor
from app.curriculum import queries as curriculum
from app.db.session import db, transaction
from app.learning import activities
from app.learning.models import Enrolment
from app.learning.queries import context_of

Fields = list[tuple[str, str]]
_TOKEN = "0" * 40
_SEAT = "bench-seat"


@dataclass
class Visitor:
    """`answers` holds, by question, the fields of its form filled in rightly."""

    person_id: int
    key: str
    enrolment_id: int = 0
    attempt_id: int = 0
    answers: dict[int, Fields] = field(default_factory=dict)
    given: int = 0

    def next_answer(self) -> tuple[int, Fields]:
        """Question after question, and round again as changed minds do."""
        place = self.given % len(self.answers) + 1
        round_ = self.given // len(self.answers) + 1
        self.given += 1
        more = [("client_id", str(uuid.uuid4())), ("version", str(round_)), ("shown", "ky")]
        return place, [*self.answers[place], *more]


class Pass:
    """Writes the cookies the program would have set, and the token its forms would hold."""

    def __init__(self, app: Flask) -> None:
        self._app = app
        maker = URLSafeTimedSerializer(app.config["SECRET_KEY"], salt="wtf-csrf-token")
        self.token = str(maker.dumps(_TOKEN))

    def cookies(self, visitor: Visitor) -> dict[str, str]:
        """Fresh: a page seen more than a minute ago would be noted anew by every answer."""
        serializer = self._app.session_interface.get_signing_serializer(self._app)  # type: ignore[attr-defined]
        held: dict[str, object] = {"seen": int(time.time()), "csrf_token": _TOKEN}
        if visitor.attempt_id:
            held[f"seat-{visitor.attempt_id}"] = _SEAT
        config = self._app.config
        return {
            config["SIGN_IN_COOKIE_NAME"]: visitor.key,
            config["SESSION_COOKIE_NAME"]: serializer.dumps(held),
        }


def signed_in(person_ids: Sequence[int]) -> list[Visitor]:
    """Each with the first course they enrolled in."""
    with transaction():
        found = [people.person(number) for number in person_ids]
        keys = [
            accounts.begin_session(p, at=clock.now(), origin="bench", with_code=True)
            for p in found
            if p
        ]
    mine = select(Enrolment.person_id, Enrolment.id).where(Enrolment.person_id.in_(person_ids))
    enrolments: Mapping[int, int] = dict(db.session.execute(mine).tuples().all())
    db.session.rollback()
    return [
        Visitor(number, key, enrolments.get(number, 0))
        for number, key in zip(person_ids, keys, strict=True)
    ]


def begin_tests(visitors: Sequence[Visitor], *, hand_in: bool = False) -> None:
    """The final test of their course; handed in with every answer right, or left open."""
    for visitor in visitors:
        with transaction():
            attempt = _begin(visitor)
            if hand_in:
                _answer_all(attempt, visitor)
    db.session.remove()


def _begin(visitor: Visitor) -> Attempt:
    enrolment = db.session.get_one(Enrolment, visitor.enrolment_id)
    course = curriculum.course(enrolment.release_id)
    quiz = activities.quiz(course, course.final)
    person, release = people.person(visitor.person_id), curriculum.release_of(enrolment.release_id)
    assert quiz is not None and person is not None and release is not None
    attempt = tests.begin(
        person,
        release=release,
        quiz=quiz,
        context=context_of(enrolment.id),
        by=_actor(visitor),
        at=clock.now(),
        seat=_SEAT,
    )
    visitor.attempt_id = attempt.id
    visitor.answers = filled_in(attempt)
    return attempt


def filled_in(attempt: Attempt) -> dict[int, Fields]:
    """By question, the fields of its form with the right answer."""
    items = attempts.bank(attempt.bank_release_id).items
    found = {}
    for drawn in attempt.items:
        item = items[drawn.item]
        kind = kind_of(item)
        shown = kind.as_shown(item, kind.right(item, "ky"), drawn.order)
        found[drawn.place] = [(name, value) for name, values in shown.items() for value in values]
    return found


def _answer_all(attempt: Attempt, visitor: Visitor) -> None:
    items = attempts.bank(attempt.bank_release_id).items
    for drawn in attempt.items:
        item = items[drawn.item]
        tests.save_answer(
            attempt,
            drawn.place,
            kind_of(item).right(item, "ky"),
            language="ky",
            client_id=str(uuid.uuid4()),
            seat=_SEAT,
            by=_actor(visitor),
            at=clock.now(),
        )
    tests.hand_in(attempt, by=_actor(visitor), at=clock.now())


def _actor(visitor: Visitor) -> Actor:
    return Actor(person_id=visitor.person_id, origin="bench")
