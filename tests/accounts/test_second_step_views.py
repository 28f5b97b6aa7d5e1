"""From a right password to a session: by a code, or by setting up a device on the way."""

from datetime import timedelta
from urllib.parse import unquote

import pytest
from sqlalchemy import select, update

from app.accounts import actions, signing
from app.accounts.models import HalfSignIn, Person, SignIn, Unit
from app.accounts.passwords import secret_digest
from app.core import clock
from app.db.session import db, transaction
from app.journal.models import Entry
from tests.accounts.entering import cookie, enter, open_sessions
from tests.accounts.telephones import (
    NOT_RIGHT,
    STEP,
    give,
    half_enter,
    printed,
    scanned,
    type_code,
)
from tests.browser import Browser
from tests.cast import BUILDER

pytestmark = pytest.mark.usefixtures("demand")


@pytest.fixture
def telephone(app, cast):
    return give(app, cast.people["kanykei"])


# ── with a device ─────────────────────────────────────────────────────────────


def test_a_right_code_leads_to_the_page_that_was_wanted(guest, password, telephone, cast):
    page = half_enter(guest, "kanykei", password, wanted="/people?q=асель&page=1")
    assert page.heading == "Second step"
    done = type_code(guest, page, telephone.code())
    assert done.status == 303
    assert unquote(done.response.headers["Location"]) == "/people?q=асель&page=1"
    assert guest.get("/me").heading == cast.people["kanykei"].name


def test_a_recovery_code_does_as_well(guest, password, telephone):
    page = half_enter(guest, "kanykei", password)
    assert type_code(guest, page, telephone.recovery[3]).status == 303
    assert guest.get("/me").status == 200


def test_without_a_code_nobody_is_signed_in(guest, password, telephone, cast):
    half_enter(guest, "kanykei", password)
    for path in ("/me", "/people", "/units"):
        assert guest.get(path).status == 303
    start = guest.get("/")
    assert cast.people["kanykei"].family_name not in start.html
    assert "Sign in" in start.links()
    assert open_sessions("kanykei", cast) == 0


def test_wrong_used_and_foreign_codes_are_answered_alike(app, guest, password, telephone, cast):
    neighbour, used = give(app, cast.people["bek"]), telephone.code()
    type_code(guest, half_enter(guest, "kanykei", password), used)
    page = half_enter(guest, "kanykei", password)
    answers = [
        type_code(guest, page, code)
        for code in (telephone.wrong(), used, neighbour.code(), neighbour.recovery[0])
    ]
    assert {a.status for a in answers} == {422}
    assert len({a.main.replace(a.form(STEP)["one_time_code"], "") for a in answers}) == 1
    assert NOT_RIGHT in answers[0].main
    assert guest.get("/me").status == 303


def test_too_many_wrong_codes_have_to_wait_and_the_right_one_too(guest, password, telephone):
    page = half_enter(guest, "kanykei", password)
    for _try in range(8):
        assert type_code(guest, page, telephone.wrong()).status == 422
    answer = type_code(guest, page, telephone.code())
    assert answer.status == 429
    assert int(answer.response.headers["Retry-After"]) == 15 * 60
    assert "Too many attempts." in answer.main
    assert guest.get("/me").status == 303


def test_whoever_has_a_device_is_asked_also_without_a_duty(app, guest, password, cast):
    telephone = give(app, cast.people["asel"])
    type_code(guest, half_enter(guest, "asel", password), telephone.code())
    assert guest.get("/me").status == 200


def test_without_a_duty_and_a_device_the_password_is_enough(guest, password):
    assert enter(guest, "asel", password, next="/me").response.headers["Location"] == "/me"


def test_the_second_step_ends_after_twenty_minutes(guest, password, telephone):
    page = half_enter(guest, "kanykei", password, wanted="/units")
    with transaction():
        earlier = clock.now() - timedelta(minutes=21)
        db.session.execute(update(HalfSignIn).values(begun_at=earlier))
    late = type_code(guest, page, telephone.code())
    assert late.status == 303
    assert late.response.headers["Location"] == "/sign-in?next=/units"
    assert "The time for the second step is over." in guest.get("/sign-in").text
    assert guest.get(STEP).status == 303


