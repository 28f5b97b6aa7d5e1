"""Section 10 says what the room continuity says: the same cells, of one to four people hidden."""

from datetime import UTC, datetime

import pytest
from sqlalchemy import select, update

from app.accounts.kinds import AbsenceKind
from app.accounts.models import Appointment, Unit
from app.accounts.service_models import Absence
from app.continuity.queries import counted
from app.db.session import db, transaction
from app.learning.models import Certificate
from app.obligations import actions as obligations
from app.obligations.actions import Terms
from app.reports.sections import HIDDEN
from tests.cast import BUILDER
from tests.reports import facts
from tests.reports.reading import DAY, comma_separated, meant
from tests.reports.told import tables

CAPTION = "What posts require, and who holds it"


@pytest.fixture
def covered(cast) -> Unit:
    """Of nine seats in a new unit six are held by certified people, one of them away; two are vacant."""
    with transaction():
        release = facts.course()
        unit = facts.unit(cast.units["police"], "talas", "Talas")
        for n, someone in enumerate(facts.people(9, unit)):
            if n < 6:
                enrolment = facts.enrol(someone, release, on=facts.HIRED)
                facts.certify(facts.complete(enrolment, on=facts.HIRED), on=facts.HIRED)
            if n == 5:
                _away(someone.id)
        for _ in range(2):
            facts.person(unit, until=DAY, ended_by="left")
        terms = Terms("course", 60, unit_id=unit.id)
        at = datetime(2024, 1, 1, tzinfo=UTC)
        obligations.require_course(terms, from_day=facts.HIRED, by=BUILDER, at=at)
    return unit


def _away(person_id: int) -> None:
    since = {"recorded_at": facts.at(facts.HIRED), "recorded_by_id": None}
    absence = Absence(person_id=person_id, kind=AbsenceKind.SICK, from_day=DAY, **since)
    db.session.add(absence)
    db.session.flush()


def row(browser, root: int) -> dict[str, object]:
    address = f"/reports/institution/{root}/continuity?on={DAY}&until={DAY}"
    head, *rows = tables(browser.get(address))[CAPTION]
    (found,) = rows
    return dict(zip(head, map(meant, found), strict=True))


def test_it_says_what_the_room_continuity_counts(covered, cast, browser_of):
    path, root = cast.units["police"].path, cast.units["police"].id
    cell = counted.by_course(path, on=DAY)["course"]
    assert (cell.filled, cell.held, cell.away, cell.vacant) == (9, 6, 1, 2)
    found = row(browser_of("kanykei"), root)
    assert found["Posts filled"] == 9
    assert found["Held by their holders"] == 6
    assert found["Vacant posts"] == 2
    assert found["Of them away"] == HIDDEN


def test_the_file_of_continuity_says_the_same(covered, cast, browser_of):
    root = cast.units["police"].id
    answer = browser_of("kanykei").client.get(f"/continuity/{root}.csv?on={DAY}")
    _head, only = comma_separated(answer)
    found = row(browser_of("kanykei"), root)
    assert [meant(cell) for cell in only[2:4]] == [
        found["Posts filled"],
        found["Held by their holders"],
    ]


def test_where_few_hold_it_neither_they_nor_their_share_are_shown(covered, cast, browser_of):
    with transaction():
        holders = select(Certificate.person_id).limit(3)
        theirs = Appointment.person_id.in_(holders)
        db.session.execute(update(Appointment).where(theirs).values(until_day=DAY))
    found = row(browser_of("kanykei"), cast.units["police"].id)
    assert found["Held by their holders"] == HIDDEN
    assert found["Coverage"] is None
    assert found["Held by nobody"] == HIDDEN
