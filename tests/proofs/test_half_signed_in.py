"""Half signed in is a guest everywhere: every address answers as it answers nobody.

So does a session that knows nothing but the password, of somebody who holds a duty.
"""

import re

import pytest

from app.accounts import actions, signing, visitor, visits
from app.accounts.models import Person
from app.core import clock
from app.db.session import db, transaction
from tests.architecture import table
from tests.architecture.table import Step
from tests.architecture.walk import Seen, Walk

pytestmark = pytest.mark.proof

TABLE = table.read()
# Kanykei sees the most: registrar over a whole academy.
WHO = "kanykei"
OWN_PAGES = ("accounts_second_step.show", "accounts_second_step.prove")
_CHANGING = re.compile(rb'name="csrf_token" value="[^"]+"|<strong>[0-9a-f]{8}</strong>|[0-9a-f]{8}')


def plant_cookies(walk: Walk, name: str, key: str) -> None:
    """A browser that was seen a moment ago and holds this key."""
    walk._cookies[name] = walk._cookies[WHO] | {walk.app.config["SIGN_IN_COOKIE_NAME"]: key}


@pytest.fixture
def halves(own_walk, monkeypatch) -> Walk:
    monkeypatch.setitem(own_walk.app.config, "SECOND_FACTOR_REQUIRED", True)
    with transaction():
        person, now = db.session.get_one(Person, own_walk.cast.people[WHO].id), clock.now()
        plant_cookies(own_walk, "half", signing._begin_half(person, at=now, origin="proof"))
        key = actions.begin_session(person, at=now, origin="proof")
        plant_cookies(own_walk, "password only", key)
    own_walk.keep()
    return own_walk


def told(seen: Seen) -> tuple[str, str, bytes]:
    """Everything that an answer tells, but for tokens and numbers to quote."""
    return seen.says, seen.location, _CHANGING.sub(b"", seen.body)


def differences(walk: Walk, step: Step) -> list[str]:
    nobody = [told(seen) for seen in walk._cell(step, "guest")]
    found = []
    for name in ("half", "password only"):
        answers = [told(seen) for seen in walk._cell(step, name)]
        if answers != nobody:
            says = [(a[0], b[0]) for a, b in zip(answers, nobody, strict=True) if a != b]
            found.append(f"{step} tells {name} more than nobody: {says}")
    return found


def test_half_signed_in_is_a_guest_everywhere(halves):
    asked = [step for step in TABLE if step.endpoint not in OWN_PAGES]
    found = [fault for step in asked for fault in differences(halves, step)]
    print(f"addresses that know who is half signed in: {len(found)} / 0 of {len(asked)}")
    assert found == []
    assert len(asked) > 200


def test_the_second_step_shows_nothing_of_the_person(halves):
    seen = halves.ask(Step(OWN_PAGES[0], "GET", "-"), "half")[0]
    assert seen.status == 200
    page, person = seen.body.decode(), halves.cast.people[WHO]
    assert person.family_name not in page
    assert 'href="/people"' not in page


# ── planted ───────────────────────────────────────────────────────────────────


def test_a_planted_guard_that_takes_half_for_whole_is_found(halves, monkeypatch):
    sound, person = visits.visitor, halves.cast.people[WHO]

    def careless(digest, *, on):
        if visits.half(digest, at=clock.now()) is None:
            return sound(digest, on=on)
        held, now = visits.duties(person.id, on=on), clock.now()
        return visits.Visitor(person.id, person.name, "ky", now, True, "/1/", None, held)

    monkeypatch.setattr(visits, "visitor", careless)
    found = [f for step in TABLE if step.endpoint == "accounts_people.index" for f in differences(halves, step)]  # fmt: skip
    assert len(found) == 1
    assert "half" in found[0]


def test_a_planted_guard_that_asks_for_no_code_is_found(halves, monkeypatch):
    monkeypatch.setattr(visitor, "demand", lambda: False)
    found = [f for step in TABLE if step.endpoint == "accounts_people.index" for f in differences(halves, step)]  # fmt: skip
    assert len(found) == 1
    assert "password only" in found[0]
