"""Who was away on a day, and which rank somebody held."""

from datetime import date

from sqlalchemy import ColumnElement, ScalarSelect, exists, or_, select
from sqlalchemy.orm import InstrumentedAttribute, aliased

from app.accounts.service_models import Absence, RankHeld

PersonId = InstrumentedAttribute[int] | ColumnElement[int]


def is_away(person_id: PersonId, *, on: date) -> ColumnElement[bool]:
    """Whatever the reason; the post stays theirs."""
    return exists().where(
        Absence.person_id == person_id,
        Absence.from_day <= on,
        or_(Absence.until_day.is_(None), Absence.until_day > on),
    )


def rank_on(person_id: PersonId, *, on: date) -> ScalarSelect[str | None]:
    """The last rank given by that day; NULL where none is known."""
    held = aliased(RankHeld)
    return (
        select(held.rank)
        .where(held.person_id == person_id, held.from_day <= on)
        .order_by(held.from_day.desc())
        .limit(1)
        .scalar_subquery()
    )
