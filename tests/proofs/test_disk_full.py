"""T27: a full disk, a lost database: nothing false is acknowledged, and all goes on without a restart."""

import json
import os
import sqlite3
import threading
import time
from pathlib import Path

import pytest

from tests.databases import POSTGRESQL
from tests.proofs.sending import Told, answer, kept, lost
from tests.proofs.served import Seat, Served

# Seconds: a refusal may take so long, and so may coming back.
PATIENCE, RECOVERY = 3, 5

pytestmark = pytest.mark.proof
on_sqlite = pytest.mark.skipif(bool(POSTGRESQL), reason="about a file of SQLite")
on_postgresql = pytest.mark.skipif(not POSTGRESQL, reason="needs TEST_DATABASE_URL")


@pytest.fixture(scope="module")
def proof(tmp_path_factory):
    served = Served(tmp_path_factory.mktemp("starved"))
    seats = served.prepare(2)
    served.start("wsgi:app" if POSTGRESQL else "tests.proofs.starved:app")
    yield served, seats
    served.kill()


def until_refused(served: Served, seat: Seat) -> list[Told]:
    """Answers until one is refused: the first few may still fit into what the file holds free."""
    told: list[Told] = []
    while not told or told[-1].status == 200:
        told.append(answer(served, seat, "12"[len(told) % 2]))
        assert len(told) < 400, "the database never grew full"
    return told


def until_saved(served: Served, seat: Seat, client_id: str) -> float:
    """Seconds until the same answer, sent again and again, is saved."""
    begun = time.monotonic()
    while not (again := answer(served, seat, "1", client_id)).acknowledged:
        assert again.status == 503, f"{again.status} {again.body}"
        assert time.monotonic() - begun < 4 * RECOVERY, "it never came back"
        time.sleep(0.1)
    return time.monotonic() - begun


def judge(served: Served, told: list[Told], seconds: float, what: str) -> None:
    refused = [one for one in told if not one.acknowledged]
    print(f"{what}: answers falsely acknowledged: {len(lost(served, told))} / 0 of {len(told)}")
    print(f"{what}: refusals other than 503: {len([r for r in refused if r.status != 503])} / 0")
    print(f"{what}: slowest refusal: {max(r.seconds for r in refused):.2f} s / {PATIENCE} s")
    print(f"{what}: recovery: {seconds:.2f} s / {RECOVERY} s")
    assert not lost(served, told)
    assert {one.status for one in refused} == {503}
    for one in refused:
        assert json.loads(one.body)["advice"], "no sentence for the reader"
        assert one.seconds < PATIENCE
    assert seconds < RECOVERY
    assert len(kept(served)) == len(set(kept(served))), "an answer was kept twice"


@on_sqlite
def test_a_full_disk_is_said_and_nothing_is_lost(proof):
    served, seats = proof
    sign = served.folder / "full"
    sign.touch()
    try:
        told = until_refused(served, seats[0])
        told += [answer(served, seats[0]) for _ in range(4)]
        health = answer(served, Seat("/nowhere", 1, "", "", {})).status
    finally:
        sign.unlink()
    assert health < 500, "pages that write nothing are still there"
    seconds = until_saved(served, seats[0], told[-1].client_id)
    judge(served, told, seconds, "disk full")


@on_sqlite
def test_a_file_that_may_not_grow_is_said_and_nothing_is_lost(proof):
    """The system itself refuses to write: what a quota or a failing disk looks like."""
    resource = pytest.importorskip("resource")
    served, seats = proof
    size = (served.folder / "muras.db").stat().st_size
    before = {pid: resource.prlimit(pid, resource.RLIMIT_FSIZE) for pid in workers(served)}
    try:
        for pid, (_soft, hard) in before.items():
            resource.prlimit(pid, resource.RLIMIT_FSIZE, (size, hard))
        told = until_refused(served, seats[0])
        told += [answer(served, seats[0]) for _ in range(4)]
    finally:
        for pid, limits in before.items():
            resource.prlimit(pid, resource.RLIMIT_FSIZE, limits)
    seconds = until_saved(served, seats[0], told[-1].client_id)
    judge(served, told, seconds, "file cannot grow")


def workers(served: Served) -> list[int]:
    """The processes of the server; those that answer are children of the first."""
    first = served._process.pid
    children = Path(f"/proc/{first}/task/{first}/children")
    if not children.exists():
        pytest.skip("needs /proc")
    return [int(pid) for pid in children.read_text().split()]


@on_sqlite
def test_a_database_that_was_moved_away_is_said_and_nothing_is_lost(proof):
    served, seats = proof
    there, away = served.folder / "muras.db", served.folder / "elsewhere.db"
    os.rename(there, away)
    try:
        told = [answer(served, seats[0]) for _ in range(8)]
    finally:
        os.replace(away, there)
    assert not all(one.acknowledged for one in told), "nobody noticed"
    seconds = until_saved(served, seats[0], told[-1].client_id)
    judge(served, told, seconds, "file moved away")


