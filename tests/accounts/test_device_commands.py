"""flask accounts …, as far as it concerns the second factor."""

from sqlalchemy import select

from app.accounts import visits
from app.accounts.codes import Vault
from app.db.session import db, transaction
from app.journal.models import Entry
from tests.accounts.telephones import give
from tests.accounts.test_commands import run


def test_whoever_runs_the_server_resets_a_lost_second_factor(app, cast):
    give(app, cast.people["nurlan"])
    result = run(app, "reset-second-factor", "Nurlan")
    assert result.exit_code == 0, result.output
    assert visits.device(cast.people["nurlan"].id) is None
    entry = db.session.scalars(select(Entry).order_by(Entry.number.desc())).first()
    assert (entry.what, entry.origin) == (
        "second factor reset",
        "flask accounts reset-second-factor",
    )
    db.session.rollback()
    assert "no second factor" in run(app, "reset-second-factor", "nurlan").output
    assert run(app, "reset-second-factor", "nobody").exit_code == 1


def test_devices_are_resealed_from_the_command_line(app, cast):
    give(app, cast.people["nurlan"])
    before = visits.device(cast.people["nurlan"].id).secret
    db.session.rollback()
    assert "resealed: 1" in run(app, "reseal-devices").output
    db.session.expire_all()
    assert visits.device(cast.people["nurlan"].id).secret != before
    with transaction():
        visits.device(cast.people["nurlan"].id).secret = "sealed with what is lost"
    assert run(app, "reseal-devices").exit_code == 1


def test_the_doctor_says_who_has_no_device_and_which_cannot_be_opened(app, cast, monkeypatch):
    def line() -> str:
        db.session.rollback()
        said = app.test_cli_runner().invoke(args=["doctor"]).output.splitlines()
        return next(line for line in said if line.startswith("second step"))

    give(app, cast.people["nurlan"])
    assert "ok  off; people with a duty and no device yet: 9" in line()
    monkeypatch.setitem(app.config, "SECOND_FACTOR_REQUIRED", True)
    assert "ok  required;" in line()
    monkeypatch.setitem(app.extensions, "vault", Vault("a key that came after the first one"))
    assert "NOT OK" in line()
    assert "unknown SECRET_KEY: 1" in line()
