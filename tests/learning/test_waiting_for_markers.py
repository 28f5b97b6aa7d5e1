"""A course whose final test markers read: neither passed nor failed, then complete from the day it was graded."""

from datetime import timedelta

import pytest

from app.assessment import queries as tests
from app.assessment import waiting as essays
from app.core import clock
from app.db.session import transaction
from app.learning import actions, queries
from app.reports.queries import person as records
from tests import make
from tests.assessment import papers
from tests.assessment.sitting import speak

DRAW = "[{topic: more, count: 1}]"
YESTERDAY = timedelta(days=1)


@pytest.fixture
def waiting(cast):
    """Asel has read everything and handed in the final test yesterday; its enrolment, its marking, trainers."""
    with transaction():
        papers.bank()
        trainers = papers.trainers(cast)
        make.course(draw=DRAW)
        of = make.enrolment(cast.people["asel"])
        then = clock.now() - YESTERDAY
        actions.read_lesson(of, "lesson", "ky", by=cast.asel, at=then)
        attempt = papers.hand_in(
            cast.asel, "Бир эки", context=queries.context_of(of.id), draw=DRAW, at=then
        )
        (one,) = papers.markings(attempt)
        found = of.id, one.id, trainers
    speak(cast, "asel", "en")
    return found


def graded(waiting, *, law: int) -> None:
    with transaction():
        one = essays.marking(waiting[1])
        for marker in waiting[2][:2]:
            papers.mark(one, marker, facts=0 if law == 0 else 1, law=law, at=clock.now())


def pages(browser_of, of: int) -> dict[str, str]:
    browser = browser_of("asel")
    addresses = {
        "start": "/",
        "course": f"/study/{of}",
        "why": f"/study/{of}/why",
        "record": "/record",
    }
    return {name: browser.get(address).main for name, address in addresses.items()}


def test_while_it_waits_every_page_says_so(browser_of, waiting):
    said = pages(browser_of, waiting[0])
    assert "Tests that markers are reading" in said["start"]
    assert "Markers are reading your final test." in said["start"]
    assert "Markers are reading your final test" in said["course"]
    assert "Begin the final test" not in said["course"]
    assert "Take again" not in said["course"]
    assert "being marked" in said["why"]
    assert "markers are reading it" in said["record"]
    for main in said.values():
        assert "not passed" not in main.replace("neither passed nor failed", "")


def test_it_cannot_be_begun_again_meanwhile(browser_of, waiting):
    page = browser_of("asel").post(f"/study/{waiting[0]}/attempts", {"test": "final-test"})
    assert page.status == 409
    assert "Markers are still reading your answers" in page.main


def test_passed_by_markers_the_course_is_complete_from_that_moment(browser_of, cast, waiting):
    graded(waiting, law=4)
    done = queries.completion(waiting[0])
    assert done is not None
    assert clock.day_of(done.at) == clock.today()
    (attempt,) = tests.attempts(queries.context_of(waiting[0]), "final-test")
    assert done.at == attempt.graded_at > attempt.handed_in_at
    assert done.facts["attempt"] == attempt.id
    said = pages(browser_of, waiting[0])
    assert "You have completed this course" in said["course"]
    assert "being marked" not in said["why"]


def test_failed_by_markers_it_can_be_taken_again(browser_of, waiting):
    graded(waiting, law=0)
    assert queries.completion(waiting[0]) is None
    said = pages(browser_of, waiting[0])
    assert "take the final test" in said["course"]
    assert "not passed" in said["record"]
    assert "open" in said["why"]


def facts(cast) -> list[tuple[str, str | None, float | None]]:
    found = records.facts(records.record(cast.people["asel"].id), on=clock.today())
    return [(f.what, f.outcome, f.score) for f in found if f.what.startswith("Test")]


def test_the_record_keeps_both_days(cast, waiting):
    assert facts(cast) == [("Test handed in", "being marked", None)]
    graded(waiting, law=4)
    assert facts(cast) == [("Test handed in", None, None), ("Test graded", "passed", 4.0)]
