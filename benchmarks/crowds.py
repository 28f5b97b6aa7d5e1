"""Whole journeys, a classroom at once, and reports over everybody."""

import threading
from collections.abc import Callable, Sequence
from functools import partial
from statistics import median
from urllib.parse import urlencode

from sqlalchemy import func, select

from app.assessment import queries as attempts
from app.assessment.models import Mark
from app.curriculum import queries as curriculum
from app.db.session import db
from benchmarks import pages
from benchmarks.load import Browser, Line, get, together
from benchmarks.measuring import Bench
from benchmarks.visitors import Fields, Visitor, filled_in

CLASS, ROUNDS = 50, 10
COURSE = "tip-foundations"
JOURNEYS = 8
# The target speaks of a journey of about so many requests, and what they may cost together.
REQUESTS, JOURNEY_S = 28, 0.30


def journeys(bench: Bench) -> None:
    """Server CPU of one person's whole way, from signing in to the result."""
    half = len(bench.ready) // 2
    for scripts, people in ((False, bench.ready[:half]), (True, bench.ready[half:])):
        name = "journey with scripts" if scripts else "journey without scripts"
        _journey(bench, people[0], scripts=scripts)
        before = bench.server.cpu()
        asked = sum(_journey(bench, one, scripts=scripts) for one in people[1 : JOURNEYS + 1])
        used = (bench.server.cpu() - before) / JOURNEYS
        requests = round(asked / JOURNEYS)
        bench.report.say(f"{name}, requests", requests)
        bench.report.say(f"{name}, CPU", used, "s", JOURNEY_S)
        bench.report.say(
            f"{name}, CPU of {REQUESTS} such requests", used * REQUESTS / requests, "s", JOURNEY_S
        )


def _journey(bench: Bench, visitor: Visitor, *, scripts: bool) -> int:
    browser = Browser(bench.server.port)
    pages.journey(browser, visitor, partial(_answers, bench), scripts=scripts)
    browser.close()
    return browser.asked


def _answers(bench: Bench, attempt_id: int) -> dict[int, Fields]:
    with bench.app.app_context():
        attempt = attempts.attempt(attempt_id)
        assert attempt is not None
        filled = filled_in(attempt)
        db.session.remove()
    return filled


def answering_at_once(bench: Bench) -> None:
    """Fifty people send an answer at the same moment, ten times over."""
    people = bench.studying[:CLASS]
    lines = [Line(bench.server.port) for _ in people]
    heard: list[tuple[float, int]] = []
    for _ in range(ROUNDS):
        asks = [pages.SAVING.ask(one, bench.pass_) for one in people]
        acts = [partial(_timed, line, ask) for line, ask in zip(lines, asks, strict=True)]
        heard += [pair for told in together(acts)[0] for pair in told]
    for line in lines:
        line.close()
    _say(bench, "fifty answering at once", heard, 0.25)


def signing_in_at_once(bench: Bench) -> None:
    """Fifty people of one classroom, behind one address, press the button at the same moment."""
    people = [Visitor(number, "") for number in range(201, 201 + CLASS)]
    asks = [pages.SIGN_IN.ask(one, bench.pass_) for one in people]
    acts = [partial(_timed, Line(bench.server.port), ask) for ask in asks]
    _say(bench, "fifty signing in at once", [p for told in together(acts)[0] for p in told], 4)


def _timed(line: Line, ask: bytes) -> list[tuple[float, int]]:
    answer, seconds = line.timed(ask)
    return [(seconds, answer.status)]


def _say(bench: Bench, name: str, heard: list[tuple[float, int]], target: float) -> None:
    seconds = sorted(second for second, _status in heard)
    bench.report.say(f"{name}, p50", seconds[len(seconds) // 2], "s")
    bench.report.say(f"{name}, p95", seconds[int(len(seconds) * 0.95)], "s", target)
    bench.report.say(f"{name}, refused", sum(status >= 400 for _s, status in heard), "", 0)


def reports(bench: Bench) -> None:
    """The completion report over everybody and over a tenth, and start pages of those who oversee."""
    everybody, largest, tenth = bench.officers
    for name, who, path, target in (
        ("completion report over everybody, page", everybody, pages.REPORT, 1.0),
        ("completion report over everybody, by language", everybody, pages.REPORT_LANGUAGE, 1.0),
        ("completion report over everybody, CSV", everybody, pages.REPORT_CSV, 1.0),
        ("completion report over a tenth, CSV", tenth, pages.REPORT_CSV, 1.0),
        ("start page of an auditor of everybody", everybody, "/", None),
        ("start page of a registrar of 70 in 100", largest, "/", None),
        ("people found by a name", everybody, f"/people?{urlencode({'q': 'асан'})}", None),
    ):
        bench.report.say(name, median(_seconds(bench, who, path, 5)), "s", target)


def statistics(bench: Bench) -> None:
    """Figures of the most sat test over more than a million answers, with everything around them."""
    with bench.app.app_context():
        release = curriculum.current_release(COURSE)
        wanted = select(Mark.item, func.count()).group_by(Mark.item).limit(1)
        item = db.session.execute(wanted).one()[0]
        answers = db.session.scalar(select(func.count(Mark.id))) or 0
        db.session.remove()
    assert release is not None
    bench.report.say("answers to the most sat test", answers)
    for name, page, target in (
        ("statistics of a test, page", "", 2.0),
        ("statistics of its questions, page", "/questions", 2.0),
        ("statistics of one question, page", f"/questions/{item}", 2.0),
        ("raw scores of a test, CSV", "/scores.csv", None),
    ):
        path = pages.STATISTICS.format(release=release.id, page=page)
        bench.report.say(name, median(_seconds(bench, bench.officers[0], path, 5)), "s", target)


def _seconds(bench: Bench, who: Visitor, path: str, times: int) -> list[float]:
    return _timed_all(bench, [get(path, bench.pass_.cookies(who))] * times)


def beside_a_report(bench: Bench) -> None:
    """What others wait while somebody asks for reports without a pause: a reader, and who gives answers."""
    reader = bench.studying[0]
    ask = get(pages.LESSON.path(reader), bench.pass_.cookies(reader))
    saves = [pages.SAVING.ask(reader, bench.pass_) for _ in range(200)]
    for name, asks in (("lesson", [ask] * 100), ("saving an answer", saves)):
        calm = median(_timed_all(bench, asks[:50]))
        beside = _while_reporting(bench, lambda asks=asks: _timed_all(bench, asks[50:]))
        bench.report.say(f"{name} beside a report, times as long", median(beside) / calm, "", 2)


def _while_reporting(bench: Bench, act: Callable[[], list[float]]) -> list[float]:
    done = threading.Event()
    cookies = bench.pass_.cookies(bench.officers[0])

    def report() -> list[float]:
        line = Line(bench.server.port)
        while not done.is_set():
            line.ask(get(pages.REPORT, cookies))
        line.close()
        return []

    def measured() -> list[float]:
        try:
            return act()
        finally:
            done.set()

    return together([report, measured])[0][1]


def _timed_all(bench: Bench, asks: Sequence[bytes]) -> list[float]:
    line = Line(bench.server.port)
    told = [line.timed(ask) for ask in asks]
    line.close()
    assert all(answer.status == 200 for answer, _ in told), told[0][0]
    return [seconds for _, seconds in told]
