"""`make test`: everything that must pass, on a machine that has Python and nothing else of ours.

The parts, in the order of how fast they say no:

  words     catalogues compiled
  check     format, lint, types, walls
  sqlite    rules, rooms and proofs on SQLite
  postgres  the same suite on a PostgreSQL server of our own, in a temporary folder
  browser   journeys in a real browser

`python -m tools.test quick` runs the second half of `check` and `sqlite` without the slow proofs.
"""

import os
import subprocess
import sys
import time

from app.web import catalogues
from tools import machine

PYTEST = [sys.executable, "-m", "pytest"]


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
    run("SQLite", [*PYTEST, "-m", "not browser"])
    machine.need("chromium", "chromium")
    run("browser", [*PYTEST, "-m", "browser"], MURAS_BROWSER=machine.chromium())
    with machine.postgresql() as address:
        run("PostgreSQL", [*PYTEST, "-m", "not browser"], TEST_DATABASE_URL=address)


if __name__ == "__main__":
    {"quick": quick, "all": everything}[sys.argv[1] if len(sys.argv) > 1 else "all"]()
