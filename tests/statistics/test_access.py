"""Who reads statistics, and whose attempts are counted for them."""

from dataclasses import replace

import pytest

from app.assessment import access
from app.core.actor import Actor, Duty


@pytest.mark.parametrize("name", ["chynara", "elena", "ravshan"])
def test_who_answers_for_tests_counts_everybody(name, cast):
    assert access.may_see_questions(cast.actors[name])
    assert access.reach(cast.actors[name]) is None


@pytest.mark.parametrize("name, unit", [("ilya", "police"), ("kanykei", "police"), ("leila", "courts")])  # fmt: skip
def test_who_answers_for_people_counts_their_own(name, unit, cast):
    assert access.may_see_questions(cast.actors[name])
    assert access.reach(cast.actors[name]) == (cast.units[unit].path,)


@pytest.mark.parametrize("name", ["asel", "bek", "daniyar", "gulnara", "nurlan", "oroz", "maksat"])
def test_nobody_else_reads_them(name, cast):
    assert not access.may_see_questions(cast.actors[name])


def test_a_unit_below_another_is_in_its_reach_already():
    duties = (Duty("auditor", "/1/"), Duty("registrar", "/1/2/"), Duty("head", "/3/"))
    actor = replace(Actor(person_id=1), duties=duties)
    assert access.reach(actor) == ("/1/",)
