"""The staff list and a person's card: who gets in, what it shows, what a bad form says."""

import pytest
from sqlalchemy import select

from app.accounts import actions, queries
from app.accounts.kinds import Profession
from app.accounts.models import Person, Unit
from app.core.bilingual import Bilingual
from app.db.session import db, transaction
from app.notices.models import Letter
from tests.cast import BUILDER


@pytest.fixture
def chair(cast) -> int:
    """A vacant post in Osh."""
    with transaction():
        osh = db.session.get_one(Unit, cast.units["osh"].id)
        name = Bilingual(ky="Тергөөчү", ru="Следователь", en="Investigator")
        return actions.create_post(osh, name, Profession.POLICE, by=BUILDER).id


def card(cast, name: str) -> str:
    return f"/people/{cast.people[name].id}"


def fields(chair: int, **changed: str) -> dict[str, str]:
    return {
        "family_name": "Жаңыкова",
        "given_name": " Айпери ",
        "patronymic": "",
        "sex": "female",
        "language": "ky",
        "post": str(chair),
        "on_day": "2026-02-01",
        "sign_in_name": "Aiperi.Jangykova",
        "address": "aiperi@example.test",
    } | changed


# ── the list ──────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("name", ["asel", "bek", "chynara", "elena"])
def test_the_list_is_for_those_with_a_duty_over_people(browser_of, name):
    assert browser_of(name).get("/people").status == 403


def test_a_registrar_finds_people_however_they_type(browser_of):
    page = browser_of("kanykei").get("/people?q=омурбеков")
    assert "Өмүрбеков Бек" in page.links()
    assert "Токтосунова Асель" not in page.main
    assert "Found: 1" in page.main


def test_a_head_sees_the_own_people_only(browser_of):
    page = browser_of("daniyar").get("/people")
    assert "Токтосунова Асель" in page.main
    assert "Өмүрбеков" not in page.main
    assert "Add a person" not in page.main


def test_the_unit_filter_stays_chosen(browser_of, cast):
    page = browser_of("kanykei").get(f"/people?unit={cast.units['osh'].id}")
    assert "Өмүрбеков Бек" in page.main
    assert "Токтосунова" not in page.main
    chosen = [o for o in page.all("option") if "selected" in o.attrib]
    assert [o.get("value") for o in chosen] == [str(cast.units["osh"].id)]


@pytest.mark.parametrize("unit", ["999999", "x", "9" * 40])
def test_a_unit_out_of_reach_is_not_there(browser_of, cast, unit):
    assert browser_of("kanykei").get(f"/people?unit={unit}").status == 404
    assert browser_of("kanykei").get(f"/people?unit={cast.units['court'].id}").status == 404


def test_nobody_found_says_what_to_do(browser_of):
    assert "Nobody found" in browser_of("kanykei").get("/people?q=жокадам").main


@pytest.mark.parametrize("page", ["0", "-1", "x", "9" * 30])
def test_strange_pages_are_harmless(browser_of, page):
    assert browser_of("kanykei").get(f"/people?page={page}").status == 200


# ── the card ──────────────────────────────────────────────────────────────────


def test_everybody_sees_their_own_card(browser_of, cast):
    page = browser_of("asel").get(card(cast, "asel"))
    assert page.heading == "Токтосунова Асель"
    assert "asel@example.test" in page.main
    assert "Correct the details" not in page.links()
    assert not any(a.startswith("/units/") for a in page.links().values())


@pytest.mark.parametrize(
    ("who", "whom", "status"),
    [
        ("bek", "asel", 404),
        ("daniyar", "asel", 200),
        ("daniyar", "bek", 404),
        ("kanykei", "bek", 200),
        ("kanykei", "maksat", 404),
        ("ilya", "perizat", 200),
        ("nurlan", "asel", 200),
        ("chynara", "asel", 404),
        ("leila", "asel", 404),
    ],
)
def test_who_sees_whose_card(browser_of, cast, who, whom, status):
    assert browser_of(who).get(card(cast, whom)).status == status


@pytest.mark.parametrize("number", ["0", "987654", "9" * 25])
def test_nobody_there_is_404(browser_of, number):
    assert browser_of("nurlan").get(f"/people/{number}").status == 404


def test_the_card_shows_posts_over_time_and_duties(browser_of, cast):
    page = browser_of("kanykei").get(card(cast, "daniyar"))
    assert "Head of unit" in page.main
    left = browser_of("kanykei").get(card(cast, "perizat"))
    assert "01.01.2024 – 01.06.2025" in left.main
    assert "left the service" in left.main
    assert "Appoint to a post" in left.links()
    assert "Send an invitation" not in left.main


def test_the_record_is_linked_for_those_who_may_read_it(browser_of, cast, app):
    there = any(rule.rule == "/people/<int:person_id>/record" for rule in app.url_map.iter_rules())
    shown = "Training record" in browser_of("kanykei").get(card(cast, "asel")).links()
    assert shown is there
    assert "Training record" not in browser_of("nurlan").get(card(cast, "asel")).links()


def added() -> Person | None:
    wanted = select(Person).where(Person.sign_in_name == "aiperi.jangykova")
    return db.session.scalars(wanted).one_or_none()


# ── adding ────────────────────────────────────────────────────────────────────


def test_a_registrar_adds_a_person_on_a_vacant_post(browser_of, chair):
    page = browser_of("kanykei").post("/people/new", fields(chair))
    assert page.heading == "Жаңыкова Айпери"
    person = added()
    assert person.search == "жаныкова айпери"
    assert queries.appointments(person.id)[0].post_id == chair


