"""A diagnostic exempts from lessons: by topic, for good, never from the final test, and everybody reads why."""

from datetime import timedelta
from fractions import Fraction

import pytest
from sqlalchemy import select
from sqlalchemy.exc import DBAPIError

from app.assessment import actions as tests
from app.assessment import queries as banks
from app.assessment.items.kinds import kind_of
from app.assessment.models import Answer, Attempt, AttemptItem
from app.core import clock
from app.curriculum import actions as curriculum
from app.curriculum import queries as released
from app.db.session import db, transaction
from app.journal.models import Entry
from app.learning import actions, activities, exemptions, queries, rules
from app.learning.exemptions import Earned
from app.learning.models import Exemption
from app.learning.rules import Exempt, Read, Requirement
from app.settings import ROOT
from tests import make
from tests.assessment.sitting import Sitting, speak, take_seat
from tests.cast import BUILDER

NOW = clock.now()
NEED = Requirement(("one", "two", "three"), "final")
TOPICS = [("elements", 80, ("one",)), ("law", 80, ("two", "elsewhere")), (None, 90, ("three",))]


def earned(elements, law):
    return {"elements": Earned(Fraction(elements), 3), "law": Earned(Fraction(law), 3)}


CASES = [
    (earned(3, 3), (), ["one", "two", "three"]),
    (earned(3, 2), (), ["one"]),
    (earned(2, 3), (), ["two"]),
    (earned(0, 0), (), []),
    (earned(3, 3), ("one",), ["two", "three"]),
    (earned(Fraction(12, 5), 0), (), ["one"]),
    (earned(Fraction(239, 100), 0), (), []),
    ({}, (), []),
]


@pytest.mark.parametrize(("by_topic", "read", "exempt"), CASES)
def test_who_reaches_the_mark_of_a_topic_need_not_read_its_lessons(by_topic, read, exempt):
    assert exemptions.exempted(TOPICS, by_topic, need=NEED, read=read) == exempt


def test_an_exempt_lesson_counts_as_done_and_the_final_test_never_is():
    exempt = {name: Exempt(7, NOW) for name in NEED.lessons}
    now = rules.standing(NEED, {}, None, exempt)
    assert (now.read, now.left, now.begun, now.complete) == (3, 0, False, False)
    assert rules.may_take("final", now)
    final = rules.standing(NEED, {}, None, {"final": Exempt(7, NOW)})
    assert not final.lines[-1].met


def test_who_reads_it_all_the_same_has_read_it():
    now = rules.standing(NEED, {"one": Read(NOW, "ky")}, None, {"one": Exempt(7, NOW)})
    assert isinstance(now.record_of("one"), Read)


WHEN = [
    ("diagnostic", {}, {}, True),
    ("diagnostic", {"one": Read(NOW, "ky")}, {}, False),
    ("pre", {}, {"one": Exempt(7, NOW)}, True),
    ("pre", {"one": Read(NOW, "ky")}, {}, False),
    ("post", {"one": Read(NOW, "ky")}, {}, False),
    ("post", {name: Read(NOW, "ky") for name in NEED.lessons}, {}, True),
    ("practice", {}, {}, True),
    ("check", {}, {}, True),
]


@pytest.mark.parametrize(("kind", "read", "exempt", "may"), WHEN)
def test_when_which_test_is_taken(kind, read, exempt, may):
    assert rules.may_take(kind, rules.standing(NEED, read, None, exempt)) is may


# ── the shipped diagnostic ────────────────────────────────────────────────────


@pytest.fixture
def enrolled(cast):
    with transaction():
        curriculum.import_shipped(ROOT, by=BUILDER, at=NOW - timedelta(days=2))
        release = released.current_release("tip-foundations")
        person = db.session.merge(cast.people["asel"])
        return actions.enrol(person, release, by=cast.asel, at=NOW - timedelta(days=1)).id


def sit(enrolment, cast, test, *, right=lambda topic: True):
    """All questions of the topics for which `right` says so are answered."""
    quiz = activities.quiz(released.course(enrolment.release_id), test)
    attempt = tests.begin(
        db.session.merge(cast.people["asel"]),
        release=enrolment.release,
        quiz=quiz,
        context=queries.context_of(enrolment.id),
        by=cast.asel,
        at=NOW,
        seat=make.SEAT,
        seed=5,
    )
    bank = banks.bank(attempt.bank_release_id)
    for one in attempt.items:
        if right(bank.topic_of(one.item)):
            item = bank.items[one.item]
            tests.save_answer(
                attempt,
                one.place,
                kind_of(item).right(item, "ky"),
                language="ky",
                client_id=f"device-{attempt.id}-{one.place}",
                seat=make.SEAT,
                by=cast.asel,
                at=NOW,
            )
    tests.hand_in(attempt, by=cast.asel, at=NOW)
    return attempt


