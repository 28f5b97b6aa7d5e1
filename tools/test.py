"""`make test`: everything that must pass, on a machine that has Python and nothing else of ours.

The parts, in the order of how fast they say no:

  words      catalogues compiled
  check      format, lint, types
  halves     rules, rooms, walls and proofs on SQLite, then every page in a real browser; beside them journeys in a
             browser, then what meets a database once more on a PostgreSQL server of our own, in a temporary folder

`python -m tools.test quick` runs what needs neither browser nor patience, on SQLite; `python -m tools.test postgresql` (`make
postgresql`) everything but the browser on PostgreSQL, with what the first half leaves out there.
"""

import os
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from app.web import catalogues
from tools import machine

PYTEST = [sys.executable, "-m", "pytest"]
EVERY_PAGE = "tests/journeys/test_axe.py"
# Judge what pages say and what they take, long and the same on any database: they have their own `make postgresql`.
OF_PAGES = (
    "tests/architecture/test_asking.py",
    "tests/architecture/test_pages.py",
    "tests/architecture/test_reading.py",
    "tests/assessment/test_key_secrecy.py",
    "tests/proofs/test_forms.py",
    "tests/proofs/test_fuzz.py",
    "tests/proofs/test_guessing.py",
    "tests/proofs/test_hostile_text.py",
    "tests/proofs/test_key_everywhere.py",
    "tests/proofs/test_logs.py",
    "tests/proofs/test_time_budgets.py",
    "tests/proofs/test_two_academies.py",
    "tests/proofs/test_uploads.py",
)


def run(name: str, command: list[str], **environment: str) -> None:
    begun = time.monotonic()
    print(f"── {name}", flush=True)
    outcome = subprocess.run(command, env=os.environ | environment)
    print(f"── {name}: {time.monotonic() - begun:.0f} s", flush=True)
    if outcome.returncode:
        sys.exit(outcome.returncode)


def quick() -> None:
    list(catalogues.compile_all())
    run("rules and rooms", [*PYTEST, "-m", "not browser and not proof"])


def everything() -> None:
    """Two halves side by side, each on a core of its own; the second is heard when the first is done."""
    list(catalogues.compile_all())
    run("format, lint, types", [sys.executable, "-m", "tools.check", "--without-walls"])
    machine.need("chromium", "chromium")
    with tempfile.TemporaryDirectory() as folder, tempfile.TemporaryFile() as said:
        world = [sys.executable, "-m", "tools.serve", "--prepare-only"]
        run("demonstration world", world, **machine.academy(Path(folder), 8000))
        shared = {"MURAS_WORLD": folder, "MURAS_BROWSER": machine.chromium()}
        beside = subprocess.Popen(
            [sys.executable, "-m", "tools.test", "second"],
            env=os.environ | shared, stdout=said, stderr=subprocess.STDOUT,
        )  # fmt: skip
        try:
            run("SQLite", [*PYTEST, "-m", "not browser"])
            run("every page", [*PYTEST, "-m", "browser", EVERY_PAGE], **shared)
            beside.wait()
        finally:
            beside.terminate()
            beside.wait()
        said.seek(0)
        print(said.read().decode())
        if beside.returncode:
            sys.exit(beside.returncode)


def second() -> None:
    """Beside the first half: journeys, then PostgreSQL, so that two browsers are never busy at once.

    Whoever stops us waits until the server is gone.
    """
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))
    journeys = ["tests/journeys", f"--ignore={EVERY_PAGE}"]
    run("journeys", [*PYTEST, "-m", "browser", *journeys])
    postgresql(*(f"--ignore={path}" for path in OF_PAGES))


def postgresql(*arguments: str) -> None:
    list(catalogues.compile_all())
    with machine.postgresql() as address:
        command = [*PYTEST, "-m", "not browser", *arguments]
        run("PostgreSQL", command, TEST_DATABASE_URL=address)


if __name__ == "__main__":
    parts = {"quick": quick, "all": everything, "second": second, "postgresql": postgresql}
    parts[sys.argv[1] if len(sys.argv) > 1 else "all"]()
