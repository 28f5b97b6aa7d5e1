"""Every view whose address names a thing asks, with `require`, whether this person may."""

import pytest

from app.web.access import signed_in
from tests.architecture import addresses, table
from tests.architecture.table import Step
from tests.architecture.walk import Seen, Walk

# Open to everybody, so that there is nothing to ask.
EXEMPT = {
    "assets.show": "files of the program itself",
}

pytestmark = pytest.mark.proof

TABLE = table.read()
NAMED = [s for s in TABLE if s.of != addresses.NOBODY and s.endpoint not in EXEMPT]
WITH_THINGS = [s for s in TABLE if s.of in addresses.OWNERS]


def _let_in(answer: Seen) -> bool:
    """The view itself spoke: it showed, did, or asked for a better form."""
    return answer.status < 400 and answer.says != table.SIGN_IN or answer.status in (409, 422)


def silent(walk: Walk, step: Step) -> list[str]:
    """People to whom the view spoke about a thing without having asked."""
    return [
        f"{step}: let {name} in without asking"
        for name, answers in walk.row(step).items()
        if any(_let_in(answer) and not answer.asked for answer in answers)
    ]


@pytest.mark.parametrize("step", WITH_THINGS, ids=str)
def test_a_view_with_an_id_asks(step, walk):
    if step.endpoint not in EXEMPT:
        assert silent(walk, step) == []


def test_every_such_view_was_seen_asking(walk):
    """Otherwise the test above would have seen refusals of the guard only."""
    seen = {
        step.endpoint
        for step in WITH_THINGS
        if any(a.asked for answers in walk.row(step).values() for a in answers)
    }
    assert {s.endpoint for s in WITH_THINGS} - seen - EXEMPT.keys() == set()


def test_what_is_exempt_exists_and_says_why(app):
    assert [name for name, why in EXEMPT.items() if not why or name not in app.view_functions] == []


def test_a_planted_view_that_does_not_ask_is_found(own_walk, monkeypatch):
    step = next(s for s in WITH_THINGS if s.method == "GET" and s.of == "asel")
    asks_nothing = signed_in(lambda **_values: "<h1>Come in</h1>")
    monkeypatch.setitem(own_walk.app.view_functions, step.endpoint, asks_nothing)
    assert f"{step}: let bek in without asking" in silent(own_walk, step)
