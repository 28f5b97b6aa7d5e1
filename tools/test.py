"""`make test`: everything that must pass, on a machine that has Python and nothing else of ours.

The parts, in the order of how fast they say no:

  words      catalogues compiled
  check      format, lint, types
  databases  rules, rooms, walls and proofs on SQLite, then journeys in a real browser; beside both the former on a
             PostgreSQL server of our own, in a temporary folder

`python -m tools.test quick` runs the second half of `check` and `sqlite` without the slow proofs.
"""

import os
import subprocess
import sys
import tempfile
import time

from app.web import catalogues
from tools import machine

PYTEST = [sys.executable, "-m", "pytest"]
# Judge files, or nothing but Python: a second database tells nothing new.
WITHOUT_DATABASE = (
    "tests/core",
    "tests/architecture/test_alone.py",
    "tests/architecture/test_pages.py",
    "tests/architecture/test_sizes.py",
    "tests/architecture/test_templates.py",
    "tests/architecture/test_words.py",
    "tests/assessment/test_bank.py",
    "tests/curriculum/test_markup.py",
    "tests/proofs/test_time_budgets.py",
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
    list(catalogues.compile_all())
    run("format, lint, types", [sys.executable, "-m", "tools.check", "--without-walls"])
    machine.need("chromium", "chromium")
    on_both_databases()


def on_both_databases() -> None:
    """Side by side, each on a core of its own, and the browser while PostgreSQL goes on; that is heard when it is done."""
    left_out = [f"--ignore={path}" for path in WITHOUT_DATABASE]
    with machine.postgresql() as address, tempfile.TemporaryFile() as said:
        begun = time.monotonic()
        beside = subprocess.Popen(
            [*PYTEST, "-m", "not browser", "-p", "no:cacheprovider", *left_out],
            env=os.environ | {"TEST_DATABASE_URL": address},
            stdout=said,
            stderr=subprocess.STDOUT,
        )
        try:
            run("SQLite", [*PYTEST, "-m", "not browser"])
            run("browser", [*PYTEST, "-m", "browser"], MURAS_BROWSER=machine.chromium())
            beside.wait()
        finally:
            beside.kill()
        said.seek(0)
        print(
            f"── PostgreSQL\n{said.read().decode()}── PostgreSQL: {time.monotonic() - begun:.0f} s"
        )
        if beside.returncode:
            sys.exit(beside.returncode)


if __name__ == "__main__":
    {"quick": quick, "all": everything}[sys.argv[1] if len(sys.argv) > 1 else "all"]()
