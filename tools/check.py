"""`make check`: format, lint, types, walls; one line each, and everything that was found.

--without-walls leaves out the walls, for a run in which the whole suite follows.
"""

import subprocess
import sys
import time

STEPS = {
    "format": ["ruff", "format", "--check", "--quiet", "."],
    "lint": ["ruff", "check", "--quiet", "."],
    "types": ["mypy", "--no-error-summary"],
    "walls and words": ["pytest", "tests/architecture"],
}
WITHOUT_WALLS = "--without-walls"


def run(name: str, command: list[str]) -> bool:
    begun = time.monotonic()
    outcome = subprocess.run(
        [sys.executable, "-m", *command],
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    well = outcome.returncode == 0
    taken = time.monotonic() - begun
    print(f"{name:<16} {'ok' if well else 'FAILED':<7} {taken:5.1f} s", flush=True)
    if not well:
        print(outcome.stdout, flush=True)
    return well


def main(arguments: list[str]) -> int:
    chosen = {
        k: v for k, v in STEPS.items() if k != "walls and words" or WITHOUT_WALLS not in arguments
    }
    # Every step runs, so that one go shows everything.
    outcomes = [run(name, command) for name, command in chosen.items()]
    return 0 if all(outcomes) else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
