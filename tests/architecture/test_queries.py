"""The number of SQL statements of a page does not grow with the data."""

import pytest
from sqlalchemy import select

from app.accounts.models import Person
from app.db.session import db, transaction
from app.web.access import public
from tests.architecture import addresses, table
from tests.architecture.table import Step, shows
from tests.architecture.walk import SAFE, Walk
from tests.statements import statements

TABLE = table.read()
READING = [s for s in TABLE if s.method in SAFE and any(map(shows, TABLE[s].values()))]
# One of each duty that sees lists, and a trainee.
READERS = ("asel", "daniyar", "kanykei", "ilya", "nurlan", "guest")
FEW, MANY = 3, 30


def counts(walk: Walk, steps: list[Step]) -> dict[tuple[Step, str], int]:
    """Statements of each page for each reader, when what may be kept in memory is kept."""
    found = {}
    for step in steps:
        for name in READERS:
            if shows(TABLE[step][name]):
                walk.ask(step, name)
                with statements() as asked:
                    walk.ask(step, name)
                found[step, name] = len(asked)
    return found


def growing(walk: Walk, steps: list[Step]) -> list[str]:
    walk.restore()
    _grow(walk, FEW)
    few = counts(walk, steps)
    _grow(walk, MANY - FEW)
    many = counts(walk, steps)
    walk.restore()
    return [
        f"{step} for {name}: {few[step, name]} statements for {FEW} rows, {n} for {MANY}"
        for (step, name), n in many.items()
        if n != few[step, name]
    ]


def _grow(walk: Walk, n: int) -> None:
    with transaction():
        for grower in addresses.GROWERS:
            grower(walk.cast, n)


def test_statements_do_not_grow_with_the_data(walk):
    assert growing(walk, READING) == []


def test_a_page_costs_few_statements(walk):
    assert {k: n for k, n in counts(walk, READING).items() if n > 25} == {}


def test_the_data_really_grows(walk):
    before = db.session.query(Person).count()
    db.session.rollback()
    _grow(walk, MANY)
    assert db.session.query(Person).count() >= before + MANY
    walk.restore()


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