@on_sqlite
def test_an_answer_waits_for_a_locked_database(proof):
    served, seats = proof
    other = sqlite3.connect(served.folder / "muras.db", isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    told: list[Told] = []
    asking = threading.Thread(target=lambda: told.append(answer(served, seats[0])))
    asking.start()
    time.sleep(0.7)
    assert told == [], "answered while nothing could be written"
    other.execute("ROLLBACK")
    other.close()
    asking.join(20)
    print(f"waited for a lock: {told[0].seconds:.2f} s, status {told[0].status} / 200")
    assert told[0].acknowledged
    assert not lost(served, told)


@on_sqlite
@pytest.mark.parametrize("lock", ["BEGIN IMMEDIATE", "BEGIN EXCLUSIVE"])
def test_a_database_that_stays_locked_is_said_in_time_and_nothing_is_lost(proof, lock):
    """As while a large import runs: nobody waits longer than a reader's patience."""
    served, seats = proof
    other = sqlite3.connect(served.folder / "muras.db", isolation_level=None)
    other.execute(lock)
    try:
        told = [answer(served, seats[0]), answer(served, seats[1])]
    finally:
        other.execute("ROLLBACK")
        other.close()
    seconds = until_saved(served, seats[0], told[0].client_id)
    judge(served, told, seconds, f"locked by {lock}")


@on_sqlite
def test_a_reader_who_stays_holds_a_commit_up_no_longer(proof):
    """As while a backup is taken: the lock is met at the commit, after the answer was taken in."""
    served, seats = proof
    other = sqlite3.connect(served.folder / "muras.db", isolation_level=None)
    other.execute("BEGIN")
    other.execute("SELECT count(*) FROM answer").fetchone()
    try:
        told = [answer(served, seats[0]), answer(served, seats[1])]
    finally:
        other.execute("ROLLBACK")
        other.close()
    seconds = until_saved(served, seats[0], told[0].client_id)
    judge(served, told, seconds, "a reader who stays")


# ── PostgreSQL ────────────────────────────────────────────────────────────────


def cut(served: Served) -> int:
    """Ends every connection of the server's database; how many there were."""
    name = served.database.rsplit("/", 1)[1]
    return ask(f"SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity WHERE datname = '{name}'")  # fmt: skip


def ask(statement: str):
    psycopg = pytest.importorskip("psycopg")
    with psycopg.connect(POSTGRESQL, autocommit=True) as connection:
        cursor = connection.execute(statement)
        return cursor.fetchone()[0] if cursor.description else None


@on_postgresql
def test_lost_connections_are_made_anew(proof):
    served, seats = proof
    assert answer(served, seats[0]).acknowledged
    told, ended = [], 0
    for _round in range(10):
        ended += cut(served)
        told += [answer(served, seats[0]) for _ in range(3)]
    assert ended, "there was nothing to cut"
    bad = [one for one in told if one.status not in (200, 503)]
    print(f"connections cut: {ended}; answers lost: {len(lost(served, told))} / 0 of {len(told)}")
    assert not bad, bad[0].body
    assert not lost(served, told)
    assert told[-1].acknowledged or until_saved(served, seats[0], told[-1].client_id) < RECOVERY


@on_postgresql
def test_connections_lost_in_the_middle_of_an_answer_acknowledge_nothing_false(proof):
    served, seats = proof
    told: list[Told] = []
    stop = threading.Event()

    def keep_answering(seat: Seat) -> None:
        while not stop.is_set():
            told.append(answer(served, seat))

    people = [threading.Thread(target=keep_answering, args=(seat,)) for seat in seats]
    for person in people:
        person.start()
    for _round in range(20):
        time.sleep(0.1)
        cut(served)
    stop.set()
    for person in people:
        person.join(20)
    statuses = sorted({one.status for one in told})
    print(f"cut while answering: statuses {statuses} / 200, 503; lost: {len(lost(served, told))} / 0 of {len(told)}")  # fmt: skip
    assert set(statuses) <= {200, 503}
    assert not lost(served, told)
    assert until_saved(served, seats[0], "") < RECOVERY


@on_postgresql
def test_a_database_that_is_away_is_said_and_nothing_is_lost(proof):
    served, seats = proof
    name = served.database.rsplit("/", 1)[1]
    ask(f"ALTER DATABASE {name} ALLOW_CONNECTIONS false")
    try:
        cut(served)
        told = [answer(served, seats[0]) for _ in range(4)]
    finally:
        ask(f"ALTER DATABASE {name} ALLOW_CONNECTIONS true")
    seconds = until_saved(served, seats[0], told[-1].client_id)
    judge(served, told, seconds, "database away")


# ── planted ───────────────────────────────────────────────────────────────────


def test_a_planted_false_acknowledgement_is_found(proof):
    served, seats = proof
    said = Told("never-written", 200, '{"saved": true}', 0.1)
    assert lost(served, [said, answer(served, seats[1])]) == {"never-written"}


@pytest.mark.parametrize(
    "status, body, took",
    [(500, '{"advice": "No"}', 0.1), (503, '{"advice": ""}', 0.1), (503, '{"advice": "No"}', 9.0)],
)
def test_a_planted_bad_refusal_is_found(proof, status, body, took):
    with pytest.raises(AssertionError):
        judge(proof[0], [Told("x", status, body, took)], 0.1, "planted")


def test_a_planted_slow_recovery_is_found(proof):
    with pytest.raises(AssertionError):
        judge(proof[0], [Told("x", 503, '{"advice": "No"}', 0.1)], RECOVERY + 1, "planted")
