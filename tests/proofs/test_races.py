"""T07: one attempt in several tabs at once, on a real database, with a clock that runs out in the middle.

Whatever comes in whichever order: nothing acknowledged is lost, nothing is doubled, one score, and it is the right one.
What each step may do by itself is told as a state machine in tests/assessment.
"""

import random
import threading
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field
from datetime import timedelta
from functools import partial
from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import func, select

from app.assessment import actions, queries
from app.assessment.models import Answer, Attempt
from app.core import clock
from app.core.actor import system
from app.db.session import db, transaction
from app.journal import actions as journal_actions
from app.journal import queries as journal
from app.learning import queries as studies
from tests import house, make
from tests.architecture.test_migrations import empty_database
from tests.assessment import more_kinds
from tests.assessment.test_more_views import files
from tests.browser import ORIGIN, Browser
from tests.cast import Cast
from tests.databases import POSTGRESQL
from tests.proofs.judging import violations

pytestmark = pytest.mark.proof

STORIES, TABS, STEPS, ROUNDS = 20, 4, 14, 3
MINUTES = 2
JSON = {**ORIGIN, "Accept": "application/json"}
# What may be answered: saved, seen, gone, refused; and "try again", which a crowd on a slow disk may hear.
KNOWN = {200, 303, 404, 409, 410, 422, 503}
# One question of each kind that is marked at hand-in, and names of their fields.
EVERY, KINDS = "[{topic: elements, count: 6}, {topic: more, count: 4}]", 10
FIELDS = ("text", "choice", "choices", "pair-1", "pair-2", "place-1", "gap-1", "gap-2", "evidence-1", "passage-2", "certainty")  # fmt: skip
# Whether it lies on a disk makes no difference to a race; what a disk keeps is proved elsewhere.
MEMORY = Path("/dev/shm")
_NUMBERS = count(1)


@dataclass
class Crowd:
    """The program on a database of its own; `ahead` is how far its clock was put forward."""

    app: Flask
    cast: Cast
    enrolment: int
    ahead: timedelta = timedelta()
    lock: Any = field(default_factory=threading.Lock)

    def now(self):
        return self._real() + self.ahead

    _real: Callable[[], Any] = staticmethod(clock.now)

    def tab(self, **seats: str) -> "Tab":
        browser = Browser(self.app).sign_in(self.cast.people["asel"])
        with browser.client.session_transaction() as kept:
            kept.update(seats)
        return Tab(browser, browser.token())


@dataclass
class Tab:
    browser: Browser
    token: str

    def post(self, path: str, **fields: object):
        given = {"csrf_token": self.token} | {name: str(value) for name, value in fields.items()}
        return self.browser.client.post(path, data=given, headers=JSON)


@pytest.fixture(scope="module")
def crowd(settings, tmp_path_factory) -> Iterator[Crowd]:
    patched = pytest.MonkeyPatch()
    with ExitStack() as stack:
        folder = tmp_path_factory.mktemp("races")
        if MEMORY.is_dir():
            folder = Path(stack.enter_context(TemporaryDirectory(prefix="muras-", dir=MEMORY)))
        address = stack.enter_context(empty_database(folder))
        plain = {"SQLALCHEMY_DATABASE_URI": address, "SQLALCHEMY_ENGINE_OPTIONS": {}}
        app, cast = house.build(settings | plain)
        with app.app_context():
            with transaction():
                make.bank(files(*more_kinds.MARKED))
                make.course(minutes=MINUTES)
                enrolment = make.enrolment(cast.people["asel"])
                make.learning.read_lesson(
                    enrolment, "lesson", "ky", by=cast.actors["asel"], at=clock.now()
                )
                number = enrolment.id
            made = Crowd(app, cast, number)
            patched.setattr(clock, "now", made.now)
            yield made
            patched.undo()
            db.session.remove()
            db.engine.dispose()


def begun(crowd: Crowd, **terms: object) -> int:
    context = f"race:{next(_NUMBERS)}"
    with crowd.app.app_context(), transaction():
        at = clock.now()
        return make.attempt(
            crowd.cast.actors["asel"], context=context, seat="here", minutes=MINUTES, at=at, **terms
        ).id


