"""The journal's head is published once a day; who rewrites the whole chain still cannot meet what was published."""

from datetime import date, timedelta

import pytest
from sqlalchemy import func, select, text
from sqlalchemy.exc import DBAPIError

from app.core import clock
from app.core.actor import system
from app.db.session import db, transaction
from app.journal import actions, chain, queries
from app.journal.chain import Head
from app.journal.models import Entry, JournalHead
from tests.databases import POSTGRESQL

DAY = date(2026, 11, 22)
BY = system("test")


def act(n: int = 1) -> None:
    with transaction():
        for k in range(n):
            actions.record(BY, "tested", ("thing", k), step=k)


def publish(day: date = DAY) -> Head:
    with transaction():
        return actions.publish_head(day, by=BY, at=clock.now())


def run(app, *words: str):
    db.session.rollback()
    return app.test_cli_runner().invoke(args=["journal", *words])


def rewrite(change) -> None:
    """What somebody does who may change the database: an entry, and every digest after it."""
    entries = list(db.session.scalars(select(Entry).order_by(Entry.number)))
    links = [
        chain.Link(e.number, e.at, e.by_id, e.origin, e.what, e.about_kind, e.about_id, e.details)
        for e in entries
    ]
    db.session.rollback()
    before, rows = chain.START, []
    for link in change(links):
        before = chain.digest(before, link)
        rows.append({**vars(link), "digest": before})
    with db.engine.begin() as connection:
        _allow(connection)
        connection.execute(Entry.__table__.delete())
        connection.execute(Entry.__table__.insert(), rows)


def _allow(connection) -> None:
    if POSTGRESQL:
        connection.execute(text("SET LOCAL session_replication_role = replica"))
        return
    for change in ("update", "delete"):
        connection.execute(text(f"DROP TRIGGER IF EXISTS journal_entry_no_{change}"))


def _another_author(links):
    return [chain.Link(**{**vars(k), "by_id": 1 if k.number == 3 else k.by_id}) for k in links]


def test_the_head_is_the_last_entry_of_its_moment(app):
    act(2)
    number, digest = db.session.execute(
        select(Entry.number, Entry.digest).order_by(Entry.number.desc()).limit(1)
    ).one()
    assert publish() == Head(DAY, number, digest)
    assert queries.heads_not_met() == []


def test_a_day_has_one_head_however_often_it_is_asked_for(app):
    act()
    first = publish()
    act()
    assert publish() == first
    assert db.session.scalar(select(func.count()).select_from(JournalHead)) == 1


def test_publishing_is_itself_an_entry(app):
    publish()
    newest = db.session.scalars(select(Entry).order_by(Entry.number.desc()).limit(1)).one()
    assert (newest.what, newest.about_id) == ("head published", DAY.isoformat())
    assert queries.first_break() is None


@pytest.mark.parametrize(
    "change", ["UPDATE journal_head SET digest = 'x'", "DELETE FROM journal_head"]
)
def test_the_database_refuses_to_change_what_was_published(app, change):
    publish()
    with pytest.raises(DBAPIError, match="only grows"), transaction():
        db.session.execute(text(change))


@pytest.mark.parametrize(
    "change", [_another_author, lambda links: links[:-3]], ids=["rewritten", "cut short"]
)
def test_a_chain_that_was_made_anew_does_not_meet_its_heads(app, change):
    act(5)
    publish()
    rewrite(change)
    assert queries.first_break() is None, "the chain by itself holds"
    assert [head.day for head in queries.heads_not_met()] == [DAY]


def test_heads_kept_elsewhere_find_what_the_table_no_longer_shows(app):
    act(5)
    kept = publish()
    act(2)
    rewrite(_another_author)
    with db.engine.begin() as connection:
        if POSTGRESQL:
            _allow(connection)
        else:
            connection.execute(text("DROP TRIGGER journal_head_no_delete"))
        connection.execute(JournalHead.__table__.delete())
    assert queries.heads_not_met() == []
    assert queries.heads_not_met([kept]) == [kept]


@pytest.mark.parametrize(
    "line",
    ["", "2026-11-22", "2026-11-22 x " + "a" * 64, "2026-13-01 1 " + "a" * 64, "2026-11-22 1 zz"],
)
def test_a_line_that_is_no_head_is_none(line):
    assert chain.Head.read(line) is None


def test_a_line_reads_back_as_it_was_written():
    head = Head(DAY, 1234, "a" * 64)
    assert chain.Head.read(f" {head.line}\n") == head


# ── the commands ──────────────────────────────────────────────────────────────


def test_the_command_prints_the_head_and_keeps_it_in_a_file_that_grows(app, tmp_path):
    file = tmp_path / "heads.txt"
    act()
    first = run(app, "publish", "--to", str(file))
    act()
    second = run(app, "publish", "--to", str(file))
    assert (first.exit_code, second.exit_code) == (0, 0)
    assert first.output == second.output == file.read_text()
    assert Head.read(file.read_text()).day == clock.today()


def test_a_file_that_missed_a_day_gets_its_line_at_the_next_run(app, tmp_path):
    file = tmp_path / "heads.txt"
    yesterday = publish(clock.today() - timedelta(days=1))
    run(app, "publish")
    run(app, "publish", "--to", str(file))
    assert [Head.read(line).day for line in file.read_text().splitlines()] == [
        yesterday.day,
        clock.today(),
    ]


def test_the_check_compares_the_table_and_a_file(app, tmp_path):
    file = tmp_path / "heads.txt"
    act(5)
    run(app, "publish", "--to", str(file))
    good = run(app, "check", "--against", str(file))
    assert good.exit_code == 0
    assert "the chain holds" in good.output
    rewrite(_another_author)
    bad = run(app, "check", "--against", str(file))
    assert bad.exit_code == 1
    assert clock.today().isoformat() in bad.output


def test_the_check_names_a_line_that_is_no_head(app, tmp_path):
    file = tmp_path / "heads.txt"
    file.write_text("not a head\n")
    result = run(app, "check", "--against", str(file))
    assert result.exit_code == 1
    assert "line 1" in result.output


def test_doctor_looks_at_the_heads_as_well(app):
    act(5)
    publish()
    rewrite(_another_author)
    result = app.test_cli_runner().invoke(args=["doctor"])
    assert result.exit_code == 1
    assert DAY.isoformat() in result.output


# ── the page ──────────────────────────────────────────────────────────────────


def test_anybody_reads_the_heads_newest_first(app, guest):
    for back in range(3):
        act()
        publish(DAY - timedelta(days=2 - back))
    page = guest.get("/journal-heads")
    heads = list(db.session.scalars(select(JournalHead).order_by(JournalHead.day.desc())))
    places = [page.main.index(head.digest) for head in heads]
    assert places == sorted(places)
    assert guest.get("/help").links()["Heads of the journal, day by day"] == "/journal-heads"


def test_the_page_stands_before_anything_was_published(guest):
    assert guest.get("/journal-heads").status == 200