def test_the_shipped_diagnostic_exempts_from_what_one_knows(enrolled, cast, browser_of):
    speak(cast, "asel", "en")
    with transaction():
        enrolment = queries.enrolment(enrolled)
        known = ("elements", "victim")
        attempt = sit(enrolment, cast, "diagnostic", right=lambda topic: topic in known)
        assert attempt.passed is None
        standing = queries.study(enrolment).standing
        exempt = [line.subject for line in standing.lines if line.is_exempt]
        assert exempt == ["three-elements", "victim"]
        assert standing.next_lesson() == "consent-and-law"
        assert not standing.complete
    browser = browser_of("asel")
    page = browser.get(f"/study/{enrolled}/why")
    assert page.main.count("exempt by the diagnostic of") == 2
    assert f"/attempts/{attempt.id}/result" in page.links().values()
    assert browser.get(f"/study/{enrolled}").main.count("exempt by the diagnostic of") == 2
    record = browser.get(f"/people/{cast.people['asel'].id}/record")
    assert "Exempt from a lesson by the diagnostic" in record.main
    with transaction():
        what = select(Entry.what).where(Entry.what == "exempt")
        assert len(db.session.scalars(what).all()) == 2


def test_nothing_takes_an_exemption_back(enrolled, cast):
    with transaction():
        enrolment = queries.enrolment(enrolled)
        attempt = sit(enrolment, cast, "diagnostic")
        assert actions.exempt(enrolment, attempt, by=cast.asel, at=NOW) == []
    for change in (Exemption.__table__.delete(), Exemption.__table__.update().values(lesson="x")):
        with pytest.raises(DBAPIError), transaction():
            db.session.execute(change)


def test_with_all_lessons_exempt_the_final_test_completes_the_course(enrolled, cast):
    with transaction():
        enrolment = queries.enrolment(enrolled)
        sit(enrolment, cast, "diagnostic")
        assert queries.study(enrolment).standing.left == 0
        assert queries.completion(enrolled) is None
        sit(enrolment, cast, "final-test")
        done = queries.completion(enrolled)
        assert len(done.facts["exempt"]) == 8
        assert queries.study(enrolment).certificate


def test_the_diagnostic_is_offered_before_the_first_lesson_and_not_after(
    enrolled, cast, browser_of
):
    speak(cast, "asel", "en")
    browser = browser_of("asel")
    page = browser.get(f"/study/{enrolled}")
    assert "Do you know some of this already?" in page.main
    with transaction():
        by = cast.asel
        actions.read_lesson(queries.enrolment(enrolled), "indicators", "ky", by=by, at=NOW)
    assert "Do you know some of this already?" not in browser.get(f"/study/{enrolled}").main
    again = browser.post(f"/study/{enrolled}/attempts", {"test": "diagnostic"})
    assert again.status == 409
    assert "before the first lesson" in again.main


def test_the_shipped_pair_shares_no_question(enrolled, cast):
    with transaction():
        enrolment = queries.enrolment(enrolled)
        first = sit(enrolment, cast, "pre-test")
        sit(enrolment, cast, "diagnostic")
        second = sit(enrolment, cast, "post-test")
        assert not {i.item for i in first.items} & {i.item for i in second.items}
        assert len(second.items) == len(first.items)


# ── practice on the page ──────────────────────────────────────────────────────


def test_practice_shows_the_right_answer_when_one_has_given_ones_own(enrolled, cast, browser_of):
    speak(cast, "asel", "en")
    browser = browser_of("asel")
    terms = browser.get(f"/study/{enrolled}").main
    assert "It never counts, and you may repeat it as often as you like." in terms
    page = browser.post(f"/study/{enrolled}/attempts", {"test": "practice"})
    wanted = select(Attempt.id).where(Attempt.test == "practice")
    attempt_id = db.session.scalars(wanted).one()
    assert "right answer and why it is right are shown after each question" in page.main
    with transaction():
        attempt = db.session.get_one(Attempt, attempt_id)
        attempt.seat = make.SEAT
    take_seat(Sitting(browser, attempt_id), make.SEAT)
    bank, drawn = banks.bank(attempt.bank_release_id), attempt_items(attempt_id)
    place, item = next((p, bank.items[n]) for p, n, _o in drawn if fields_of(bank, n) is not None)
    here = f"/attempts/{attempt_id}/questions/{place}"
    order = next(o for p, _n, o in drawn if p == place)
    fields = kind_of(item).as_shown(item, kind_of(item).right(item, "ky"), order)
    empty = browser.post(here, {"then": "commit"})
    assert "Answer this question first" in empty.text
    assert item.explanation.ky[:40] not in empty.text
    told = browser.post(here, fields | {"then": "commit"})
    assert item.explanation.ky[:40] in told.text
    assert [form for form in told.forms() if form.get("action") == here] == []
    late = browser.post(here, fields | {"then": "stay", "choice": "1"})
    assert late.status in (200, 409)
    assert len(answers(attempt_id, place)) == 1


def attempt_items(attempt_id):
    wanted = select(AttemptItem.place, AttemptItem.item, AttemptItem.order)
    return db.session.execute(wanted.where(AttemptItem.attempt_id == attempt_id)).all()


def fields_of(bank, name):
    return name if bank.items[name].kind in ("single-choice", "multiple-choice") else None


def answers(attempt_id, place):
    wanted = select(Answer).where(Answer.attempt_id == attempt_id, Answer.place == place)
    return db.session.scalars(wanted).all()