def together(crowd: Crowd, deeds: list[Callable[[], Any]]) -> list[Any]:
    """All at the same moment; what each of them gave back."""
    found: list[Any] = [None] * len(deeds)
    gate = threading.Barrier(len(deeds))

    def run(n: int) -> None:
        with crowd.app.app_context():
            gate.wait(30)
            found[n] = deeds[n]()

    threads = [threading.Thread(target=run, args=(n,)) for n in range(len(deeds))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    return found


# ── stories ───────────────────────────────────────────────────────────────────


def step(crowd: Crowd, tab: Tab, at: str, chance: random.Random, told: dict[str, int]) -> int:
    """One thing that a person, a script or the time does; the status it was answered."""
    attempt = int(at.rsplit("/", 1)[1])
    kind = chance.choices(
        ["save", "again", "seat", "time", "job", "hand in"], [12, 4, 2, 1, 0.1, 0.2]
    )[0]
    if kind == "time":
        with crowd.lock:
            crowd.ahead += timedelta(seconds=chance.choice([1, 4, 20]))
        return 200
    if kind == "job":
        with transaction():
            actions.hand_in_overdue(attempt, by=system("test"), at=clock.now())
        return 200
    if kind in ("seat", "hand in"):
        return tab.post(f"{at}/{kind.replace(' ', '-')}").status_code
    client = f"device-{chance.randrange(6)}" if kind == "again" else f"x-{next(_NUMBERS):08}"
    fields = {"client_id": client} | {name: chance.choice("12") for name in FIELDS}
    if chance.random() < 0.5:
        fields["version"] = str(chance.randrange(1, 8))
    # Half of the time all are at one question, in each story of another kind.
    place = chance.choice([attempt % KINDS + 1, chance.randrange(1, KINDS + 1)])
    answer = tab.post(f"{at}/questions/{place}", **fields)
    if answer.status_code == 200 and answer.json["saved"]:
        with crowd.lock:
            told[answer.json["client_id"]] = answer.json["version"]
    return answer.status_code


def story(crowd: Crowd, seed: int) -> tuple[list[str], Counter[int]]:
    attempt_id, told = begun(crowd, draw=EVERY, certainty="true"), {}
    at = f"/attempts/{attempt_id}"
    tabs = [crowd.tab(**{f"seat-{attempt_id}": "here"}) for _ in range(TABS)]
    statuses: Counter[int] = Counter()

    def live(n: int) -> None:
        chance = random.Random(f"{seed} {n}")
        for _ in range(STEPS):
            statuses[step(crowd, tabs[n], at, chance, told)] += 1

    together(crowd, [partial(live, n) for n in range(TABS)])
    crowd.ahead = timedelta()
    return violations(crowd.app, attempt_id, told), statuses


def test_attempts_in_several_tabs_at_once(crowd):
    found, statuses = [], Counter()
    for seed in range(STORIES):
        broken, answered = story(crowd, seed)
        found += [f"story {seed}: {fault}" for fault in broken]
        statuses += answered
    database = "PostgreSQL" if POSTGRESQL else "SQLite"
    print(f"violations in {STORIES} stories of {TABS} tabs on {database}: {len(found)} / 0")
    print(f"steps: {statuses.total()}; answers: {dict(sorted(statuses.items()))}")
    assert found == []
    assert set(statuses) <= KNOWN, statuses
    assert {200, 409, 303} <= set(statuses), "the tabs never met"
    with crowd.app.app_context():
        assert journal.first_break() is None


# ── one moment, eight requests ────────────────────────────────────────────────


def _same_client(_n: int) -> dict[str, object]:
    return {"client_id": "one-and-the-same", "text": "7"}


def _same_version(n: int) -> dict[str, object]:
    return {"client_id": f"client-{n}", "version": 3, "text": str(n)}


@pytest.mark.parametrize(
    "fields, rows", [(_same_client, 1), (_same_version, 8)], ids=["repeated", "the same version"]
)
def test_of_answers_at_one_moment_one_stands(fields, rows, crowd):
    for _round in range(ROUNDS):
        attempt_id = begun(crowd)
        at = f"/attempts/{attempt_id}/questions/{make.NUMBER}"
        tabs = [crowd.tab(**{f"seat-{attempt_id}": "here"}) for _ in range(8)]
        told = together(crowd, [partial(t.post, at, **fields(n)) for n, t in enumerate(tabs)])  # fmt: skip
        assert {answer.status_code for answer in told} == {200}
        saved = {a.json["client_id"]: a.json["version"] for a in told if a.status_code == 200}
        assert violations(crowd.app, attempt_id, saved) == []
        with crowd.app.app_context():
            of = Answer.attempt_id == attempt_id
            assert db.session.scalar(select(func.count()).where(of)) == rows
            db.session.rollback()


def test_handed_in_at_one_moment_it_is_handed_in_once(crowd):
    for _round in range(ROUNDS):
        attempt_id = begun(crowd)
        at = f"/attempts/{attempt_id}"
        tabs = [crowd.tab(**{f"seat-{attempt_id}": "here"}) for _ in range(8)]
        saving = [partial(t.post, f"{at}/questions/{make.NUMBER}", client_id=f"last-{n}-x", text=n) for n, t in enumerate(tabs[:4])]  # fmt: skip
        ending = [partial(t.post, f"{at}/hand-in") for t in tabs[4:]]
        told = together(crowd, saving + ending)
        assert {a.status_code for a in told} <= {200, 303, 409, 410}
        saved = {a.json["client_id"]: a.json["version"] for a in told if a.status_code == 200}
        assert violations(crowd.app, attempt_id, saved) == []


def test_begun_at_one_moment_it_is_begun_once(crowd):
    with crowd.app.app_context():
        context = studies.context_of(crowd.enrolment)
    for _round in range(ROUNDS):
        tabs = [crowd.tab() for _ in range(8)]
        path = f"/study/{crowd.enrolment}/attempts"
        told = together(crowd, [partial(t.post, path, test="final-test") for t in tabs])
        assert {a.status_code for a in told} == {303}
        assert len({a.headers["Location"] for a in told}) == 1
        with crowd.app.app_context(), transaction():
            (one,) = [a for a in queries.attempts(context, "final-test") if a.state == "open"]
            actions.hand_in(one, by=crowd.cast.actors["asel"], at=clock.now())


# ── planted ───────────────────────────────────────────────────────────────────


def test_a_planted_lost_answer_is_found(crowd):
    assert violations(crowd.app, begun(crowd), {"never-kept": 1}) == [
        "an acknowledged answer is lost: never-kept"
    ]


def test_a_planted_second_score_is_found(crowd):
    attempt_id = begun(crowd)
    tab = crowd.tab(**{f"seat-{attempt_id}": "here"})
    assert tab.post(f"/attempts/{attempt_id}/hand-in").status_code == 303
    with crowd.app.app_context(), transaction() as session:
        session.get_one(Attempt, attempt_id).score = 3.0
    assert violations(crowd.app, attempt_id, {}) == ["scored 3.0, not 0.0"]


def test_a_planted_hand_in_that_looks_before_it_leaps_is_found(crowd):
    """Without lock and conditional update, those who come together all find the attempt open."""
    attempt_id, gate = begun(crowd), threading.Barrier(2)

    def careless() -> None:
        found = queries.attempt(attempt_id)
        assert found is not None
        is_open = found.state == "open"
        db.session.rollback()
        gate.wait(20)
        if is_open:
            with transaction() as session:
                given = session.get_one(Attempt, attempt_id)
                given.state, given.handed_in_at, given.score = "handed-in", clock.now(), 0.0
                journal_actions.record(crowd.cast.actors["asel"], "attempt handed in", given)

    together(crowd, [careless, careless])
    assert violations(crowd.app, attempt_id, {}) == ["0 marks, handed in 2 times"]
