"""Two records of one human, on the pages: suggested, found from the card, asked for, confirmed, undone."""

import pytest
from sqlalchemy import select

from app.accounts.models import Person
from app.accounts.service_models import PersonMerge
from app.db.session import db, transaction
from tests.accounts.test_merging import second_record


@pytest.fixture
def pair(cast) -> tuple[int, int]:
    with transaction():
        return cast.people["perizat"].id, second_record(cast).id


def test_from_the_suggestion_to_the_undo(browser_of, cast, pair):
    registrar, administrator = browser_of("kanykei"), browser_of("nurlan")
    old, new = pair
    page = registrar.get("/duplicates")
    address = f"/people/{old}/duplicates/{new}"
    assert address in page.links().values()
    typed = {"keep": str(new), "reason": "The same passport.", "step": "same"}
    page = registrar.send(registrar.get(address), address, **typed)
    assert "Another registrar or administrator has to confirm" in page.text
    number = db.session.scalars(select(PersonMerge.id)).one()
    assert registrar.post(f"/duplicates/{number}/confirmation").status == 403
    done = administrator.post(f"/duplicates/{number}/confirmation")
    assert done.heading == "Pazylova Perizat"
    assert "Another record leads to this one" in done.main
    given_up = registrar.get(f"/people/{old}")
    assert "This record leads to another" in given_up.main
    back = registrar.post(f"/duplicates/{number}/undo")
    assert "leads to" not in back.main
    assert db.session.get_one(Person, old).merged_into_id is None


def test_a_record_with_another_name_is_found_from_the_card(browser_of, cast, pair):
    registrar = browser_of("kanykei")
    page = registrar.get(f"/people/{cast.people['asel'].id}/duplicates?q=омурбек")
    assert any("Өмүрбеков Бек" in words for words in page.links())
    assert not any("Токтосунова" in words and "№" in words for words in page.links())


def test_who_holds_a_post_cannot_be_given_up_on_the_page(browser_of, cast, pair):
    registrar, (old, new) = browser_of("kanykei"), pair
    address = f"/people/{old}/duplicates/{new}"
    typed = {"keep": str(old), "reason": "The same passport.", "step": "same"}
    page = registrar.send(registrar.get(address), address, **typed)
    assert page.status == 422 and "holds a post" in page.main


def test_records_of_the_other_academy_are_not_there(browser_of, cast, pair):
    maksat = cast.people["maksat"].id
    assert browser_of("kanykei").get(f"/people/{pair[0]}/duplicates/{maksat}").status == 404
    assert browser_of("leila").get(f"/people/{pair[0]}/duplicates/{pair[1]}").status == 404
