"""People before one test of six questions, each with an answer known in advance, through the room's own actions."""

from collections.abc import Collection
from datetime import UTC, datetime, timedelta
from itertools import count

from app.accounts.models import Person, Unit
from app.assessment import actions, queries
from app.assessment.items.kinds import kind_of
from app.assessment.models import Attempt
from app.core.actor import Actor
from app.curriculum import queries as released
from app.curriculum.models import Release
from app.db.session import transaction
from tests import make
from tests.assessment.sitting import speak
from tests.make import NAMES
from tests.reports import facts

NOON = datetime(2026, 11, 2, 6, tzinfo=UTC)
QUESTIONS = NAMES["elements"]
# Seconds between one answer and the next.
PACE = 20
_WRONG = {"single-choice": {"choice": "b"}, "multiple-choice": {"choices": ["c"]}}
_NUMBERS = count(1)


def sit(
    person: Person,
    known: Collection[str],
    *,
    test: str = "final-test",
    kind: str = "final",
    language: str = "ky",
    at: datetime = NOON,
    left_out: Collection[str] = (),
) -> Attempt:
    """`known` are answered rightly, `left_out` not at all, the others wrongly."""
    by = Actor(person_id=person.id, origin="test")
    terms = {"id": test, "kind": kind} | ({} if kind == "final" else {"pass_mark": None})
    attempt = make.attempt(by, context=f"enrolment:{next(_NUMBERS)}", at=at, **terms)
    bank = queries.bank(attempt.bank_release_id)
    for drawn in attempt.items:
        item = bank.items[drawn.item]
        of = kind_of(item)
        value = of.right(item, language) if drawn.item in known else _WRONG.get(item.kind)
        if drawn.item in left_out or value is None:
            continue
        at += timedelta(seconds=PACE)
        actions.save_answer(
            attempt, drawn.place, value, language=language, client_id=f"a-{drawn.place}",
            seat=make.SEAT, by=by, at=at,
        )  # fmt: skip
    actions.hand_in(attempt, by=by, at=at + timedelta(seconds=PACE))
    return attempt


def known_to(number: int) -> list[str]:
    """Of six questions, what the person with this number knows: some know more, and the first are known by more."""
    return [name for place, name in enumerate(QUESTIONS) if (number * 7 + place * 3) % 11 > place]


def taken(unit: Unit, numbers: Collection[int], **how) -> list[Person]:
    """Somebody new in the unit for each number, who sits the test once."""
    with transaction():
        people = facts.people(len(numbers), unit)
        for person, number in zip(people, numbers, strict=True):
            sit(person, known_to(number), language="ky" if number % 3 else "ru", **how)
    return people


def course_with_pre_test() -> Release:
    """The smallest course, with a test before it that asks the same six questions."""
    files = released.bundle_of(make.course().id)
    pre = make.quiz_text(id="pre-test", kind="pre", pass_mark=None)
    return make.release("course", "course", {**files, "010-module/005-pre.quiz.yaml": pre})


def reader(browser_of, cast, who: str):
    """In English, the language of the keys; questions are then in Kyrgyz."""
    speak(cast, who, "en")
    return browser_of(who)
