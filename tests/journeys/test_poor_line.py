"""T10 for every kind of question: one attempt with all of them, on a line that is gone again and again.

Answers of many fields come whole, nothing is lost or doubled, and what is given comes back as it was.
"""

import re
from collections.abc import Iterator
from contextlib import suppress
from types import SimpleNamespace

import pytest
from playwright.sync_api import Browser, BrowserContext, Error, Page, Route
from sqlalchemy import create_engine, text

from tests.assessment.samples import ALL
from tests.journeys.giving import as_kept, give, held, kept
from tests.proofs.prepare import PASSWORD
from tests.proofs.served import Seat, Served, driver

pytestmark = [pytest.mark.browser, pytest.mark.proof]

CUTS, PATIENCE = 50, 20_000
KINDS = sorted(ALL)
SAVES = re.compile(r"/questions/\d+$")


class Sitting:
    """A browser before the attempt, and every answer that it sent."""

    def __init__(self, served: Served, seat: Seat, context: BrowserContext) -> None:
        self.served, self.seat, self.context = served, seat, context
        self.page = context.new_page()
        self.sent: set[str] = set()
        pairs = (pair.split("=", 1) for pair in seat.cookie.split("; "))
        context.add_cookies([{"name": n, "value": v, "url": served.address} for n, v in pairs])

    @property
    def attempt(self) -> str:
        return f"{self.served.address}/attempts/{self.seat.path.split('/')[2]}"

    def open(self, kind: str, page: Page | None = None) -> None:
        (page or self.page).goto(f"{self.attempt}/questions/{self.seat.places[kind]}")

    def until(self, state: str, page: Page | None = None) -> None:
        line = (page or self.page).locator(f'[data-saved][data-state="{state}"]')
        line.wait_for(timeout=PATIENCE)

    def back(self) -> None:
        """What the browser says when the line is there again."""
        self.page.evaluate("window.dispatchEvent(new Event('online'))")
        self.until("saved")

    def is_kept(self, kind: str, fields: dict[str, list[str]], *, late: bool = False) -> bool:
        """As the newest row."""
        rows = kept(self.served, self.seat, kind)
        return bool(rows) and rows[-1] == (*as_kept(self.served, self.seat, kind, fields), late)

    def settled(self, kind: str, fields: dict[str, list[str]]) -> None:
        """What was typed goes out after a pause."""
        for _ in range(PATIENCE // 100):
            if self.is_kept(kind, fields):
                return
            self.page.wait_for_timeout(100)
        raise AssertionError(f"{kind}: {fields} not {kept(self.served, self.seat, kind)}")

    def is_empty(self) -> bool:
        """Nothing waits on the device; it may take a moment."""
        for _ in range(PATIENCE // 100):
            if not self.page.evaluate("Object.keys(localStorage).length"):
                return True
            self.page.wait_for_timeout(100)
        return False

    def doubled(self) -> list[str]:
        """Answers kept in two rows of which one says nothing new."""
        rows = {kind: kept(self.served, self.seat, kind) for kind in KINDS}
        return [k for k, own in rows.items() if any(a == b for a, b in zip(own, own[1:], strict=False))]  # fmt: skip


@pytest.fixture(scope="module")
def proof(tmp_path_factory) -> Iterator[tuple[Served, list[Seat]]]:
    served = Served(tmp_path_factory.mktemp("line"))
    seats = served.prepare(8, every=True)
    served.start()
    yield served, seats
    served.kill()


@pytest.fixture
def sitting(proof, chromium: Browser) -> Iterator[Sitting]:
    served, seats = proof
    context = chromium.new_context(locale="ky-KG")
    context.set_default_timeout(PATIENCE)
    yield Sitting(served, seats.pop(), context)
    context.close()


def cut_before(route: Route) -> None:
    """The answer does not reach the server; pages do come."""
    if route.request.method == "POST":
        route.abort()
    else:
        route.continue_()


def cut_after(route: Route) -> None:
    """The server has it, and the device is not told."""
    with suppress(Error):  # the page was left meanwhile
        route.fetch()
        route.abort()


# ── fifty cuts ────────────────────────────────────────────────────────────────


def test_fifty_cuts_lose_and_double_nothing(sitting):
    lost, kind = [], ""
    for turn in range(CUTS):
        if kind != KINDS[turn * len(KINDS) // CUTS]:
            kind = KINDS[turn * len(KINDS) // CUTS]
            sitting.open(kind)
        sitting.context.route(SAVES, cut_after if turn % 2 else cut_before)
        give(sitting.page, kind, turn)
        sitting.until("failed")
        sitting.context.unroute(SAVES)
        fields = held(sitting.page)
        sitting.back()
        if not sitting.is_kept(kind, fields):
            lost.append(f"{turn} {kind}: {fields} not {kept(sitting.served, sitting.seat, kind)}")
    doubled = sitting.doubled()
    print(f"answers lost in {CUTS} cuts: {len(lost)} / 0; doubled: {len(doubled)} / 0")
    assert lost == []
    assert doubled == []


# ── given without a line, and come back ───────────────────────────────────────


def test_every_kind_comes_back_as_it_was_given(sitting):
    """Left without a line, opened again without one, and again with one."""
    sitting.context.route(SAVES, cut_before)
    given = {}
    for n, kind in enumerate(KINDS):
        sitting.open(kind)
        give(sitting.page, kind, n)
        sitting.until("failed")
        given[kind] = held(sitting.page)
    for kind in KINDS:
        sitting.open(kind)
        assert held(sitting.page) == given[kind], kind
    marks = sitting.page.locator('.story [role=button][aria-pressed="true"]')
    sitting.open("mark-the-text")
    assert marks.count() == 2
    sitting.context.unroute(SAVES)
    sitting.back()
    assert [kind for kind in KINDS if not sitting.is_kept(kind, given[kind])] == []
    assert {len(kept(sitting.served, sitting.seat, kind)) for kind in KINDS} == {1}


def test_after_the_deadline_all_that_waited_is_kept_as_late(sitting):
    sitting.context.route(SAVES, cut_before)
    given = {}
    for n, kind in enumerate(KINDS):
        sitting.open(kind)
        give(sitting.page, kind, n + 1)
        sitting.until("failed")
        given[kind] = held(sitting.page)
    over(sitting)
    sitting.context.unroute(SAVES)
    sitting.page.goto(sitting.attempt)
    assert sitting.is_empty()
    wrong = [kind for kind in KINDS if not sitting.is_kept(kind, given[kind], late=True)]
    assert wrong == []


def over(sitting: Sitting) -> None:
    postgres = sitting.served.database.startswith("postgres")
    moment = "2026-01-01 00:00:00+00:00" if postgres else "2026-01-01 00:00:00.000000"
    engine = create_engine(driver(sitting.served.database))
    with engine.begin() as connection:
        number = sitting.attempt.rpartition("/")[2]
        connection.execute(text(f"UPDATE attempt SET deadline_at = '{moment}' WHERE id = {number}"))
    engine.dispose()


# ── two tabs, signing in again ────────────────────────────────────────────────


def test_of_two_tabs_the_older_one_overwrites_nothing(sitting):
    """What both were given is kept; what counts is the newer; the older one says so."""
    other = sitting.context.new_page()
    for n, kind in enumerate(KINDS):
        sitting.open(kind)
        sitting.open(kind, other)
        give(sitting.page, kind, n)
        sitting.until("saved")
        first = held(sitting.page)
        sitting.settled(kind, first)
        give(other, kind, n + 1, sure=False)
        sitting.until("failed", other)
        assert sitting.is_empty(), "what waits stands in the way of the next questions"
        sitting.open(kind, other)
        assert sitting.is_kept(kind, held(other)), kind
        assert sitting.is_kept(kind, first), kind


def test_signed_in_again_in_another_tab_nothing_is_lost(sitting):
    """The sign-in ends in the middle of each question; what waited goes out after the next."""
    given, name = {}, f"person-{int(sitting.attempt.rpartition('/')[2]) - 1}"
    for n, kind in enumerate(KINDS):
        sitting.open(kind)
        ended(sitting)
        give(sitting.page, kind, n)
        sitting.until("failed")
        given[kind] = held(sitting.page)
        sign_in(sitting, name)
        sitting.page.evaluate("window.dispatchEvent(new Event('focus'))")
        sitting.until("saved")
    assert [kind for kind in KINDS if not sitting.is_kept(kind, given[kind])] == []


def test_somebody_else_signs_in_on_the_device_and_nothing_is_lost(sitting):
    """An essay waits while another person is signed in; its writer comes back, and goes on from here."""
    sitting.open("essay")
    ended(sitting)
    give(sitting.page, "essay", 1)
    sitting.until("failed")
    given, own = held(sitting.page), int(sitting.attempt.rpartition("/")[2]) - 1
    for name in (f"person-{own - 1}", f"person-{own}"):
        sign_in(sitting, name)
        for _again in range(2):  # the first learns the new token
            sitting.page.evaluate("window.dispatchEvent(new Event('focus'))")
            sitting.page.wait_for_timeout(700)
        if name != f"person-{own}":
            assert sitting.page.evaluate("Object.keys(localStorage).length") == 1
            ended(sitting)
    sitting.open("essay")
    here = sitting.page.locator('form[action$="/seat"] button')
    if here.count():
        with sitting.page.expect_navigation():
            here.click()
    sitting.settled("essay", given)
    assert held(sitting.page)["certainty"] == given["certainty"]


def ended(sitting: Sitting) -> None:
    sitting.context.clear_cookies(name=re.compile(r"^(?!.*(page|session)).*$"))


def sign_in(sitting: Sitting, name: str) -> None:
    other = sitting.context.new_page()
    other.goto(f"{sitting.served.address}/sign-in")
    other.fill('input[name="sign_in_name"]', name)
    other.fill('input[name="password"]', PASSWORD)
    with other.expect_navigation():
        other.keyboard.press("Enter")
    other.close()


# ── planted ───────────────────────────────────────────────────────────────────


def test_a_planted_double_is_found(monkeypatch):
    monkeypatch.setattr("tests.journeys.test_poor_line.kept", lambda *_: [("a", 1, False)] * 2)
    assert Sitting.doubled(SimpleNamespace(served=None, seat=None)) == KINDS  # type: ignore[arg-type]


def test_a_planted_half_of_an_answer_is_found(sitting):
    """What lacks one of its fields is not what was given."""
    sitting.open("matching")
    give(sitting.page, "matching", 1)
    sitting.settled("matching", held(sitting.page))
    fields = held(sitting.page)
    del fields["pair-2"]
    assert not sitting.is_kept("matching", fields)
