"""T10, the part of the gate: ten things that go wrong while somebody answers. Nothing typed is lost, and it is soon saved."""

import math
import signal
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Route
from sqlalchemy import create_engine, text

from tests import make
from tests.proofs.served import Seat, Served, driver

pytestmark = [pytest.mark.browser, pytest.mark.proof]

PATIENCE, P95, MEASURED = 30_000, 2.0, 20
LATER = " жана андан кийин"


@dataclass
class Sitting:
    """One person's browser before a question that wants a word."""

    served: Served
    seat: Seat
    context: BrowserContext
    page: Page
    acknowledged: list[str] = field(default_factory=list)

    @property
    def address(self) -> str:
        return f"{self.served.address}{self.seat.path.rpartition('/')[0]}/{make.WORD}"

    @property
    def attempt_id(self) -> int:
        return int(self.seat.path.split("/")[2])

    def open(self, page: Page | None = None) -> None:
        (page or self.page).goto(self.address)

    def type(self, words: str, page: Page | None = None) -> None:
        """As a person does: one key after another."""
        box = (page or self.page).locator("#text")
        box.press("End")
        box.press_sequentially(words, delay=15)

    def until(self, state: str, page: Page | None = None) -> None:
        line = (page or self.page).locator(f'[data-saved][data-state="{state}"]')
        line.wait_for(timeout=PATIENCE)

    def cookies(self) -> None:
        pairs = (pair.split("=", 1) for pair in self.seat.cookie.split("; "))
        self.context.add_cookies([{"name": n, "value": v, "url": self.served.address} for n, v in pairs])  # fmt: skip

    def note(self, response) -> None:
        if response.request.method == "POST" and response.status == 200:
            self.acknowledged.append(response.request.post_data or "")

    def rows(self) -> list[tuple[str, bool]]:
        """What was typed and whether it came late, the oldest version first."""
        wanted = f"SELECT value, late FROM answer WHERE attempt_id = {self.attempt_id} AND place = {make.WORD} ORDER BY version"  # fmt: skip
        return [(str(value), bool(late)) for value, late in self.served.rows(wanted)]

    def kept(self, words: str) -> bool:
        return any(words in value for value, _late in self.rows())


@pytest.fixture(scope="module")
def proof(tmp_path_factory) -> Iterator[tuple[Served, list[Seat]]]:
    served = Served(tmp_path_factory.mktemp("disturbed"))
    seats = served.prepare(len(DISTURBANCES) + 2)
    served.start()
    yield served, seats
    served.kill()


@pytest.fixture
def sit(proof, chromium: Browser):
    served, seats = proof
    contexts: list[BrowserContext] = []
    asked: list[str] = []

    def opened() -> Sitting:
        context = chromium.new_context(locale="ky-KG")
        context.set_default_timeout(PATIENCE)
        contexts.append(context)
        sitting = Sitting(served, seats.pop(), context, context.new_page())
        sitting.cookies()
        context.on("response", sitting.note)
        context.on("request", lambda request: asked.append(request.url))
        sitting.open()
        return sitting

    yield opened
    for context in contexts:
        context.close()
    foreign = [url for url in asked if not url.startswith((served.address, "data:", "blob:"))]
    assert foreign == [], "a page fetched something from elsewhere"


# ── what goes wrong ───────────────────────────────────────────────────────────


def _line_cut(s: Sitting) -> str:
    s.type("сап")
    s.context.set_offline(True)
    s.type(" үзүлдү")
    s.until("failed")
    s.context.set_offline(False)
    s.until("saved")
    return "сап үзүлдү"


def _reload(s: Sitting) -> str:
    s.type("кайра жүктөө")
    s.page.reload()
    s.until("saved")
    assert s.page.locator("#text").input_value() == "кайра жүктөө"
    return "кайра жүктөө"


def _back(s: Sitting) -> str:
    s.type("артка")
    s.until("saved")
    s.type(LATER)
    s.page.goto(s.address.rpartition("/questions/")[0])
    s.page.go_back()
    s.until("saved")
    s.page.reload()
    assert s.page.locator("#text").input_value() == "артка" + LATER
    return "артка" + LATER


def _two_tabs(s: Sitting) -> str:
    other = s.context.new_page()
    s.open(other)
    s.type("биринчи терезе")
    s.until("saved")
    s.type("экинчи терезе", other)
    other.wait_for_timeout(1500)
    assert s.kept("биринчи терезе")
    s.open(other)
    s.type(LATER, other)
    s.until("saved", other)
    return LATER.strip()


def _server_restarted(s: Sitting) -> str:
    s.type("сервер")
    s.served.kill(signal.SIGKILL)
    s.type(" жок болду")
    s.until("failed")
    s.served.start()
    s.until("saved")
    return "сервер жок болду"


def _double_click(s: Sitting) -> str:
    s.type("эки жолу басуу")
    s.page.locator('button[name="then"][value="overview"]').dblclick()
    s.page.wait_for_url("**/attempts/*")
    assert len([1 for value, _late in s.rows() if "эки жолу басуу" in value]) == 1
    return "эки жолу басуу"


