"""The walk through every address: its world is built once, and put back before each test."""

from collections.abc import Iterator

import pytest

from tests.architecture.walk import Walk


@pytest.fixture(scope="session")
def _walk(built) -> Walk:
    app, cast, keeper = built
    with app.app_context():
        keeper.restore()
        return Walk(app, cast)


@pytest.fixture
def walk(_walk) -> Iterator[Walk]:
    with _walk.app.app_context():
        _walk.restore()
        yield _walk


@pytest.fixture
def own_walk(walk) -> Walk:
    """For tests that put a faulty view in the place of a sound one, or change the world."""
    return walk.again()
