"""Every address answers each of the cast as security/who-may.csv says; an address not in it fails.

The table is the decision, the program follows. `python -m tools.who_may` proposes rows for new addresses; a person
reads each of them before it is kept.
"""

import pytest
from werkzeug.routing import Map, Rule

from app.web.access import from_outside, public, signed_in
from tests.architecture import addresses, table
from tests.architecture.table import PEOPLE, Step

pytestmark = pytest.mark.proof

TABLE = table.read()
COURTS = ("maksat", "oroz", "leila")
POLICE = tuple(name for name in PEOPLE if name not in COURTS)


def shut(app) -> list[str]:
    """Endpoints whose view states no audience; the guard keeps them shut, but nobody wants such a page."""
    views = app.view_functions
    return sorted(name for name, view in views.items() if not getattr(view, "audience", None))


def test_every_parameter_of_an_address_can_be_walked(app):
    assert addresses.unknown(app.url_map) == []


def test_every_address_is_in_the_table_and_every_row_is_an_address(app):
    assert table.unlisted(addresses.steps(app.url_map), TABLE) == []


def test_every_view_states_its_audience(app):
    assert shut(app) == []


@pytest.mark.parametrize("step", TABLE, ids=str)
def test_each_of_the_cast_gets_what_the_table_says(step, walk):
    assert table.unexpected(step, TABLE[step], walk.answers(step)) == []


def test_no_answer_anywhere_is_an_error_of_the_program():
    wrong = [f"{s}: {p}" for s, row in TABLE.items() for p in PEOPLE if row[p].startswith("5")]
    assert wrong == []


def answered(says: str) -> bool:
    """Whether anything but a refusal was given, at any address of the endpoint."""
    return any(part != "in" and not part.startswith("4") for part in says.split("/"))


def test_what_does_not_exist_is_refused_to_everybody():
    absent = {step: row for step, row in TABLE.items() if step.of == addresses.ABSENT}
    assert [f"{s}: {p}" for s, row in absent.items() for p in PEOPLE if answered(row[p])] == []


def strangers(kept: table.Table) -> list[str]:
    """Cells that tell a person of another academy whether a thing exists, whatever their duties."""
    found = []
    for step, row in kept.items():
        if step.of in addresses.OWNERS:
            absent = kept[Step(step.endpoint, step.method, addresses.ABSENT)]
            foreign = POLICE if step.of in COURTS else COURTS
            found += [
                f"{step}: {name} gets {row[name]}, and {absent[name]} for what does not exist"
                for name in foreign
                if row[name] != absent[name]
            ]
    return found


def test_no_stranger_can_tell_whether_a_thing_exists():
    assert strangers(TABLE) == []


# ── planted ───────────────────────────────────────────────────────────────────


def _addresses(*rules: str) -> Map:
    return Map(
        [Rule(rule, endpoint=f"room.view{n}", methods=["GET"]) for n, rule in enumerate(rules)]
    )


def test_a_planted_address_that_nobody_decided_about_is_found():
    wanted = addresses.steps(_addresses("/secret"))
    assert table.unlisted(wanted, {}) == ["not in who-may.csv: GET room.view0 of -"]


def test_a_planted_thing_that_nobody_decided_about_is_found():
    wanted = addresses.steps(_addresses("/people/<int:person_id>"))
    kept = {step: {} for step in wanted if step.of != "maksat"}
    assert table.unlisted(wanted, kept) == ["not in who-may.csv: GET room.view0 of maksat"]


def test_a_row_about_nothing_is_found():
    assert table.unlisted([], {Step("room.gone", "GET", "-"): {}}) == [
        "no such address: GET room.gone of -"
    ]


def test_a_planted_answer_that_gives_a_thing_away_is_found():
    told = {step: dict(row) for step, row in TABLE.items()}
    step = next(s for s in told if s.of == "maksat" and told[s]["kanykei"] == "404")
    told[step]["kanykei"] = "403"
    assert strangers(told) == [f"{step}: kanykei gets 403, and 404 for what does not exist"]


def test_a_planted_parameter_without_a_thing_is_found():
    assert addresses.unknown(_addresses("/gossip/<int:gossip_id>")) == [
        "/gossip/<int:gossip_id>: nothing in things.py for gossip_id"
    ]


def test_a_planted_view_that_lets_everybody_in_is_found(own_walk, monkeypatch):
    step = next(s for s in TABLE if s.method == "GET" and TABLE[s]["guest"] == "in")
    open_to_all = public(lambda **_values: "<h1>Come in</h1>")
    monkeypatch.setitem(own_walk.app.view_functions, step.endpoint, open_to_all)
    found = table.unexpected(step, TABLE[step], own_walk.answers(step))
    assert f"{step}: guest gets 200, not in" in found


def test_a_planted_view_that_asks_about_nothing_is_found(own_walk, monkeypatch):
    step = next(s for s in TABLE if s.method == "GET" and TABLE[s]["asel"] == "404")
    asks_nothing = signed_in(lambda **_values: "<h1>Come in</h1>")
    monkeypatch.setitem(own_walk.app.view_functions, step.endpoint, asks_nothing)
    found = table.unexpected(step, TABLE[step], own_walk.answers(step))
    assert f"{step}: asel gets 200, not 404" in found


def test_a_planted_view_without_an_audience_is_found_and_shut(own_walk, monkeypatch):
    step = next(s for s in TABLE if s.method == "GET" and TABLE[s]["guest"] == "200")
    monkeypatch.setitem(own_walk.app.view_functions, step.endpoint, lambda **_values: "open")
    assert shut(own_walk.app) == [step.endpoint]
    assert set(own_walk.answers(step).values()) == {"403"}


def test_a_view_for_machines_still_states_its_audience(own_walk, monkeypatch):
    step = next(s for s in TABLE if s.method == "POST")
    view = from_outside(lambda **_values: "done")
    monkeypatch.setitem(own_walk.app.view_functions, step.endpoint, view)
    assert shut(own_walk.app) == [step.endpoint]


def test_the_table_reads_back_as_it_is_written(tmp_path):
    file = tmp_path / "table.csv"
    file.write_text(table.write(TABLE), encoding="utf-8")
    assert table.read(file) == TABLE


def test_a_table_out_of_order_is_refused(tmp_path):
    lines = table.write(TABLE).splitlines()
    file = tmp_path / "table.csv"
    file.write_text("\n".join([lines[0], *reversed(lines[1:])]), encoding="utf-8")
    with pytest.raises(AssertionError, match="order"):
        table.read(file)
