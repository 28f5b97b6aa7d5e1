"""When a job may be taken up, how often it is tried, and in which state it is."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

from app.core.words import N_

# A job whose process died is taken up again after this long; each note of progress begins it anew.
LOCK_LASTS = timedelta(minutes=10)
# After so many attempts somebody has to look why.
MOST_ATTEMPTS = 5
_FIRST_WAIT = timedelta(seconds=30)


class State(StrEnum):
    WAITING = "waiting"
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"


NAMES = {
    State.WAITING: N_("waiting for its turn"),
    State.RUNNING: N_("being made"),
    State.DONE: N_("ready"),
    State.FAILED: N_("could not be made"),
}


@dataclass(frozen=True)
class Work:
    """A job as its handler gets it. `tell` notes how much is done, in per cent; `at` is when it was taken up."""

    job_id: int
    payload: dict[str, Any]
    asked_by_id: int | None
    at: datetime
    tell: Callable[[int], None]


Keep = Callable[[datetime], None]
# Reads and makes outside any transaction; what it returns writes, in the transaction that marks the job as done.
Handler = Callable[[Work], Keep | None]


def wait_after(attempts: int) -> timedelta:
    """Twice as long after each attempt that failed."""
    return _FIRST_WAIT * 2 ** (attempts - 1)


def state(
    *, done_at: datetime | None, locked_until: datetime | None, attempts: int, at: datetime
) -> State:
    if done_at is not None:
        return State.DONE
    if locked_until is not None and locked_until > at:
        return State.RUNNING
    return State.FAILED if attempts >= MOST_ATTEMPTS else State.WAITING
