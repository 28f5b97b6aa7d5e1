"""Rows without names: made by a job, taken as files, and worth nothing to whoever looks for somebody."""

import csv
import io
import re
import zipfile
from collections import Counter

import openpyxl
import pytest
from sqlalchemy import select, update

from app.accounts.models import Person, Unit
from app.core import clock
from app.db.session import db, transaction
from app.jobs import running
from app.jobs.models import Job
from app.journal.models import Entry
from app.notices.models import Letter
from app.reports import code_book, handlers
from app.reports.actions import ROWS_JOB
from app.reports.code_book import HEADINGS, PSEUDONYM, REACHED
from app.reports.hiding import FEWEST
from app.reports.models import RowExport
from tests.browser import ORIGIN
from tests.reports import facts, roster
from tests.reports.reading import DAY
from tests.reports.told import people

__all__ = ["people"]


def work() -> int:
    return running.run_all({ROWS_JOB: handlers.make_rows}, clock=clock.now)


def ask(browser, root: int) -> int:
    days = f"from={roster.SINCE}&until={DAY}&on={DAY}"
    assert browser.post(f"/reports/institution/{root}/rows?{days}").status == 200
    return max(db.session.scalars(select(RowExport.id)))


@pytest.fixture
def made(people, cast, browser_of) -> int:
    with transaction():
        cast.people["kanykei"] = db.session.merge(cast.people["kanykei"])
        cast.people["kanykei"].address = "kanykei@example.test"
    number = ask(browser_of("kanykei"), cast.units["police"].id)
    assert work() == 1
    return number


def taken(browser, number: int, kind: str) -> bytes:
    sent = {"csrf_token": browser.token()}
    address = f"/reports/rows/{number}/{kind}"
    answer = browser.client.post(address, data=sent, headers=ORIGIN)
    assert answer.status_code == 200, answer.text
    return answer.data


def as_rows(body: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(body.decode("utf-8-sig")), delimiter=";"))


def test_there_is_a_row_for_everybody_who_is_counted(made, people, browser_of):
    rows = as_rows(taken(browser_of("kanykei"), made, "csv"))
    (expected,) = roster.count(people, DAY).values()
    assert len(rows) == expected[0]
    for stage, n in zip(REACHED, expected[1:], strict=True):
        shown = {row[stage] for row in rows}
        if shown <= {"0", "1"}:
            assert sum(int(row[stage]) for row in rows) == n, stage
        else:
            assert shown == {"not-told"}
    assert {row["completed"] for row in rows} == {"0", "1"}, "hardly anything is told"


def test_a_column_says_what_a_count_by_hand_says(made, people, browser_of):
    rows = as_rows(taken(browser_of("kanykei"), made, "csv"))
    for division in ("profession", "sex"):
        shown = Counter(row[division] for row in rows)
        if shown.keys() & {"other", "not-told"}:
            continue
        assert shown == {v: c[0] for (v,), c in roster.count(people, DAY, division).items()}
    assert {row["profession"] for row in rows} != {"not-told"}


def test_both_files_hold_the_same_rows_and_the_code_book_explains_every_code(made, browser_of):
    browser = browser_of("ilya")
    rows = as_rows(taken(browser, made, "csv"))
    book = openpyxl.load_workbook(io.BytesIO(taken(browser, made, "xlsx")))
    head, *lines = book["rows"].iter_rows(values_only=True)
    assert list(head) == list(HEADINGS)
    assert [[str(cell) for cell in line] for line in lines] == [list(r.values()) for r in rows]
    heading, *meanings = book["code book"].iter_rows(values_only=True)
    assert [h[-4:] for h in heading[2:]] == ["(ky)", "(ru)", "(ky)", "(ru)"]
    explained = {(line[0], line[1]) for line in meanings}
    assert all(all(line[2:4]) for line in meanings), "a column without its meaning"
    assert all(all(line[4:6]) for line in meanings if line[1]), "a code without its meaning"
    for row in rows:
        for column in HEADINGS[1:]:
            assert (column, row[column]) in explained
    assert isinstance(book["rows"].cell(2, HEADINGS.index("enrolled") + 1).value, int)


# ── the attack ────────────────────────────────────────────────────────────────


def groups(rows: list[dict[str, str]]) -> Counter:
    return Counter(tuple(row[c] for c in HEADINGS[1:] if c not in REACHED) for row in rows)


def test_nobody_shares_their_values_with_fewer_than_four_others(made, browser_of):
    rows = as_rows(taken(browser_of("kanykei"), made, "csv"))
    assert len(groups(rows)) > 5, "nothing to attack"
    assert min(groups(rows).values()) >= FEWEST
    for stage in REACHED:
        reached = Counter(
            tuple(r[c] for c in HEADINGS[1:] if c not in REACHED) for r in rows if r[stage] == "1"
        )
        assert not reached or min(reached.values()) >= FEWEST, stage


