"""T09, the part of the gate: before an answer is called saved, the database has ordered it onto the disk.

Whether the disk obeys is the other part: the power is cut by freezing a disk image, before a release.
"""

import time

import pytest
from sqlalchemy import create_engine, text

from tests.databases import POSTGRESQL
from tests.proofs.sending import answer
from tests.proofs.served import Seat, Served, driver

ANSWERS = 120

pytestmark = pytest.mark.proof
on_sqlite = pytest.mark.skipif(bool(POSTGRESQL), reason="counts what SQLite orders")
on_postgresql = pytest.mark.skipif(not POSTGRESQL, reason="needs TEST_DATABASE_URL")


@pytest.fixture(scope="module")
def prepared(tmp_path_factory):
    server = Served(tmp_path_factory.mktemp("synced"))
    return server, server.prepare(1)[0]


@pytest.fixture
def proof(prepared):
    yield prepared
    prepared[0].kill()


def unsynced(served: Served, seat: Seat, count: int) -> tuple[int, int]:
    """Of so many answers, one after another: those called saved while nothing was put on the disk; and all syncs."""
    line = served.folder / "syncs"
    found, begun = 0, line.stat().st_size
    for n in range(count):
        before = line.stat().st_size
        told = answer(served, seat, "12"[n % 2])
        assert told.acknowledged, told.body
        found += line.stat().st_size <= before
    return found, line.stat().st_size - begun


@on_sqlite
def test_every_acknowledged_answer_was_put_on_the_disk_before(proof):
    served, seat = proof
    served.start("tests.proofs.synced:app")
    found, syncs = unsynced(served, seat, ANSWERS)
    print(f"answers called saved before a sync: {found} / 0 of {ANSWERS}; syncs: {syncs}")
    assert found == 0
    # The journal of the change, and the database itself.
    assert syncs >= 2 * ANSWERS
    assert b"!" not in (served.folder / "syncs").read_bytes()


@on_sqlite
def test_a_planted_database_that_does_not_wait_for_the_disk_is_found(proof, monkeypatch):
    """The start refuses such a setting; here it is slipped in behind its back."""
    served, seat = proof
    monkeypatch.setitem(served.environment, "PLANTED_CARELESSNESS", "1")
    served.start("tests.proofs.synced:app")
    found, syncs = unsynced(served, seat, 5)
    assert (found, syncs) == (5, 0)


# ── PostgreSQL ────────────────────────────────────────────────────────────────

_SYNCS = "SELECT wal_sync FROM pg_stat_wal"
_NEWER = "SELECT sum(fsyncs) FROM pg_stat_io WHERE object = 'wal'"


def wal_syncs(served: Served) -> int:
    """All of the server so far. Each of its processes tells its share when it is idle, or gone."""
    newer = served.rows("SHOW server_version_num")[0][0] >= "180000"
    return int(served.rows(_NEWER if newer else _SYNCS)[0][0])


def synced(served: Served, seat: Seat, count: int) -> int:
    """Syncs of the write-ahead log while so many answers were saved one after another."""
    time.sleep(1.2)
    before = wal_syncs(served)
    for n in range(count):
        assert answer(served, seat, "12"[n % 2]).acknowledged
    served.kill()
    for _ in range(12):
        time.sleep(0.25)
        if (found := wal_syncs(served) - before) >= count:
            return found
    return found


@on_postgresql
def test_the_log_was_put_on_the_disk_for_every_acknowledged_answer(proof):
    served, seat = proof
    served.start()
    found = synced(served, seat, ANSWERS)
    print(f"syncs of the log: {found} / {ANSWERS} or more, for {ANSWERS} answers called saved")
    assert found >= ANSWERS


@on_postgresql
def test_a_planted_log_that_does_not_wait_for_the_disk_is_found(proof):
    """The start refuses such a setting; a program that does not look shows what it would cost."""
    served, seat = proof
    name = served.database.rsplit("/", 1)[1]
    server = create_engine(driver(served.database), isolation_level="AUTOCOMMIT")
    with server.connect() as connection:
        connection.execute(text(f"ALTER DATABASE {name} SET synchronous_commit = off"))
    server.dispose()
    served.start("tests.proofs.careless:app")
    assert synced(served, seat, ANSWERS) < ANSWERS
