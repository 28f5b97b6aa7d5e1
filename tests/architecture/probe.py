"""Run by the walls in a fresh interpreter: imports the modules named on standard input, prints those it cannot.

It imports nothing of the project itself.
"""

import contextlib
import gc
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


class Alone:
    """Each module imported by itself, in a process that has imported libraries and nothing of ours but what it imports.

    `loads`: by module, all of ours that it imports, however far. What it imports is itself imported by itself before, so
    that a module is the next step from the largest of these: a child process of the one that stands there.
    """

    def __init__(self, loads: dict[str, list[str]]) -> None:
        self.loads = {name: {name, *others} for name, others in loads.items()}
        self.after: dict[str | None, list[str]] = {}
        for name in loads:
            self.after.setdefault(self._before(name), []).append(name)

    def _before(self, name: str) -> str | None:
        """Of modules in a circle with it none: they would hide the circle."""
        there = [p for p in self.loads[name] & self.loads.keys() if name not in self.loads[p]]
        return max(there, key=lambda p: (len(self.loads[p]), p), default=None)

    def attempt_all(self, here: str | None = None) -> tuple[dict[str, str], list[str]]:
        """What cannot be imported from here on, and why; and what has to begin further back."""
        waiting, found, back = list(self.after.get(here, ())), {}, []
        ours = {name for name in sys.modules if name.split(".")[0] == "app"}
        while waiting:
            name = waiting.pop()
            if ours <= self.loads[name]:
                why, left = in_a_child(self._attempt, name)
                found |= why
                waiting += left
            else:
                back.append(name)
        return found, back

    def _attempt(self, name: str) -> tuple[dict[str, str], list[str]]:
        why = attempt(name)
        return ({name: why}, self.after.get(name, [])) if why else self.attempt_all(name)


def in_a_child(act, name: str):
    """What it comes to in a process of its own, which ends with it."""
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(reading)
        with os.fdopen(writing, "w") as pipe:
            json.dump(act(name), pipe)
        os._exit(0)
    os.close(writing)
    with os.fdopen(reading) as pipe:
        said = pipe.read()
    _pid, status = os.waitpid(child, 0)
    assert status == 0, f"{name} ended with {status}"
    return json.loads(said)


def main() -> None:
    # Looking for what nobody needs any more would copy the memory of every child.
    gc.disable()
    wish = json.load(sys.stdin)
    sys.meta_path.insert(0, Wall(wish["blocked"]))
    # Libraries are imported once, so that each child has only our own modules left to import.
    for library in wish["libraries"]:
        with contextlib.suppress(ImportError):
            importlib.import_module(library)
    if wish["loads"] is None:
        found = {name: why for name in wish["names"] if (why := attempt(name))}
    else:
        found, _back = Alone(wish["loads"]).attempt_all()
    json.dump(found, sys.stdout)


if __name__ == "__main__":
    main()
