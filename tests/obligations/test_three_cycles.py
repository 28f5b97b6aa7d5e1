"""Three cycles through the actions of the pages: three completions, three certificates that verify."""

from datetime import timedelta

import pytest

from app.core import clock
from app.db.session import transaction
from app.learning import actions as learning
from app.learning import queries as studies
from app.obligations import actions
from app.obligations.actions import Terms
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
    given = studies.certificates(asel.id)
    assert len({certificate.number for certificate, _revoked in given}) == 3
    for certificate, _revoked in given:
        assert certificate.number in browser_of("guest").get(f"/verify/{certificate.code}").main
    assert browser.post("/courses/basics/again", {}).status == 409
