"""flask rosters import and forget: the same acts as on the pages."""

from datetime import timedelta

import pytest
from sqlalchemy import func, select

from app.accounts.models import Person
from app.core import clock
from app.db.session import db, transaction
from app.rosters import actions, applying, planning
from app.rosters.models import ListState, StaffDeed, StaffList
from app.rosters.shapes import Choice, Chosen
from tests.architecture.walls import ROOT
from tests.rosters import bringing
from tests.rosters.make_files import FILES

FILE = str(FILES / "semicolons-cp1251.csv")
BOTH = ("--create-posts", "--take-guessed-sex")


def run(app, *arguments: str):
    return app.test_cli_runner().invoke(args=["rosters", *arguments])


def count() -> int:
    db.session.expire_all()
    return db.session.scalar(select(func.count(Person.id))) or 0


def test_a_dry_run_says_what_would_change_and_changes_nothing(app, cast):
    before = count()
    told = run(app, "import", FILE, "--institution", "police", "--dry-run", *BOTH)
    assert told.exit_code == 0, told.output
    assert "new: 5" in told.output
    assert (count(), db.session.scalar(select(func.count(StaffList.id)))) == (before, 0)


def test_a_list_is_applied_by_whoever_runs_the_server(app, cast):
    before = count()
    told = run(app, "import", FILE, "--institution", "police", *BOTH)
    assert told.exit_code == 0, told.output
    assert count() == before + 5


def test_a_list_with_errors_is_refused_and_they_are_told(app, cast):
    told = run(app, "import", FILE, "--institution", "police")
    assert told.exit_code == 1
    assert "error, line 5" in told.output
    assert db.session.scalar(select(func.count(StaffList.id))) == 0


def test_many_departures_wait_for_somebody_on_a_page(app, cast, tmp_path):
    file = tmp_path / "all.csv"
    file.write_bytes(bringing.text(bringing.everybody(cast, "bek")))
    told = run(app, "import", str(file), "--institution", "police", "--complete")
    assert "waits for a second person" in told.output, told.output
    assert db.session.scalars(select(StaffList)).one().state is ListState.WAITING


@pytest.mark.parametrize("code", ["nowhere", ""])
def test_an_unknown_institution_is_said(app, cast, code):
    told = run(app, "import", FILE, "--institution", code)
    assert told.exit_code == 1
    assert "no institution" in told.output


def test_old_files_are_removed_by_a_command(app, cast):
    told = run(app, "forget")
    assert told.output == "files removed: 0\n"


def test_a_file_that_can_no_longer_be_undone_goes_and_the_names_it_changed_with_it(app, cast):
    with transaction():
        long_ago = clock.now() - timedelta(days=31)
        fresh = bringing.brought(cast, bringing.text([bringing.NEW])).id
        row = ("Toktosunova", "Asel", "", "Post of Асель ru", "Sverdlov ru", "ж")
        of = bringing.brought(cast, bringing.text([row]), at=long_ago)
        choice = {2: Chosen(Choice.RENAME, cast.asel.person_id)}
        actions.choose(of, choice, by=cast.kanykei, at=long_ago)
        shown = planning.preview(of, today=clock.today())
        applying.apply_or_ask(of, shown.digest, by=cast.kanykei, at=long_ago)
        old = of.id
    told = run(app, "forget")
    assert told.output == "files removed: 1\n"
    db.session.expire_all()
    assert db.session.get_one(StaffList, old).file is None
    assert db.session.get_one(StaffList, fresh).file is not None
    assert db.session.scalars(select(StaffDeed.was)).all() == [None]


def test_what_forgets_runs_every_night_by_the_manual():
    text = (ROOT / "docs" / "operations.md").read_text(encoding="utf-8")
    service = text.split("muras-day.service`, and a timer")[1].split("```")[1]
    assert "flask rosters forget\n" in service
