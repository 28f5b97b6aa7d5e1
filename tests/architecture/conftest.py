"""The walk through every address: its world is built once, and put back before each test."""

from collections.abc import Iterator

import pytest

from app.db.session import db
from tests.architecture.walk import Walk
from tests.databases import Keeper


@pytest.fixture(scope="session")
def _walk(built) -> Walk:
    app, cast, keeper = built
    with app.app_context():
        keeper.restore()
        return Walk(app, cast.again())


@pytest.fixture
def walk(_walk) -> Iterator[Walk]:
    with _walk.app.app_context():
        _walk.ready()
        _walk.cast = _walk.cast.again()
        yield _walk
        db.session.remove()


@pytest.fixture
def own_walk(walk) -> Iterator[Walk]:
    """For tests that put a faulty view in the place of a sound one, or change the world."""
    yield walk.again()
    Keeper.standing = None
