"""The people of an institution one by one, for rows without names; what is asked of them is what the report counts."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import joinedload, undefer

from app.accounts.models import Unit
from app.accounts.queries import below
from app.core.actor import Actor
from app.core.paging import SIZE, Page
from app.db.session import db
from app.reports import access
from app.reports.asking import Asked
from app.reports.divisions import STAGES
from app.reports.linked import Counts, Values
from app.reports.models import RowExport
from app.reports.queries import evidence, institution
from app.reports.queries.courses import Tests


@dataclass(frozen=True)
class One:
    """Somebody: values in the order of the divisions, the last stage reached, points of a hundred before and after."""

    values: Values
    stage: int
    pre: float | None
    post: float | None


def people(asked: Asked, tests: Tests | None) -> Iterator[One]:
    """Two statements, or one where the course has no such tests."""
    points: dict[int, tuple[float | None, float | None]] = {}
    if tests is not None:
        points = evidence.points(asked, tests)
    for person_id, values, stage in institution.one_by_one(asked):
        yield One(values, stage, *points.get(person_id, (None, None)))


def as_atoms(found: Sequence[One]) -> dict[Values, Counts]:
    """The same people as the tables of the report have them."""
    counts: dict[Values, list[int]] = {}
    for one in found:
        row = counts.setdefault(one.values, [0] * len(STAGES))
        for stage in range(one.stage + 1):
            row[stage] += 1
    return {values: tuple(row) for values, row in counts.items()}


def export(number: int, *, whole: bool = False, lock: bool = False) -> RowExport | None:
    """With unit and job; `whole`: with the files as well."""
    wanted = select(RowExport).where(RowExport.id == number)
    wanted = wanted.options(joinedload(RowExport.unit), joinedload(RowExport.job))
    if whole:
        wanted = wanted.options(undefer(RowExport.csv), undefer(RowExport.xlsx))
    if lock:
        wanted = wanted.with_for_update(of=RowExport)
    return db.session.scalars(wanted.execution_options(populate_existing=True)).one_or_none()


def exports(actor: Actor, page: int) -> Page[RowExport]:
    """The newest first."""
    wanted = select(RowExport).join(Unit, Unit.id == RowExport.unit_id).where(visible_to(actor))
    total = db.session.scalar(wanted.with_only_columns(func.count())) or 0
    own = wanted.options(joinedload(RowExport.unit), joinedload(RowExport.job))
    rows = own.order_by(RowExport.id.desc()).limit(SIZE).offset((page - 1) * SIZE)
    return Page(list(db.session.scalars(rows)), page, total)


def visible_to(actor: Actor):
    """What access.may_take_rows says, for lists that join Unit."""
    return below(actor.highest(*access.ROW_TAKERS))
