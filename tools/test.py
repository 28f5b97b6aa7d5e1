"""`make test`: everything that must pass, on a machine that has Python and nothing else of ours.

The parts, in the order of how fast they say no:

  words      catalogues compiled
  check      format, lint, types
  databases  rules, rooms, walls and proofs on SQLite, then every page in a real browser; beside these journeys in
             that browser, which wait more than they work, and the former on a PostgreSQL server of our own

`python -m tools.test quick` runs the second half of `check` and `sqlite` without the slow proofs.
"""

import contextlib
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator

from app.web import catalogues
from tools import machine

PYTEST = [sys.executable, "-m", "pytest"]
EVERY_PAGE = "tests/journeys/test_axe.py"
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
    left_out = [f"--ignore={path}" for path in WITHOUT_DATABASE]
    browser = [*PYTEST, "-m", "browser", "-p", "no:cacheprovider"]
    with machine.postgresql() as address, tempfile.TemporaryDirectory() as folder:
        seen = {"MURAS_BROWSER": machine.chromium(), "MURAS_WORLD": f"{folder}/world"}
        with (
            beside(
                "PostgreSQL",
                [*PYTEST, "-m", "not browser", "-p", "no:cacheprovider", *left_out],
                TEST_DATABASE_URL=address,
            ),
            beside("journeys", [*browser, "tests/journeys", f"--ignore={EVERY_PAGE}"], **seen),
        ):
            run("SQLite", [*PYTEST, "-m", "not browser"])
            run("every page", [*browser, EVERY_PAGE], **seen)


@contextlib.contextmanager
def beside(name: str, command: list[str], **environment: str) -> Iterator[None]:
    """Goes on while the block runs, is heard after it, and is stopped where the block fails."""
    begun = time.monotonic()
    with tempfile.TemporaryFile() as said:
        running = subprocess.Popen(
            command, env=os.environ | environment, stdout=said, stderr=subprocess.STDOUT
        )
        try:
            yield
            running.wait()
        finally:
            running.kill()
        said.seek(0)
        print(f"── {name}\n{said.read().decode()}── {name}: {time.monotonic() - begun:.0f} s")
        if running.returncode:
            sys.exit(running.returncode)


if __name__ == "__main__":
    {"quick": quick, "all": everything}[sys.argv[1] if len(sys.argv) > 1 else "all"]()
