"""Undoing a departure that was a mistake, and changing one's own address."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from app.accounts import actions, corrections, queries, rules, visits
from app.accounts.kinds import Sex
from app.accounts.models import AddressChange, Person, SecretLink
from app.core import clock
from app.db.session import db, transaction
from app.journal import queries as journal
from app.notices.models import Letter
from tests.cast import BEGINNING, BUILDER


def person(cast, name: str) -> Person:
    return db.session.get_one(Person, cast.people[name].id)


# ── a departure that was a mistake ────────────────────────────────────────────


def back(cast, name: str) -> None:
    with transaction():
        corrections.undo_leave(person(cast, name), by=cast.kanykei, at=clock.now())


def test_the_post_is_held_as_if_nobody_had_left(cast, app):
    back(cast, "perizat")
    held = queries.appointment(cast.people["perizat"].id, on=clock.today())
    assert (held.until_day, held.ended_by) == (None, None)
    assert not visits.is_shut_out(cast.people["perizat"].id, on=clock.today())
    entry = journal.about("person", cast.people["perizat"].id)[0]
    assert entry.what == "departure undone"
    assert entry.details == {"was": "2025-06-01", "post": held.post_id}


def test_duties_that_ended_are_given_anew_or_not_at_all(cast, app):
    with transaction():
        today = clock.today()
        actions.dismiss(person(cast, "daniyar"), on_day=today, by=BUILDER, at=clock.now())
    back(cast, "daniyar")
    assert visits.duties(cast.people["daniyar"].id, on=clock.today()) == ()


def test_nobody_comes_back_who_has_not_left_or_has_moved_since(cast, app):
    for name in ("asel", "bek"):
        with pytest.raises(rules.NotLeft):
            back(cast, name)
    with transaction():
        free = next(
            p for p in queries.posts(cast.units["sverdlov"].id, on=clock.today()) if not p.person
        )
        actions.appoint(
            person(cast, "perizat"), queries.post(free.id), from_day=clock.today(), by=BUILDER
        )
    with pytest.raises(rules.NotLeft):
        back(cast, "perizat")


def test_a_post_that_somebody_else_took_is_theirs(cast, app):
    with transaction():
        post = queries.appointments(cast.people["perizat"].id)[0].post
        new = actions.add_person(
            "Жаңыева", "Ж", sex=Sex.FEMALE, language="ky", by=BUILDER, at=BEGINNING
        )
        actions.appoint(new, queries.post(post.id), from_day=clock.today(), by=BUILDER)
    with pytest.raises(rules.PostTaken):
        back(cast, "perizat")


def test_a_post_that_was_closed_stays_closed(cast, app):
    with transaction():
        queries.appointments(cast.people["perizat"].id)[0].post.closed_day = clock.today()
    with pytest.raises(rules.PostClosed):
        back(cast, "perizat")


def test_the_registrar_undoes_it_on_the_card(cast, browser_of):
    registrar, card = browser_of("kanykei"), f"/people/{cast.people['perizat'].id}"
    page = registrar.send(registrar.get(card), f"{card}/leave/undo")
    assert page.heading == "Пазылова Перизат"
    assert f"{card}/leave" in page.links().values()
    assert f"{card}/leave/undo" not in [form.get("action") for form in page.forms()]


@pytest.mark.parametrize("who, status", [("daniyar", 403), ("asel", 403), ("leila", 404)])
def test_others_do_not(who, status, cast, browser_of):
    address = f"/people/{cast.people['perizat'].id}/leave/undo"
    assert browser_of(who).post(address).status == status


def test_who_has_not_left_has_no_such_button(cast, browser_of):
    card = f"/people/{cast.people['asel'].id}"
    page = browser_of("kanykei").get(card)
    assert f"{card}/leave/undo" not in [form.get("action") for form in page.forms()]
    assert browser_of("kanykei").post(f"{card}/leave/undo").status == 409


# ── one's own address ─────────────────────────────────────────────────────────

NEW = "asel.new@example.test"


def letters() -> list[Letter]:
    return list(db.session.scalars(select(Letter).order_by(Letter.id)))


def ask(browser, password: str, address: str = NEW):
    page = browser.get("/me/address")
    return browser.send(page, "/me/address", address=address, password=password)


def link_in(letter: Letter) -> str:
    start = letter.body.index("/address/")
    return letter.body[start:].split()[0]


def test_the_new_address_counts_when_its_own_letter_was_opened(browser_of, cast, password, guest):
    browser = browser_of("asel")
    assert "/me/address" in browser.get("/me").links().values()
    ask(browser, password)
    to_new, to_old = letters()
    assert (to_new.to_address, to_old.to_address) == (NEW, "asel@example.test")
    assert "/address/" not in to_old.body
    assert NEW not in to_old.body
    assert person(cast, "asel").address == "asel@example.test"
    link = link_in(to_new)
    page = guest.send(guest.get(link), link)
    assert "address is changed" in page.text
    assert person(cast, "asel").address == NEW
    assert letters()[-1].to_address == "asel@example.test"
    assert db.session.scalars(select(AddressChange)).all() == [], "the typed address is not kept"


def test_the_link_works_once_and_not_after_a_day(browser_of, cast, password, guest):
    ask(browser_of("asel"), password)
    link = link_in(letters()[0])
    guest.send(guest.get(link), link)
    assert guest.get(link).status == 410
    assert guest.post(link).status == 410
    ask(browser_of("asel"), password, "third@example.test")
    with transaction():
        late = db.session.scalars(select(SecretLink).order_by(SecretLink.id.desc())).first()
        late.ends_at = clock.now() - timedelta(seconds=1)
    assert guest.get(link_in(letters()[-2])).status == 410


def test_only_the_newest_question_counts(browser_of, password, guest):
    browser = browser_of("asel")
    ask(browser, password, "first@example.test")
    ask(browser, password, "second@example.test")
    first, second = (letters()[n] for n in (0, 2))
    assert guest.get(link_in(first)).status == 410
    assert guest.get(link_in(second)).status == 200


def test_a_link_made_for_an_address_sets_no_password(browser_of, password, guest):
    ask(browser_of("asel"), password)
    token = link_in(letters()[0]).rsplit("/", 1)[1]
    assert guest.get(f"/reset/{token}").status == 410


def test_without_the_password_nothing_happens_and_the_guess_counts(browser_of, password):
    browser = browser_of("asel")
    page = browser.post("/me/address", {"address": NEW, "password": "not hers at all"})
    assert page.status == 422
    assert letters() == []
    for _ in range(rules.PER_ACCOUNT_AND_NETWORK):
        page = browser.post("/me/address", {"address": NEW, "password": "not hers at all"})
    assert page.status == 429
    assert browser.post("/me/address", {"address": NEW, "password": password}).status == 429


def test_links_to_the_old_address_stop_working(browser_of, password, guest):
    browser = browser_of("asel")
    browser.post("/me/password")
    reset = letters()[0].body.split("http://localhost")[1].split()[0]
    ask(browser, password)
    link = link_in(letters()[1])
    guest.send(guest.get(link), link)
    assert guest.get(reset).status == 410


@pytest.mark.parametrize("address", ["", "nobody", "a b@example.test"])
def test_what_is_no_address_is_said(browser_of, password, address):
    page = browser_of("asel").post("/me/address", {"address": address, "password": password})
    assert page.status == 422
    assert letters() == []


def test_who_had_none_gets_no_second_letter(browser_of, cast, password):
    with transaction():
        person(cast, "asel").address = None
    ask(browser_of("asel"), password)
    assert [letter.to_address for letter in letters()] == [NEW]


def test_guessing_at_links_comes_to_an_end(guest, app):
    answers = [guest.post("/address/made-up").status for _ in range(12)]
    assert answers[0] == 410
    assert answers[-1] == 429
