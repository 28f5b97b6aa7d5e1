"""Every shipped course, in each language, from enrolment to the certificate, through its pages."""

import re

import pytest
from sqlalchemy import select

from app.accounts import queries as people
from app.accounts.kinds import Profession
from app.assessment import queries as banks
from app.assessment.items.kinds import kind_of
from app.assessment.models import Attempt, AttemptItem
from app.authoring.shipped import Together
from app.core import clock
from app.curriculum import actions as curriculum
from app.curriculum import queries as released
from app.db.session import db, transaction
from app.scenarios import queries as playing
from app.settings import ROOT
from tests.assessment.sitting import speak
from tests.browser import Browser
from tests.cast import BUILDER
from tests.journeys import walks

COURSES = sorted(p.parent.name for p in (ROOT / "courses").glob("*/course.yaml"))


@pytest.fixture
def shipped(app):
    together = Together()
    with transaction():
        curriculum.import_shipped(
            ROOT, by=BUILDER, at=clock.now(), check_bank=together.bank, check_quiz=together.quiz
        )


def become(cast, profession: str) -> None:
    """A course is open to the professions it is written for."""
    with transaction():
        seat = people.appointment(cast.people["asel"].id, on=clock.today())
        seat.post.profession = Profession(profession)


def number_in(page) -> int:
    return int(re.search(r"/(?:study|attempts)/(\d+)", page.html)[1])


def read_all(browser: Browser, enrolment: int, course, language: str) -> None:
    for lesson in course.lessons:
        page = browser.get(f"/study/{enrolment}/lessons/{lesson.id}")
        assert page.status == 200
        assert page.heading == lesson.text(language).title
        for figure in re.findall(r"media:([a-z0-9-]+)", str(lesson.text(language).blocks)):
            assert course.figures[figure].alt[language][:40] in page.html
        browser.post(f"/study/{enrolment}/lessons", {"lesson": lesson.id})


def answer_all(browser: Browser, attempt: int, language: str) -> None:
    bank = banks.bank(db.session.get_one(Attempt, attempt).bank_release_id)
    drawn = db.session.scalars(select(AttemptItem).where(AttemptItem.attempt_id == attempt)).all()
    for place, name, order in [(one.place, one.item, one.order) for one in drawn]:
        item, address = bank.items[name], f"/attempts/{attempt}/questions/{place}"
        assert item.text[language].split("\n")[0][:30] in browser.get(address).main
        kind = kind_of(item)
        fields = kind.as_shown(item, kind.right(item, language), order)
        browser.post(address, fields | {"then": "stay"}, follow=False)


def play_all(browser: Browser, enrolment: int, course, language: str) -> str:
    """As many walkthroughs as the course asks for, carefully; the page of the course after the last."""
    for stated in course.scenarios[: course.completion.walkthroughs.finished]:
        scenario = playing.of_course(course, stated.id)
        page = browser.post(f"/study/{enrolment}/runs", {"scenario": stated.id})
        run = int(re.search(r"/runs/(\d+)/steps", page.html)[1])
        given, end = walks.path(scenario, walks.carefully)
        for number, answer in enumerate(given, start=1):
            fields = {"number": str(number), "shown": language, **walks.fields(answer)}
            browser.post(f"/runs/{run}/steps", fields, follow=False)
        over = browser.get(f"/runs/{run}")
        assert over.heading == scenario.texts[("scenes", end.scene, "title")][language]
    return browser.get(f"/study/{enrolment}").html


@pytest.mark.proof
@pytest.mark.parametrize("language", ["ky", "ru"])
def test_every_course_is_studied_to_its_certificate(browser_of, cast, shipped, language):
    speak(cast, "asel", language)
    browser = browser_of("asel")
    for name in COURSES:
        course = released.course(released.current_release(name).id)
        become(cast, course.audience[0])
        enrolment = number_in(browser.post(f"/courses/{name}/enrolments"))
        read_all(browser, enrolment, course, language)
        if course.completion.walkthroughs is not None:
            assert "/certificates/" in play_all(browser, enrolment, course, language)
            continue
        begun = browser.post(f"/study/{enrolment}/attempts", {"test": course.final})
        attempt = number_in(begun)
        answer_all(browser, attempt, language)
        result = browser.post(f"/attempts/{attempt}/hand-in")
        assert result.status == 200
        assert db.session.get_one(Attempt, attempt).passed, name
        assert "/certificates/" in result.html
