"""flask accounts …"""

import re

import pytest
from sqlalchemy import delete, select

from app.accounts import granting, queries, visits
from app.accounts.models import Appointment, Grant, Institution, Person, Post, SignIn, Unit
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
