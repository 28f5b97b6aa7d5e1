"""Signing in and out, the language, and what a request that needs signing in is answered."""

import re
from datetime import timedelta

import pytest
from sqlalchemy import func, select

from app.accounts import actions, signing
from app.accounts.models import Person, SignIn, Unit, WrongGuess
from app.accounts.passwords import Hasher, secret_digest
from app.core import clock
from app.core.bilingual import Bilingual
from app.db.session import db, transaction
from app.journal.models import Entry
from tests.browser import ORIGIN
from tests.cast import BUILDER

WRONG = "The sign-in name or the password is not right."


def enter(browser, name, password, **more):
    fields = {"sign_in_name": name, "password": password, **more}
    return browser.post("/sign-in", fields, follow=False)


def cookie(browser) -> str | None:
    found = browser.client.get_cookie(browser.app.config["SIGN_IN_COOKIE_NAME"])
    return found.value if found else None


def open_sessions(name, cast) -> int:
    wanted = select(func.count()).where(
        SignIn.person_id == cast.people[name].id, SignIn.ended_at.is_(None)
    )
    return db.session.scalar(wanted.select_from(SignIn)) or 0


# ── coming in ─────────────────────────────────────────────────────────────────


def test_the_right_password_leads_to_the_page_that_was_wanted(guest, cast, password):
    page = enter(guest, "asel", password, next="/me")
    assert (page.status, page.response.headers["Location"]) == (303, "/me")
    assert guest.get("/me").heading == cast.people["asel"].name


def test_a_capital_from_the_telephone_does_no_harm(guest, password):
    assert enter(guest, " Asel ", password).status == 303


@pytest.mark.parametrize("wanted", ["https://evil.test/", "//evil.test", "/\\evil.test", ""])
def test_nobody_is_sent_to_a_foreign_address(guest, password, wanted):
    assert enter(guest, "asel", password, next=wanted).response.headers["Location"] == "/"


def test_the_cookie_holds_a_key_of_which_only_the_digest_is_kept(guest, password):
    enter(guest, "asel", password)
    kept = db.session.scalars(select(SignIn.key_digest)).all()
    assert secret_digest(cookie(guest)) in kept
    assert cookie(guest) not in kept


def test_each_signing_in_makes_a_new_key_and_ends_the_one_in_the_cookie(guest, cast, password):
    enter(guest, "asel", password)
    first = cookie(guest)
    enter(guest, "asel", password)
    assert cookie(guest) != first
    assert open_sessions("asel", cast) == 1


def test_a_person_without_a_password_cannot_sign_in(guest):
    assert enter(guest, "asel", "").status == 422
    assert WRONG in enter(guest, "asel", "anything at all").main


def test_known_and_unknown_names_are_answered_alike(guest, password):
    known = enter(guest, "asel", "not this one at all")
    unknown = enter(guest, "azul", "not this one at all")
    left = enter(guest, "peri", "not this one at all")
    assert known.status == unknown.status == left.status == 422

    def neutral(page):
        html = re.sub(r'name="csrf_token" value="[^"]+"', "", page.html)
        return re.sub("azul|peri", "asel", html)

    assert neutral(known) == neutral(unknown) == neutral(left)
    assert WRONG in known.main


def test_the_typed_name_stays_and_the_password_does_not(guest, password):
    page = enter(guest, "asel", "not this one at all")
    assert page.form("/sign-in")["sign_in_name"] == "asel"
    assert "not this one at all" not in page.html


def test_who_left_is_answered_like_who_never_was_here(guest, cast, password):
    page = enter(guest, "perizat", password)
    assert page.status == 422
    assert WRONG in page.main


def test_who_left_and_was_given_a_duty_again_comes_in(guest, cast, password):
    with transaction():
        person = db.session.get_one(Person, cast.people["perizat"].id)
        police = db.session.get_one(Unit, cast.units["police"].id)
        actions.grant(person, "auditor", police, from_day=clock.today(), by=BUILDER)
    assert enter(guest, "perizat", password).status == 303


