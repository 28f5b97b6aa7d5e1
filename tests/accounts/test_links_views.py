"""Letters with links: asking for one, choosing a password, wrong and used links."""

import re
from time import monotonic

import pytest
from sqlalchemy import func, select

from app.accounts import actions, signing
from app.accounts.models import Person, SecretLink, WrongGuess
from app.accounts.views import links
from app.core import clock
from app.db.session import db, transaction
from app.journal.models import Entry
from app.notices.models import Letter
from tests.browser import ORIGIN
from tests.cast import BUILDER

GOOD = "корабль жаңгак суусар"
ANSWER = "If there is such an account, a letter is on its way."


def letters() -> list[Letter]:
    return list(db.session.scalars(select(Letter).order_by(Letter.id)))


def link_in(letter: Letter) -> str:
    found = re.search(r"http://localhost(/\S+)", letter.body)
    assert found
    return found[1]


def link_for(cast, name: str, purpose: str = "invitation") -> str:
    with transaction():
        person = db.session.get_one(Person, cast.people[name].id)
        token = signing.make_link(person, purpose, by=BUILDER, at=clock.now())
    return f"/{purpose}/{token}"


def choose(browser, address, password=GOOD, again=None):
    page = browser.get(address)
    return browser.send(page, address, password=password, password_again=again or password)


# ── asking ────────────────────────────────────────────────────────────────────


@pytest.fixture(autouse=True)
def at_once(monkeypatch):
    """Answers wait for a fixed time; only the test about that time does so too."""
    monkeypatch.setattr(links, "ANSWER_AFTER", 0.0)


@pytest.mark.parametrize("typed", ["asel", "ASEL", " asel@example.test ", "Asel@Example.test"])
def test_a_known_name_or_address_gets_a_letter(guest, cast, typed):
    assert ANSWER in guest.post("/forgotten", {"who": typed}).main
    (letter,) = letters()
    assert letter.to_address == "asel@example.test"
    assert link_in(letter).startswith("/reset/")
    assert choose(guest, link_in(letter)).heading == "Sign in"


@pytest.mark.parametrize("typed", ["nobody", "nobody@example.test", "perizat", "%"])
def test_everybody_else_gets_the_same_answer_and_no_letter(guest, cast, typed):
    known, unknown = (
        guest.post("/forgotten", {"who": "asel"}),
        guest.post("/forgotten", {"who": typed}),
    )
    assert len(letters()) == 1

    def neutral(page):
        return re.sub(r'name="csrf_token" value="[^"]+"', "", page.html)

    assert (known.status, neutral(known)) == (unknown.status, neutral(unknown))


def test_the_time_does_not_tell_whether_there_was_a_letter(guest, cast, monkeypatch):
    monkeypatch.setattr(links, "ANSWER_AFTER", 0.3)
    took = []
    for typed in ("asel", "nobody"):
        form = {"who": typed, "csrf_token": guest.token()}
        begun = monotonic()
        guest.client.post("/forgotten", data=form, headers=ORIGIN)
        took.append(monotonic() - begun)
    assert min(took) >= 0.3
    assert len(letters()) == 1


def test_a_person_without_an_address_gets_no_letter(guest, cast):
    with transaction():
        db.session.get_one(Person, cast.people["asel"].id).address = None
    assert ANSWER in guest.post("/forgotten", {"who": "asel"}).main
    assert letters() == []


def test_the_letter_is_in_the_language_of_the_person(guest, cast):
    guest.post("/forgotten", {"who": "elena"})
    guest.post("/forgotten", {"who": "asel"})
    russian, kyrgyz = letters()
    assert "Здравствуйте, Елена!" in russian.body
    assert "Урматтуу Асель!" in kyrgyz.body
    assert "%(" not in russian.body + kyrgyz.body


def test_nobody_can_fill_a_mailbox(guest, cast):
    for _time in range(6):
        assert guest.post("/forgotten", {"who": "asel"}).status == 200
    assert len(letters()) == 3


def test_asking_too_often_has_to_wait_and_does_not_hinder_signing_in(guest, cast, password):
    for _time in range(8):
        guest.post("/forgotten", {"who": "asel"})
    page = guest.post("/forgotten", {"who": "asel"})
    assert page.status == 429
    assert "Too many attempts" in page.main
    assert (
        guest.post("/sign-in", {"sign_in_name": "asel", "password": password}, follow=False).status
        == 303
    )


def test_an_empty_question_is_asked_again(guest):
    assert guest.post("/forgotten", {"who": ""}).status == 422