@pytest.mark.parametrize("wanted", ["https://evil.test/", "//evil.test", "/\\evil.test"])
def test_the_second_step_sends_nobody_away(guest, password, telephone, wanted):
    page = half_enter(guest, "kanykei", password)
    done = guest.send(page, STEP, follow=False, one_time_code=telephone.code(), next=wanted)
    assert done.response.headers["Location"] == "/"


def test_what_was_typed_survives_both_steps(guest, password, telephone, cast):
    address = f"/units/{cast.units['police'].id}/units/new"
    typed = {
        "name_ky": "Ноокат <бөлүм>",
        "name_ru": "Ноокат",
        "region": "osh",
        "one_time_code": "1",
    }
    asked = guest.post(address, typed)
    step = guest.send(asked, "/sign-in", sign_in_name="kanykei", password=password)
    assert step.heading == "Second step"
    russian = guest.send(step, STEP, language="ru", one_time_code="")
    assert russian.tree.get("lang") == "ru"
    wrong = type_code(guest, russian, telephone.wrong())
    page = type_code(guest, wrong, telephone.code())
    assert page.heading == "Continue where you were"
    kept = page.form(address)
    assert (kept["name_ky"], kept["region"]) == ("Ноокат <бөлүм>", "osh")
    assert "one_time_code" not in kept
    assert "Ноокат <бөлүм>" in guest.send(page, address).text


def test_the_enter_key_sends_the_form_and_does_not_choose_a_language(guest, password, telephone):
    wrong = enter(guest, "kanykei", "not this one at all")
    step = type_code(guest, half_enter(guest, "kanykei", password), telephone.wrong())
    for page, form in ((wrong, "signing-in"), (step, "proving")):
        buttons = [b for b in page.all("button") if b.get("form") == form]
        assert [b.get("name") for b in buttons] == [None, "language", "language", "language"]
    assert type_code(guest, step, telephone.code()).status == 303


def test_what_was_typed_survives_also_when_the_second_step_took_too_long(guest, password, telephone, cast):  # fmt: skip
    asked = guest.post(f"/units/{cast.units['police'].id}/units/new", {"name_ky": "Ноокат"})
    step = guest.send(asked, "/sign-in", sign_in_name="kanykei", password=password)
    with transaction():
        signing.end_half(cookie(guest), at=clock.now())
    late = type_code(guest, step, telephone.code())
    assert late.status == 401
    assert late.form("/sign-in")["kept-name_ky"] == "Ноокат"


# ── keys of sessions ──────────────────────────────────────────────────────────


def test_each_step_makes_a_new_key_and_the_half_one_is_of_no_use(app, guest, password, telephone):
    page = half_enter(guest, "kanykei", password)
    half = cookie(guest)
    type_code(guest, page, telephone.code())
    assert cookie(guest) != half
    other = Browser(app)
    other.client.set_cookie(app.config["SIGN_IN_COOKIE_NAME"], half)
    with other.client.session_transaction() as page_cookie:
        page_cookie["seen"] = int(clock.now().timestamp())
    assert other.get("/me").status == 303
    assert other.get(STEP).response.headers["Location"].startswith("/sign-in?")


def test_a_key_planted_before_signing_in_gains_nothing(app, guest, password, telephone, cast):
    """Somebody else's half session in the victim's browser: it ends when the victim signs in."""
    attacker = Browser(app)
    half_enter(attacker, "kanykei", password)
    planted = cookie(attacker)
    guest.client.set_cookie(app.config["SIGN_IN_COOKIE_NAME"], planted)
    type_code(guest, half_enter(guest, "kanykei", password), telephone.code())
    assert cookie(guest) != planted
    assert attacker.get(STEP).status == 303
    assert attacker.get("/me").status == 303
    ended = select(HalfSignIn.ended_at).where(HalfSignIn.key_digest == secret_digest(planted))
    assert db.session.scalar(ended) is not None


def test_signing_out_ends_a_half_session_too(guest, password, telephone):
    half_enter(guest, "kanykei", password)
    key = cookie(guest)
    guest.post("/sign-out", follow=False)
    guest.client.set_cookie(guest.app.config["SIGN_IN_COOKIE_NAME"], key)
    assert guest.get(STEP).status == 303