def test_who_leaves_is_out_at_the_next_request(browser_of, cast):
    asel = browser_of("asel")
    assert asel.get("/me").status == 200
    with transaction():
        person = db.session.get_one(Person, cast.people["asel"].id)
        actions.dismiss(person, on_day=clock.today(), by=BUILDER, at=clock.now())
    assert asel.get("/me").status == 303


def test_a_session_ends_with_the_last_day_of_service(browser_of, cast):
    """The dismissal was recorded ahead, and the person signed in again before that day."""
    with transaction():
        person = db.session.get_one(Person, cast.people["asel"].id)
        actions.dismiss(
            person, on_day=clock.today() - timedelta(days=1), by=BUILDER, at=clock.now()
        )
    assert browser_of("asel").get("/me").status == 303


def test_an_outdated_hash_is_replaced_at_signing_in(app, guest, cast, password):
    weak = Hasher(memory_kib=8, passes=2)
    with transaction():
        db.session.get_one(Person, cast.people["asel"].id).password_hash = weak.hash(password)
    assert enter(guest, "asel", password).status == 303
    kept = db.session.get_one(Person, cast.people["asel"].id).password_hash
    assert not app.extensions["hasher"].is_outdated(kept)
    assert app.extensions["hasher"].matches(password, kept)


# ── guessing ──────────────────────────────────────────────────────────────────


def test_eight_wrong_guesses_are_answered_and_the_ninth_has_to_wait(guest, password):
    for _guess in range(8):
        assert enter(guest, "asel", "not this one at all").status == 422
    page = enter(guest, "asel", password)
    assert page.status == 429
    assert "Too many attempts. Wait 15 min" in page.main
    assert int(page.response.headers["Retry-After"]) == 15 * 60
    assert enter(guest, "bek", password).status == 303


def test_guesses_are_counted_whatever_the_case_of_the_name(guest, password):
    for name in ("asel", "ASEL", "Asel ", "aSEL"):
        enter(guest, name, "not this one at all")
    counted = db.session.execute(
        select(WrongGuess.account, func.count()).group_by(WrongGuess.account)
    ).all()
    assert counted == [(secret_digest("asel"), 4)]


def test_an_unknown_name_is_counted_too_and_the_journal_names_nobody(guest, password):
    enter(guest, "whoever", "not this one at all")
    entry = db.session.scalars(select(Entry).order_by(Entry.number.desc()).limit(1)).one()
    assert entry.what == "wrong guess"
    assert "whoever" not in str(vars(entry))


def test_guesses_of_long_ago_are_forgotten(guest, password):
    with transaction():
        for _guess in range(9):
            signing.note_wrong_guess(
                secret_digest("asel"), "127.0.0.1", at=clock.now() - timedelta(minutes=16)
            )
    assert enter(guest, "asel", password).status == 303


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


# ── going out ─────────────────────────────────────────────────────────────────


def test_signing_out_ends_the_session_on_the_server(guest, cast, password):
    enter(guest, "asel", password)
    key = cookie(guest)
    guest.post("/sign-out", follow=False)
    assert open_sessions("asel", cast) == 0
    guest.client.set_cookie(guest.app.config["SIGN_IN_COOKIE_NAME"], key)
    assert guest.get("/me").status == 303


def test_signing_out_twice_is_harmless(guest):
    assert guest.post("/sign-out", follow=False).status == 303


def test_a_session_left_idle_for_half_an_hour_is_over(browser_of):
    browser = browser_of("asel")
    with browser.client.session_transaction() as page_cookie:
        page_cookie["seen"] = int((clock.now() - timedelta(minutes=31)).timestamp())
    assert browser.get("/me").status == 303


def test_a_session_is_over_after_twelve_hours_however_busy(app, cast, guest):
    with transaction():
        key = actions.begin_session(
            cast.people["asel"], at=clock.now() - timedelta(hours=12, minutes=1), origin="test"
        )
    guest.client.set_cookie(app.config["SIGN_IN_COOKIE_NAME"], key)
    with guest.client.session_transaction() as page_cookie:
        page_cookie["seen"] = int(clock.now().timestamp())
    assert guest.get("/me").status == 303


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
