"""T25: a backup taken while people answer holds everything acknowledged before it began, and comes back equal.

The commands are those of docs/operations.md, but for the encryption, which the operator's own key does; a command of ours
for it comes with a later step.
"""

import hashlib
import random
import re
import sqlite3
import subprocess
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import create_engine, select, text

from app import doctor
from app.db.model import Model
from app.db.session import db
from app.factory import create_app
from app.settings import ROOT
from tests.databases import POSTGRESQL
from tests.proofs.served import Served, driver
from tests.proofs.test_kill import Answering, _wait_for_answers
from tools import machine

BACKUPS, PEOPLE, BETWEEN = 3, 4, 40

pytestmark = pytest.mark.proof


@pytest.fixture
def proof(tmp_path):
    served = Served(tmp_path)
    people: list[Answering] = []
    yield served, people
    for person in people:
        person.stop.set()
    served.kill()
    for person in people:
        person.join(10)


@pytest.fixture(scope="module")
def quiet(tmp_path_factory) -> Served:
    """A database that nobody writes to."""
    served = Served(tmp_path_factory.mktemp("quiet"))
    served.prepare(1)
    return served


def digest(address: str) -> str:
    """Of every row of every table."""
    engine, sum_of = create_engine(driver(address)), hashlib.sha256()
    with engine.connect() as connection:
        for table in Model.metadata.sorted_tables:
            rows = connection.execute(select(table).order_by(*table.primary_key.columns)).all()
            sum_of.update(f"{table.name} {rows!r}".encode())
    engine.dispose()
    return sum_of.hexdigest()


def kept(address: str) -> set[str]:
    engine = create_engine(driver(address))
    with engine.connect() as connection:
        found = {row[0] for row in connection.execute(text("SELECT client_id FROM answer"))}
    engine.dispose()
    return found


def _programs() -> Path:
    return machine._postgresql_programs()


def restored(served: Served, n: int) -> str:
    """A backup as the manual takes it, put back beside; the address of what came back."""
    if not POSTGRESQL:
        copy = served.folder / f"restored-{n}.db"
        with closing(sqlite3.connect(served.folder / "muras.db")) as source:
            source.execute("PRAGMA busy_timeout=20000")
            source.execute(f"VACUUM INTO '{copy}'")
        with closing(sqlite3.connect(copy)) as back:
            assert back.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        return f"sqlite:///{copy}"
    dump, name = served.folder / f"{n}.dump", f"restored_{served.port}_{n}"
    _run("pg_dump", "--format=custom", f"--file={dump}", served.database)
    _run("createdb", "--encoding=UTF8", "--locale=C", "--template=template0", f"--maintenance-db={POSTGRESQL}", name)  # fmt: skip
    back = POSTGRESQL.rsplit("/", 1)[0] + f"/{name}"
    _run("pg_restore", "--exit-on-error", "--no-owner", f"--dbname={back}", str(dump))
    return back


def _run(program: str, *arguments: str) -> None:
    subprocess.run([_programs() / program, *arguments], check=True)


def is_well(address: str, folder: Path) -> list[str]:
    """What the doctor finds wrong; the signing key lies elsewhere, as it should."""
    environment = {"SQLALCHEMY_DATABASE_URI": driver(address), "SQLALCHEMY_ENGINE_OPTIONS": {}}
    app = create_app(_settings(folder) | environment)
    with app.app_context():
        found = [f"{name}: {said}" for name, good, said in doctor.findings() if not good]
        db.session.remove()
        db.engine.dispose()
    return found


def _settings(folder: Path) -> dict[str, object]:
    return doctor_settings | {"SIGNING_KEY_FILE": str(folder / "signing-key.pem")}


doctor_settings: dict[str, object] = {}


@pytest.fixture(autouse=True)
def _known(settings) -> Iterator[None]:
    doctor_settings.update(settings)
    yield


def test_backups_under_load_hold_what_was_acknowledged_and_come_back_equal(proof):
    served, people = proof
    seats = served.prepare(PEOPLE)
    served.start()
    people += [Answering(served, seat, random.Random(n)) for n, seat in enumerate(seats)]
    for person in people:
        person.start()
    lost, sick = [], []
    for n in range(BACKUPS):
        _wait_for_answers(people, BETWEEN)
        before = {client for person in people for client in list(person.acknowledged)}
        back = restored(served, n)
        lost += sorted(before - kept(back))
        sick += is_well(back, served.folder)
    for person in people:
        person.stop.set()
    for person in people:
        person.join(10)
    assert not [u for person in people for u in person.unexpected]
    same = digest(served.database) == digest(restored(served, BACKUPS))
    print(f"acknowledged answers missing in {BACKUPS} backups: {len(lost)} / 0 of {len(before)}")
    print(f"digests of the last backup: {'equal' if same else 'DIFFERENT'} / equal")
    assert (lost, sick) == ([], [])
    assert same


def test_a_backup_needs_no_key_and_holds_none(quiet):
    """Who steals it cannot make certificates."""
    served = quiet
    secret = (served.folder / "signing-key.pem").read_bytes()
    back = restored(served, 0)
    body = Path(back.removeprefix("sqlite:///")).read_bytes() if not POSTGRESQL else (served.folder / "0.dump").read_bytes()  # fmt: skip
    lines = [line for line in secret.splitlines() if b"KEY" not in line]
    assert not any(line in body for line in lines)


def test_the_manual_says_what_is_proved_here():
    page = (ROOT / "docs" / "operations.md").read_text("utf-8")
    assert "VACUUM INTO" in page
    assert re.search(r"pg_dump --format=custom", page)
    assert re.search(r"pg_restore --exit-on-error --no-owner", page)


# ── planted ───────────────────────────────────────────────────────────────────


def test_a_planted_change_after_the_backup_is_found(quiet):
    served, back = quiet, restored(quiet, 1)
    assert digest(back) == digest(served.database)
    engine = create_engine(driver(back))
    with engine.begin() as connection:
        connection.execute(text("UPDATE person SET given_name = 'X' WHERE id = 1"))
    engine.dispose()
    assert digest(back) != digest(served.database)
