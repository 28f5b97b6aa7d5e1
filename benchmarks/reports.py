"""`make bench-reports`: reports over 100,000 people. Pages by section; rows, spreadsheet and PDF each in a process of its own.

python -m benchmarks.reports                                               builds the large world, or takes the one kept
python -m benchmarks.reports --url sqlite:////path/to/a/large/world.db     a world that is there already
MURAS_BENCH_DATABASE=sqlite:////path/to/a/large/world.db make bench-reports     the same
"""

import argparse
import os
import resource
import secrets
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

from flask import Flask
from sqlalchemy import func, select

from app.accounts.models import Person, Unit
from app.core import clock
from app.core.actor import Actor
from app.core.tables import Cell, Table
from app.db.session import db, transaction
from app.factory import JOBS, create_app
from app.jobs import running
from app.learning.certificates import Signer
from app.reports import actions
from app.reports.asking import Asked
from app.reports.code_book import HEADINGS
from app.reports.composing import whole
from app.reports.composing.whole import Maker
from app.reports.handlers import words_in
from app.reports.models import KeptReport, RowExport
from app.reports.sections import Key
from app.settings import ROOT, load
from app.web.catalogues import compile_all
from app.web.downloads import to_xlsx
from benchmarks import world
from benchmarks.figures import Figure
from benchmarks.rows import AUDITOR

PEOPLE, ROWS, COURSE = 100_000, 100_000, "tip-foundations"
MEGABYTE = 1024


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--people", type=int, default=PEOPLE)
    parser.add_argument("--url", default=os.environ.get(world.READY, ""))
    parser.add_argument("--part", choices=sorted(PARTS), default="")
    chosen = parser.parse_args()
    if chosen.part:
        with _app(chosen.url, Path(os.environ["SIGNING_KEY_FILE"])).app_context():
            PARTS[chosen.part]()
        return
    list(compile_all())
    with tempfile.TemporaryDirectory(prefix="muras-bench-") as folder:
        url, key = chosen.url, Path(folder) / "key.pem"
        Signer.new_file(key)
        if not url:
            url = f"sqlite:///{folder}/muras.db"
            world.kept_copy(_app(url, key), chosen.people, ROOT / "instance" / "bench")
        for part in PARTS:
            command = [sys.executable, "-m", "benchmarks.reports", "--part", part, "--url", url]
            env = os.environ | {"SIGNING_KEY_FILE": str(key)}
            subprocess.run(command, check=True, env=env, cwd=ROOT)


def _app(url: str, key: Path) -> Flask:
    settings = {
        "DATABASE_URL": url,
        "SECRET_KEY": secrets.token_hex(32),
        "SIGNING_KEY_FILE": str(key),
        "MURAS_DEMONSTRATION": "1",
    }
    return create_app(load(os.environ | settings))


def _asked() -> tuple[Unit, Asked]:
    """Of the institution with most units, over the year up to today."""
    biggest = (
        select(Unit.institution_id).group_by(Unit.institution_id).order_by(func.count().desc())
    )
    number = db.session.scalars(biggest.limit(1)).one()
    wanted = select(Unit).where(Unit.institution_id == number, Unit.parent_id.is_(None))
    root, today = db.session.scalars(wanted).one(), clock.today()
    since = today - timedelta(days=365)
    return root, Asked(root.id, number, root.path, since, today, today, COURSE)


def _auditor() -> Actor:
    person = db.session.get_one(Person, AUDITOR)
    return Actor(person_id=person.id, name=person.name, origin="bench")


def sections() -> None:
    """Each by itself, the better of two; sections come without their page, which costs some ten milliseconds."""
    root, asked = _asked()
    words = words_in("ru")
    for key in Key:
        best = min(_section(root, asked, key, words) for _ in range(2))
        _say(f"section {key}, CPU", best, "s", 1.0)


def _section(root: Unit, asked: Asked, key: Key, words) -> float:
    since = time.process_time()
    whole.Report(asked, words, root, Maker("", "")).section(key)
    return time.process_time() - since


def pdf() -> None:
    _root, asked = _asked()
    with transaction():
        number = actions.ask_for_report(asked, language="ru", by=_auditor(), at=clock.now()).id
    _work("whole report with its PDF, by the clock", 20.0)
    made = db.session.get_one(KeptReport, number)
    _say("its PDF", len(made.pdf or b"") / MEGABYTE, "kB")


def rows() -> None:
    _root, asked = _asked()
    with transaction():
        number = actions.ask_for_rows(asked, by=_auditor(), at=clock.now()).id
    _work("rows without names as CSV and XLSX, by the clock", None)
    made = db.session.get_one(RowExport, number)
    _say("their number", made.people or 0)


def xlsx() -> None:
    row: list[Cell] = ["bcdfghjkmn", *["investigator"] * (len(HEADINGS) - 7), *[1] * 6]
    table = Table(HEADINGS, [row] * ROWS)
    since = time.perf_counter()
    body = to_xlsx(table, sheet="rows")
    _say(f"XLSX of {ROWS:,} rows, by the clock", time.perf_counter() - since, "s", 15.0)
    _say("its size", len(body) / MEGABYTE**2, "MB")
    _memory("XLSX")


def _work(name: str, most: float | None) -> None:
    since, used = time.perf_counter(), time.process_time()
    assert running.run_all(JOBS, clock=clock.now) >= 1, "a job was asked for"
    _say(name, time.perf_counter() - since, "s", most)
    _say("of it CPU", time.process_time() - used, "s")
    _memory("job")


def _memory(name: str) -> None:
    used = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / MEGABYTE
    _say(f"{name}, most memory of the process", used, "MB", 300.0)


def _say(name: str, value: float, unit: str = "", target: float | None = None) -> None:
    print(Figure(name, value, unit, target).line(), flush=True)


PARTS: dict[str, Callable[[], None]] = {
    "sections": sections,
    "pdf": pdf,
    "rows": rows,
    "xlsx": xlsx,
}

if __name__ == "__main__":
    main()
