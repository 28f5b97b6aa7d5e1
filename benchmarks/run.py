"""`make bench`: builds the large world, serves it as in production, measures, prints. Always exits with 0.

python -m benchmarks.run --people 2000 --database sqlite     a small trial
"""

import argparse
import contextlib
import os
import secrets
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from flask import Flask

from app.factory import create_app
from app.learning.certificates import Signer
from app.settings import ROOT, load
from app.web.catalogues import compile_all
from benchmarks import crowds, pages, starting, world
from benchmarks.measuring import Bench
from benchmarks.server import THREADS, WORKERS, running
from tools import machine

PEOPLE = 100_000


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--people", type=int, default=PEOPLE)
    parser.add_argument("--database", choices=("both", "sqlite", "postgresql"), default="both")
    chosen = parser.parse_args()
    list(compile_all())
    for name, database in (("SQLite", _sqlite), ("PostgreSQL", _postgresql)):
        if chosen.database in ("both", name.lower()):
            with tempfile.TemporaryDirectory(prefix="muras-bench-") as folder, database() as url:
                if url:
                    _bench(f"{name}, {chosen.people:,} people", url, Path(folder), chosen.people)


@contextlib.contextmanager
def _sqlite() -> Iterator[str]:
    with tempfile.TemporaryDirectory(prefix="muras-bench-") as folder:
        yield f"sqlite:///{folder}/muras.db"


@contextlib.contextmanager
def _postgresql() -> Iterator[str]:
    """A server of our own, gone afterwards; nothing where there is none on this machine."""
    if not list(Path("/usr/lib/postgresql").glob("*/bin/initdb")):
        print("\nPostgreSQL: not on this machine, left out")
        yield ""
        return
    with machine.postgresql() as url:
        yield url


def _bench(title: str, url: str, folder: Path, people: int) -> None:
    port = machine.free_port()
    environ = {
        "MURAS_DEMONSTRATION": "0",
        "DATABASE_URL": url,
        "SECRET_KEY": secrets.token_hex(32),
        "SIGNING_KEY_FILE": str(folder / "signing-key.pem"),
        "PUBLIC_ADDRESS": f"http://127.0.0.1:{port}",
    }
    Signer.new_file(folder / "signing-key.pem")
    app = create_app(load(environ))
    _build(app, url, people)
    with (
        running("benchmarks.bare:app", machine.free_port(), {}, folder / "bare.log") as bare,
        running(
            "benchmarks.bare:through_flask", machine.free_port(), {}, folder / "flask.log"
        ) as flask,
        running("wsgi:app", port, environ, folder / "server.log") as server,
    ):
        bench = Bench(app, server, bare)
        bench.bare_pages(flask)
        _measure(bench)
        log = (folder / "server.log").read_text().strip()
    bench.report.print(f"{title}, {WORKERS} workers with {THREADS} threads, {os.cpu_count()} cores")
    if log:
        print(f"\nthe server said:\n{log[-3000:]}")


def _build(app: Flask, url: str, people: int) -> None:
    begun = time.monotonic()
    if url.startswith("sqlite"):
        world.kept_copy(app, people, ROOT / "instance" / "bench")
    else:
        world.build(app, people)
    print(f"{people:,} people: ready after {time.monotonic() - begun:.0f} s", flush=True)


def _measure(bench: Bench) -> None:
    bench.page(pages.SIGN_IN, bench.ready)
    for page in (pages.START, pages.COURSE, pages.LESSON, pages.QUESTION, pages.SAVING):
        bench.page(page, bench.studying)
    bench.page(pages.RESULT, bench.done)
    crowds.journeys(bench)
    crowds.answering_at_once(bench)
    crowds.signing_in_at_once(bench)
    starting.examination(bench)
    if "reports_completion.show" in bench.app.view_functions:
        crowds.reports(bench)
        crowds.statistics(bench)
    if "reports_completion.show" in bench.app.view_functions:
        crowds.beside_a_report(bench)
    for worker, megabytes in enumerate(bench.server.memory(), start=1):
        bench.report.say(f"memory of worker {worker}", megabytes, "MB")


if __name__ == "__main__":
    main()
