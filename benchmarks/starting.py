"""Two hundred people start the same test within ten seconds and answer it, as an examination hall does."""

import random
import re
import time
import uuid
from collections import Counter
from dataclasses import dataclass, field
from functools import partial

from sqlalchemy import func, select

from app.assessment import queries as attempts
from app.assessment.models import Answer, Attempt, AttemptState
from app.curriculum import queries as curriculum
from app.db.session import db
from app.learning.models import Enrolment
from benchmarks import visitors
from benchmarks.load import Browser, together
from benchmarks.measuring import Bench
from benchmarks.visitors import Fields, Visitor

PEOPLE, WITHIN_S = 200, 10.0
# Seconds of thought before each answer, which is quick; one answer in five is sent again, as after a broken line.
THOUGHT_S, AGAIN = (3.0, 9.0), 0.2
SAVE_S = 0.5
COURSE = "tip-foundations"


@dataclass
class Sat:
    """What one person was told; `sent` are the ids of the answers that the server said it has."""

    attempt_id: int = 0
    begun_s: float = 0.0
    saves: list[float] = field(default_factory=list)
    sent: list[str] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)


def examination(bench: Bench) -> None:
    """0 errors, 0 answers lost or doubled, and a save within half a second for 95 in 100."""
    people, test = _candidates(bench)
    acts = [partial(_sit, bench, one, test, seed) for seed, one in enumerate(people)]
    told, took = together(acts)
    sat: list[Sat] = [one for each in told for one in each]
    saves = sorted(seconds for one in sat for seconds in one.saves)
    lost, doubled, open_ = _compared(bench, sat)
    say = bench.report.say
    name = f"{PEOPLE} starting within {WITHIN_S:.0f} s"
    say(f"{name}, begun p95", sorted(one.begun_s for one in sat)[int(PEOPLE * 0.95)], "s")
    say(f"{name}, saves", len(saves))
    say(f"{name}, save p50", saves[len(saves) // 2], "s")
    say(f"{name}, save p95", saves[int(len(saves) * 0.95)], "s", SAVE_S)
    say(f"{name}, errors", sum(len(one.errors) for one in sat), "", 0)
    say(f"{name}, answers lost", lost, "", 0)
    say(f"{name}, answers doubled", doubled, "", 0)
    say(f"{name}, not handed in", open_, "", 0)
    say(f"{name}, all done after", took, "s")


def _candidates(bench: Bench) -> tuple[list[Visitor], str]:
    """People of the course whom no other scene has asked for anything."""
    used = {v.person_id for v in (*bench.studying, *bench.done, *bench.ready)}
    with bench.app.app_context():
        wanted = (
            select(Enrolment.person_id)
            .where(Enrolment.course == COURSE, Enrolment.person_id.not_in(used))
            .order_by(Enrolment.person_id)
            .limit(PEOPLE)
        )
        people = visitors.signed_in(list(db.session.scalars(wanted)))
        found = curriculum.current_course(COURSE)
        assert found is not None
        checks = [quiz.id for quiz in found[1].quizzes if quiz.kind == "check"]
        db.session.remove()
        db.engine.dispose()
    return people, checks[0]


def _sit(bench: Bench, visitor: Visitor, test: str, seed: int) -> list[Sat]:
    chance, told = random.Random(seed), Sat()
    browser = Browser(bench.server.port)
    browser.cookies = bench.pass_.cookies(visitor)
    token = ("csrf_token", bench.pass_.token)
    time.sleep(chance.random() * WITHIN_S)
    began = time.perf_counter()
    begun = browser.post(f"/study/{visitor.enrolment_id}/attempts", [("test", test), token])
    told.begun_s = time.perf_counter() - began
    found = re.search(rb"/attempts/(\d+)", begun.text)
    if begun.status != 200 or found is None:
        told.errors.append(f"begin: {begun.status}")
        return [told]
    told.attempt_id = int(found[1])
    for place, fields in _answers(bench, told.attempt_id).items():
        time.sleep(chance.uniform(*THOUGHT_S))
        _save(browser, told, place, [*fields, ("version", "1"), token], chance)
    handed = browser.post(f"/attempts/{told.attempt_id}/hand-in", [token])
    if handed.status != 200:
        told.errors.append(f"hand-in: {handed.status}")
    browser.close()
    return [told]


def _save(browser: Browser, told: Sat, place: int, fields: Fields, chance: random.Random) -> None:
    where, client_id = f"/attempts/{told.attempt_id}/questions/{place}", str(uuid.uuid4())
    for _ in range(1 + (chance.random() < AGAIN)):
        asked = time.perf_counter()
        answer = browser.post(where, [*fields, ("client_id", client_id)], script=True)
        told.saves.append(time.perf_counter() - asked)
        if answer.status != 200 or b'"saved":true' not in answer.text:
            told.errors.append(f"save: {answer.status}")
            return
    told.sent.append(client_id)


def _answers(bench: Bench, attempt_id: int) -> dict[int, Fields]:
    """By question in order, filled in rightly; asked of the database, so not counted as anybody's waiting."""
    with bench.app.app_context():
        found = attempts.attempt(attempt_id)
        assert found is not None
        filled = visitors.filled_in(found)
        db.session.remove()
    return dict(sorted(filled.items()))


def _compared(bench: Bench, sat: list[Sat]) -> tuple[int, int, int]:
    """Against the rows: answers said to be saved that are not there, answers there twice, attempts left open."""
    mine = [one.attempt_id for one in sat]
    with bench.app.app_context():
        rows = select(Answer.client_id).where(Answer.attempt_id.in_(mine))
        there = Counter(db.session.scalars(rows))
        still = select(func.count()).where(Attempt.id.in_(mine), Attempt.state == AttemptState.OPEN)
        open_ = db.session.scalar(still) or 0
        db.session.remove()
        db.engine.dispose()
    sent = Counter(client_id for one in sat for client_id in one.sent)
    return sum((sent - there).values()), sum((there - sent).values()), open_
