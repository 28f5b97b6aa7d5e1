"""Whether the program works, and what an administrator looks at first."""

from datetime import timedelta

import pytest
from sqlalchemy import text

from app.accounts import actions as accounts
from app.core import clock
from app.db.session import db, transaction
from app.home.queries.machine import is_healthy, machine
from app.notices.models import Letter
from tests.statements import statements

HOUR = timedelta(hours=1)


def letter(at, *, sent: bool) -> None:
    db.session.add(
        Letter(
            to_name="А", to_address="a@example.test", language="ky", subject="s", body="b",
            written_at=at, sent_at=at if sent else None,
        )
    )  # fmt: skip


def test_letters_that_wait_are_counted_with_the_oldest(cast, writing):
    now = clock.now()
    letter(now - 2 * HOUR, sent=True)
    letter(now - HOUR, sent=False)
    letter(now, sent=False)
    found = machine(cast.nurlan, at=now, on=clock.day_of(now))
    assert (found.letters, found.oldest_at) == (2, now - HOUR)


def test_people_with_an_open_session_are_counted_once_and_within_reach(cast, writing):
    now = clock.now()
    people = cast.people
    for person, hours in ((people["asel"], 1), (people["asel"], 2), (people["maksat"], 1)):
        accounts.begin_session(person, at=now - hours * HOUR, origin="test")
    accounts.begin_session(people["bek"], at=now - 13 * HOUR, origin="test")
    accounts.begin_session(people["elena"], at=now - HOUR, origin="test")
    accounts.end_sessions(people["elena"], at=now)
    assert machine(cast.nurlan, at=now, on=clock.day_of(now)).people == 1
    assert machine(cast.leila, at=now, on=clock.day_of(now)).people == 0


def test_healthy_is_a_plain_ok_that_nobody_keeps(guest):
    page = guest.get("/health")
    assert (page.status, page.html, page.response.mimetype) == (200, "ok", "text/plain")
    assert page.response.headers["Cache-Control"] == "no-store, private"
    assert "Set-Cookie" not in page.response.headers


def test_healthy_sets_no_cookie_for_the_signed_in_either(browser_of):
    browser = browser_of("asel")
    with browser.client.session_transaction() as cookie:
        cookie["seen"] -= 120
    assert "Set-Cookie" not in browser.get("/health").response.headers


@pytest.mark.parametrize("path", ["/health", "/", "/no-such-page"])
def test_under_another_name_there_is_no_page_and_no_fault(guest, path):
    page = guest.get(path, base_url="http://elsewhere.example")
    assert (page.status, page.response.mimetype) == (400, "text/plain")


def test_healthy_costs_one_statement(guest):
    guest.get("/health")
    with statements() as log:
        guest.get("/health")
    assert len(log) == 1


@pytest.mark.parametrize(
    "change", ["UPDATE alembic_version SET version_num = '0000'", "DELETE FROM alembic_version"]
)
def test_another_schema_is_not_healthy(guest, change):
    before = db.session.scalar(text("SELECT version_num FROM alembic_version"))
    try:
        with transaction():
            db.session.execute(text(change))
        page = guest.get("/health")
        assert (page.status, page.html) == (503, "not ok")
        assert page.response.headers["Cache-Control"] == "no-store, private"
    finally:
        with transaction():
            db.session.execute(text("DELETE FROM alembic_version"))
            db.session.execute(
                text("INSERT INTO alembic_version VALUES (:version)"), {"version": before}
            )
    assert guest.get("/health").status == 200


def test_a_database_that_does_not_answer_is_not_healthy(guest):
    """Without its table of versions the statement fails, as it does without a line."""
    with transaction():
        db.session.execute(text("ALTER TABLE alembic_version RENAME TO elsewhere"))
    try:
        assert guest.get("/health").status == 503
    finally:
        with transaction():
            db.session.execute(text("ALTER TABLE elsewhere RENAME TO alembic_version"))
    assert is_healthy()
