"""A report that is kept: asked for by the registrar of the academy, made by the job, read and signed."""

import pytest
from sqlalchemy import select

from app.core import clock
from app.db.session import db, transaction
from app.jobs import running
from app.reports import handlers
from app.reports.actions import JOB
from app.reports.models import KeptReport
from app.reports.queries import kept
from tests.reports.reading import DAY

HANDLERS = {JOB: handlers.make_report}


def work() -> int:
    return running.run_all(HANDLERS, clock=clock.now)


@pytest.fixture
def asked(world, cast, browser_of) -> int:
    """By the registrar of the academy; nothing is made yet."""
    with transaction():
        cast.people["kanykei"] = db.session.merge(cast.people["kanykei"])
        cast.people["kanykei"].address = "kanykei@example.test"
    browser, root = browser_of("kanykei"), cast.units["police"].id
    address = f"/reports/institution/{root}/documents?on={DAY}&until={DAY}"
    page = browser.post(address)
    assert page.status == 200, page.text
    return db.session.scalars(select(KeptReport.id)).one()


@pytest.fixture
def made(asked) -> int:
    assert work() == 1
    return asked


def sign(browser, number: int, **typed: str):
    return browser.post(f"/reports/documents/{number}/signatures", typed)


def report(number: int) -> KeptReport:
    found = kept.report(number, whole=True)
    assert found is not None
    return found
