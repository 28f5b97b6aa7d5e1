"""Putting facts of service right: the fact says what is true, a record cites what it said, and what was earned stays."""

from datetime import date

import pytest

from app.accounts import actions, queries, restating, service, serving
from app.accounts import rules as place_rules
from app.accounts import service_rules as rules
from app.accounts.kinds import AbsenceKind, Profession
from app.accounts.restating import Why
from app.accounts.service_rules import Days
from app.core import clock
from app.db.session import transaction
from tests import make
from tests.cast import BEGINNING, BUILDER

FIRST, MOVED = date(2024, 1, 1), date(2026, 1, 15)
WHY = Why("Order No. 7 of 2024", BUILDER, BEGINNING)


def chair(cast, unit="osh"):
    over = queries.unit(cast.unit_ids[unit])
    return actions.create_post(over, over.name, Profession.POLICE, by=BUILDER)


def days_of(person):
    held = queries.appointments(person.id)
    return [(a.from_day, a.until_day) for a in reversed(held)]


@pytest.fixture
def moved(cast, writing):
    """Asel was moved to Osh; her first post is taken by somebody else since."""
    asel, bek = cast.people["asel"], cast.people["bek"]
    first = queries.appointments(asel.id)[0].post
    actions.move(asel, chair(cast), on_day=MOVED, by=BUILDER)
    actions.move(bek, first, on_day=date(2026, 2, 1), by=BUILDER)
    return asel


def restate(person, n, *, post=None, from_day=None, until_day=None):
    held = queries.appointments(person.id)[n]
    days = Days(from_day or held.from_day, until_day or held.until_day)
    restating.restate_appointment(person, held, post=post or held.post, days=days, why=WHY)


def test_the_day_of_a_move_is_put_right_on_both_sides(moved):
    restate(moved, 0, from_day=date(2026, 1, 10))
    assert days_of(moved) == [(FIRST, date(2026, 1, 10)), (date(2026, 1, 10), None)]
    restate(moved, 1, until_day=date(2026, 1, 20))
    assert days_of(moved) == [(FIRST, date(2026, 1, 20)), (date(2026, 1, 20), None)]
    said = service.corrections(moved.id)
    assert len(said) == 4
    assert {c.was["from_day"] for c in said} == {"2024-01-01", "2026-01-15", "2026-01-10"}
    assert {c.reason for c in said} == {"Order No. 7 of 2024"}


def test_a_correction_that_meets_another_fact_is_refused(moved, cast):
    first = queries.appointments(moved.id)[1].post
    with pytest.raises(rules.PostHeldThen):
        restate(moved, 1, until_day=date(2026, 2, 10))
    with pytest.raises(rules.PostHeldThen):
        restate(moved, 0, post=first)
    with pytest.raises(rules.EndsBeforeItBegins):
        restate(moved, 0, from_day=date(2023, 12, 31))
    with pytest.raises(rules.SaysTheSame):
        restate(moved, 0)
    with pytest.raises(rules.EndIsOpen):
        restate(moved, 0, until_day=date(2026, 5, 1))
    closed = chair(cast)
    closed.closed_day = MOVED
    with pytest.raises(place_rules.PostClosed):
        restate(moved, 0, post=closed)
    assert service.corrections(moved.id) == []


def test_appointments_that_no_move_joins_may_not_meet(cast, writing):
    perizat = cast.people["perizat"]
    actions.appoint(perizat, chair(cast), from_day=MOVED, by=BUILDER)
    with pytest.raises(rules.DaysMeet):
        restate(perizat, 0, from_day=date(2025, 1, 1))
    restate(perizat, 1, until_day=date(2025, 7, 1))
    assert days_of(perizat) == [(FIRST, date(2025, 7, 1)), (MOVED, None)]


def test_the_post_of_an_appointment_is_put_right(moved, cast):
    right = chair(cast, "bishkek")
    was = queries.appointments(moved.id)[0].post_id
    restate(moved, 0, post=right)
    assert queries.appointment(moved.id, on=MOVED).post_id == right.id
    assert service.corrections(moved.id)[0].was["post"] == was


