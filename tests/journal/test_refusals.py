"""Every refusal leaves one entry: who, what, at which address, why. Reading what one may read leaves none."""

import logging

import pytest
from sqlalchemy import select
from sqlalchemy.exc import OperationalError

from app.db.session import db, transaction
from app.journal import actions as journal
from app.journal.models import Entry
from tests.browser import ORIGIN


def entries() -> list[Entry]:
    return list(db.session.scalars(select(Entry).order_by(Entry.number)))


def refusals() -> list[tuple]:
    return [(e.by_id, e.about_id, e.details["status"]) for e in entries() if e.what == "refused"]


@pytest.mark.parametrize(
    "who, address, endpoint, status",
    [
        ("asel", "/people", "accounts_people.index", 403),
        ("daniyar", "/duties", "accounts_duties.requests", 403),
        ("asel", "/people/{bek}", "accounts_people.show", 404),
        ("leila", "/people/{asel}/record", "reports_person.show", 404),
        ("asel", "/people/987654321", "accounts_people.show", 404),
    ],
)
def test_a_page_that_is_refused_is_noted(who, address, endpoint, status, browser_of, cast):
    ids = {name: person.id for name, person in cast.people.items()}
    assert browser_of(who).get(address.format(**ids)).status == status
    assert refusals() == [(ids[who], endpoint, status)]


def test_what_is_hidden_and_what_is_not_there_are_noted_alike(browser_of, cast):
    """Otherwise the time it takes would tell one from the other."""
    browser = browser_of("asel")
    browser.get(f"/people/{cast.people['bek'].id}")
    browser.get("/people/987654321")
    first, second = refusals()
    assert first == second


def test_a_mistyped_address_is_no_refusal(browser_of):
    browser = browser_of("asel")
    for address in ("/nothing-here", "/courses/no-such-course", "/law/none/1"):
        assert browser.get(address).status == 404
    assert refusals() == []


def test_a_rule_that_says_no_is_noted(browser_of, cast):
    browser = browser_of("kanykei")
    assert browser.post(f"/people/{cast.people['perizat'].id}/invitation").status == 409
    assert [(by, status) for by, _, status in refusals()] == [(cast.people["kanykei"].id, 409)]


@pytest.mark.parametrize(
    "data, headers",
    [
        ({}, ORIGIN),
        ({"csrf_token": "made up"}, ORIGIN),
        ({}, {"Sec-Fetch-Site": "cross-site"}),
        ({}, {"Origin": "https://elsewhere.test"}),
        ({}, {}),
    ],
)
def test_a_request_that_did_not_come_from_our_page_is_noted(data, headers, browser_of, cast):
    client = browser_of("asel").client
    assert client.post("/me/sessions/end", data=data, headers=headers).status_code == 400
    db.session.rollback()
    asel = cast.people["asel"].id
    assert refusals() == [(asel, "accounts_own.sign_out_everywhere", 400)]


def test_a_refused_sign_in_is_noted_without_the_name(guest):
    typed = {"sign_in_name": "asel", "password": "not hers at all", "next": "/"}
    assert guest.post("/sign-in", typed).status == 422
    last = entries()[-1]
    assert (last.what, last.by_id, last.about_kind) == ("wrong guess", None, "account")
    assert "asel" not in f"{last.about_id} {last.details}"


def test_a_refused_link_is_noted(guest):
    assert guest.post("/invitation/made-up", {"password": "x"}).status == 410
    assert entries()[-1].what == "wrong guess"


@pytest.mark.parametrize("address", ["/people", "/me/sessions/end"])
def test_a_guest_fills_the_log_and_not_the_journal(address, guest, caplog):
    """The journal can never be emptied; nobody who has not signed in may grow it without a limit."""
    before = len(entries())
    with caplog.at_level(logging.INFO, logger="muras"):
        guest.client.post(address, data={}, headers=ORIGIN)
    db.session.rollback()
    assert len(entries()) == before
    assert [r.getMessage().split()[0] for r in caplog.records] == ["refused"]


def test_reading_a_record_leaves_no_entry(browser_of, cast):
    """GET changes no row, see docs/decisions/0015."""
    browser = browser_of("daniyar")
    before = len(entries())
    assert browser.get(f"/people/{cast.people['asel'].id}/record").status == 200
    assert len(entries()) == before


def test_a_refusal_that_cannot_be_noted_is_503(browser_of, monkeypatch):
    def away(*_args, **_details) -> None:
        with transaction():
            raise OperationalError("INSERT", {}, Exception("database is locked"))

    browser = browser_of("asel")
    monkeypatch.setattr(journal, "record_alone", away)
    page = browser.get("/people")
    assert page.status == 503
    assert page.response.headers["Retry-After"]
