"""A requirement over two years: due, told, studied anew, three times; three certificates that anybody can verify."""

from datetime import date, datetime, timedelta

import pytest
from sqlalchemy import select

from app.assessment import actions as tests
from app.assessment import queries as banks
from app.assessment.items.kinds import kind_of
from app.core import clock
from app.curriculum import actions as curriculum
from app.curriculum import queries as released
from app.db.session import db, transaction
from app.learning import actions as learning
from app.learning import activities
from app.learning import queries as studies
from app.notices.models import Letter
from app.obligations import actions, listed
from app.obligations.actions import Terms
from app.obligations.rules import How
from app.settings import ROOT
from tests import make
from tests.assessment.sitting import speak
from tests.cast import BUILDER

DAY = timedelta(days=1)
BEGIN = clock.now()
COURSE = "tip-foundations"


class Time:
    """The program's clock, put forward."""

    def __init__(self, monkeypatch) -> None:
        self.at = BEGIN
        monkeypatch.setattr(clock, "now", lambda: self.at)

    def go_to(self, day: date) -> None:
        self.at = datetime.combine(day, self.at.timetz())


@pytest.fixture
def time(app, monkeypatch) -> Time:
    return Time(monkeypatch)


def complete(cast, enrolment_id: int) -> None:
    """Every lesson read, every question of the final test answered rightly, as pages do it."""
    person, by, at = cast.people["asel"], cast.asel, clock.now()
    enrolment = studies.enrolment(enrolment_id)
    course = released.course(enrolment.release_id)
    for lesson in course.lessons:
        learning.read_lesson(enrolment, lesson.id, "ky", by=by, at=at)
    attempt = tests.begin(
        db.session.merge(person), release=enrolment.release, quiz=activities.quiz(course, course.final),
        context=studies.context_of(enrolment.id), by=by, at=at, seat=make.SEAT, seed=5,
    )  # fmt: skip
    bank = banks.bank(attempt.bank_release_id)
    for one in attempt.items:
        item = bank.items[one.item]
        tests.save_answer(
            attempt, one.place, kind_of(item).right(item, "ky"), language="ky",
            client_id=f"device-{attempt.id}-{one.place}", seat=make.SEAT, by=by, at=at,
        )  # fmt: skip
    tests.hand_in(attempt, by=by, at=at)


def night(app) -> None:
    for name in ("review", "remind"):
        said = app.test_cli_runner().invoke(args=["obligations", name])
        assert said.exit_code == 0, said.output


def letters_to(who: str) -> int:
    db.session.rollback()
    wanted = select(Letter.id).where(Letter.to_address == f"{who}@example.test")
    return len(db.session.scalars(wanted).all())


def test_three_cycles_give_three_certificates_that_verify(app, cast, browser_of, time):
    with transaction():
        curriculum.import_shipped(ROOT, by=BUILDER, at=BEGIN)
        terms = Terms(COURSE, 60, unit_id=cast.unit_ids["sverdlov"], valid_months=12)
        day = clock.today()
        made = actions.require_course(terms, from_day=day, by=cast.kanykei, at=clock.now()).id
    speak(cast, "asel", "en")
    asel, due = cast.people["asel"].id, day + 60 * DAY
    codes: list[tuple[str, str]] = []
    for cycle in (1, 2, 3):
        time.go_to(due - 30 * DAY)
        before = letters_to("asel")
        night(app)
        night(app)
        assert letters_to("asel") == before + 1
        browser = browser_of("asel")
        start = browser.get("/")
        way = f"/courses/{COURSE}/" + ("enrolments" if cycle == 1 else "again")
        assert way in _posts(start)
        browser.post(way, start.form(way))
        with transaction():
            enrolment = studies.enrolment_in(asel, COURSE)
            assert enrolment.cycle == cycle
            complete(cast, enrolment.id)
        due = _months_later(clock.today())
        certificate = studies.certificates(asel)[0][0]
        codes.append((certificate.code, certificate.number))
        assert browser.post(f"/courses/{COURSE}/again", {}).status == 409  # not yet
        assert f"/courses/{COURSE}/" not in "".join(_posts(browser.get("/")))
    assert len(set(codes)) == 3
    for code, number in codes:
        page = browser_of("guest").get(f"/verify/{code}").main
        assert number in page
        assert "Token" not in page
    done = [one for one in listed.cycles(asel) if one.kept.requirement_id == made]
    assert [one.kept.cycle for one in done] == [3, 2, 1]
    assert {one.kept.how for one in done} == {How.COMPLETED}
    assert {one.certificate for one in done} == {number for _code, number in codes}
    shown = browser_of("daniyar").get(f"/people/{asel}/requirements").main
    assert all(number in shown for _code, number in codes)


def _months_later(day: date) -> date:
    return day.replace(year=day.year + 1)


def _posts(page) -> list[str]:
    return [form.get("action") or "" for form in page.forms()]
