"""The pages that are measured, and one trainee's whole way through a course."""

import re
import uuid
from collections.abc import Callable
from dataclasses import dataclass

from benchmarks.load import Browser, get, post
from benchmarks.visitors import Fields, Pass, Visitor
from benchmarks.world import PASSWORD

# Of these one is read at random in figures, all in a journey.
LESSONS = (
    "three-elements",
    "consent-and-law",
    "neighbours",
    "indicators",
    "victim",
    "non-punishment",
    "referral",
    "do-no-harm",
)
QUESTIONS = 20
_TOKEN = re.compile(rb'name="csrf_token" value="([^"]+)"')
_PARTS = re.compile(rb'(?:href|src)="(/(?:static|media)/[^"]+)"')


@dataclass(frozen=True)
class Page:
    """`ask` makes the request of a visitor; `path` is what a browser would open, for weighing."""

    name: str
    path: Callable[[Visitor], str]
    # None: nobody's own page, so these targets do not hold for it.
    cpu: float | None = 10
    median: float | None = 15

    def seen_by(self, visitor: Visitor) -> Visitor:
        """Who opens the page, to look at it."""
        return visitor

    def ask(self, visitor: Visitor, with_: Pass) -> bytes:
        return get(self.path(visitor), with_.cookies(visitor))


class Saving(Page):
    """An answer as the page's script sends it."""

    def ask(self, visitor: Visitor, with_: Pass) -> bytes:
        place, fields = visitor.next_answer()
        where = f"/attempts/{visitor.attempt_id}/questions/{place}"
        filled = [*fields, ("csrf_token", with_.token)]
        return post(where, with_.cookies(visitor), filled, script=True)


class SigningIn(Page):
    """With a real password."""

    def seen_by(self, visitor: Visitor) -> Visitor:
        return Visitor(visitor.person_id, "")

    def ask(self, visitor: Visitor, with_: Pass) -> bytes:
        fields = [*sign_in_fields(visitor.person_id), ("csrf_token", with_.token)]
        return post("/sign-in", with_.cookies(self.seen_by(visitor)), fields)


def sign_in_fields(person_id: int) -> Fields:
    return [("sign_in_name", f"p{person_id:06d}"), ("password", PASSWORD), ("next", "/")]


def _question(visitor: Visitor) -> str:
    return f"/attempts/{visitor.attempt_id}/questions/{visitor.person_id % QUESTIONS + 1}"


def _lesson(visitor: Visitor) -> str:
    lesson = LESSONS[visitor.person_id // 2 % len(LESSONS)]
    return f"/study/{visitor.enrolment_id}/lessons/{lesson}"


SIGN_IN = SigningIn("sign-in", lambda v: "/sign-in", cpu=None, median=None)
START = Page("start page", lambda v: "/")
COURSE = Page("course page", lambda v: f"/study/{v.enrolment_id}")
LESSON = Page("lesson", _lesson)
QUESTION = Page("question page", _question)
SAVING = Saving("saving an answer", _question)
RESULT = Page("result", lambda v: f"/attempts/{v.attempt_id}/result")
# Of the most sat test; all attempts together are more than a million answers.
STATISTICS = "/statistics/{release}/final-test{page}?which=all"
REPORT = "/reports/completion?course=tip-foundations"
REPORT_LANGUAGE = f"{REPORT}&by=language"
REPORT_CSV = "/reports/completion.csv?course=tip-foundations"


def parts(html: bytes) -> list[str]:
    """What a browser fetches besides the page."""
    return sorted({found.decode() for found in _PARTS.findall(html)})


# ── a journey ─────────────────────────────────────────────────────────────────


def journey(
    browser: Browser,
    visitor: Visitor,
    answers: Callable[[int], dict[int, Fields]],
    *,
    scripts: bool,
) -> None:
    """Sign in, start page, course, ten lessons, a test of twenty questions, its result.

    `answers` gives the filled-in fields of an attempt that was begun. With `scripts`, each answer is sent as
    soon as it is given, and again with the button that leads on.
    """
    token = _token(browser.get("/sign-in"))
    _expect(browser.post("/sign-in", [*sign_in_fields(visitor.person_id), token]), b"<h1")
    _expect(browser.get(f"/study/{visitor.enrolment_id}"), b'class="outline"')
    for n in range(10):
        lesson = LESSONS[n % len(LESSONS)]
        _expect(browser.get(f"/study/{visitor.enrolment_id}/lessons/{lesson}"), b"<article")
    begun = browser.post(f"/study/{visitor.enrolment_id}/attempts", [("test", "final-test"), token])
    attempt = int(re.search(rb"/attempts/(\d+)", begun.text)[1])  # type: ignore[index]
    browser.get(f"/attempts/{attempt}/questions/1")
    for place, filled in sorted(answers(attempt).items()):
        where = f"/attempts/{attempt}/questions/{place}"
        fields = [*filled, ("client_id", str(uuid.uuid4())), ("version", "1"), token]
        if scripts:
            _expect(browser.post(where, fields, script=True), b'"saved":true')
        _expect(browser.post(where, [*fields, ("then", "next")]), b"<h1")
    result = browser.post(f"/attempts/{attempt}/hand-in", [token])
    _expect(result, b"/certificates/")


def _token(answer) -> tuple[str, str]:
    return "csrf_token", _TOKEN.search(answer.text)[1].decode()  # type: ignore[index]


def _expect(answer, words: bytes) -> None:
    assert answer.status == 200 and words in answer.text, (answer.status, answer.text[:2000])
