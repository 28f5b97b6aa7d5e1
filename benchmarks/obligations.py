"""What the night does about what posts require, over everybody in a database: everything new, then nothing new.

DATABASE_URL=sqlite:////tmp/copy.db SIGNING_KEY_FILE=key.pem MURAS_DEMONSTRATION=1 \\
    python -m benchmarks.obligations --fill-this-database

It fills the database with obligations, letters and marks: give it a copy. Two courses stay required, and every unit
without a head gets one.
"""

import argparse
import os
import resource
import time
from collections.abc import Callable
from datetime import date, timedelta
from itertools import count

from sqlalchemy import event, func, insert, select, update

from app.accounts.models import Appointment, Grant, Person, Post, Unit
from app.accounts.queries import as_of
from app.core import clock
from app.db.session import db, transaction
from app.factory import create_app
from app.obligations import nearing, reviewing
from app.obligations.commands import gathered
from app.obligations.models import Obligation, Requirement
from app.obligations.reminding import Letters
from app.settings import load

COURSES = ("bench-01", "tip-foundations")
Deed = Callable[[], int]


class Watch:
    """What one command costs: CPU, memory, and of its transactions the longest and the most statements in one."""

    def __init__(self) -> None:
        self._numbers = count()
        self._asked = 0

    def note(self, *_cursor: object) -> None:
        self._asked = next(self._numbers)

    def run(self, name: str, deeds: Callable[[], list[Deed]]) -> None:
        used, begun = time.process_time(), time.perf_counter()
        changed, seconds, statements = 0, [0.0], [0]
        there = deeds()
        for deed in there:
            before, at = self._asked, time.perf_counter()
            with transaction():
                changed += deed()
            seconds.append(time.perf_counter() - at)
            statements.append(self._asked - before)
        used, begun = time.process_time() - used, time.perf_counter() - begun
        print(
            f"{name}: {changed:,} in {len(there):,} transactions; CPU {used:.1f} s, wall {begun:.1f} s; the longest"
            f" {max(seconds):.2f} s, most statements {max(statements)}; memory {_memory()} MB",
            flush=True,
        )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--fill-this-database", action="store_true", required=True)
    parser.parse_args()
    app, watch, today = create_app(load(os.environ)), Watch(), clock.today()
    with app.app_context():
        event.listen(db.engine, "before_cursor_execute", watch.note)
        with transaction():
            _prepare(today)
        print(
            f"people {_number(Person):,}, units {_number(Unit):,}, memory at first {_memory()} MB"
        )
        _yardstick()
        for name in ("review, everything new", "review, nothing new"):
            watch.run(name, lambda: [_reviewing(some, today) for some in reviewing.batches()])
        last = db.session.scalars(select(func.max(Obligation.due_day)).where(_open())).one()
        at = clock.start_of(last - timedelta(days=30))
        near = select(func.count()).where(
            _open(), Obligation.due_day <= clock.day_of(at) + nearing.LAST
        )
        print(f"obligations that come near: {db.session.scalars(near).one():,}")
        for turn in ("the first time", "once more"):
            letters = Letters(site="https://bench.test", at=at)
            watch.run(
                f"letters to themselves, {turn}",
                lambda on=letters: [_telling(on, some) for some in nearing.parts(on.on)],
            )
            watch.run(
                f"letters to heads, {turn}",
                lambda on=letters: [_to_head(on, *one) for one in gathered(on.on).items()],
            )
        _yardstick()


def _reviewing(some: list[int], today: date) -> Deed:
    return lambda: reviewing.review_free(some, on=today).changed


def _telling(letters: Letters, some: list[int]) -> Deed:
    return lambda: letters.to_themselves(some)


def _to_head(letters: Letters, who: int, news) -> Deed:
    return lambda: letters.to_keeper(who, news)


def _prepare(today: date) -> None:
    others = update(Requirement).where(
        Requirement.course.not_in(COURSES), Requirement.until_day.is_(None)
    )
    db.session.execute(others.values(from_day=today - timedelta(days=2), until_day=today))
    headed = select(Grant.unit_id).where(Grant.kind == "head")
    first = (
        select(Post.unit_id, func.min(Appointment.person_id))
        .join(Appointment, Appointment.post_id == Post.id)
        .where(as_of(today), Post.unit_id.not_in(headed))
        .group_by(Post.unit_id)
    )
    heads = [
        {"unit_id": unit, "person_id": person, "kind": "head", "from_day": today}
        for unit, person in db.session.execute(first)
    ]
    if heads:
        db.session.execute(insert(Grant), heads)


def _open():
    return Obligation.settled_day.is_(None)


def _number(model) -> int:
    return db.session.scalars(select(func.count()).select_from(model)).one()


def _memory() -> int:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


def _yardstick() -> None:
    """Plain arithmetic, to compare machines and hours."""
    begun = time.process_time()
    sum(number * number % 7 for number in range(5_000_000))
    print(
        f"yardstick, five million small sums: CPU {time.process_time() - begun:.2f} s", flush=True
    )


if __name__ == "__main__":
    main()
