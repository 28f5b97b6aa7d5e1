"""One's own page: language, password, sessions."""

from sqlalchemy import select

from app.accounts.models import Person, SignIn
from app.db.session import db, transaction
from app.notices.models import Letter


def test_the_page_says_who_one_is(browser_of):
    page = browser_of("asel").get("/me")
    assert page.heading == "Токтосунова Асель"
    for words in ("Sverdlov", "Post of Асель", "asel@example.test"):
        assert words in page.main


def test_a_guest_has_none(guest):
    assert guest.get("/me").status == 303


def test_the_language_is_chosen_here_too(browser_of):
    browser = browser_of("asel")
    assert browser.post("/language", {"language": "ru", "back": "/me"}).tree.get("lang") == "ru"


def test_the_password_is_changed_by_a_letter(browser_of):
    page = browser_of("asel").post("/me/password")
    assert "A letter is on its way." in page.text
    letter = db.session.scalars(select(Letter)).one()
    assert "/reset/" in letter.body


def test_without_an_address_the_page_says_who_helps(browser_of, cast):
    with transaction():
        db.session.get_one(Person, cast.people["asel"].id).address = None
    browser = browser_of("asel")
    assert "Your academy’s registrar enters it." in browser.get("/me").main
    assert browser.post("/me/password").status == 409


def test_signing_out_everywhere_ends_every_session(browser_of):
    here, there = browser_of("asel"), browser_of("asel")
    page = here.post("/me/sessions/end")
    assert "You are signed out everywhere." in page.text
    assert there.get("/me").status == 303
    assert None not in db.session.scalars(select(SignIn.ended_at)).all()
