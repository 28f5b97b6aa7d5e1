"""Pages, one after the other: alone and in a crowd, what they cost, ask of the database, and weigh."""

import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from flask import Flask

from app.db.session import db
from benchmarks import pages, rows, visitors
from benchmarks.figures import Report
from benchmarks.load import Heard, Line, crowd, get
from benchmarks.pages import Page
from benchmarks.server import Server
from benchmarks.visitors import Pass, Visitor
from tests.statements import statements

LINES, SECONDS, MOST = 8, 3.0, 4000
ALONE, WARM = 100, 5
# A trainee's page, everything fetched for the first time, and its HTML.
COLD_KB, HTML_KB, REQUESTS = 60, 15, 6


@dataclass
class Bench:
    """`studying` have a test open, `done` handed one in, `ready` may begin one, `officers` hold duties."""

    app: Flask
    server: Server
    bare: Server
    report: Report = field(default_factory=Report)
    bare_cpu: float = 0.0
    # Pages a second: of the server alone, and of a bare page made as ours are.
    least_rate: float = 0.0
    bare_rate: float = 0.0

    def __post_init__(self) -> None:
        self.pass_ = Pass(self.app)
        officers = (rows.AUDITOR, rows.REGISTRAR, rows.REGISTRAR_OF_A_TENTH)
        with self.app.app_context():
            self.studying = visitors.signed_in(range(2, 162, 2))
            self.done = visitors.signed_in(range(1, 41, 2))
            self.ready = visitors.signed_in(range(41, 121, 2))
            self.officers = visitors.signed_in(officers)
            visitors.begin_tests(self.studying)
            visitors.begin_tests(self.done, hand_in=True)
            db.engine.dispose()

    def bare_pages(self, through_flask: Server) -> None:
        """What the server itself costs, and the yardstick: a bare page of a program like ours."""
        _cpu, self.least_rate = self._bare_page("server alone", self.bare)
        self.bare_cpu, self.bare_rate = self._bare_page("bare page", through_flask)

    def _bare_page(self, name: str, server: Server) -> tuple[float, float]:
        ask = get("/")
        _used(server, [[ask] * 100] * LINES)
        used, alone = _used(server, [[ask] * 1000])
        busy_used, busy = _used(server, [[ask] * MOST] * LINES, seconds=SECONDS)
        cpu = _each(used + busy_used, alone, busy)
        row = (
            name,
            busy.rate,
            *_quantiles(busy),
            cpu,
            cpu / (self.bare_cpu or cpu),
            _median(alone),
        )
        self.report.rows.append((*row, None, None, None, None))
        return cpu, busy.rate

    def page(self, page: Page, people: Sequence[Visitor]) -> None:
        """Alone, as one person sees it; then asked for by eight at once."""
        for _ in range(WARM):  # new lines each time, so that both workers answer some
            _used(self.server, self._asks(page, people, 2))
        used, alone = _used(self.server, [self._asks(page, people, ALONE, lines=1)[0]])
        asks = self._asks(page, people, 400)
        busy_used, busy = _used(self.server, asks, seconds=SECONDS)
        cpu = _each(used + busy_used, alone, busy)
        row = (page.name, busy.rate, *_quantiles(busy), cpu, cpu / self.bare_cpu, _median(alone))
        one = page.seen_by(people[0])
        self.report.rows.append((*row, self._statements(page, one), *self._weigh(page, one)))
        self.report.say(f"{page.name}, CPU", cpu, "ms", page.cpu)
        self.report.say(f"{page.name}, median alone", _median(alone), "ms", page.median)
        if alone.refused or busy.refused:
            self.report.say(f"{page.name}, refused", alone.refused + busy.refused, "", 0)
        if page in (pages.LESSON, pages.QUESTION):
            share = busy.rate / self.bare_rate
            self.report.say(f"{page.name}, rate beside the bare page's", share, "", 0.2, least=True)
            share = busy.rate / self.least_rate
            self.report.say(f"{page.name}, rate beside the server alone", share, "")

    def _asks(
        self, page: Page, people: Sequence[Visitor], count: int, *, lines: int = LINES
    ) -> list[list[bytes]]:
        """Made beforehand, so that making them takes nothing from the server; each line has people of its own."""
        made = []
        for place in range(lines):
            own = people[place::lines]
            made.append([page.ask(own[n % len(own)], self.pass_) for n in range(count)])
        return made

    def _statements(self, page: Page, visitor: Visitor) -> int | None:
        """In a process of our own, the second time, when what may be kept in memory is kept."""
        if type(page) is not Page:
            return None
        client = self.app.test_client(use_cookies=False)
        jar = "; ".join(f"{k}={v}" for k, v in self.pass_.cookies(visitor).items())
        for _ in range(2):
            with statements() as asked:
                answer = client.get(
                    page.path(visitor), headers={"Cookie": jar}, base_url="http://127.0.0.1"
                )
            assert answer.status_code == 200, answer.status
        with self.app.app_context():
            db.engine.dispose()
        return len(asked)

    def _weigh(self, page: Page, visitor: Visitor) -> tuple[float | None, float | None, int | None]:
        """Kilobytes over the line: the page again, the page for the first time; and requests then."""
        if page is pages.SAVING:
            return None, None, None
        line = Line(self.server.port)
        answer = line.ask(get(page.path(visitor), self.pass_.cookies(visitor)))
        assert answer.status == 200, (page.name, answer.status)
        others = [
            line.ask(get(part, self.pass_.cookies(visitor))) for part in pages.parts(answer.text)
        ]
        line.close()
        html, whole = answer.size / 1000, (answer.size + sum(o.size for o in others)) / 1000
        self.report.say(f"{page.name}, HTML", html, "kB", HTML_KB)
        self.report.say(f"{page.name}, cold", whole, "kB", COLD_KB)
        self.report.say(f"{page.name}, requests cold", 1 + len(others), "", REQUESTS)
        return html, whole, 1 + len(others)


def _used(
    server: Server, asks: Sequence[Sequence[bytes]], *, seconds: float = 60
) -> tuple[float, Heard]:
    """Seconds of CPU, and what was heard, until the asks or the seconds are over."""
    before = server.cpu()
    heard = crowd(server.port, [_until(time.monotonic() + seconds, each) for each in asks])
    return server.cpu() - before, heard


def _until(end: float, asks: Sequence[bytes]) -> Iterator[bytes]:
    for ask in asks:
        if time.monotonic() >= end:
            return
        yield ask


def _each(used: float, *heard: Heard) -> float:
    """Milliseconds of CPU a request."""
    return used * 1000 / sum(len(h.seconds) for h in heard)


def _quantiles(heard: Heard) -> tuple[float, float]:
    return heard.quantile(0.5) * 1000, heard.quantile(0.95) * 1000


def _median(heard: Heard) -> float:
    return heard.quantile(0.5) * 1000
