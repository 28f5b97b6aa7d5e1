"""Nothing of another academy in any page, file, total or list of this room; and only what is of today."""

from datetime import timedelta

import pytest

from app.accounts import actions as accounts
from app.accounts.kinds import Profession
from app.continuity import access
from app.core import clock
from app.db.session import transaction
from app.obligations import actions as obligations
from app.obligations.actions import Terms
from tests.cast import BUILDER
from tests.continuity.test_coverage import NOW, finish, publish
from tests.home import world

FILES = ("", ".csv", ".xlsx", "/history", "/stress", "/stress.csv")


@pytest.fixture
def required(cast):
    """Both academies require the course of their own, and somebody of each holds it and leaves."""
    with transaction():
        release = publish("basics")
        terms = Terms("basics", 60, profession=Profession.JUDGE)
        obligations.require_course(terms, from_day=NOW.date(), by=BUILDER, at=NOW)
        for number, name in enumerate(("asel", "maksat"), start=1):
            finish(cast.people[name], release, str(number))
            accounts.dismiss(
                cast.people[name], on_day=clock.today() + timedelta(days=9), by=BUILDER, at=NOW
            )
        world.publish("other", at=NOW)
    return cast


def shown(browser) -> str:
    """All that the room tells one reader without being asked for a unit."""
    return "".join(
        browser.get(f"/continuity{file}").response.get_data(as_text=True)
        for file in ("", ".csv", "/history")
    )


def leaks(text: str) -> list[str]:
    return [word for word in ("Sverdlov ky", "Bishkek ky", "Osh ky") if word in text]


def test_a_registrar_of_one_academy_sees_nothing_of_the_other(required, browser_of):
    assert leaks(shown(browser_of("kanykei"))) == ["Sverdlov ky", "Bishkek ky", "Osh ky"]
    other = browser_of("leila")
    assert leaks(shown(other)) == []
    for name in ("police", "bishkek", "sverdlov"):
        for file in FILES:
            address = f"/continuity/{required.units[name].id}{file}"
            assert other.get(address).status == 404, address
    assert "basics" in shown(other)


def test_a_planted_reach_over_everything_is_found(required, browser_of, monkeypatch):
    tops = tuple(required.units[name].path for name in ("police", "courts"))
    monkeypatch.setattr(access, "reach", lambda _actor: tops)
    monkeypatch.setattr(access, "may_oversee", lambda _actor, _path: True)
    assert leaks(shown(browser_of("leila")))


def test_totals_are_of_the_own_academy_alone(required, browser_of):
    """Each file's rows add up to the posts of the academy that filled them."""
    with transaction():
        courts, ilya = required.units["courts"], required.people["ilya"]
        accounts.grant(ilya, "auditor", courts, from_day=NOW.date(), by=BUILDER)
    filled = {}
    for name in ("kanykei", "leila"):
        lines = browser_of(name).get("/continuity.csv").response.get_data(as_text=True).splitlines()
        filled[name] = sum(int(line.split(";")[2]) for line in lines[1:])
    everything = browser_of("ilya").get("/continuity.csv").response.get_data(as_text=True)
    whole = sum(int(line.split(";")[2]) for line in everything.splitlines()[1:])
    assert filled["kanykei"]
    assert filled["leila"]
    assert whole == sum(filled.values())
