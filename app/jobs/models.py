"""The table of jobs."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, BigInteger, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from app.db.model import Id, Key, Model
from app.jobs.rules import State, state


class Job(Model):
    """Written with the data it is about; taken up by whoever claims it first, again when its lock has run out.

    `error` is the kind of the last failure, never its words: those may hold what was read.
    """

    __tablename__ = "job"
    __table_args__ = (Index("ix_job_waiting", "done_at", "run_at"),)

    id: Mapped[Id]
    kind: Mapped[Key]
    payload: Mapped[dict[str, Any]] = mapped_column(JSON)
    asked_at: Mapped[datetime]
    asked_by_id: Mapped[int | None] = mapped_column(BigInteger(), index=True)
    run_at: Mapped[datetime]
    locked_until: Mapped[datetime | None]
    attempts: Mapped[int] = mapped_column(default=0)
    progress: Mapped[int] = mapped_column(default=0)
    done_at: Mapped[datetime | None]
    error: Mapped[str | None] = mapped_column(String(100))

    def state(self, at: datetime) -> State:
        return state(
            done_at=self.done_at, locked_until=self.locked_until, attempts=self.attempts, at=at
        )
