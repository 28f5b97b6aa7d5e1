"""Who may see and change people and units."""

import pytest

from app.accounts import access
from app.core.actor import Actor, Duty

HERE, ABOVE, ASIDE = "/1/4/9/", "/1/4/", "/1/40/"


def holding(*duties: tuple[str, str]) -> Actor:
    return Actor(person_id=1, duties=tuple(Duty(kind, path) for kind, path in duties))


@pytest.mark.parametrize("kind", ["head", "registrar", "auditor", "administrator"])
def test_a_duty_over_the_unit_shows_its_people(kind):
    assert access.may_see_person(holding((kind, ABOVE)), 2, HERE)
    assert not access.may_see_person(holding((kind, ASIDE)), 2, HERE)
    assert not access.may_see_person(holding((kind, HERE)), 2, ABOVE)


@pytest.mark.parametrize("kind", ["trainer", "author", "translator", "reviewer"])
def test_other_duties_show_nobody(kind):
    assert not access.may_see_person(holding((kind, "/1/")), 2, HERE)


def test_everybody_sees_themselves_and_nobody_sees_the_unplaced():
    assert access.may_see_person(holding(), 1, None)
    assert not access.may_see_person(holding(("administrator", "/1/")), 2, None)


def test_an_administrator_keeps_the_staff_list_without_reading_records():
    administrator = holding(("administrator", "/1/"))
    assert access.may_keep_people(administrator, HERE)
    assert not access.may_see_record(administrator, 2, HERE)


@pytest.mark.parametrize(
    ("by", "held", "may"),
    [
        (("registrar", "/1/"), [], True),
        (("registrar", "/1/"), [Duty("trainer", HERE)], False),
        (("head", "/1/"), [], False),
        (("administrator", "/1/"), [Duty("trainer", HERE)], True),
        (("administrator", HERE), [Duty("trainer", "/1/")], False),
        (("administrator", "/1/"), [Duty("registrar", HERE)], False),
        (("administrator", "/1/"), [Duty("administrator", HERE)], False),
    ],
)
def test_nobody_takes_over_duties_by_changing_how_somebody_signs_in(by, held, may):
    assert access.may_change_sign_in(holding(by), HERE, held) is may


@pytest.mark.parametrize(
    ("me", "asked_by", "receives", "may"),
    [(1, 2, 3, True), (1, 1, 3, False), (1, 2, 1, False)],
)
def test_the_second_person_is_another(me, asked_by, receives, may):
    actor = holding(("administrator", "/1/"))
    assert actor.person_id == me
    assert access.may_confirm(actor, HERE, asked_by_id=asked_by, person_id=receives) is may
