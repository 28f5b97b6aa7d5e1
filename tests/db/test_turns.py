"""Writers of one process go one after the other."""

import subprocess
import sys
import time
from threading import Thread

import pytest
from sqlalchemy.exc import TimeoutError as WaitedTooLong

from app.db import turns


def in_a_thread(act) -> list[str]:
    said: list[str] = []

    def run() -> None:
        try:
            act()
            said.append("had the turn")
        except WaitedTooLong:
            said.append("waited too long")
        finally:
            turns.give_back(None)

    thread = Thread(target=run)
    thread.start()
    thread.join(10)
    return said


@pytest.fixture(autouse=True)
def nobodys_turn():
    yield
    turns.give_back(None)


def test_nobody_writes_while_another_does():
    turns.take(None, within=1)
    assert in_a_thread(lambda: turns.take(None, within=0.05)) == ["waited too long"]


def test_the_turn_passes_on_when_it_is_given_back():
    turns.take(None, within=1)
    turns.give_back(None)
    assert in_a_thread(lambda: turns.take(None, within=0.05)) == ["had the turn"]


def test_who_has_the_turn_may_take_it_again_and_gives_it_back_once():
    turns.take(None, within=1)
    turns.take(None, within=0)
    turns.give_back(None)
    assert in_a_thread(lambda: turns.take(None, within=0.05)) == ["had the turn"]


def test_who_never_had_it_gives_nothing_back():
    turns.take(None, within=1)
    assert in_a_thread(lambda: turns.give_back(None)) == ["had the turn"]
    assert in_a_thread(lambda: turns.take(None, within=0.05)) == ["waited too long"]


_OTHER_PROCESS = """
import sys
from app.db import turns
turns.take(sys.argv[1], within=1)
print("writing", flush=True)
sys.stdin.readline()
turns.give_back(sys.argv[1])
"""


def test_another_process_waits_too_and_comes_next(tmp_path):
    database = str(tmp_path / "muras.db")
    other = subprocess.Popen(
        [sys.executable, "-c", _OTHER_PROCESS, database],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert other.stdin and other.stdout
    assert other.stdout.readline() == "writing\n"
    had: list[float] = []

    def mine() -> None:
        turns.take(database, within=1)
        had.append(time.monotonic())
        turns.give_back(database)

    assert in_a_thread(lambda: turns.take(database, within=0.05)) == ["waited too long"]
    thread = Thread(target=mine)
    thread.start()
    thread.join(0.3)
    assert had == []
    freed = time.monotonic()
    other.communicate("done\n")
    thread.join(10)
    assert had[0] >= freed


def test_a_folder_that_takes_no_file_leaves_the_database_its_own_locks(tmp_path):
    turns.take(str(tmp_path / "nowhere" / "muras.db"), within=1)
    turns.give_back(str(tmp_path / "nowhere" / "muras.db"))
    assert in_a_thread(lambda: turns.take(None, within=0.05)) == ["had the turn"]
