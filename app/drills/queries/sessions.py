"""A person's sessions, what they answered, and the patterns they were asked."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import case, func, select
from sqlalchemy.orm import selectinload

from app.assessment import patterns as reading
from app.assessment.patterns import Patterns
from app.curriculum import queries as curriculum
from app.curriculum.models import Release, ReleaseKind
from app.db.session import db
from app.drills.drawing import Past
from app.drills.models import DrillSession, DrillTurn


def current_release() -> Release | None:
    return curriculum.current_release(reading.NAME, ReleaseKind.PATTERNS)


def patterns(release_id: int) -> Patterns:
    """Without a statement once they were read."""
    digest = curriculum.edition(release_id).digest

    def read() -> Patterns:
        found, _problems = reading.read(curriculum.bundle_of(release_id))
        assert found is not None, f"release {release_id} holds no patterns"
        return found

    return curriculum.keep(("patterns", digest), read)


def session(session_id: int, *, lock: bool = False) -> DrillSession | None:
    """With its turns. `lock`: it is about to change."""
    wanted = (
        select(DrillSession)
        .where(DrillSession.id == session_id)
        .options(selectinload(DrillSession.turns))
    )
    if lock:
        wanted = wanted.with_for_update(of=DrillSession).execution_options(populate_existing=True)
    return db.session.scalars(wanted).one_or_none()


def open_session(person_id: int) -> DrillSession | None:
    wanted = (
        select(DrillSession)
        .where(DrillSession.person_id == person_id, DrillSession.ended_at.is_(None))
        .options(selectinload(DrillSession.turns))
    )
    return db.session.scalars(wanted).one_or_none()


def past(person_id: int) -> list[Past]:
    """All that the person answered, in the order of time."""
    wanted = (
        select(DrillTurn.pattern, DrillTurn.distinction, DrillTurn.named == DrillTurn.offence)
        .join(DrillSession, DrillSession.id == DrillTurn.session_id)
        .where(DrillSession.person_id == person_id, DrillTurn.answered_at.is_not(None))
        .order_by(DrillTurn.answered_at, DrillTurn.id)
    )
    return [
        Past(name, distinction, bool(right))
        for name, distinction, right in db.session.execute(wanted)
    ]


@dataclass(frozen=True)
class Done:
    """A session that was gone through: how many names were right, of how many."""

    id: int
    ended_at: datetime
    right: int
    size: int


def done(person_id: int, *, most: int) -> Sequence[Done]:
    """The last so many, the newest first."""
    right = func.sum(case((DrillTurn.named == DrillTurn.offence, 1), else_=0))
    wanted = (
        select(DrillSession.id, DrillSession.ended_at, right, func.count())
        .join(DrillTurn, DrillTurn.session_id == DrillSession.id)
        .where(DrillSession.person_id == person_id, DrillSession.ended_at.is_not(None))
        .group_by(DrillSession.id, DrillSession.ended_at)
        .order_by(DrillSession.ended_at.desc())
        .limit(most)
    )
    return [Done(*row) for row in db.session.execute(wanted)]