def test_links_begin_with_the_public_address_whatever_host_was_asked(app, guest, monkeypatch):
    monkeypatch.setitem(app.config, "PUBLIC_ADDRESS", "https://muras.example.kg")
    guest.post("/forgotten", {"who": "asel"})
    assert "https://muras.example.kg/reset/" in letters()[0].body


# ── choosing ──────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("purpose", ["invitation", "reset"])
def test_a_password_is_chosen_and_opens_the_door(guest, cast, purpose):
    address = link_for(cast, "asel", purpose)
    page = choose(guest, address)
    assert "Your password is set." in page.main
    entered = guest.post("/sign-in", {"sign_in_name": "asel", "password": GOOD}, follow=False)
    assert entered.status == 303


def test_the_page_says_the_sign_in_name(guest, cast):
    page = guest.get(link_for(cast, "asel"))
    assert page.heading == "Choose your password"
    assert 'value="asel"' in page.html


@pytest.mark.parametrize(
    ("password", "again", "says"),
    [
        ("short", "short", "Use at least 12 characters."),
        (GOOD, "another long password", "The two are not the same."),
        ("токтосунова1", "токтосунова1", "among those tried first"),
        ("", "", "This field is required."),
        ("x" * 129, "x" * 129, "Use at most 128 characters."),
    ],
)
def test_a_weak_password_is_refused_and_the_link_goes_on_working(
    guest, cast, password, again, says
):
    address = link_for(cast, "asel")
    page = choose(guest, address, password, again)
    assert page.status == 422
    assert says in page.main
    assert choose(guest, address).heading == "Sign in"


def test_a_link_works_once(guest, cast):
    address = link_for(cast, "asel")
    form = guest.get(address).form(address)
    choose(guest, address)
    for page in (
        guest.get(address),
        guest.post(address, form | {"password": GOOD + "2", "password_again": GOOD + "2"}),
    ):
        assert page.status == 410
        assert page.heading == "This link does not work"
        assert "/forgotten" in page.links().values()


def test_a_link_that_never_was_is_answered_like_one_that_is_over(guest, cast):
    used = link_for(cast, "asel")
    choose(guest, used)
    never = guest.get("/invitation/never-was").html.replace("never-was", used.split("/")[2])
    assert never == guest.get(used).html


def test_an_invitation_is_no_reset(guest, cast):
    address = link_for(cast, "asel").replace("/invitation/", "/reset/")
    assert guest.get(address).status == 410


def test_wrong_links_are_counted_when_something_is_sent(guest, cast):
    guest.get("/reset/never-was")
    assert db.session.scalar(select(func.count()).select_from(WrongGuess)) == 0
    guest.post("/reset/never-was", {"password": GOOD, "password_again": GOOD})
    assert db.session.scalar(select(func.count()).select_from(WrongGuess)) == 1


def test_a_network_that_guesses_links_has_to_wait(guest, cast):
    address = link_for(cast, "asel")
    with transaction():
        for number in range(150):
            signing.note_wrong_guess(f"link {number}", "127.0.0.1", at=clock.now())
    page = guest.get(address)
    assert page.status == 429
    assert "Too many attempts" in page.main


def test_whoever_was_signed_in_on_this_browser_is_signed_out(browser_of, cast):
    browser = browser_of("bek")
    page = choose(browser, link_for(cast, "asel"))
    assert page.heading == "Sign in"
    assert browser.get("/me").status == 303


def test_a_new_password_signs_out_everywhere_else(browser_of, guest, cast):
    elsewhere = browser_of("asel")
    choose(guest, link_for(cast, "asel", "reset"))
    assert elsewhere.get("/me").status == 303


def test_leaving_the_service_ends_the_links(guest, cast):
    address = link_for(cast, "asel")
    with transaction():
        person = db.session.get_one(Person, cast.people["asel"].id)
        actions.dismiss(person, on_day=clock.today(), by=BUILDER, at=clock.now())
    assert guest.get(address).status == 410


def test_the_secret_goes_nowhere(guest, cast, caplog):
    address = link_for(cast, "asel")
    token = address.rpartition("/")[2]
    for page in (guest.get(address), choose(guest, address, "short")):
        assert page.response.headers["Referrer-Policy"] == "strict-origin"
    choose(guest, address)
    assert guest.get(address).response.headers["Referrer-Policy"] == "strict-origin"
    assert token not in caplog.text
    assert token not in str(db.session.execute(select(SecretLink.token_digest)).all())
    assert not any(token in str(vars(entry)) for entry in db.session.scalars(select(Entry)))


@pytest.mark.parametrize("token", ["a" * 201, "ө", "..", "a b"])
def test_strange_links_are_refused_politely(guest, token):
    assert guest.get(f"/reset/{token}").status in (404, 410)
