"""Letters, newest first; letters that wait."""

from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, and_, func, or_, select

from app.core.paging import Page
from app.db.session import db
from app.notices.models import Letter

# A job that died between claiming and sending gives its letters back after this long.
CLAIM_LASTS = timedelta(minutes=10)

_A_PAGE = 20


def letters(page: int) -> Page[Letter]:
    """Everybody's: for the demonstration's mailbox only, where all people are invented."""
    total = db.session.scalar(select(func.count()).select_from(Letter)) or 0
    wanted = select(Letter).order_by(Letter.id.desc()).limit(_A_PAGE).offset((page - 1) * _A_PAGE)
    return Page(list(db.session.scalars(wanted)), page, total, _A_PAGE)


def is_waiting(at: datetime) -> ColumnElement[bool]:
    return and_(
        Letter.sent_at.is_(None),
        or_(Letter.claimed_at.is_(None), Letter.claimed_at < at - CLAIM_LASTS),
    )


def waiting(*, at: datetime) -> list[int]:
    wanted = select(Letter.id).where(is_waiting(at)).order_by(Letter.id).limit(500)
    return list(db.session.scalars(wanted))
