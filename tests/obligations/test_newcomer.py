"""A newcomer takes over what the post requires, less what the diagnostic shows, and the head reads why."""

from datetime import timedelta

from sqlalchemy import select

from app.accounts import actions as accounts
from app.accounts.kinds import Profession
from app.core import clock
from app.core.bilingual import Bilingual
from app.curriculum import actions as curriculum
from app.db.session import db, transaction
from app.learning import queries
from app.learning.models import Exemption
from app.obligations import actions
from app.obligations.actions import Terms
from app.settings import ROOT
from tests.assessment.sitting import speak
from tests.cast import BUILDER
from tests.learning.test_exemptions import NOW, sit

COURSE = "tip-foundations"


def test_a_newcomer_inherits_the_path_less_what_the_diagnostic_shows(cast, browser_of):
    asel, today = cast.people["asel"], clock.today()
    with transaction():
        curriculum.import_shipped(ROOT, by=BUILDER, at=NOW - timedelta(days=2))
        name = Bilingual(ky="Тергөөчү", ru="Следователь", en="Investigator")
        post = accounts.create_post(cast.units["sverdlov"], name, Profession.POLICE, by=BUILDER)
        terms = Terms(COURSE, 45, post_id=post.id)
        actions.require_course(terms, from_day=today - timedelta(days=400), by=BUILDER, at=NOW)
        accounts.move(asel, post, on_day=today, by=BUILDER)
    for who in ("asel", "daniyar"):
        speak(cast, who, "en")
    browser = browser_of("asel")
    start = browser.get("/")
    assert "Enrol and begin with the diagnostic" in start.text
    assert "Days left: 45" in start.main  # from taking the post, not from the requirement
    way = f"/courses/{COURSE}/enrolments"
    browser.post(way, start.form(way))
    with transaction():
        enrolment = queries.enrolment_in(asel.id, COURSE)
        known = ("elements", "victim")
        sit(enrolment, cast, "diagnostic", right=lambda topic: topic in known)
        number = enrolment.id
    kept = db.session.scalars(select(Exemption).where(Exemption.enrolment_id == number)).all()
    assert {one.lesson for one in kept} == {"three-elements", "victim"}
    assert all(one.attempt_id for one in kept)  # the reason is the attempt itself
    assert browser.get(f"/study/{number}").main.count("exempt by the diagnostic of") == 2
    # It is owed all the same, until the rest and the final test are done.
    assert "Days left: 45" in browser.get("/").main
    head = browser_of("daniyar")
    assert "Exempt from a lesson by the diagnostic" in head.get(f"/people/{asel.id}/record").main
    assert "due by" in head.get(f"/people/{asel.id}/requirements").main
