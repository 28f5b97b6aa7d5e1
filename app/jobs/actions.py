"""Ask for a job; claim it, note how far it is, settle it. Nothing here commits."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import select, update

from app.core.actor import Actor
from app.db.session import db
from app.jobs.models import Job
from app.jobs.queries import is_ready
from app.jobs.rules import LOCK_LASTS, wait_after


class Claim(NamedTuple):
    """Which attempt at which job: an attempt whose lock ran out has no say any more."""

    job_id: int
    attempt: int


def enqueue(
    kind: str,
    payload: Mapping[str, Any],
    *,
    by: Actor,
    at: datetime,
    run_at: datetime | None = None,
) -> Job:
    """Goes with the transaction of the data it is about."""
    job = Job(
        kind=kind,
        payload=dict(payload),
        asked_at=at,
        asked_by_id=by.person_id,
        run_at=run_at or at,
        attempts=0,
        progress=0,
    )
    db.session.add(job)
    db.session.flush()
    return job


def claim(*, at: datetime) -> Job | None:
    """The next job, by one statement: of two who claim at once one gets it, the other the next or none."""
    next_one = (
        select(Job.id)
        .where(is_ready(at))
        .order_by(Job.run_at, Job.id)
        .limit(1)
        .with_for_update(skip_locked=True)
    )
    return db.session.execute(
        update(Job)
        .where(Job.id == next_one.scalar_subquery(), is_ready(at))
        .values(locked_until=at + LOCK_LASTS, attempts=Job.attempts + 1, progress=0)
        .returning(Job),
        execution_options={"populate_existing": True, "synchronize_session": False},
    ).scalar_one_or_none()


def note_progress(claim: Claim, percent: int, *, at: datetime) -> bool:
    """The lock begins anew. False: another has taken the job up meanwhile."""
    values = {"progress": max(0, min(percent, 99)), "locked_until": at + LOCK_LASTS}
    return _settle(claim, **values)


def finish(claim: Claim, *, at: datetime) -> bool:
    return _settle(claim, done_at=at, locked_until=None, progress=100, error=None)


def give_back(claim: Claim, error: str, *, at: datetime) -> bool:
    """It failed and is tried again later, or never after the last attempt."""
    later = at + wait_after(claim.attempt)
    return _settle(claim, locked_until=None, run_at=later, error=error[:100])


def _settle(claim: Claim, **values: object) -> bool:
    still_ours = (Job.id == claim.job_id, Job.attempts == claim.attempt, Job.done_at.is_(None))
    outcome = db.session.execute(
        update(Job)
        .where(*still_ours)
        .values(**values)
        .returning(Job.id)
        .execution_options(synchronize_session=False)
    )
    return outcome.scalar_one_or_none() is not None
