"""T01 and T14: HEAD says no more than GET and changes nothing; no other method is taken anywhere."""

import pytest

from app.web.access import public
from tests.architecture import table
from tests.architecture.table import SIGN_IN, Step
from tests.architecture.walk import SAFE, Walk
from tests.browser import ORIGIN

pytestmark = pytest.mark.proof

TABLE = table.read()
READING = [step for step in TABLE if step.method in SAFE and step.of in ("asel", "-")]
PEOPLE = ("guest", "asel", "kanykei", "maksat")
OTHERS = ("PUT", "PATCH", "DELETE", "TRACE")


def heads(walk: Walk, step: Step, name: str) -> list[str]:
    """Answers to HEAD that differ from what the table says of GET, or that have a body."""
    found, says = [], TABLE[step][name].split("/")
    for address in walk.addresses(step):
        answer = walk.client(name).head(address)
        status = SIGN_IN if answer.headers.get("Location", "").startswith("/sign-in") else str(answer.status_code)  # fmt: skip
        if status not in says or answer.get_data():
            found.append(f"HEAD {address} as {name}: {status}, not {says}")
        answer.close()
    return found


def test_head_says_what_get_says_and_changes_nothing(own_walk):
    own_walk.restore()
    before = own_walk.digests()
    steps = [step for step in READING if list(own_walk.rules_of(step))]
    found = [fault for step in steps for name in PEOPLE for fault in heads(own_walk, step, name)]
    print(f"answers to HEAD other than to GET: {len(found)} / 0 of {len(steps) * len(PEOPLE)}")
    assert found == []
    assert own_walk.digests() == before


def taken(walk: Walk) -> list[str]:
    """Other methods that came through to a view."""
    found = []
    for step in READING:
        for address in walk.addresses(step)[:1] if list(walk.rules_of(step)) else []:
            for method in OTHERS:
                told = ORIGIN | {"X-CSRFToken": walk.token()}
                answer = walk.client("nurlan").open(address, method=method, headers=told)
                if answer.status_code < 400:
                    found.append(f"{method} {address}: {answer.status_code}")
                answer.close()
    return found


def test_no_other_method_is_taken(own_walk):
    own_walk.restore()
    before = own_walk.digests()
    found = taken(own_walk)
    print(f"other methods taken: {len(found)} / 0")
    assert found == []
    assert own_walk.digests() == before


def test_a_planted_page_that_answers_head_otherwise_is_found(own_walk, monkeypatch):
    step = next(s for s in READING if s.endpoint == "home.help")
    monkeypatch.setitem(own_walk.app.view_functions, "home.help", public(lambda: ("gone", 410)))
    assert heads(own_walk, step, "guest")
