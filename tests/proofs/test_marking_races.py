"""T07: markers at one moment, on a real database: an essay is held by two, marked once by each, and graded once."""

from collections.abc import Iterator
from contextlib import ExitStack
from functools import partial
from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from sqlalchemy import func, select

from app.assessment.models import Attempt, Hold, Mark, Reading
from app.core import clock
from app.db.session import db, transaction
from app.journal.models import Entry
from tests import house
from tests.architecture.test_migrations import empty_database
from tests.assessment import papers
from tests.browser import Browser
from tests.proofs.test_races import MEMORY, Crowd, Tab, together

pytestmark = pytest.mark.proof

ROUNDS = 3
MARKERS = ("chynara", "elena", "gulnara", "ravshan", "ilya", "kanykei", "nurlan")
SAID = {"level_0": 1, "level_1": 4, "remark": "Жакшы"}
_NUMBERS = count(1)


@pytest.fixture(scope="module")
def crowd(settings, tmp_path_factory) -> Iterator[Crowd]:
    with ExitStack() as stack:
        folder = tmp_path_factory.mktemp("markers")
        if MEMORY.is_dir():
            folder = Path(stack.enter_context(TemporaryDirectory(prefix="muras-", dir=MEMORY)))
        address = stack.enter_context(empty_database(folder))
        plain = {"SQLALCHEMY_DATABASE_URI": address, "SQLALCHEMY_ENGINE_OPTIONS": {}}
        app, cast = house.build(settings | plain)
        with app.app_context():
            with transaction():
                papers.bank(essays=2)
                for name in MARKERS[1:]:
                    papers.trainer(cast, name)
            yield Crowd(app, cast, 0)
            db.session.remove()
            db.engine.dispose()


def tabs(crowd: Crowd, *names: str) -> list[Tab]:
    found = []
    for name in names:
        browser = Browser(crowd.app).sign_in(crowd.cast.people[name])
        found.append(Tab(browser, browser.token()))
    return found


def written(crowd: Crowd, *texts: str) -> tuple[int, list[int]]:
    """An attempt of Asel's with these essays, and their markings."""
    with crowd.app.app_context(), transaction():
        context = f"race:{next(_NUMBERS)}"
        attempt = papers.hand_in(crowd.cast.asel, *texts, context=context, at=clock.now())
        return attempt.id, [one.id for one in papers.markings(attempt)]


def counted(crowd: Crowd, *of) -> int:
    with crowd.app.app_context():
        found = db.session.scalar(select(func.count()).where(*of)) or 0
        db.session.rollback()
        return found


def faults(crowd: Crowd, attempt_id: int, marking_ids: list[int]) -> list[str]:
    """What does not hold once every essay has its two markers."""
    found = []
    for one in marking_ids:
        if counted(crowd, Reading.marking_id == one) != 2:
            found.append("not read by two")
        if counted(crowd, Hold.marking_id == one):
            found.append("still held")
    graded = (Entry.what == "attempt graded", Entry.about_id == str(attempt_id))
    if counted(crowd, *graded) != 1:
        found.append("not graded once")
    if counted(crowd, Mark.attempt_id == attempt_id) != len(marking_ids):
        found.append("not one mark for each")
    right = 4.0 * len(marking_ids)
    if not counted(crowd, Attempt.id == attempt_id, Attempt.score == right):
        found.append("not the score that everybody gave")
    return found


def test_taken_at_one_moment_it_is_held_by_two(crowd):
    for _round in range(ROUNDS):
        _attempt, (one,) = written(crowd, "Бир эки")
        takers = tabs(crowd, *MARKERS)
        told = together(crowd, [partial(t.post, f"/markings/{one}/taking") for t in takers])
        assert sorted(answer.status_code for answer in told) == [303, 303] + [409] * 5
        assert counted(crowd, Hold.marking_id == one) == 2
        for tab in takers:
            tab.post(f"/markings/{one}/return")


def test_marked_at_one_moment_and_sent_twice_it_is_graded_once(crowd):
    for _round in range(ROUNDS):
        attempt_id, ids = written(crowd, "Бир эки", "Үч төрт")
        two = tabs(crowd, "elena", "gulnara")
        for one in ids:
            for tab in two:
                assert tab.post(f"/markings/{one}/taking").status_code == 303
        again = tabs(crowd, "elena", "gulnara")
        deeds = [partial(t.post, f"/markings/{one}", **SAID) for one in ids for t in two + again]
        told = together(crowd, deeds)
        assert {answer.status_code for answer in told} == {303}
        assert faults(crowd, attempt_id, ids) == []


def test_a_planted_result_that_is_given_twice_is_found(crowd):
    attempt_id, ids = written(crowd, "Бир эки")
    for tab in tabs(crowd, "elena", "gulnara"):
        tab.post(f"/markings/{ids[0]}/taking")
        tab.post(f"/markings/{ids[0]}", **SAID)
    assert faults(crowd, attempt_id, ids) == []
    with crowd.app.app_context(), transaction() as session:
        attempt = session.get_one(Attempt, attempt_id)
        attempt.score = 3.0
        papers.actions.journal.record(crowd.cast.asel, "attempt graded", attempt)
    assert faults(crowd, attempt_id, ids) == [
        "not graded once",
        "not the score that everybody gave",
    ]
