"""Signing in and out, the language, and what a request that needs signing in is answered."""

import re
from datetime import timedelta

import pytest
from sqlalchemy import func, select

from app.accounts import actions, signing
from app.accounts.models import Person, SignIn, Unit, WrongGuess
from app.accounts.passwords import Hasher, secret_digest
from app.core import clock
from app.db.session import db, transaction
from app.journal.models import Entry
from tests.accounts.entering import WRONG, cookie, enter, open_sessions
from tests.cast import BUILDER

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