def test_the_post_of_the_link_is_chosen_beforehand_and_no_other(browser_of, chair):
    registrar = browser_of("kanykei")
    assert registrar.get(f"/people/new?post={chair}").form("/people/new")["post"] == str(chair)
    assert registrar.get("/people/new").form("/people/new")["post"] == ""


@pytest.mark.parametrize(
    ("changed", "says"),
    [
        ({"family_name": " "}, "This field is required."),
        ({"family_name": "ы" * 81}, "cannot be longer than 80"),
        ({"sex": "other"}, "Not a valid choice."),
        ({"post": ""}, "This field is required."),
        ({"post": "999"}, "Not a valid choice."),
        ({"post": "x"}, "This field is required."),
        ({"on_day": "31.02.2026"}, "Not a valid date value."),
        ({"on_day": "0026-02-01"}, "Check the year."),
        ({"sign_in_name": "жаңы"}, "Use Latin letters"),
        ({"sign_in_name": "ASEL"}, "This sign-in name is in use."),
        ({"address": "not an address"}, "This is not an e-mail address."),
        ({"address": "a@b\r\nBcc: x@y.kg"}, "This is not an e-mail address."),
    ],
)
def test_a_bad_form_says_what_to_mend_and_adds_nobody(browser_of, chair, changed, says):
    before = len(db.session.scalars(select(Person.id)).all())
    page = browser_of("kanykei").post("/people/new", fields(chair, **changed))
    assert page.status == 422
    assert says in page.main
    assert page.form("/people/new")["given_name"] == "Айпери"
    assert len(db.session.scalars(select(Person.id)).all()) == before


def test_a_post_of_the_other_academy_cannot_be_given_away(browser_of, cast, chair):
    page = browser_of("leila").post("/people/new", fields(chair))
    assert page.status == 422
    assert added() is None


@pytest.mark.parametrize("name", ["daniyar", "ilya", "asel"])
def test_others_do_not_add_people(browser_of, chair, name):
    assert browser_of(name).get("/people/new").status == 403
    assert browser_of(name).post("/people/new", fields(chair)).status == 403


# ── correcting ────────────────────────────────────────────────────────────────


def correct(browser, edit, **changed):
    page = browser.get(edit)
    assert page.status == 200, page.main
    return browser.send(page, edit, **changed)


def test_a_registrar_corrects_a_name(browser_of, cast):
    page = correct(browser_of("kanykei"), card(cast, "asel") + "/edit", family_name="Үсөнова")
    assert page.heading == "Үсөнова Асель"
    assert db.session.get_one(Person, cast.people["asel"].id).search == "усонова асель"


def test_fields_that_are_not_on_the_form_change_nothing(browser_of, cast):
    correct(
        browser_of("kanykei"),
        card(cast, "asel") + "/edit",
        password_hash="x",
        id="999",
        language="en",
    )
    person = db.session.get_one(Person, cast.people["asel"].id)
    assert (person.password_hash, person.language) == (None, "ky")


def test_a_name_in_use_is_refused_and_nothing_is_half_saved(browser_of, cast):
    page = correct(
        browser_of("kanykei"), card(cast, "asel") + "/edit", sign_in_name="bek", given_name="А"
    )
    assert page.status == 422
    assert "This sign-in name is in use." in page.main
    person = db.session.get_one(Person, cast.people["asel"].id)
    assert (person.sign_in_name, person.given_name) == ("asel", "Асель")


def test_a_registrar_cannot_take_over_an_administrator(browser_of, cast):
    page = correct(
        browser_of("kanykei"), card(cast, "nurlan") + "/edit", address="kanykei@example.test"
    )
    assert page.status == 422
    assert "This person holds a duty" in page.main
    assert db.session.get_one(Person, cast.people["nurlan"].id).address == "nurlan@example.test"


def test_the_name_of_who_holds_a_duty_can_be_corrected_all_the_same(browser_of, cast):
    page = correct(browser_of("kanykei"), card(cast, "nurlan") + "/edit", given_name="Нурбек")
    assert page.heading == "Нурланов Нурбек"


def test_a_head_learns_who_could_correct(browser_of, cast):
    assert browser_of("daniyar").get(card(cast, "asel") + "/edit").status == 403
    assert browser_of("leila").get(card(cast, "asel") + "/edit").status == 404


# ── inviting ──────────────────────────────────────────────────────────────────


def test_an_invitation_is_a_letter_in_the_language_of_the_person(browser_of, cast):
    page = browser_of("kanykei").post(card(cast, "elena") + "/invitation")
    assert "The invitation is on its way." in page.text
    letter = db.session.scalars(select(Letter)).one()
    assert letter.to_address == "elena@example.test"
    assert letter.subject == "Приглашение на учебную платформу «Мурас»"
    assert "Police ru приглашает вас" in letter.body
    assert "http://localhost/invitation/" in letter.body


def test_without_an_address_nobody_is_invited(browser_of, cast):
    with transaction():
        db.session.get_one(Person, cast.people["asel"].id).address = None
    assert "Send an invitation" not in browser_of("kanykei").get(card(cast, "asel")).main
    page = browser_of("kanykei").post(card(cast, "asel") + "/invitation")
    assert page.status == 409
    assert "No address is known" in page.main
    assert db.session.scalars(select(Letter)).all() == []


def test_who_left_is_not_invited(browser_of, cast):
    page = browser_of("kanykei").post(card(cast, "perizat") + "/invitation")
    assert page.status == 409
    assert db.session.scalars(select(Letter)).all() == []
