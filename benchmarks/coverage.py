"""Coverage of the whole country, of an academy and of a station, looking back, and the stress test; CPU of one process.

python -m benchmarks.coverage                                   builds the large world, or takes the one kept
python -m benchmarks.coverage --database sqlite:////tmp/x.db    a large world that is there already
MURAS_BENCH_DATABASE=sqlite:////tmp/x.db make bench-coverage    the same
"""

import argparse
import gc
import gzip
import os
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import median

from flask import Flask
from sqlalchemy import func, select

from app.accounts.models import Person, Unit
from app.continuity.stress import Group, simulate
from app.db.session import db
from app.factory import create_app
from app.learning.certificates import Signer
from app.settings import ROOT, load
from app.web.catalogues import compile_all
from benchmarks import rows, world
from benchmarks.figures import Report
from tests.browser import Browser
from tests.statements import statements

PEOPLE, TIMES = 100_000, 5
COURSE = "tip-foundations"
UNITS, RUNS = 1_000, 1_000


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--people", type=int, default=PEOPLE)
    parser.add_argument("--database", default=os.environ.get(world.READY, ""))
    chosen = parser.parse_args()
    list(compile_all())
    with tempfile.TemporaryDirectory(prefix="muras-bench-") as folder:
        app = _app(Path(folder), chosen.database)
        if not chosen.database:
            world.kept_copy(app, chosen.people, ROOT / "instance" / "bench")
        report = Report()
        report.say("yardstick: a million small sums, CPU", _yardstick(), "s")
        with app.app_context():
            people = db.session.scalar(select(func.count(Person.id)))
            _pages(app, report)
        stress(report)
    print(f"Coverage, {people:,} people\n")
    for figure in report.figures:
        print(figure.line())


def _app(folder: Path, database: str) -> Flask:
    key = folder / "signing-key.pem"
    Signer.new_file(key)
    app = create_app(
        load(
            {
                "MURAS_DEMONSTRATION": "1",
                "DATABASE_URL": database or f"sqlite:///{folder}/muras.db",
                "SIGNING_KEY_FILE": str(key),
            }
        )
    )
    # As in wsgi.py.
    gc.freeze()
    gc.set_threshold(20_000, 20, 50)
    return app


def _pages(app: Flask, report: Report) -> None:
    auditor, registrar = (
        Browser(app).sign_in(db.session.get_one(Person, number))
        for number in (rows.AUDITOR, rows.REGISTRAR)
    )
    top, station = _units()
    whole, one = "/continuity", f"/continuity?course={COURSE}"
    for name, who, path, most in (
        ("the whole country", auditor, whole, 0.5),
        ("the whole country, one course", auditor, one, 0.5),
        ("the whole country, CSV", auditor, "/continuity.csv", None),
        ("an academy of 70 in 100", registrar, whole, 0.5),
        ("a station", auditor, f"/continuity/{station}", 0.5),
        ("two years back, one course", auditor, f"/continuity/history?course={COURSE}", 1.0),
        ("stress test of an academy", auditor, f"/continuity/{top}/stress?course={COURSE}", 5.0),
    ):
        used, asked, size = _measured(who, path)
        report.say(f"{name}, CPU", used, "s", most)
        report.say(f"{name}, statements", asked)
        report.say(f"{name}, packed", size / 1000, "kB")


def _units() -> tuple[int, int]:
    """The first institution, which is the largest, and the first unit with nothing below it."""
    top = select(Unit.id).where(Unit.parent_id.is_(None)).order_by(Unit.id).limit(1)
    parents = select(Unit.parent_id).where(Unit.parent_id.is_not(None))
    lowest = select(Unit.id).where(Unit.id.not_in(parents)).order_by(Unit.id).limit(1)
    return db.session.scalars(top).one(), db.session.scalars(lowest).one()


def _measured(who: Browser, path: str) -> tuple[float, int, int]:
    """Median of several, after one that fills what is kept in memory."""
    used, size, asked = [], 0, 0
    for _ in range(TIMES + 1):
        with _cpu(used), statements() as told:
            answer = who.client.get(path)
        assert answer.status_code == 200, (path, answer.status)
        size, asked = len(gzip.compress(answer.data, 6)), len(told)
    return median(used[1:]), asked, size


@contextmanager
def _cpu(used: list[float]) -> Iterator[None]:
    begun = time.process_time()
    yield
    used.append(time.process_time() - begun)


def _yardstick() -> float:
    """How fast this machine is just now, to be read beside the rest."""
    used: list[float] = []
    with _cpu(used):
        sum(number * number % 7 for number in range(1_000_000))
    return used[0]


def stress(report: Report) -> None:
    """Two groups in each unit, as where one profession has two regions' rates."""
    groups = [
        Group(f"/1/{unit}/", holders, rate)
        for unit in range(UNITS)
        for holders, rate in ((1 + unit % 6, 0.18), (unit % 4, 0.09))
    ]
    used: list[float] = []
    with _cpu(used):
        simulate(groups, minimum=2, runs=RUNS, seed=2026)
    report.say(f"stress test, {UNITS:,} units × {RUNS:,} runs, CPU", used[0], "s", 5.0)


if __name__ == "__main__":
    main()
