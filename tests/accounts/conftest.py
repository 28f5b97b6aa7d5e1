"""A password everybody in the cast has, for the tests that sign in for real; and the demand for a second factor."""

import pytest

from app.accounts.models import Person
from app.db.session import db, transaction


@pytest.fixture
def password(app, cast) -> str:
    chosen = "жаз алма көпүрө жети"
    hashed = app.extensions["hasher"].hash(chosen)
    with transaction():
        for person in cast.people.values():
            db.session.get_one(Person, person.id).password_hash = hashed
    return chosen


@pytest.fixture
def demand(app, monkeypatch) -> None:
    """As in production: whoever holds a duty needs a second factor."""
    monkeypatch.setitem(app.config, "SECOND_FACTOR_REQUIRED", True)
