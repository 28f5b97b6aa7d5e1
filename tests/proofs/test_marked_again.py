"""T33 and T07 for questions marked again: nobody does it alone, and at once with others it is done once."""

import threading
from collections.abc import Callable, Iterator

import pytest
from flask import Flask
from sqlalchemy import func, select

from app.assessment import regrades, regrading, remarking
from app.assessment.regrade_models import Regrade, RegradedAttempt
from app.core import clock
from app.core.actor import system
from app.db.session import db, transaction
from tests import house
from tests.architecture.test_migrations import empty_database
from tests.architecture.walk import Walk
from tests.assessment import mending
from tests.browser import ORIGIN, Browser
from tests.cast import Cast
from tests.proofs.test_two_persons import post

pytestmark = pytest.mark.proof

FEW = ("matching", "numeric", "short-answer")
PEOPLE = ("asel", "bek", "daniyar", "chynara", "elena", "gulnara")


@pytest.fixture
def world(own_walk) -> Walk:
    own_walk.restore()
    own_walk._cookies = dict(own_walk._cookies)
    return own_walk


def regraded(walk: Walk) -> int:
    """Attempts that bear another mark than the one they were handed in with."""
    db.session.rollback()
    return db.session.scalar(select(func.count()).select_from(RegradedAttempt)) or 0


def _asked_by_kanykei(walk: Walk) -> int:
    return int(str(walk.things.made["regrade_id", "asel"]))


def _decide(walk: Walk, by: str, step: str = "confirmation", **fields: object) -> int:
    return post(walk, by, f"/regrades/{_asked_by_kanykei(walk)}/{step}", **fields)


def _mark_alone(walk: Walk) -> None:
    _decide(walk, "kanykei")
    walk._cookies["kanykei"] = walk._sign_in("kanykei")
    _decide(walk, "kanykei", confirmed_by_id=1, asked_by_id=1)


def _mark_by_others(walk: Walk) -> None:
    for name in ("asel", "bek", "daniyar", "chynara", "elena", "leila", "maksat", "guest"):
        _decide(walk, name)


def _mark_taken_back(walk: Walk) -> None:
    assert _decide(walk, "kanykei", "withdrawal") == 303
    _decide(walk, "nurlan")


def _mark_by_the_command(walk: Walk) -> None:
    walk.app.test_cli_runner().invoke(args=["assessment", "regrade"])


MARKING: dict[str, Callable[[Walk], None]] = {
    "alone": _mark_alone,
    "by others": _mark_by_others,
    "taken back": _mark_taken_back,
    "by the command": _mark_by_the_command,
}


@pytest.mark.parametrize("way", MARKING)
def test_nobody_marks_again_alone(way, world):
    MARKING[way](world)
    print(f"attempts marked again {way}: {regraded(world)} / 0")
    assert regraded(world) == 0


def test_two_persons_mark_again(world):
    assert _decide(world, "nurlan") == 303
    assert regraded(world) > 0


# ── at once ───────────────────────────────────────────────────────────────────


@pytest.fixture
def crowd(settings, tmp_path) -> Iterator[tuple[Flask, Cast]]:
    """On a database of its own, where threads really meet; six people would change."""
    with empty_database(tmp_path) as address:
        plain = {"SQLALCHEMY_DATABASE_URI": address, "SQLALCHEMY_ENGINE_OPTIONS": {}}
        app, cast = house.build(settings | plain)
        with app.app_context():
            for who in PEOPLE:
                mending.sit(cast, who, wrong=FEW, choice="c")
            mending.mend()
            yield app, cast
            db.session.remove()
            db.engine.dispose()


def together(*deeds: Callable[[], object]) -> list[object]:
    """What each gave, when all begin at the same moment."""
    said: list[object] = []
    start = threading.Barrier(len(deeds))

    def run(deed: Callable[[], object]) -> None:
        start.wait()
        said.append(deed())

    threads = [threading.Thread(target=run, args=(deed,)) for deed in deeds]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return said


def _tab(app: Flask, cast: Cast, who: str, path: str, **fields: object) -> Callable[[], int]:
    browser = Browser(app).sign_in(cast.people[who])
    given = {"csrf_token": browser.token()} | {n: str(v) for n, v in fields.items()}
    return lambda: browser.client.post(path, data=given, headers=ORIGIN).status_code


def _doubled() -> list[int]:
    """Rounds of each attempt that has another number than two."""
    db.session.rollback()
    touched = db.session.scalars(select(RegradedAttempt)).all()
    rounds = [
        len(mending.marks(db.session.get_one(mending.Attempt, r.attempt_id))) for r in touched
    ]
    return [n for n in rounds if n != 2]


def test_two_confirmations_at_once_mark_once(crowd):
    app, cast = crowd
    asked = mending.ask(cast)
    path = f"/regrades/{asked.id}/confirmation"
    said = together(*(_tab(app, cast, "nurlan", path) for _ in range(4)))
    print(f"confirmations of four at once: {said.count(303)} / 1")
    assert sorted(map(int, map(str, said))) == [303, 409, 409, 409]
    assert _doubled() == []
    assert db.session.scalar(select(func.count()).select_from(RegradedAttempt)) == len(PEOPLE)


def test_confirmed_or_taken_back_and_never_both(crowd):
    app, cast = crowd
    asked = mending.ask(cast)
    here = f"/regrades/{asked.id}"
    together(_tab(app, cast, "nurlan", f"{here}/confirmation"), _tab(app, cast, "kanykei", f"{here}/withdrawal"))  # fmt: skip
    db.session.rollback()
    stands = db.session.get(Regrade, asked.id, populate_existing=True) is not None
    touched = db.session.scalar(select(func.count()).select_from(RegradedAttempt))
    assert touched == (len(PEOPLE) if stands else 0)


def test_asked_at_once_it_is_asked_once(crowd):
    app, cast = crowd
    path = f"/regrades/new/bank/{mending.ITEM}"
    wish = {"how": "key", "unit": cast.unit_ids["police"], "reason": mending.REASON}
    said = together(*(_tab(app, cast, "kanykei", path, **wish) for _ in range(3)))
    assert said.count(303) == 1
    db.session.rollback()
    assert db.session.scalar(select(func.count()).select_from(Regrade)) == 1


def test_two_commands_at_once_double_nothing(crowd, monkeypatch):
    app, cast = crowd
    monkeypatch.setattr(regrading, "AT_ONCE", 0)
    asked = mending.ask(cast)
    mending.confirm(cast, asked)

    def go() -> int:
        done = 0
        with app.app_context():
            while True:
                with transaction():
                    there = regrades.regrade(asked.id)
                    assert there is not None
                    went = remarking.mark_again(there, limit=1, by=system("proof"), at=clock.now())
                done += went
                if not went:
                    return done

    db.session.rollback()
    assert sum(map(int, map(str, together(go, go)))) == len(PEOPLE)
    assert _doubled() == []


# ── planted ───────────────────────────────────────────────────────────────────


def test_a_planted_marking_without_a_second_person_is_found(world, monkeypatch):
    monkeypatch.setattr(regrading, "ensure_second", lambda *_args: None)
    _mark_alone(world)
    assert regraded(world) > 0