def _slow_line(s: Sitting) -> str:
    def slowly(route: Route) -> None:
        time.sleep(0.7)
        route.continue_()

    s.context.route("**/questions/*", slowly)
    for words in ("жай", " сап", " менен"):
        s.type(words)
        s.page.wait_for_timeout(700)
    s.until("saved")
    s.context.unroute("**/questions/*")
    return "жай сап менен"


def _gone_and_back(s: Sitting) -> str:
    """The window is closed without a line, and opened again with one."""
    s.context.set_offline(True)
    s.type("сапсыз жабылды")
    s.until("failed")
    s.page.close()
    s.context.set_offline(False)
    s.page = s.context.new_page()
    s.open()
    s.until("saved")
    return "сапсыз жабылды"


def _cookie_lost(s: Sitting) -> str:
    s.type("кирүү")
    s.context.clear_cookies()
    s.type(" жоголду")
    s.until("failed")
    s.cookies()
    s.page.evaluate("window.dispatchEvent(new Event('focus'))")
    s.until("saved")
    return "кирүү жоголду"


def _time_over(s: Sitting) -> str:
    """What comes after the end is kept and marked; it does not count by itself."""
    s.context.set_offline(True)
    s.type("убакыт бүттү")
    s.until("failed")
    engine = create_engine(driver(s.served.database))
    with engine.begin() as connection:
        over = "2026-01-01 00:00:00+00:00" if s.served.database.startswith("postgres") else "2026-01-01 00:00:00.000000"  # fmt: skip
        connection.execute(text(f"UPDATE attempt SET deadline_at = '{over}' WHERE id = {s.attempt_id}"))  # fmt: skip
    engine.dispose()
    s.context.set_offline(False)
    for _ in range(60):
        if s.acknowledged and s.kept("убакыт бүттү"):  # the row is there a moment before its answer
            break
        s.page.wait_for_timeout(500)
    assert [late for value, late in s.rows() if "убакыт бүттү" in value] == [True]
    return "убакыт бүттү"


DISTURBANCES: dict[str, Callable[[Sitting], str]] = {
    "the line is cut": _line_cut,
    "the page is loaded again": _reload,
    "the button for going back": _back,
    "two tabs": _two_tabs,
    "the server is restarted": _server_restarted,
    "a double click": _double_click,
    "a slow line": _slow_line,
    "closed without a line": _gone_and_back,
    "the cookie is lost": _cookie_lost,
    "the time is over": _time_over,
}


@pytest.mark.parametrize("name", DISTURBANCES)
def test_nothing_typed_is_lost_when(name, sit):
    sitting = sit()
    typed = DISTURBANCES[name](sitting)
    lost = int(not sitting.kept(typed))
    print(f"answers lost when {name}: {lost} / 0 of {len(sitting.rows())} versions")
    assert not lost, sitting.rows()
    assert sitting.acknowledged or name == "a double click"


# Told by the page's own clock: from the last key to the words that say so.
_CLOCK = """() => {
  window.took = [];
  let typed = 0;
  document.addEventListener("input", () => { typed = performance.now(); }, true);
  const line = document.querySelector("[data-saved]");
  new MutationObserver(() => {
    if (line.dataset.state === "saved" && typed) { took.push(performance.now() - typed); typed = 0; }
  }).observe(line, { attributes: true, attributeFilter: ["data-state"] });
}"""


def p95_of_typing(sitting: Sitting) -> float:
    sitting.open()
    sitting.page.evaluate(_CLOCK)
    for n in range(MEASURED):
        sitting.type(f"{n % 10}")
        until = time.monotonic() + PATIENCE / 1000
        while sitting.page.evaluate("took.length") <= n:
            assert time.monotonic() < until, "it is never called saved"
            sitting.page.wait_for_timeout(20)
    return sorted(sitting.page.evaluate("took"))[math.ceil(0.95 * MEASURED) - 1] / 1000


def test_what_is_typed_is_soon_saved(sit):
    """A machine that others use may stand still for a moment; then it is measured once more."""
    sitting = sit()
    p95 = p95_of_typing(sitting)
    p95 = p95 if p95 <= P95 else p95_of_typing(sitting)
    print(f"typing to saved, p95 of {MEASURED}: {p95:.2f} s / {P95} s")
    assert p95 <= P95


# ── planted ───────────────────────────────────────────────────────────────────


def test_a_planted_page_that_forgets_is_found(sit):
    """Without the device's own memory, what was typed without a line is gone with the window."""
    sitting = sit()
    sitting.context.add_init_script("Storage.prototype.setItem = () => {}; Object.defineProperty(window, 'localStorage', {get() { throw 0; }})")  # fmt: skip
    sitting.page.reload()
    sitting.context.set_offline(True)
    sitting.type("унутулду")
    sitting.until("failed")
    sitting.page.close()
    sitting.context.set_offline(False)
    sitting.page = sitting.context.new_page()
    sitting.open()
    sitting.page.wait_for_timeout(1500)
    assert not sitting.kept("унутулду")
