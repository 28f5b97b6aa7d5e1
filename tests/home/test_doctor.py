"""`flask doctor` says a sentence about everything and never breaks off; the start refuses with the same words."""

import pytest

from app import doctor
from app.db.session import db
from app.factory import create_app
from tests.databases import POSTGRESQL

ALL = ["mode", "durability", "schema", "signing", "second", "releases", "questions", "journal"]


@pytest.fixture
def elsewhere(settings, tmp_path):
    """The program on another database; call it with an address."""

    def at(address: str):
        plain = {"SQLALCHEMY_DATABASE_URI": address, "SQLALCHEMY_ENGINE_OPTIONS": {}}
        return create_app(settings | plain)

    return at


def run(app):
    result = app.test_cli_runner().invoke(args=["doctor"])
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result.exit_code, result.output.splitlines()


def test_every_check_says_a_line_and_all_is_well(app):
    code, lines = run(app)
    assert [line.split()[0] for line in lines] == ALL
    assert code == 0, lines


def test_an_unmigrated_database_is_said_in_a_sentence(elsewhere, tmp_path):
    code, lines = run(elsewhere(f"sqlite:///{tmp_path / 'empty.db'}"))
    assert code == 1
    assert [line.split()[0] for line in lines] == ALL
    said = {line.split()[0]: line for line in lines}
    assert "run: flask db upgrade" in said["schema"]
    assert "not looked at" in said["releases"]
    assert "not looked at" in said["journal"]


@pytest.mark.parametrize(
    "address",
    [
        "sqlite:////nowhere/at/all.db",
        pytest.param(
            "postgresql+psycopg://nobody@127.0.0.1:1/nothing",
            marks=pytest.mark.skipif(not POSTGRESQL, reason="needs the driver's server"),
        ),
    ],
)
def test_a_database_that_does_not_answer_is_said_in_a_sentence(address, elsewhere):
    app = elsewhere(address)
    code, lines = run(app)
    assert code == 1
    assert "does not answer" in lines[1]
    with pytest.raises(doctor.NotReady, match="does not answer"):
        doctor.ensure_ready(app)


def test_the_start_refuses_an_unmigrated_database(elsewhere, tmp_path):
    app = elsewhere(f"sqlite:///{tmp_path / 'empty.db'}")
    with pytest.raises(doctor.NotReady, match="flask db upgrade"):
        doctor.ensure_ready(app)
    with app.app_context():
        db.engine.dispose()
