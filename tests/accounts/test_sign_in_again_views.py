"""Being asked to sign in without losing what was typed, the language, and the demonstration."""

import pytest

from app.accounts.models import Person
from app.core.bilingual import Bilingual
from app.db.session import db, transaction
from tests.accounts.entering import enter
from tests.browser import ORIGIN

# ── being asked to sign in ────────────────────────────────────────────────────


def test_a_guest_who_wants_a_page_is_asked_and_brought_there(guest, cast, password):
    asked = guest.get("/people?q=асель&page=2")
    assert asked.status == 303
    page = guest.get(asked.response.headers["Location"])
    assert page.form("/sign-in")["next"] == "/people?q=асель&page=2"


def test_who_is_signed_in_already_goes_straight_on(browser_of):
    page = browser_of("asel").get("/sign-in?next=/me")
    assert (page.status, page.response.headers["Location"]) == (303, "/me")


def test_nothing_typed_is_lost_when_the_session_was_over(guest, cast, password):
    address = f"/units/{cast.units['police'].id}/units/new?from=menu"
    typed = {
        "name_ky": 'Ноокат "райондук" <бөлүм>',
        "name_ru": "Первая строка\nвторая строка",
        "region": "osh",
        "some_password": "secret words of somebody",
    }
    asked = guest.post(address, typed)
    assert asked.status == 401
    assert "secret words of somebody" not in asked.html
    wrong = guest.send(asked, "/sign-in", sign_in_name="kanykei", password="not this one")
    assert wrong.status == 422
    page = guest.send(wrong, "/sign-in", sign_in_name="kanykei", password=password)
    assert page.heading == "Continue where you were"
    kept = page.form(address.split("?")[0])
    assert {n: v for n, v in kept.items() if n != "csrf_token"} == {
        n: v for n, v in typed.items() if n != "some_password"
    }
    sent = guest.send(page, address.split("?")[0])
    assert 'Ноокат "райондук" <бөлүм>' in sent.text


def test_fields_of_the_kept_form_do_not_fill_the_sign_in_form(guest, cast):
    asked = guest.post(f"/people/{cast.people['asel'].id}/edit", {"sign_in_name": "new-name"})
    assert asked.form("/sign-in")["sign_in_name"] == ""
    assert asked.form("/sign-in")["kept-sign_in_name"] == "new-name"


def test_several_values_of_one_field_are_kept(guest):
    asked = guest.post("/people/new", {"choice": ["1", "2"]})
    assert asked.html.count('name="kept-choice"') == 2
    assert len(asked.html) < 20_000


def test_what_is_too_large_is_not_carried_and_the_person_returns_to_the_page_of_the_form(guest):
    headers = ORIGIN | {"Referer": "http://localhost/people/new?post=3"}
    asked = guest.post("/people/new", {"name": "a" * 200_001}, headers=headers)
    assert asked.status == 401
    form = asked.form("/sign-in")
    assert "kept_path" not in form
    assert form["next"] == "/people/new?post=3"


def test_the_language_can_be_switched_without_losing_what_is_kept(guest):
    asked = guest.post("/people/new", {"family_name": "Өмүрбекова"})
    switched = guest.send(asked, "/sign-in", language="ru")
    assert switched.tree.get("lang") == "ru"
    assert switched.form("/sign-in")["kept-family_name"] == "Өмүрбекова"


def test_a_kept_path_cannot_lead_away(guest, password):
    page = guest.post(
        "/sign-in",
        {"sign_in_name": "asel", "password": password, "kept_path": "//evil.test/", "kept-a": "1"},
    )
    assert page.form("/")["a"] == "1"
    assert "evil" not in page.html


def test_a_script_is_told_in_json(guest):
    for answer in (
        guest.client.get("/me", headers={"Accept": "application/json"}),
        guest.client.post(
            "/me/password",
            data={"csrf_token": guest.token()},
            headers=ORIGIN | {"Accept": "application/json"},
        ),
    ):
        assert answer.status_code == 401
        assert answer.json["sign_in"] == "/sign-in"


# ── language ──────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("language", ["ky", "ru", "en"])
def test_a_guest_chooses_a_language_and_stays_on_the_page(guest, language):
    page = guest.post("/language", {"language": language, "back": "/forgotten"})
    assert page.tree.get("lang") == language
    assert page.form("/forgotten")


def test_without_back_the_page_of_the_button_is_shown_again(guest):
    headers = ORIGIN | {"Referer": "http://localhost/forgotten?a=1"}
    answer = guest.post("/language", {"language": "ru"}, follow=False, headers=headers)
    assert answer.response.headers["Location"] == "/forgotten?a=1"


@pytest.mark.parametrize("back", ["//evil.test/", "https://evil.test"])
def test_the_language_leads_nowhere_else(guest, back):
    answer = guest.post("/language", {"language": "ru", "back": back}, follow=False)
    assert answer.response.headers["Location"] == "/"


def test_a_foreign_referer_is_not_followed(guest):
    headers = ORIGIN | {"Referer": "http://evil.test/trap"}
    answer = guest.post("/language", {"language": "ru"}, follow=False, headers=headers)
    assert answer.response.headers["Location"] == "/"


def test_an_unknown_language_is_refused(guest):
    assert guest.post("/language", {"language": "de"}).status == 422


def test_a_person_keeps_their_language_wherever_they_sign_in(browser_of, cast, guest, password):
    browser_of("asel").post("/language", {"language": "ru", "back": "/me"})
    assert db.session.get_one(Person, cast.people["asel"].id).language == "ru"
    enter(guest, "asel", password)
    assert guest.get("/me").tree.get("lang") == "ru"


def test_the_language_outlives_signing_out(guest, password):
    enter(guest, "elena", password)
    guest.post("/sign-out", follow=False)
    assert guest.get("/sign-in").tree.get("lang") == "ru"


# ── the demonstration ─────────────────────────────────────────────────────────


@pytest.fixture
def with_names(app, monkeypatch):
    names = [("trainee-police", Bilingual(ky="Тергөөчү", ru="Следователь", en="Investigator"))]
    monkeypatch.setitem(app.config, "DEMONSTRATION_NAMES", names)


def test_the_demonstration_shows_its_names_and_the_password(guest, with_names):
    page = guest.get("/sign-in?next=/me")
    assert "trainee-police" in page.main
    assert "muras-demo" in page.main
    buttons = [form for form in page.forms() if "trainee-police" in "".join(form.itertext())]
    assert len(buttons) == 1


def test_outside_the_demonstration_no_names_are_shown(app, guest, with_names):
    app.config["DEMONSTRATION"] = False
    try:
        page = guest.get("/sign-in")
    finally:
        app.config["DEMONSTRATION"] = True
    assert "trainee-police" not in page.html
    assert "muras-demo" not in page.html


def test_one_press_of_a_button_signs_in_as_one_of_the_demonstration(guest, cast, app, monkeypatch):
    who = Bilingual(ky="Тергөөчү", ru="Следователь", en="Investigator")
    monkeypatch.setitem(app.config, "DEMONSTRATION_NAMES", [("asel", who)])
    with transaction():
        hashed = app.extensions["hasher"].hash("muras-demo")
        db.session.get_one(Person, cast.people["asel"].id).password_hash = hashed
    page = guest.post("/sign-in", {"demonstration": "asel", "next": "/me"}, follow=False)
    assert (page.status, page.response.headers["Location"]) == (303, "/me")


def test_no_other_name_comes_in_by_that_button(guest, with_names):
    assert guest.post("/sign-in", {"demonstration": "asel"}, follow=False).status == 422
