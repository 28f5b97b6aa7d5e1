"""Run by the walls in a fresh interpreter: imports the modules named on standard input, prints those it cannot.

It imports nothing of the project itself.
"""

import contextlib
import importlib
import importlib.abc
import json
import os
import sys


class Wall(importlib.abc.MetaPathFinder):
    """Makes libraries, and whatever is built upon Flask, impossible to import."""

    def __init__(self, blocked: list[str]) -> None:
        self.blocked = tuple(blocked)

    def find_spec(self, fullname, path=None, target=None):
        library = fullname.split(".")[0]
        if library in self.blocked or any(library.startswith(f"{b}_") for b in self.blocked):
            raise ImportError(f"{library} is out of bounds here")


def attempt(name: str) -> str:
    """Why the module cannot be imported, or nothing."""
    try:
        importlib.import_module(name)
    except Exception as error:
        return f"{type(error).__name__}: {error}"
    return ""


def attempt_alone(name: str) -> str:
    """In a child process that has imported libraries and nothing of ours."""
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(reading)
        os.write(writing, attempt(name).encode()[:4000])
        os._exit(0)
    os.close(writing)
    with os.fdopen(reading, "rb") as pipe:
        why = pipe.read().decode()
    _pid, status = os.waitpid(child, 0)
    return why or ("" if status == 0 else f"ended with {status}")


def main() -> None:
    wish = json.load(sys.stdin)
    sys.meta_path.insert(0, Wall(wish["blocked"]))
    # Libraries are imported once, so that each child has only our own modules left to import.
    for library in wish["libraries"]:
        with contextlib.suppress(ImportError):
            importlib.import_module(library)
    look = attempt_alone if wish["alone"] else attempt
    found = {name: why for name in wish["names"] if (why := look(name))}
    json.dump(found, sys.stdout)


if __name__ == "__main__":
    main()
