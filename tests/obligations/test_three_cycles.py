"""Three cycles of one requirement: three completions, each with a certificate of its own that the public page confirms.

Studying anew goes through the page; that the rules of the course were met is entered as a fact.
"""

from datetime import datetime, timedelta

import pytest
from sqlalchemy import select

from app.core import clock
from app.db.session import db, transaction
from app.learning import actions as learning
from app.learning import queries as studies
from app.learning.models import Certificate, Completion, Enrolment
from app.obligations import actions
from app.obligations.actions import Terms
from app.obligations.models import Requirement
from tests.cast import BEGINNING, BUILDER
from tests.home import world

DAY = timedelta(days=1)


@pytest.fixture
def required(cast):
    with transaction():
        release = world.publish("basics", at=BEGINNING, required=None)
        terms = Terms("basics", 60, unit_id=cast.unit_ids["sverdlov"], valid_months=6)
        day = clock.today() - 700 * DAY
        actions.require_course(terms, from_day=day, by=BUILDER, at=BEGINNING)
    return release


def complete(enrolment, at) -> None:
    """As if every rule had been met on that day."""
    from_here = enrolment
    completion = studies.Completion(
        enrolment_id=from_here.id,
        at=at,
        rule_version="test",
        facts={"share": None, "lessons": [], "final": None},
        language="ky",
    )
    completion.enrolment = from_here
    learning.db.session.add(completion)
    learning.db.session.flush()
    learning.issue_certificate(completion, by=BUILDER, at=at)


def test_three_cycles_give_three_certificates_that_verify(browser_of, cast, required):
    asel, browser = cast.people["asel"], browser_of("asel")
    for cycle, days in enumerate((600, 300, 10), 1):
        if cycle > 1:
            record = browser.get("/record")
            browser.post("/courses/basics/again", record.form("/courses/basics/again"))
        with transaction():
            if cycle == 1:
                learning.enrol(asel, required, by=cast.asel, at=clock.now() - 650 * DAY)
            enrolment = studies.enrolment_in(asel.id, "basics")
            assert enrolment is not None
            assert enrolment.cycle == cycle
            complete(enrolment, clock.now() - days * DAY)
    given = [certificate for certificate, _revoked in studies.certificates(asel.id)]
    one_by_one = cycles(asel.id)
    assert [cycle for cycle, _at, _number in one_by_one] == [1, 2, 3]
    assert len({at for _cycle, at, _number in one_by_one}) == 3
    assert sorted(number for *_, number in one_by_one) == sorted(c.number for c in given)
    assert len({c.code for c in given}) == len({c.number for c in given}) == 3
    assert [r.course for r in db.session.scalars(select(Requirement))] == ["basics"]
    for certificate in given:
        page = browser_of("guest").get(f"/verify/{certificate.code}")
        assert page.status == 200
        assert [c.number in page.main for c in given] == [c is certificate for c in given]
    assert browser.post("/courses/basics/again", {}).status == 409


def cycles(person_id: int) -> list[tuple[int, datetime, str]]:
    """Each completion with its cycle and the number of its own certificate."""
    wanted = (
        select(Enrolment.cycle, Completion.at, Certificate.number)
        .join(Completion, Completion.enrolment_id == Enrolment.id)
        .join(Certificate, Certificate.completion_id == Completion.id)
        .where(Enrolment.person_id == person_id, Enrolment.course == "basics")
        .order_by(Enrolment.cycle)
    )
    return [(cycle, at, number) for cycle, at, number in db.session.execute(wanted)]
