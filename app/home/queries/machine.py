"""Whether the program works, and what an administrator looks at first."""

from dataclasses import dataclass
from datetime import date, datetime
from functools import cache

from alembic.script import ScriptDirectory
from sqlalchemy import distinct, func, select, text
from sqlalchemy.exc import SQLAlchemyError

from app.accounts.models import Appointment, Post, SignIn, Unit
from app.accounts.queries import as_of, below
from app.accounts.rules import LONGEST
from app.core.actor import Actor
from app.db.session import db
from app.notices.models import Letter
from app.settings import ROOT


@dataclass(frozen=True)
class Machine:
    """Letters belong to the machine and are counted as such; people are counted within the reach."""

    letters: int
    oldest_at: datetime | None
    people: int


def machine(actor: Actor, *, at: datetime, on: date) -> Machine:
    letters, oldest_at = db.session.execute(
        select(func.count(), func.min(Letter.written_at)).where(Letter.sent_at.is_(None))
    ).one()
    signed_in = (
        select(func.count(distinct(SignIn.person_id)))
        .join(Appointment, Appointment.person_id == SignIn.person_id)
        .join(Post, Post.id == Appointment.post_id)
        .join(Unit, Unit.id == Post.unit_id)
        .where(SignIn.ended_at.is_(None), SignIn.begun_at > at - LONGEST)
        .where(as_of(on), below(actor.reach("administrator")))
    )
    return Machine(letters, oldest_at, db.session.scalar(signed_in) or 0)


@cache
def _newest_migration() -> str | None:
    return ScriptDirectory(str(ROOT / "app" / "migrations")).get_current_head()


def is_healthy() -> bool:
    """The database answers, and its tables are those this program was written for."""
    try:
        found = db.session.scalars(text("SELECT version_num FROM alembic_version")).all()
    except SQLAlchemyError:
        db.session.rollback()
        return False
    return found == [_newest_migration()]
