"""Reading the report of an institution like a person, and asking for it as the registrar of the academy."""

import pytest

from app.accounts.models import Unit
from app.db.session import db, transaction
from app.reports.divisions import GROUPS, Division
from tests.browser import words
from tests.reports import facts, roster
from tests.reports.reading import DAY, meant


@pytest.fixture
def people(cast):
    with transaction():
        release = facts.course(audience="police, prosecutor, judge, lawyer")
        return roster.build(cast, release)


@pytest.fixture
def report(people, cast, browser_of):
    """Asks as the registrar of the academy."""
    browser, root = browser_of("kanykei"), cast.units["police"].id

    def get(rest: str = "", **asked: str):
        """A page, read; or the bare answer where there is a file."""
        days = {"from": roster.SINCE, "until": DAY, "on": DAY}
        asked = {name: day.isoformat() for name, day in days.items()} | asked
        query = "&".join(f"{name}={value}" for name, value in asked.items())
        address = f"/reports/institution/{root}{rest}?{query}"
        return browser.client.get(address) if "." in rest else browser.get(address)

    return get


def tables(page) -> dict[str, list[list[str]]]:
    """Each table by its caption, as it reads."""
    found = {}
    for table in page.all("table"):
        rows = [
            [words(cell) for cell in row if cell.tag.endswith(("td", "th"))]
            for row in table.iter("{http://www.w3.org/1999/xhtml}tr")
        ]
        caption = next(table.iter("{http://www.w3.org/1999/xhtml}caption"))
        found[words(caption)] = rows
    return found


def numbers(row: list[str]) -> list:
    """The counts of a row of groups, without its shares."""
    return [meant(cell) for cell in row[1:] if "%" not in cell and cell != "–"]


def of_stages(row: list) -> list:
    """In scope to expiring, from a row with two shares among them."""
    return [row[1], row[2], row[3], row[4], row[5], row[7], row[9]]


def named(division: str, people, on=DAY) -> dict[str, str]:
    """What the page calls the groups that there are."""
    values = {key for (key,) in roster.count(people, on, division)}
    if division == "unit":
        units = {str(u.id): u.name_ky for u in db.session.query(Unit)}
        root = next(u.name_ky for u in db.session.query(Unit).filter_by(parent_id=None))
        return {v: units.get(v, f"{root}: in the unit itself") for v in values}
    return {v: GROUPS[Division(division)][v] for v in values}
