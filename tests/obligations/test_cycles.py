"""Cycles: owed anew before what is held runs out, and each completion stays as it was."""

from datetime import date, timedelta
from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select

from app.accounts import actions as accounts
from app.accounts.kinds import Profession
from app.core.bilingual import Bilingual
from app.db.session import db
from app.obligations import actions, exempting, owing, reviewing, rules
from app.obligations.actions import Terms
from app.obligations.models import Obligation
from app.obligations.rules import Asked, Earned, How
from tests.cast import BEGINNING, BUILDER, FIRST_DAY
from tests.home import world

DAY = timedelta(days=1)
LAW = date(2025, 11, 14)
ASKED = Asked(1, "basics", date(2024, 1, 1), 60, valid_months=24)


def earned(day: date, number: int = 1, **more) -> Earned:
    return Earned(number, day, **({"law_as_of": LAW} | more))


def test_who_never_completed_it_owes_it_from_the_later_of_post_and_requirement():
    now = rules.standing(ASKED, [], on=date(2024, 5, 1))
    assert (now.is_owed, now.from_day, now.due_day) == (True, ASKED.since, date(2024, 3, 1))


@pytest.mark.parametrize(
    ("on", "owed", "held"),
    [
        (date(2026, 2, 28), False, True),
        (date(2026, 3, 2), True, True),
        (date(2026, 5, 31), True, True),
        (date(2026, 6, 1), True, False),
    ],
)
def test_the_next_cycle_opens_when_ninety_days_are_left(on, owed, held):
    done = [earned(date(2024, 5, 31))]
    now = rules.standing(ASKED, done, on=on)
    assert (now.is_owed, now.is_held) == (owed, held)
    assert now.cycle == (2 if owed else 1)
    if owed:
        assert now.due_day == date(2026, 5, 31)


def test_the_certificate_may_run_out_earlier_than_the_requirement_asks():
    done = [earned(date(2024, 5, 31), valid_until=date(2024, 12, 31))]
    assert rules.standing(ASKED, done, on=date(2024, 12, 1)).due_day == date(2024, 12, 31)


def test_an_older_law_is_not_enough():
    later = Asked(1, "basics", date(2026, 1, 1), 60, law_as_of=date(2026, 1, 1))
    done = [earned(date(2025, 12, 1))]
    assert rules.standing(later, done, on=date(2026, 2, 1)).is_owed
    done.append(earned(date(2026, 2, 1), 2, law_as_of=date(2026, 1, 15)))
    assert not rules.standing(later, done, on=date(2026, 2, 1)).is_owed


def test_of_several_requirements_the_strictest_counts():
    other = Asked(2, "basics", date(2024, 1, 1), 30, valid_months=12)
    both = [(ASKED, None), (other, None)]
    assert rules.together("basics", both, [], on=FIRST_DAY).due_day == date(2024, 1, 31)
    held = rules.together("basics", both, [earned(date(2024, 1, 10))], on=date(2024, 1, 20))
    assert (held.is_held, held.until) == (True, date(2025, 1, 10))
    exempt = rules.together("basics", [(other, date(2024, 9, 9)), (ASKED, None)], [], on=FIRST_DAY)
    assert exempt.due_day == date(2024, 3, 1)


@given(st.dates(date(2020, 1, 1), date(2030, 12, 31)), st.integers(6, 120))
def test_what_counts_from_a_day_is_what_is_still_valid(on, months):
    since = rules.counts_from(on, months)
    one = Asked(1, "c", on, 1, valid_months=months)
    assert since is not None
    assert (rules.last_day(earned(since), one) or on) >= on
    assert (rules.last_day(earned(since - DAY), one) or on) < on


# ── kept ──────────────────────────────────────────────────────────────────────

TODAY = date(2026, 3, 10)


@pytest.fixture
def basics(cast, writing):
    return world.publish("basics", at=BEGINNING, required=None)


def require(cast, **more):
    terms = Terms("basics", 60, **({"unit_id": cast.unit_ids["sverdlov"]} | more))
    return actions.require_course(terms, from_day=FIRST_DAY, by=BUILDER, at=BEGINNING)


def finish(person, release, day: date, number: int, *, cycle: int = 1):
    at = BEGINNING + (day - FIRST_DAY)
    enrolment = world.enrol(person, release, at=at, cycle=cycle)
    world.complete(enrolment, at=at, number=str(number))


