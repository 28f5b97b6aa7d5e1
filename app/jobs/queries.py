"""Jobs: one by its number, and which of them may be taken up."""

from datetime import datetime

from sqlalchemy import ColumnElement, and_, or_, select

from app.db.session import db
from app.jobs.models import Job
from app.jobs.rules import MOST_ATTEMPTS


def job(number: int) -> Job | None:
    return db.session.get(Job, number)


def is_ready(at: datetime) -> ColumnElement[bool]:
    return and_(
        Job.done_at.is_(None),
        Job.run_at <= at,
        Job.attempts < MOST_ATTEMPTS,
        or_(Job.locked_until.is_(None), Job.locked_until <= at),
    )


def any_ready(at: datetime) -> bool:
    """Asked before claiming, so that whoever waits for work does not write."""
    return db.session.scalar(select(Job.id).where(is_ready(at)).limit(1)) is not None