def test_ranks_and_absences_are_put_right(cast, writing):
    asel = cast.people["asel"]
    held = serving.record_rank(asel, "police-major", from_day=FIRST, by=BUILDER, at=BEGINNING)
    later = serving.record_rank(asel, "police-colonel", from_day=MOVED, by=BUILDER, at=BEGINNING)
    with pytest.raises(rules.RankKnown):
        restating.restate_rank(asel, later, rank=later.rank, from_day=FIRST, why=WHY)
    with pytest.raises(rules.NotARank):
        restating.restate_rank(asel, held, rank="judge-1", from_day=FIRST, why=WHY)
    restating.restate_rank(asel, held, rank="police-captain", from_day=FIRST, why=WHY)
    days = Days(MOVED, date(2026, 2, 1))
    absence = serving.record_absence(asel, AbsenceKind.SICK, days, by=BUILDER, at=BEGINNING)
    right = Days(MOVED, date(2026, 1, 20))
    restating.restate_absence(
        asel, absence, kind=AbsenceKind.STUDY, days=right, to_unit=None, why=WHY
    )
    assert [(c.fact, c.was) for c in service.corrections(asel.id)] == [
        (
            "absence",
            {"kind": "sick", "from_day": "2026-01-15", "until_day": "2026-02-01", "to_unit": None},
        ),
        ("rank", {"rank": "police-major", "from_day": "2024-01-01"}),
    ]
    assert held.rank == "police-captain"


def test_completions_and_certificates_never_change(cast, writing):
    """A planted fault would be a correction that reaches beyond the staff list."""
    asel = cast.people["asel"]
    enrolment = make.enrolment(asel)
    before = {c.name: getattr(enrolment, c.name) for c in enrolment.__table__.columns}
    restate(asel, 0, from_day=date(2024, 3, 1))
    after = {c.name: getattr(enrolment, c.name) for c in enrolment.__table__.columns}
    assert before == after


# ── pages ─────────────────────────────────────────────────────────────────────


def address(cast, facts="appointments", number=None, name="asel"):
    person = cast.people[name].id
    number = number or queries.appointments(person)[0].id
    return f"/people/{person}/{facts}/{number}/correction"


def test_a_registrar_puts_a_day_right_and_the_card_tells(browser_of, cast):
    registrar, at = browser_of("kanykei"), address(cast)
    page = registrar.get(at)
    assert "until_day" not in page.form(at)
    done = registrar.send(page, at, from_day="2024-02-01", reason="Буйрук № 7")
    today = clock.today()
    assert done.heading == "Токтосунова Асель"
    assert "It said: Post of Асель ky" in done.main and "Буйрук № 7" in done.main
    assert str(today.year) in done.main
    head = browser_of("daniyar").get(f"/people/{cast.people['asel'].id}")
    assert "It said" in head.main and "Буйрук" not in head.main


def test_without_a_reason_nothing_is_put_right(browser_of, cast):
    registrar, at = browser_of("kanykei"), address(cast)
    page = registrar.send(registrar.get(at), at, from_day="2024-02-01", reason="  ")
    assert page.status == 422
    assert days_of(cast.people["asel"]) == [(FIRST, None)]


def test_what_an_absence_said_is_told_to_few(browser_of, cast):
    with transaction():
        asel = cast.people["asel"]
        days = Days(MOVED, date(2026, 1, 20))
        absence = serving.record_absence(asel, AbsenceKind.SICK, days, by=BUILDER, at=BEGINNING)
        right = Days(MOVED, date(2026, 1, 18))
        kind = AbsenceKind.SICK
        restating.restate_absence(asel, absence, kind=kind, days=right, to_unit=None, why=WHY)
    card = f"/people/{cast.people['asel'].id}"
    assert "Illness" in browser_of("kanykei").get(card).main.split("It said")[1]
    assert "Illness" not in browser_of("daniyar").get(card).html


def test_a_fact_of_somebody_else_is_not_there(browser_of, cast):
    other = queries.appointments(cast.people["bek"].id)[0].id
    assert browser_of("kanykei").get(address(cast, number=other)).status == 404
    assert browser_of("leila").get(address(cast)).status == 404
    assert browser_of("daniyar").get(address(cast)).status == 403
