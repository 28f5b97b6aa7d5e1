"""Taking up jobs. May run twice at once, or die at any line: a job is claimed before it is done, and settled once."""

import logging
from collections.abc import Callable, Mapping
from datetime import datetime

from app.db.session import db, transaction
from app.jobs import actions, queries
from app.jobs.actions import Claim
from app.jobs.rules import Handler, Work

log = logging.getLogger("muras")

Clock = Callable[[], datetime]


class TakenOver(Exception):
    """Another process has taken the job up, since this one said nothing for longer than its lock."""


class NobodyKnows(Exception):
    """No room does work of this kind."""


def run_all(handlers: Mapping[str, Handler], *, clock: Clock) -> int:
    """Until none is ready; how many were done."""
    done = 0
    while (outcome := run_next(handlers, clock=clock)) is not None:
        done += outcome
    return done


def run_next(handlers: Mapping[str, Handler], *, clock: Clock) -> bool | None:
    """Whether the next job was done; None when there was none to claim."""
    ready = queries.any_ready(clock())
    db.session.rollback()
    if not ready:
        return None
    with transaction():
        job = actions.claim(at=clock())
        if job is None:
            return None
        claim, kind = Claim(job.id, job.attempts), job.kind
        work = Work(job.id, dict(job.payload), job.asked_by_id, clock(), _teller(claim, clock))
    try:
        _do(handlers, kind, work, claim, clock)
    except Exception as error:
        db.session.rollback()
        log.warning("job %s (%s) failed: %s", claim.job_id, kind, type(error).__name__)
        with transaction():
            actions.give_back(claim, type(error).__name__, at=clock())
        return False
    return True


def _do(handlers: Mapping[str, Handler], kind: str, work: Work, claim: Claim, clock: Clock) -> None:
    if kind not in handlers:
        raise NobodyKnows
    keep = handlers[kind](work)
    db.session.rollback()
    with transaction():
        if not actions.finish(claim, at=clock()):
            raise TakenOver
        if keep is not None:
            keep(clock())


def _teller(claim: Claim, clock: Clock) -> Callable[[int], None]:
    def tell(percent: int) -> None:
        db.session.rollback()
        with transaction():
            if not actions.note_progress(claim, percent, at=clock()):
                raise TakenOver

    return tell
