"""Units as a tree, appointments in time, duties that two persons give, guesses that were too many."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as some

from app.accounts import rules
from app.accounts.rules import Guesses, Seat

MAY, JUNE, JULY = date(2026, 5, 1), date(2026, 6, 1), date(2026, 7, 1)
NOW = datetime(2026, 6, 1, 9, tzinfo=UTC)


@pytest.mark.parametrize(
    ("day", "holds"),
    [(date(2026, 4, 30), False), (MAY, True), (date(2026, 5, 31), True), (JUNE, False)],
)
def test_an_appointment_holds_from_its_day_to_the_day_before_its_end(day, holds):
    assert Seat(1, MAY, JUNE).holds_on(day) is holds


def test_an_appointment_without_an_end_goes_on():
    assert Seat(1, MAY, None).holds_on(date(2100, 1, 1))


@pytest.mark.parametrize(
    ("own", "of_post", "refusal"),
    [
        ([], [], None),
        ([Seat(1, MAY, JUNE)], [], None),
        ([Seat(1, MAY, None)], [], rules.AlreadyAppointed),
        ([Seat(1, MAY, JULY)], [], rules.AlreadyAppointed),
        ([Seat(1, JULY, None)], [], rules.AlreadyAppointed),
        ([], [Seat(2, MAY, None)], rules.PostTaken),
        ([], [Seat(2, MAY, JUNE)], None),
        ([], [Seat(2, JULY, None)], rules.PostTaken),
    ],
)
def test_one_post_a_person_and_one_person_a_post(own, of_post, refusal):
    if refusal is None:
        rules.ensure_may_appoint(own, of_post, from_day=JUNE)
        return
    with pytest.raises(refusal):
        rules.ensure_may_appoint(own, of_post, from_day=JUNE)


def test_a_person_without_a_post_cannot_leave_one():
    with pytest.raises(rules.NotAppointed):
        rules.ensure_may_leave(None, on_day=JUNE)


@pytest.mark.parametrize("day", [MAY, date(2026, 4, 1)])
def test_nobody_leaves_before_they_came(day):
    with pytest.raises(rules.MoveBeforeArrival) as refusal:
        rules.ensure_may_leave(Seat(1, MAY, None), on_day=day)
    assert refusal.value.values == {"day": "01.05.2026"}


# ── duties ────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("kind", "by", "asked_by", "refusal"),
    [
        ("trainer", 1, None, None),
        ("trainer", 9, None, rules.OwnDuty),
        ("trainer", 1, 9, rules.OwnDuty),
        ("registrar", 1, None, rules.NeedsTwo),
        ("administrator", 1, None, rules.NeedsTwo),
        ("administrator", 1, 1, rules.NeedsTwo),
        ("administrator", 1, 2, None),
        ("administrator", 9, 2, rules.OwnDuty),
        ("administrator", None, None, None),
        ("administrator", None, 9, rules.OwnDuty),
    ],
)
def test_two_persons_give_the_great_duties_and_nobody_gives_to_themselves(
    kind, by, asked_by, refusal
):
    if refusal is None:
        rules.ensure_may_grant(kind, to_id=9, by_id=by, asked_by_id=asked_by)
        return
    with pytest.raises(refusal):
        rules.ensure_may_grant(kind, to_id=9, by_id=by, asked_by_id=asked_by)


# ── guesses ───────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("made", "may"),
    [
        ((0, 0, 0), True),
        ((7, 39, 149), True),
        ((8, 8, 8), False),
        ((0, 40, 0), False),
        ((0, 0, 150), False),
    ],
)
def test_how_many_guesses_are_too_many(made, may):
    guesses = Guesses(*made, oldest=NOW - timedelta(minutes=5) if any(made) else None)
    if may:
        rules.ensure_may_guess(guesses, at=NOW)
        return
    with pytest.raises(rules.TooManyGuesses) as refusal:
        rules.ensure_may_guess(guesses, at=NOW)
    assert refusal.value.minutes == 10


@given(some.integers(0, 15 * 60))
def test_the_wait_is_never_longer_than_the_window_and_never_nothing(seconds):
    with pytest.raises(rules.TooManyGuesses) as refusal:
        rules.ensure_may_guess(Guesses(8, 8, 8, NOW - timedelta(seconds=seconds)), at=NOW)
    assert 1 <= refusal.value.minutes <= 15


# ── names and the tree ────────────────────────────────────────────────────────


@pytest.mark.parametrize("typed", ["asel", "Asel", " ASEL ", "aSeL\u00a0"])
def test_a_sign_in_name_is_the_same_however_it_is_typed(typed):
    assert rules.sign_in_name(typed) == "asel"


@dataclass(frozen=True)
class Unit:
    path: str


def shape(branches):
    return [(branch.unit.path, shape(branch.branches)) for branch in branches]


def test_units_become_a_tree_in_the_order_in_which_they_were_opened():
    units = [Unit("/1/10/"), Unit("/1/2/"), Unit("/1/2/11/"), Unit("/1/"), Unit("/4/")]
    assert shape(rules.tree(units)) == [
        ("/1/", [("/1/2/", [("/1/2/11/", [])]), ("/1/10/", [])]),
        ("/4/", []),
    ]


def test_a_unit_whose_parent_is_hidden_stands_on_top():
    assert shape(rules.tree([Unit("/1/2/3/"), Unit("/1/2/4/"), Unit("/1/2/4/5/")])) == [
        ("/1/2/3/", []),
        ("/1/2/4/", [("/1/2/4/5/", [])]),
    ]


@given(some.lists(some.lists(some.integers(1, 5), min_size=1, max_size=4), max_size=15))
def test_every_unit_stands_in_the_tree_once(paths):
    units = {Unit("/" + "/".join(map(str, path)) + "/") for path in paths}

    def count(branches):
        return sum(1 + count(branch.branches) for branch in branches)

    assert count(rules.tree(units)) == len(units)