def kept(person) -> list[tuple]:
    wanted = select(Obligation).where(Obligation.person_id == person.id).order_by(Obligation.id)
    found = db.session.scalars(wanted.execution_options(populate_existing=True))
    return [(o.cycle, o.due_day, o.how, o.settled_day) for o in found]


def review(on: date = TODAY) -> int:
    return sum(reviewing.review(some, on=on) for some in reviewing.batches())


def test_a_review_may_run_twice(cast, basics):
    require(cast)
    assert review() == 2
    assert review() == 0
    assert kept(cast.people["asel"]) == [(1, date(2024, 3, 1), None, None)]


def test_three_cycles_are_three_records(cast, basics):
    asel = cast.people["asel"]
    require(cast, valid_months=12)
    review(date(2024, 1, 2))
    for number, day in enumerate((date(2024, 2, 1), date(2025, 1, 20), date(2026, 1, 10)), 1):
        finish(asel, basics, day, number, cycle=number)
        review(day)
        review(day + 300 * DAY)
    assert kept(asel) == [
        (1, date(2024, 3, 1), How.COMPLETED, date(2024, 2, 1)),
        (2, date(2025, 2, 1), How.COMPLETED, date(2025, 1, 20)),
        (3, date(2026, 1, 20), How.COMPLETED, date(2026, 1, 10)),
        (4, date(2027, 1, 10), None, None),
    ]


def test_whoever_moves_or_leaves_owes_it_no_more(cast, basics):
    require(cast, profession=Profession.POLICE)
    review()
    name = Bilingual(ky="k", ru="r", en="e")
    post = accounts.create_post(cast.units["osh"], name, Profession.POLICE, by=BUILDER)
    accounts.move(cast.people["asel"], post, on_day=TODAY, by=BUILDER)
    accounts.dismiss(cast.people["daniyar"], on_day=TODAY, by=BUILDER, at=BEGINNING)
    assert [one[2:] for one in kept(cast.people["asel"])] == [(How.MOVED, TODAY)]
    assert [one[2:] for one in kept(cast.people["daniyar"])] == [(How.LEFT, TODAY)]


def test_a_change_gives_no_time_anew_and_keeps_exemptions(cast, basics):
    one, asel = require(cast), cast.people["asel"]
    now = BEGINNING + (TODAY - FIRST_DAY)
    exempting.exempt(
        asel, one.id, last_day=TODAY + 90 * DAY, reason="Ооруп жатат.", by=BUILDER, at=now
    )
    review()
    terms = Terms("basics", 90, unit_id=cast.unit_ids["sverdlov"])
    begins = TODAY + 10 * DAY
    new = actions.change_requirement(one, terms, from_day=begins, by=BUILDER, at=now, reason="x")
    review(begins)
    assert [o[1:3] for o in kept(cast.people["daniyar"])] == [
        (date(2024, 3, 1), How.REPLACED),
        (date(2024, 3, 31), None),
    ]
    assert (new.replaces_id, one.until_day) == (one.id, begins)
    (stand,) = owing.stands(asel.id, [], on=begins)
    assert stand.exempt_until == TODAY + 90 * DAY
    # Afterwards the time begins anew.
    (stand,) = owing.stands(asel.id, [], on=TODAY + 91 * DAY)
    assert stand.due_day == TODAY + 91 * DAY + 90 * DAY


FACTS = ("first", "second", "moved", "back", "required more")


@pytest.mark.parametrize("order", list(permutations(FACTS))[::7])
def test_earlier_completions_never_change_whatever_becomes_known_when(cast, basics, order):
    asel = cast.people["asel"]
    require(cast, valid_months=12)
    finish(asel, basics, date(2024, 2, 1), 1)
    review(date(2024, 2, 1))
    before = kept(asel)
    for n, fact in enumerate(order):
        day = date(2025, 1, 1) + 20 * n * DAY
        if fact in ("first", "second"):
            number = FACTS.index(fact) + 2
            finish(asel, basics, day - 3 * DAY, number, cycle=number)
        elif fact == "required more":
            require(cast, unit_id=None, valid_months=6)
        elif fact == "moved" or order.index("moved") < n:
            place = "osh" if fact == "moved" else "sverdlov"
            name = Bilingual(ky="k", ru="r", en="e")
            post = accounts.create_post(cast.units[place], name, Profession.POLICE, by=BUILDER)
            accounts.move(asel, post, on_day=day, by=BUILDER)
        review(day)
        assert kept(asel)[: len(before)] == before
        assert review(day) == 0
