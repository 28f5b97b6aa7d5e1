"""Whose people a report counts."""

import pytest

from app.core.actor import Actor, Duty
from app.reports import access


@pytest.mark.parametrize(
    ("duties", "reach"),
    [
        ((), ()),
        ((Duty("trainer", "/1/"), Duty("administrator", "/1/")), ()),
        ((Duty("head", "/1/4/"),), ("/1/4/",)),
        ((Duty("head", "/1/4/"), Duty("registrar", "/1/")), ("/1/",)),
        ((Duty("head", "/1/4/"), Duty("auditor", "/1/40/")), ("/1/4/", "/1/40/")),
        ((Duty("head", "/1/4/"), Duty("auditor", "/1/4/")), ("/1/4/",)),
    ],
)
def test_the_reach_is_the_highest_units_of_a_readers_duties(duties, reach):
    assert access.reach(Actor(person_id=1, duties=duties)) == reach


@pytest.mark.parametrize(
    ("path", "may"), [("/1/4/", True), ("/1/4/9/", True), ("/1/", False), ("/1/40/", False)]
)
def test_a_unit_is_reported_on_from_above_or_from_itself(path, may):
    head = Actor(person_id=1, duties=(Duty("head", "/1/4/"),))
    assert access.may_report_on(head, path) is may