def test_a_new_password_ends_half_sessions(guest, password, telephone, cast):
    half_enter(guest, "kanykei", password)
    with transaction():
        person = db.session.get_one(Person, cast.people["kanykei"].id)
        link = signing.make_link(person, "reset", by=BUILDER, at=clock.now())
        number = signing.visits.link(secret_digest(link), "reset", at=clock.now()).id
        signing.set_password(number, "x", origin="test", at=clock.now())
    assert guest.get(STEP).status == 303


# ── setting up on the way ─────────────────────────────────────────────────────


def test_who_holds_a_duty_sets_up_a_device_and_goes_on(guest, password, cast):
    page = half_enter(guest, "kanykei", password, wanted="/units")
    assert page.heading == "Set up your second factor"
    assert guest.get("/units").status == 303
    done = type_code(guest, page, scanned(page).code())
    assert done.heading == "Your recovery codes"
    assert len(set(printed(done))) == 10
    assert done.links()["I have them, continue"] == "/units"
    assert guest.get("/units").status == 200
    acts = list(db.session.scalars(select(Entry.what).order_by(Entry.number)))
    assert acts[-2:] == ["second factor set up", "signed in"]
    assert db.session.scalars(select(SignIn.with_code).order_by(SignIn.id.desc())).first()


def test_the_key_stays_the_same_in_another_language_and_after_a_mistake(guest, password):
    page = half_enter(guest, "kanykei", password, wanted="/units")
    first = scanned(page)
    guest.post("/language", {"language": "ru", "back": f"{STEP}?next=/units"}, follow=False)
    russian = guest.get(f"{STEP}?next=/units")
    assert russian.tree.get("lang") == "ru"
    assert scanned(russian) == first
    wrong = type_code(guest, russian, first.wrong())
    assert wrong.status == 422
    assert scanned(wrong) == first
    english = guest.send(wrong, STEP, language="en", one_time_code="")
    assert (english.tree.get("lang"), scanned(english)) == ("en", first)
    assert type_code(guest, english, first.code()).links()["I have them, continue"] == "/units"


def test_each_half_session_is_offered_another_key(app, guest, password):
    first, other = half_enter(guest, "kanykei", password), Browser(app)
    second = half_enter(other, "kanykei", password)
    assert scanned(first) != scanned(second)
    assert type_code(other, second, scanned(first).code()).status == 422


def test_of_two_browsers_that_set_up_a_device_the_second_begins_anew(app, guest, password):
    first, other = half_enter(guest, "kanykei", password), Browser(app)
    second = half_enter(other, "kanykei", password)
    type_code(guest, first, scanned(first).code())
    late = type_code(other, second, scanned(second).code())
    assert late.response.headers["Location"].startswith("/sign-in?")
    assert guest.get("/me").status == 200


def test_the_square_holds_the_key_that_is_shown(guest, password):
    page = half_enter(guest, "kanykei", password)
    key, wanted = scanned(page).secret, 'aria-label="The key as a square for scanning"'
    assert wanted in page.html
    assert key not in page.html
    assert "style=" not in page.html


def test_a_duty_given_meanwhile_asks_for_a_device_at_the_next_request(guest, password, cast):
    enter(guest, "asel", password)
    assert guest.get("/me").status == 200
    with transaction():
        asel = db.session.get_one(Person, cast.people["asel"].id)
        osh = db.session.get_one(Unit, cast.units["osh"].id)
        actions.grant(asel, "trainer", osh, from_day=clock.today(), by=BUILDER)
    assert guest.get("/me").response.headers["Location"] == "/sign-in?next=/me"
    assert half_enter(guest, "asel", password).heading == "Set up your second factor"


def test_a_session_from_before_the_demand_is_a_guest(browser_of, app, monkeypatch):
    monkeypatch.setitem(app.config, "SECOND_FACTOR_REQUIRED", False)
    kanykei = browser_of("kanykei")
    assert kanykei.get("/people").status == 200
    monkeypatch.setitem(app.config, "SECOND_FACTOR_REQUIRED", True)
    assert kanykei.get("/people").status == 303
