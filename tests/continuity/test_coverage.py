"""Coverage: hand-counted cells, and the statement that counts them against the rule for one person."""

from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import select

from app.accounts import actions as accounts
from app.accounts.kinds import AbsenceKind, Profession
from app.accounts.models import Person
from app.accounts.service_models import Absence
from app.continuity.coverage import (
    Ask,
    Cell,
    Claim,
    Holding,
    Needs,
    Place,
    Seats,
    State,
    Where,
    cells,
    ends_of_quarters,
    step_down,
    together,
)
from app.continuity.queries import asks, places, standing
from app.continuity.queries.standing import Scope
from app.core.bilingual import Bilingual
from app.db.session import db
from app.obligations import actions as obligations
from app.obligations.actions import Terms
from app.obligations.holding import holds
from tests.cast import BUILDER
from tests.home import world

NOW = datetime(2026, 3, 10, 9, tzinfo=UTC)
TODAY = date(2026, 3, 10)
HERE = Place("/1/2/", "police", "other", 0)
BASICS, LAW = Claim("basics"), Claim("basics", date(2025, 1, 1))


@pytest.mark.parametrize(
    "cell, state",
    [
        (Cell(), State.UNASKED),
        (Cell(vacant=1), State.VACANT),
        (Cell(filled=3), State.NOBODY),
        (Cell(filled=3, held=1), State.LEAVING),
        (Cell(filled=3, held=2, staying=1), State.FRAGILE),
        (Cell(filled=3, held=2, staying=2), State.GAPS),
        (Cell(filled=3, held=3, staying=3, vacant=1), State.GAPS),
        (Cell(filled=3, held=3, staying=3), State.COVERED),
    ],
)
def test_a_cell_says_how_it_stands(cell, state):
    assert cell.state is state


def test_what_is_counted_in_a_cell():
    needs = Needs([Ask(BASICS, profession="police")], [BASICS])
    held = [
        Holding(HERE, "basics", 1, 1, 1, 0, 2),
        Holding(HERE, "basics", 1, 0, 1, 1, 1),
        Holding(HERE, "basics", 1, 1, 0, 0, 1),
        Holding(HERE, "basics", 0, 0, 1, 0, 5),
    ]
    found = cells([Seats(HERE, 10, 2)], held, needs)
    assert found == {Where("/1/2/", "basics"): Cell(10, 4, 1, 1, 3, 2)}


def test_two_requirements_of_one_course_must_both_be_met():
    needs = Needs([Ask(BASICS), Ask(LAW, unit_path="/1/2/")], [BASICS, LAW])
    assert needs.of(HERE) == {"basics": 0b11}
    assert needs.of(Place("/1/3/", "police", "other", 0)) == {"basics": 0b01}
    found = cells([Seats(HERE, 2, 0)], [Holding(HERE, "basics", 0b01, 0b01, 1, 0, 1)], needs)
    assert found[Where("/1/2/", "basics")].held == 0


def test_sums_keep_how_many_cells_are_thin():
    one = Cell(3, 2, 0, 0, 1, 0, 1, 0)
    whole = together([one, Cell(2, 0, bare=1), one])
    assert (whole.filled, whole.held, whole.fragile, whole.bare) == (8, 4, 2, 1)
    assert whole.overall is State.NOBODY


def test_quarters_end_where_they_do():
    assert ends_of_quarters(TODAY, quarters=2) == [date(2025, 9, 30), date(2025, 12, 31)]
    assert len(ends_of_quarters(date(2026, 12, 31))) == 8


def test_a_unit_belongs_to_the_one_a_step_below_the_chosen():
    assert step_down("/1/2/3/", ("/1/",)) == "/1/2/"
    assert step_down("/1/", ("/1/",)) == "/1/"
    assert step_down("/5/6/", ("/1/", "/5/")) == "/5/"


# ── in the database ───────────────────────────────────────────────────────────


def counted(actor, unit, *, on=TODAY) -> dict[str, Cell]:
    required = asks.asks(on=on)
    claims = list(dict.fromkeys(ask.claim for ask in required))
    posts = {ask.post_id for ask in required if ask.post_id}
    units = places.units((unit.path,))
    paths, scope = {u.id: u.path for u in units}, Scope((unit.path,))
    seats = standing.seats(scope, posts, paths, on=on)
    held = standing.holdings(scope, claims, posts, paths, on=on)
    found = cells(seats, held, Needs(required, claims))
    return {w.course: c for w, c in found.items() if w.unit_path == unit.path}


