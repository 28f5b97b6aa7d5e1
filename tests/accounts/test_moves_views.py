"""Appointing, moving and leaving: nothing happens before it was confirmed."""

import pytest

from app.accounts import actions, queries
from app.accounts.kinds import Profession
from app.accounts.models import Person, Unit
from app.core import clock
from app.core.bilingual import Bilingual
from app.db.session import db, transaction
from tests.cast import BUILDER

DAY = "2026-02-01"


@pytest.fixture
def chair(cast) -> int:
    """A vacant post in Osh."""
    with transaction():
        osh = db.session.get_one(Unit, cast.units["osh"].id)
        name = Bilingual(ky="Тергөөчү", ru="Следователь", en="Investigator")
        return actions.create_post(osh, name, Profession.POLICE, by=BUILDER).id


def to(cast, name: str, deed: str) -> str:
    return f"/people/{cast.people[name].id}/{deed}"


def posts_of(cast, name):
    held = queries.appointments(cast.people[name].id)
    return [
        (a.post_id, a.from_day.isoformat(), a.until_day and a.until_day.isoformat()) for a in held
    ]


def test_a_move_is_shown_first_and_then_done(browser_of, cast, chair):
    registrar, address = browser_of("kanykei"), to(cast, "asel", "move")
    before = posts_of(cast, "asel")
    asked = registrar.post(address, {"post": str(chair), "on_day": DAY})
    assert asked.heading == "Is this right?"
    for words in (
        "Токтосунова Асель",
        "Sverdlov ky",
        "Osh ky: Тергөөчү",
        "2026\u2011жылдын 1\u2011февралы",
    ):
        assert words in asked.main
    assert posts_of(cast, "asel") == before
    done = registrar.send(asked, address, step="confirmed")
    assert done.heading == "Токтосунова Асель"
    assert posts_of(cast, "asel") == [
        (chair, DAY, None),
        (before[0][0], before[0][1], DAY),
    ]


def test_something_can_be_changed_before_confirming(browser_of, cast, chair):
    registrar, address = browser_of("kanykei"), to(cast, "asel", "move")
    asked = registrar.post(address, {"post": str(chair), "on_day": DAY})
    again = registrar.send(asked, address, step="change")
    assert again.form(address)["post"] == str(chair)
    assert again.form(address)["on_day"] == DAY


def test_a_move_before_the_arrival_is_refused_at_once(browser_of, cast, chair):
    page = browser_of("kanykei").post(
        to(cast, "asel", "move"), {"post": str(chair), "on_day": "2024-01-01"}
    )
    assert page.status == 422
    assert "later than the day the present post was taken: 01.01.2024" in page.main


def test_a_post_taken_meanwhile_is_refused_at_confirming(browser_of, cast, chair):
    registrar, address = browser_of("kanykei"), to(cast, "asel", "move")
    asked = registrar.post(address, {"post": str(chair), "on_day": DAY})
    with transaction():
        bek = db.session.get_one(Person, cast.people["bek"].id)
        actions.move(bek, queries.post(chair), on_day=clock.today(), by=BUILDER)
    page = registrar.send(asked, address, step="confirmed")
    assert page.status == 422
    assert "Not a valid choice." in page.main
    assert posts_of(cast, "asel")[0][2] is None


def test_leaving_says_what_ends_and_ends_it(browser_of, cast):
    registrar, address = browser_of("kanykei"), to(cast, "daniyar", "leave")
    head = browser_of("daniyar")
    asked = registrar.post(address, {"on_day": clock.today().isoformat()})
    assert "the duties end" in asked.main
    assert "Head of unit" in asked.main
    registrar.send(asked, address, step="confirmed")
    assert head.get("/me").status == 303
    assert "left the service" in registrar.get(f"/people/{cast.people['daniyar'].id}").main


def test_who_left_is_appointed_again(browser_of, cast, chair):
    registrar, address = browser_of("kanykei"), to(cast, "perizat", "appoint")
    asked = registrar.post(address, {"post": str(chair), "on_day": DAY})
    registrar.send(asked, address, step="confirmed")
    assert posts_of(cast, "perizat")[0] == (chair, DAY, None)


def test_nobody_is_appointed_twice(browser_of, cast, chair):
    page = browser_of("kanykei").post(
        to(cast, "asel", "appoint"), {"post": str(chair), "on_day": DAY}
    )
    assert page.status == 422
    assert "Use a move instead." in page.main


@pytest.mark.parametrize("deed", ["appoint", "move", "leave"])
@pytest.mark.parametrize(
    ("who", "status"), [("kanykei", 200), ("nurlan", 200), ("leila", 404), ("daniyar", 403)]
)
def test_who_may_open_the_page(browser_of, cast, deed, who, status):
    assert browser_of(who).get(to(cast, "asel", deed)).status == status


def test_a_registrar_moves_nobody_to_a_post_beyond_their_reach(browser_of, cast, chair):
    page = browser_of("leila").post(
        to(cast, "maksat", "move"), {"post": str(chair), "on_day": DAY, "step": "confirmed"}
    )
    assert page.status == 422
    assert len(posts_of(cast, "maksat")) == 1


def test_an_unknown_deed_is_no_page(browser_of, cast):
    assert browser_of("kanykei").get(to(cast, "asel", "promote")).status == 404
