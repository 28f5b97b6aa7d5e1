"""How many appointments ended in the last twelve months, by profession and region."""

from datetime import date, timedelta

from sqlalchemy import ColumnElement, func, select

from app.accounts.models import Appointment, Post, Unit
from app.accounts.queries import as_of, below
from app.db.session import rows

YEAR = timedelta(days=365)


def turnover(
    paths: tuple[str, ...], *, on: date
) -> tuple[dict[tuple[str, str], int], dict[tuple[str, str], int]]:
    """Ended in the year up to the day; held when it began. Two statements."""
    within = (Appointment.until_day > on - YEAR, Appointment.until_day <= on)
    began_before = Appointment.from_day <= on - YEAR
    return _counted(paths, *within, began_before), _counted(paths, as_of(on - YEAR))


def _counted(paths: tuple[str, ...], *asked: ColumnElement[bool]) -> dict[tuple[str, str], int]:
    wanted = (
        select(Post.profession, Unit.region, func.count())
        .select_from(Appointment)
        .join(Post, Post.id == Appointment.post_id)
        .join(Unit, Unit.id == Post.unit_id)
        .where(below(paths), *asked)
        .group_by(Post.profession, Unit.region)
    )
    return {(str(profession), str(region)): n for profession, region, n in rows(wanted)}
