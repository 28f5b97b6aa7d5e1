"""Whose turn it is to write to SQLite: one after the other, in the order of coming.

Left to itself the library looks whether the database is free, sleeps longer and longer, and looks again: when fifty
people answer at once, some sleep while nobody writes, and some are overtaken again and again. So the threads of a
process wait for a lock of their own, and the processes of a machine for one on a file beside the database. The
database itself knows nothing of it: whoever does not queue here is only not served in order.
"""

import fcntl
import os
from contextvars import ContextVar
from functools import cache
from threading import Lock
from time import monotonic, sleep

from sqlalchemy.exc import TimeoutError as WaitedTooLong

# Half a thousandth of a second: far shorter than a commit, and long enough for another process to be woken in.
_A_MOMENT = 0.0005

_turn = Lock()
_have_turn: ContextVar[bool] = ContextVar("have_turn", default=False)


def take(database: str | None, *, within: float) -> None:
    """Wait so many seconds at most. Who has the turn keeps it until `give_back`.

    `database` is its file; None or ":memory:" has no other processes.
    """
    if _have_turn.get():
        return
    ends = monotonic() + within
    if not _turn.acquire(blocking=False):
        if not _turn.acquire(timeout=within):
            raise WaitedTooLong("others were writing all the time")
        sleep(_A_MOMENT)  # in which another process may go first
    try:
        _among_processes(_file(database, os.getpid()), ends)
    except BaseException:
        _turn.release()
        raise
    _have_turn.set(True)


def _among_processes(file: int | None, ends: float) -> None:
    """Asked again and again, since the system's own wait has no end; by one thread of each process only."""
    while file is not None and not _is_locked(file):
        if monotonic() >= ends:
            raise WaitedTooLong("another process was writing all the time")
        sleep(_A_MOMENT / 2)


def _is_locked(file: int) -> bool:
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def give_back(database: str | None) -> None:
    """Also for those who have none."""
    if not _have_turn.get():
        return
    if (file := _file(database, os.getpid())) is not None:
        fcntl.flock(file, fcntl.LOCK_UN)
    _have_turn.set(False)
    _turn.release()


@cache
def _file(database: str | None, _process: int) -> int | None:
    """Opened once by each process: what is inherited by a fork would be the same lock in both.

    Where it cannot be made, on a full disk or in a folder that is not ours, the database's own locks must do.
    """
    if not database or database == ":memory:":
        return None
    try:
        return os.open(f"{database}.turn", os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    except OSError:
        return None
