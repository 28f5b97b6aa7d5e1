"""The application, a fresh database, browsers, a closed network."""

import gc
from pathlib import Path

import pytest
from hypothesis import settings as hypothesis_settings

from app.db.session import db, transaction
from tests import cast as cast_module
from tests import house, watch
from tests.browser import Browser
from tests.databases import POSTGRESQL, Keeper

# A shared machine stops for a moment now and then; how long one example takes proves nothing.
hypothesis_settings.register_profile("muras", deadline=None)
hypothesis_settings.load_profile("muras")


watch.close_network()

# Where tests make databases of their own.
OWN_DATABASES = ("db", "demo", "proofs", "home/test_doctor.py", "architecture/test_migrations.py")


def pytest_collection_modifyitems(config, items):
    """A second database tells nothing new to a test that meets none: there it is left out."""
    if POSTGRESQL:
        own = tuple(str(Path(__file__).parent / name) for name in OWN_DATABASES)
        alone = [
            i for i in items if "built" not in i.fixturenames and not str(i.path).startswith(own)
        ]
        items[:] = [i for i in items if i not in set(alone)]
        config.hook.pytest_deselected(items=alone)


def pytest_collection_finish():
    """What was collected stays; looking through it again and again would take a tenth of the time."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(100_000, 50, 100)


@pytest.fixture(scope="session", autouse=True)
def _every_answer():
    """The loopback stays open for the second database and for browsers; every answer carries its headers."""
    with watch.watched():
        yield
    print(f"\nanswers of the suite without their headers: 0 / 0 of {watch.answers}")


@pytest.fixture(autouse=True)
def _nothing_swallowed():
    """A foreign connection or a bare answer fails the test in which it happened, whoever caught it."""
    watch.faults()
    yield
    assert watch.faults() == []


@pytest.fixture(scope="session")
def settings(tmp_path_factory) -> dict[str, object]:
    return house.settings(tmp_path_factory.mktemp("instance"))


@pytest.fixture(scope="session")
def built(settings):
    """The application with a migrated database that holds the cast; kept aside for every test."""
    app, cast = house.build(settings)
    with app.app_context():
        keeper = Keeper(app)
    yield app, cast, keeper
    with app.app_context():
        db.session.remove()
        db.engine.dispose()


@pytest.fixture
def app(built):
    app, _cast, keeper = built
    with app.app_context():
        keeper.restore()
    context = app.app_context()
    context.push()
    yield app
    db.session.remove()
    context.pop()


@pytest.fixture
def cast(built, app) -> cast_module.Cast:
    return built[1].again()


@pytest.fixture
def writing(app):
    """For tests of actions: the whole test is one writing transaction."""
    with transaction() as session:
        yield session


@pytest.fixture
def guest(app) -> Browser:
    return Browser(app)


@pytest.fixture
def browser_of(app, cast):
    """browser_of("asel") is Asel's browser, signed in; "guest" is nobody's."""

    def open_browser(name: str) -> Browser:
        browser = Browser(app)
        return browser if name == "guest" else browser.sign_in(cast.people[name])

    return open_browser
