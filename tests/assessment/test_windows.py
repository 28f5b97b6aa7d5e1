"""The days in which a unit takes a test, and when what waits for them is shown."""

from datetime import timedelta

import pytest

from app.accounts.models import Unit
from app.assessment import actions, allowances, giving, rules
from app.assessment.models import Attempt
from app.assessment.rules import Extra
from app.db.session import db, transaction
from tests import make
from tests.assessment.test_kinds import MINUTE, NOW, give


@pytest.fixture(autouse=True)
def _course(cast):
    with transaction():
        make.course()


def set_days(cast, unit, opens, closes):
    return giving.set_window(
        db.session.get_one(Unit, cast.unit_ids[unit]),
        course="course",
        test="final-test",
        opens_at=NOW + opens * MINUTE,
        closes_at=NOW + closes * MINUTE,
        by=cast.kanykei,
        at=NOW,
    )


def test_a_unit_takes_a_test_in_its_days_and_others_whenever_they_like(cast):
    with transaction():
        set_days(cast, "bishkek", 10, 20)
        with pytest.raises(rules.WindowNotOpen):
            make.attempt(cast.asel, at=NOW)
        with pytest.raises(rules.WindowOver):
            make.attempt(cast.asel, at=NOW + 20 * MINUTE)
        assert make.attempt(cast.bek, context="enrolment:2", at=NOW)
        inside = make.attempt(cast.asel, at=NOW + 15 * MINUTE, minutes=40)
        assert inside.deadline_at == NOW + 20 * MINUTE


def test_the_nearest_unit_decides_and_the_later_of_two(cast):
    with transaction():
        set_days(cast, "police", -20, -10)
        set_days(cast, "sverdlov", 10, 20)
        last = set_days(cast, "sverdlov", -5, 5)
        assert make.attempt(cast.asel, at=NOW).deadline_at == NOW + 5 * MINUTE
        giving.end_window(last, by=cast.kanykei, at=NOW)
        with pytest.raises(rules.WindowNotOpen):
            make.attempt(cast.asel, context="enrolment:3", at=NOW)


def test_a_later_end_for_one_person_keeps_the_answers_from_all_until_then(cast):
    """Else a colleague could tell them to who still takes the test."""
    show = {"show": "{answers: after-window}"}
    with transaction():
        set_days(cast, "police", -10, 10)
        mine = make.attempt(cast.bek, context="enrolment:2", at=NOW, **show)
        actions.hand_in(mine, by=cast.bek, at=NOW)
        assert not allowances.is_window_over(mine, NOW + 9 * MINUTE)
        assert allowances.is_window_over(mine, NOW + 10 * MINUTE)
        give(cast, Extra(closes_at=NOW + 30 * MINUTE), **show)
        assert not allowances.is_window_over(mine, NOW + 29 * MINUTE)
        assert allowances.is_window_over(mine, NOW + 30 * MINUTE)
        assert (
            make.attempt(cast.asel, at=NOW + 25 * MINUTE, **show).deadline_at == NOW + 30 * MINUTE
        )


def test_without_days_nothing_that_waits_for_them_is_shown(cast):
    with transaction():
        attempt = make.attempt(cast.asel, show="{answers: after-window}")
        actions.hand_in(attempt, by=cast.asel, at=NOW)
        assert not allowances.is_window_over(attempt, NOW + timedelta(days=999))
    assert db.session.get_one(Attempt, attempt.id).state == rules.HANDED_IN
