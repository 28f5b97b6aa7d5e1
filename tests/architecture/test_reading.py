"""GET changes no row; every other method needs the token of the session and a page of ours to come from."""

from datetime import UTC, datetime

import pytest
from sqlalchemy import update

from app.accounts.models import Person, WrongGuess
from app.db.session import db, transaction
from app.web.access import from_outside, public
from tests.architecture import table
from tests.architecture.table import Step
from tests.architecture.walk import SAFE, Walk
from tests.browser import ORIGIN

pytestmark = pytest.mark.proof

TABLE = table.read()
READING = [s for s in TABLE if s.method in SAFE]
WRITING = [s for s in TABLE if s.method not in SAFE]


# Headers of a request that comes from elsewhere, or does not say where from.
FOREIGN = {
    "another site": {"Sec-Fetch-Site": "cross-site"},
    "a neighbour's host": {"Sec-Fetch-Site": "same-site"},
    "typed into the browser": {"Sec-Fetch-Site": "none"},
    "another site, older browser": {"Origin": "https://evil.example"},
    "a hidden origin": {"Origin": "null"},
    "no origin": {},
}


# Views that another system calls, and how each proves its caller.
FROM_OUTSIDE: dict[str, str] = {}


def open_to_strangers(walk: Walk, step: Step, person: str) -> list[str]:
    """Ways in which an unsafe request was not refused with 400, or changed something."""
    before = walk.digests()
    ways = {"no token": ({}, ORIGIN), "a made-up token": ({"csrf_token": "x"}, ORIGIN)}
    ways |= {name: ({"csrf_token": walk.token()}, h) for name, h in FOREIGN.items()}
    found = [
        f"{step}: {name}"
        for name, (data, headers) in ways.items()
        for answer in walk.ask(step, person, data=data, headers=headers)
        if answer.status != 400
    ]
    return found if walk.digests() == before else [*found, f"{step}: something was changed"]


@pytest.mark.parametrize("step", READING, ids=str)
def test_get_changes_no_row(step, walk):
    assert walk.changed(step) == []


@pytest.mark.parametrize("step", WRITING, ids=str)
def test_an_unsafe_request_needs_token_and_origin(step, walk):
    if step.endpoint not in FROM_OUTSIDE:
        assert open_to_strangers(walk, step, "asel") == []
        assert open_to_strangers(walk, step, "guest") == []


def test_views_that_ask_for_no_token_are_known(app):
    views = app.view_functions.items()
    assert {name for name, view in views if hasattr(view, "from_outside")} == FROM_OUTSIDE.keys()


def test_only_forms_methods_are_used():
    assert {s.method for s in TABLE} <= {"GET", "POST"}


def _write_by_rows(**_values) -> str:
    db.session.add(WrongGuess(account="x", network="x", at=datetime.now(UTC)))
    db.session.flush()
    return "read"


def _write_by_statement(**_values) -> str:
    db.session.execute(update(Person).values(language="en"))
    db.session.commit()
    return "read"


def _write_in_a_transaction(**_values) -> str:
    with transaction() as session:
        session.add(WrongGuess(account="x", network="x", at=datetime.now(UTC)))
    return "read"


def _step(steps: list[Step]) -> Step:
    return next(s for s in steps if TABLE[s]["guest"] in ("200", "303"))


@pytest.mark.parametrize(
    "view, name", [(_write_by_statement, "person"), (_write_in_a_transaction, "wrong_guess")]
)
def test_a_planted_change_while_reading_is_found(view, name, own_walk, monkeypatch):
    step = _step(READING)
    monkeypatch.setitem(own_walk.app.view_functions, step.endpoint, public(view))
    assert own_walk.changed(step) == [name]


def test_a_row_added_while_reading_is_an_error(own_walk, monkeypatch):
    step = _step(READING)
    view = public(lambda **values: _write_by_rows(**values))
    monkeypatch.setitem(own_walk.app.view_functions, step.endpoint, view)
    assert own_walk.answers(step)["guest"] == "500"
    assert own_walk.changed(step) == []


def test_a_planted_view_that_asks_for_no_token_is_found(own_walk, monkeypatch):
    step = _step(WRITING)
    view = public(from_outside(lambda **_values: "done"))
    monkeypatch.setitem(own_walk.app.view_functions, step.endpoint, view)
    found = open_to_strangers(own_walk, step, "asel")
    assert f"{step}: no token" in found
    assert f"{step}: another site" in found