def publish(course: str):
    """Required of the police since long ago."""
    terms = Terms(course, 60, profession=Profession.POLICE)
    obligations.require_course(terms, from_day=date(2024, 1, 1), by=BUILDER, at=NOW)
    return world.publish(course, at=NOW)


def finish(person, release, number: str, at=NOW) -> None:
    world.complete(world.enrol(person, release, at=at), at=at, number=number)


def test_a_departure_turns_the_cell_at_once(cast, writing):
    release = publish("basics")
    for name in ("asel", "daniyar"):
        finish(cast.people[name], release, name)
    unit, head = cast.units["sverdlov"], cast.daniyar
    # One post is vacant since Perizat left.
    before = counted(head, unit)["basics"]
    assert (before.filled, before.held, before.vacant, before.state) == (2, 2, 1, State.GAPS)
    accounts.dismiss(cast.people["asel"], on_day=TODAY, by=BUILDER, at=NOW)
    after = counted(head, unit)["basics"]
    assert (after.filled, after.held, after.vacant) == (1, 1, 2)
    assert after.state is State.FRAGILE
    # As of the day before nothing has changed, but that the leaving is known.
    assert counted(head, unit, on=TODAY - timedelta(days=1))["basics"].filled == 2


def test_whoever_is_known_to_leave_does_not_make_it_safe(cast, writing):
    release = publish("basics")
    for name in ("asel", "daniyar"):
        finish(cast.people[name], release, name)
    ahead = TODAY + timedelta(days=30)
    accounts.dismiss(cast.people["asel"], on_day=ahead, by=BUILDER, at=NOW)
    cell = counted(cast.daniyar, cast.units["sverdlov"])["basics"]
    assert (cell.held, cell.staying, cell.state) == (2, 1, State.FRAGILE)


def test_whoever_is_away_still_counts_and_is_told_apart(cast, writing):
    finish(cast.people["asel"], publish("basics"), "1")
    days = {"from_day": TODAY, "until_day": TODAY + timedelta(days=9), "recorded_at": NOW}
    away = Absence(person_id=cast.people["asel"].id, kind=AbsenceKind.LEAVE, **days)
    db.session.add(away)
    db.session.flush()
    cell = counted(cast.daniyar, cast.units["sverdlov"])["basics"]
    assert (cell.held, cell.away) == (1, 1)


def test_a_requirement_of_one_post_concerns_that_post_alone(cast, writing):
    release = world.publish("free", at=NOW, required=None)
    name = Bilingual(ky="k", ru="r", en="e")
    post = accounts.create_post(cast.units["sverdlov"], name, Profession.POLICE, by=BUILDER)
    terms = Terms("free", 30, post_id=post.id)
    obligations.require_course(terms, from_day=TODAY, by=BUILDER, at=NOW)
    finish(cast.people["asel"], release, "1")
    cell = counted(cast.daniyar, cast.units["sverdlov"])["free"]
    assert (cell.filled, cell.held, cell.vacant, cell.state) == (0, 0, 1, State.VACANT)


def test_the_statement_agrees_with_the_rule_for_one_person(cast, writing):
    release = publish("basics")
    for n, name in enumerate(("asel", "bek", "maksat")):
        finish(cast.people[name], release, name, at=NOW - timedelta(days=400 * n))
    terms = Terms("basics", 30, valid_months=6)
    obligations.require_course(terms, from_day=date(2024, 1, 1), by=BUILDER, at=NOW)
    claims = list(dict.fromkeys(ask.claim for ask in asks.asks(on=TODAY)))
    roots = tuple(cast.units[name].path for name in ("police", "courts"))
    for scope in (Scope(roots), Scope(roots, whole=True), Scope(roots, wide=True)):
        bits = standing.held_by(scope, claims, on=TODAY)
        for place, claim in enumerate(claims):
            rule = holds(Person.id, "basics", on=TODAY, completed_since=claim.since)
            told = set(db.session.scalars(select(Person.id).where(rule)))
            ours = {who for (who, _course), (now, _soon) in bits.items() if now >> place & 1}
            assert ours == told


def test_months_back_end_with_the_month():
    assert asks.months_before(date(2026, 3, 31), 1) == date(2026, 2, 28)
    assert asks.months_before(date(2026, 1, 15), 13) == date(2024, 12, 15)