def test_no_name_no_day_and_no_number_of_a_record_is_in_any_byte(made, cast, browser_of):
    bodies = parts(browser_of("kanykei"), made)
    names = {p.family_name for p in db.session.scalars(select(Person))}
    units = {u.name_ky for u in db.session.scalars(select(Unit))}
    days = re.compile(rb"(?:19|20)\d\d-\d\d-\d\d|\d\d\.\d\d\.(?:19|20)\d\d")
    for name, body in bodies.items():
        for word in names | units:
            assert word.encode() not in body, (name, word)
        assert set(days.findall(body)) <= {b"1980-01-01"}, name
    for row in as_rows(bodies["csv"]):
        assert re.fullmatch("[a-z]{10}", row[PSEUDONYM])
        assert all(row[c] in code_book.codes(c) for c in HEADINGS[1:])


def parts(browser, number: int) -> dict[str, bytes]:
    """Each file, and what is packed in it."""
    found = {"csv": taken(browser, number, "csv")}
    with zipfile.ZipFile(io.BytesIO(taken(browser, number, "xlsx"))) as packed:
        assert {i.date_time[0] for i in packed.infolist()} == {1980}
        return found | {i.filename: packed.read(i) for i in packed.infolist()}


def test_two_exports_cannot_be_joined(made, cast, browser_of):
    browser = browser_of("kanykei")
    again = ask(browser, cast.units["police"].id)
    assert work() == 1
    one, other = (as_rows(taken(browser, number, "csv")) for number in (made, again))
    assert groups(one) == groups(other), "the same people"
    assert not {r[PSEUDONYM] for r in one} & {r[PSEUDONYM] for r in other}
    bare = [[tuple(r[c] for c in HEADINGS[1:]) for r in rows] for rows in (one, other)]
    assert sorted(bare[0]) == sorted(bare[1])
    assert bare[0] != bare[1], "the order tells who is who"
    assert [r[PSEUDONYM] for r in one] != sorted(r[PSEUDONYM] for r in one)


def test_the_pseudonyms_of_one_export_stay(made, browser_of):
    browser = browser_of("kanykei")
    assert taken(browser, made, "csv") == taken(browser, made, "csv")


def test_fewer_than_five_people_have_no_rows(cast, browser_of):
    with transaction():
        facts.course(audience="judge")
    number = ask(browser_of("leila"), cast.units["courts"].id)
    assert work() == 1
    export = db.session.get_one(RowExport, number)
    assert export.people == 0
    assert as_rows(export.csv or b"") == []
    assert "Too few people" in browser_of("leila").get(f"/reports/rows/{number}").text


# ── who may; what is noted ────────────────────────────────────────────────────


def test_each_taking_is_noted_and_a_letter_tells_that_they_are_ready(made, cast, browser_of):
    letter = db.session.scalars(select(Letter)).one()
    assert f"/reports/rows/{made}" in letter.body
    taken(browser_of("ilya"), made, "csv")
    taken(browser_of("kanykei"), made, "xlsx")
    wanted = select(Entry).where(Entry.what == "rows taken").order_by(Entry.number)
    entries = list(db.session.scalars(wanted))
    assert [(e.by_id, e.details["kind"]) for e in entries] == [
        (cast.people["ilya"].id, "csv"),
        (cast.people["kanykei"].id, "xlsx"),
    ]


@pytest.mark.parametrize("name, status", [("daniyar", 403), ("asel", 403), ("leila", 404)])
def test_rows_are_for_the_registrar_and_the_auditor_of_the_institution(
    name, status, made, cast, browser_of
):
    browser = browser_of(name)
    assert browser.get(f"/reports/rows/{made}").status == status
    assert browser.post(f"/reports/rows/{made}/csv").status == status
    root = cast.units["police"].id
    assert browser.post(f"/reports/institution/{root}/rows").status == status
    listed = browser.get("/reports/rows")
    assert listed.status == 403 or f"/reports/rows/{made}" not in listed.text


def test_the_day_reads_as_days_read_everywhere(made, browser_of):
    browser = browser_of("kanykei")
    assert "10.03.2026" in browser.get("/reports/rows").main
    one = browser.get(f"/reports/rows/{made}").main
    assert "as of the end of 2026\u2011жылдын 10\u2011марты" in one
    for address in ("/reports/rows", f"/reports/rows/{made}"):
        assert "2026-03-10" not in browser.get(address).main


def test_made_twice_they_are_kept_once(made):
    before = db.session.get_one(RowExport, made).csv
    with transaction():
        db.session.execute(update(Job).values(done_at=None))
    assert work() == 1
    db.session.expire_all()
    assert db.session.get_one(RowExport, made).csv == before
