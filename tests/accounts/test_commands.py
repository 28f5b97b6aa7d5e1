"""flask accounts …"""

import re

import pytest
from sqlalchemy import delete, select

from app.accounts import granting, queries, visits
from app.accounts.models import (
    Appointment,
    Device,
    Grant,
    GrantRequest,
    Institution,
    Person,
    Post,
    SignIn,
    Unit,
)
from app.core import clock
from app.db.session import db, transaction

TOLD = {
    "institution-code": "justice",
    "institution-ky": "Жогорку мектеп",
    "institution-ru": "Высшая школа",
    "institution-en": "Higher School",
    "region": "bishkek",
    "post-ky": "Администратор",
    "post-ru": "Администратор",
    "profession": "judge",
    "family-name": "Абдыкеримова",
    "given-name": "Жылдыз",
    "patronymic": "",
    "sex": "female",
    "language": "ky",
    "sign-in-name": "Jyldyz",
    "address": "jyldyz@example.test",
}


def run(app, *words):
    return app.test_cli_runner().invoke(args=["accounts", *words])


def first_administrator(app, **changed):
    told = TOLD | changed
    return run(app, "first-administrator", *(f"--{name}={value}" for name, value in told.items()))


@pytest.fixture
def empty(app):
    """Nobody is there yet. The journal, which only grows, stays."""
    with transaction():
        for table in (SignIn, Grant, Appointment, Post, Person):
            db.session.execute(delete(table))
        for unit_id in db.session.scalars(select(Unit.id).order_by(Unit.id.desc())).all():
            db.session.execute(delete(Unit).where(Unit.id == unit_id))
        db.session.execute(delete(Institution))


def test_the_first_administrator_gets_a_link_and_enters_by_it(app, empty, guest):
    result = first_administrator(app)
    assert result.exit_code == 0, result.output
    link = re.search(r"http://localhost(/invitation/\S+)", result.output)[1]
    page = guest.get(link)
    assert 'value="jyldyz"' in page.html
    chosen = "корабль жаңгак суусар"
    guest.send(page, link, password=chosen, password_again=chosen)
    guest.post("/sign-in", {"sign_in_name": "jyldyz", "password": chosen}, follow=False)
    assert "Жогорку мектеп" in guest.get("/units").main
    assert "Абдыкеримова Жылдыз" in guest.get("/people").links()


def test_there_is_one_first_administrator(app):
    result = first_administrator(app)
    assert result.exit_code == 1
    assert "There are people already" in result.output
    assert set(db.session.scalars(select(Institution.code))) == {"police", "courts"}


@pytest.mark.parametrize("changed", [{"region": "mars"}, {"sex": "x"}, {"language": "de"}])
def test_what_is_not_on_the_list_is_refused(app, empty, changed):
    assert first_administrator(app, **changed).exit_code != 0
    assert not queries.anybody()


def test_whoever_runs_the_server_is_the_second_person(app, cast):
    with transaction():
        bek = db.session.get_one(Person, cast.people["bek"].id)
        osh = queries.unit(cast.units["osh"].id)
        number = granting.ask_for_duty(
            bek, "registrar", osh, from_day=clock.today(), by=cast.nurlan, at=clock.now()
        ).id
    result = run(app, "confirm-duty", str(number))
    assert result.exit_code == 0, result.output
    assert visits.duties(cast.people["bek"].id, on=clock.today())
    db.session.rollback()
    again = run(app, "confirm-duty", str(number))
    assert again.exit_code == 1
    assert "settled already" in again.output
    assert run(app, "confirm-duty", "999").exit_code == 1


def test_a_reset_that_was_confirmed_says_reset(app, cast):
    with transaction():
        leila = db.session.get_one(Person, cast.people["leila"].id)
        now = clock.now()
        db.session.add(Device(person_id=leila.id, secret="sealed", made_at=now, last_step=0))
        assert not granting.reset_or_ask(leila, by=cast.nurlan, at=clock.now())
        number = db.session.scalars(select(GrantRequest.id)).one()
    result = run(app, "confirm-duty", str(number))
    assert result.exit_code == 0, result.output
    assert result.output.startswith("reset: "), result.output


# ── a second institution ──────────────────────────────────────────────────────

SECOND = {
    "code": "prosecution",
    "ky": "Прокуратуранын борбору",
    "ru": "Центр прокуратуры",
    "en": "Prosecution Centre",
    "region": "bishkek",
    "administrator": "nurlan",
}


def institution(app, **changed):
    db.session.rollback()
    told = SECOND | changed
    return run(app, "institution", *(f"--{name}={value}" for name, value in told.items()))


def test_a_second_institution_is_opened_and_somebody_keeps_it(app, cast, browser_of):
    result = institution(app)
    assert result.exit_code == 0, result.output
    founded = db.session.scalars(select(Institution).where(Institution.code == "prosecution")).one()
    assert (founded.name_ky, founded.name_ru) == ("Прокуратуранын борбору", "Центр прокуратуры")
    admin = browser_of("nurlan")
    root = admin.get(admin.get("/units").links()["Прокуратуранын борбору"])
    assert "Прокуратуранын борбору" in root.heading
    assert browser_of("kanykei").get(root.response.request.path).status == 404


@pytest.mark.parametrize(
    "changed, says",
    [
        ({"code": "police"}, "There is an institution with this code already"),
        ({"administrator": "nobody"}, "Nobody signs in with this name"),
        ({"ky": " "}, "both languages"),
        ({"ru": ""}, "both languages"),
        ({"code": "A B"}, "small Latin letters"),
    ],
)
def test_what_cannot_be_opened_is_said_and_nothing_is_kept(app, cast, changed, says):
    before = db.session.scalars(select(Institution.code)).all()
    result = institution(app, **changed)
    assert result.exit_code != 0
    assert says in result.output
    db.session.rollback()
    assert db.session.scalars(select(Institution.code)).all() == before
    assert visits.duties(cast.people["nurlan"].id, on=clock.today()) == cast.nurlan.duties
