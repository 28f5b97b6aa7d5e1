"""`flask demo build` says what is missing, in a sentence, and changes nothing."""

import pytest

from app.accounts import queries as people
from app.accounts.models import Person
from app.db.session import db


@pytest.fixture
def build(app, monkeypatch):
    monkeypatch.setitem(app.config, "DEMONSTRATION", True)
    return lambda: app.test_cli_runner().invoke(args=["demo", "build"])


def count() -> int:
    db.session.rollback()
    return db.session.query(Person).count()


def test_it_is_refused_where_there_are_people(build):
    before = count()
    outcome = build()
    assert outcome.exit_code == 1
    assert "There are people in this database already" in outcome.output
    assert count() == before


def test_without_courses_it_names_the_command_that_brings_them(build, monkeypatch):
    monkeypatch.setattr(people, "anybody", lambda: False)
    before = count()
    outcome = build()
    assert outcome.exit_code == 1
    assert "flask content import" in outcome.output
    assert count() == before
