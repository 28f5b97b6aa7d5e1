"""Whose turn it is to write to SQLite: in one process one after the other, without asking again and again.

Left to itself the library looks whether the database is free, sleeps longer and longer, and looks again: when fifty
people answer at once, some sleep while nobody writes. Processes still meet each other in that way, threads do not.
"""

from contextvars import ContextVar
from threading import Lock

from sqlalchemy.exc import TimeoutError as WaitedTooLong

_turn = Lock()
_have_turn: ContextVar[bool] = ContextVar("have_turn", default=False)


def take(*, within: float) -> None:
    """Wait so many seconds at most. Who has the turn keeps it until `give_back`."""
    if _have_turn.get():
        return
    if not _turn.acquire(timeout=within):
        raise WaitedTooLong("others were writing all the time")
    _have_turn.set(True)


def give_back() -> None:
    """Also for those who have none."""
    if _have_turn.get():
        _have_turn.set(False)
        _turn.release()
