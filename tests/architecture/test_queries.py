"""The number of SQL statements of a page does not grow with the data."""

import pytest
from sqlalchemy import func, select

from app.accounts.models import Person
from app.db.model import Model
from app.db.session import db, transaction
from app.web.access import public
from tests.architecture import growers, table
from tests.architecture.table import Step, shows
from tests.architecture.walk import SAFE, Walk
from tests.statements import statements

pytestmark = pytest.mark.proof

TABLE = table.read()
READING = [s for s in TABLE if s.method in SAFE and any(map(shows, TABLE[s].values()))]
# One of each duty that sees lists, and a trainee.
READERS = ("asel", "chynara", "daniyar", "kanykei", "ilya", "nurlan", "guest")
FEW, MANY = 3, 30
MOST = 25
# A file of all sections reads once what several need. Walked as CSV and as XLSX: two files are counted together.
MORE = {"reports_institution.whole_file": 2 * 28}
# A row that was read and dropped is read again or not, as the garbage collector pleases.
SLACK = 2


def counts(walk: Walk, steps: list[Step], *, warm: bool) -> dict[tuple[Step, str], int]:
    """Statements of each page for each reader, when what may be kept in memory is kept."""
    found = {}
    for step in steps:
        for name in READERS:
            if shows(TABLE[step][name]):
                if not warm:
                    walk.ask(step, name)
                with statements() as asked:
                    walk.ask(step, name)
                found[step, name] = len(asked)
    return found


def growing(walk: Walk, steps: list[Step]) -> list[str]:
    """Pages that ask more often when there is more to show, or too often in any case."""
    _grow(walk, FEW)
    few = counts(walk, steps, warm=False)
    _grow(walk, MANY - FEW)
    many = counts(walk, steps, warm=True)
    return [
        f"{step} for {name}: {few[step, name]} statements for {FEW} rows, {n} for {MANY}"
        for (step, name), n in many.items()
        if n > few[step, name] + SLACK or n > MORE.get(step.endpoint, MOST)
    ]


def _grow(walk: Walk, n: int) -> None:
    cast = walk.cast.again()
    with transaction():
        for grower in growers.GROWERS:
            grower(cast, n)


def test_pages_cost_few_statements_that_do_not_grow_with_the_data(own_walk):
    assert growing(own_walk, READING) == []


def _rows() -> dict[str, int]:
    with db.engine.connect() as connection:
        tables = Model.metadata.sorted_tables
        return {t.name: connection.scalar(select(func.count()).select_from(t)) or 0 for t in tables}


def test_the_data_really_grows(own_walk):
    before = _rows()
    _grow(own_walk, MANY)
    grown = {name for name, n in _rows().items() if n >= before[name] + MANY}
    assert grown >= {
        "person",
        "unit",
        "post",
        "appointment",
        "duty_grant",
        "grant_request",
        "letter",
    }
    assert grown >= {"enrolment", "journal_entry"}


def _one_by_one(**_values) -> str:
    ids = db.session.scalars(select(Person.id)).all()
    return "".join(
        db.session.execute(select(Person.sort).where(Person.id == i)).one()[0] for i in ids
    )


@pytest.mark.parametrize("reader", ["guest", "asel"])
def test_a_planted_statement_for_each_row_is_found(reader, own_walk, monkeypatch):
    step = next(s for s in READING if shows(TABLE[s][reader]))
    monkeypatch.setitem(own_walk.app.view_functions, step.endpoint, public(_one_by_one))
    assert any(f"{step} for {reader}:" in fault for fault in growing(own_walk, [step]))
