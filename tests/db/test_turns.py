"""Writers of one process go one after the other."""

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
            turns.give_back()

    thread = Thread(target=run)
    thread.start()
    thread.join(10)
    return said


@pytest.fixture(autouse=True)
def nobodys_turn():
    yield
    turns.give_back()


def test_nobody_writes_while_another_does():
    turns.take(within=1)
    assert in_a_thread(lambda: turns.take(within=0.05)) == ["waited too long"]


def test_the_turn_passes_on_when_it_is_given_back():
    turns.take(within=1)
    turns.give_back()
    assert in_a_thread(lambda: turns.take(within=0.05)) == ["had the turn"]


def test_who_has_the_turn_may_take_it_again_and_gives_it_back_once():
    turns.take(within=1)
    turns.take(within=0)
    turns.give_back()
    assert in_a_thread(lambda: turns.take(within=0.05)) == ["had the turn"]


def test_who_never_had_it_gives_nothing_back():
    turns.take(within=1)
    assert in_a_thread(turns.give_back) == ["had the turn"]
    assert in_a_thread(lambda: turns.take(within=0.05)) == ["waited too long"]
