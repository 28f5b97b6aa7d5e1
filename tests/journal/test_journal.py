"""The journal only grows, and shows where it was tampered with."""

import random

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from app.core import clock
from app.db.session import db, transaction
from app.journal import actions, chain, queries
from app.journal.models import Entry


def note(cast, n: int = 1) -> None:
    for k in range(n):
        actions.record(cast.kanykei, "tested", ("thing", k), at=clock.now(), step=k)


def test_entries_are_numbered_without_gaps_and_the_chain_holds(app, cast):
    before = db.session.query(Entry).count()
    with transaction():
        note(cast, 3)
    with transaction():
        note(cast, 2)
    entries = queries.about("thing", 1)
    assert [e.what for e in entries] == ["tested", "tested"]
    assert db.session.query(Entry).count() == before + 5
    assert queries.first_break() is None


def test_an_entry_shares_the_fate_of_its_transaction(app, cast):
    with pytest.raises(ZeroDivisionError), transaction():
        note(cast)
        raise ZeroDivisionError
    with transaction():
        pass
    assert queries.about("thing", 0) == []


@pytest.mark.parametrize(
    "change", ["UPDATE journal_entry SET what = 'other'", "DELETE FROM journal_entry"]
)
def test_the_database_itself_refuses_to_change_it(app, cast, change):
    with transaction():
        note(cast)
    with pytest.raises(DBAPIError, match="only grows"), transaction():
        db.session.execute(text(change))


@pytest.mark.proof
def test_a_thousand_tamperings_are_all_found(app, cast):
    with transaction():
        note(cast, 60)
    links = list(queries._links())
    chance = random.Random(22)
    found = 0
    for _ in range(1000):
        tampered = list(links)
        place = chance.randrange(len(tampered))
        link, stated = tampered[place]
        kind = chance.randrange(5)
        if kind == 0 and place < len(tampered) - 1:
            del tampered[place]
        elif kind == 1:
            tampered[place] = (chain.Link(**{**vars(link), "what": link.what + "x"}), stated)
        elif kind == 2:
            tampered[place] = (chain.Link(**{**vars(link), "by_id": 999}), stated)
        elif kind == 3:
            tampered[place] = (link, stated[:-1] + ("0" if stated[-1] != "0" else "1"))
        else:
            details = {**link.details, "added": 1}
            tampered[place] = (chain.Link(**{**vars(link), "details": details}), stated)
        found += chain.first_break(tampered) is not None
    print(f"tamperings found: {found} / 1000")
    assert found == 1000
