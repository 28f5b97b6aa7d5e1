"""The tree as the walls see it: files, rooms, the steps they stand on, the layers inside a room.

Every wall is a function that takes the root of a tree and answers with its faults, one sentence each, so that
a test can show a small faulty tree to it as well as the real one.
"""

import ast
import json
import os
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PROBE = Path(__file__).with_name("probe.py")

STEPS = {
    "core": 0,
    "settings": 0,
    "db": 1,
    "web": 2,
    "migrations": 2,
    "journal": 3,
    "notices": 3,
    "jobs": 3,
    "accounts": 4,
    "curriculum": 5,
    "rosters": 5,
    "assessment": 6,
    "scenarios": 6,
    "learning": 7,
    "authoring": 7,
    "drills": 8,
    "obligations": 8,
    "refreshers": 8,
    "interop": 8,
    "statistics": 8,
    "continuity": 9,
    "reports": 10,
    "home": 11,
    "demo": 12,
    "doctor": 12,
    "factory": 12,
    "menu": 12,
}
# Outside these steps there are tools, not rooms: no layers, no face.
FIRST_ROOM, LAST_ROOM = 3, 11

# A file that is not named here is pure. Where a room has two files of a kind, the second is named beside the first:
# visits, service, roll, merges and one_human (accounts), pages (curriculum), questions, claims, held, waiting, stale, allowances, draws, taught, library,
# regrades and affected (assessment), activities, groups, waiting, records and exemptions (learning), compared, debriefs and tried (scenarios) ask the database; granting,
# signing, second_factor, letters, corrections, locks, serving, restating and merging (accounts), marking, scoring, giving and remarking (assessment),
# grouping and revoking (learning) change it; visitor (accounts), seats (assessment), delivery (notices) and running (jobs) stand at the edge of the
# request or of the job; regrade_models (assessment) and service_models (accounts) stand beside models; holding, owing, listed and nearing (obligations) and planning (rosters)
# ask the database; reviewing, exempting and reminding (obligations), applying and undoing (rosters) and unlisting (learning, obligations, continuity) change it;
# composing (reports) makes tables of what queries found.
LAYERS = {
    "models": 1,
    "regrade_models": 1,
    "service_models": 1,
    "holding": 2,
    "planning": 2,
    "owing": 2,
    "listed": 2,
    "nearing": 2,
    "queries": 2,
    "visits": 2,
    "service": 2,
    "roll": 2,
    "merges": 2,
    "one_human": 2,
    "activities": 2,
    "exemptions": 2,
    "records": 2,
    "groups": 2,
    "waiting": 2,
    "pages": 2,
    "compared": 2,
    "debriefs": 2,
    "writings": 2,
    "tried": 2,
    "questions": 2,
    "claims": 2,
    "held": 2,
    "library": 2,
    "regrades": 2,
    "affected": 2,
    "stale": 2,
    "allowances": 2,
    "draws": 2,
    "taught": 2,
    "actions": 3,
    "locks": 3,
    "serving": 3,
    "restating": 3,
    "merging": 3,
    "giving": 3,
    "marking": 3,
    "scoring": 3,
    "remarking": 3,
    "granting": 3,
    "grouping": 3,
    "signing": 3,
    "second_factor": 3,
    "letters": 3,
    "corrections": 3,
    "applying": 3,
    "undoing": 3,
    "unlisting": 3,
    "revoking": 3,
    "reviewing": 3,
    "exempting": 3,
    "reminding": 3,
    "composing": 3,
    "handlers": 4,
    "forms": 4,
    "service_forms": 4,
    "visitor": 4,
    "seats": 4,
    "delivery": 4,
    "running": 4,
    "views": 5,
    "commands": 5,
}
# What a room shows nobody above it.
OWN = frozenset(
    {"handlers", "forms", "service_forms", "visitor", "delivery", "running", "views", "commands"}
)

LIBRARIES = ("flask", "sqlalchemy", "wtforms")


@dataclass(frozen=True)
class Module:
    """A Python file under app/; `room` and `part` are where it stands: app.<room>.<part>…"""

    path: Path
    name: str
    tree: ast.Module

    @property
    def room(self) -> str:
        return place(self.name)[0]

    @property
    def part(self) -> str:
        return place(self.name)[1]

    @property
    def is_package(self) -> bool:
        return self.path.name == "__init__.py"

    @property
    def is_pure(self) -> bool:
        if self.room in ("core", "settings"):
            return True
        return is_room(self.room) and self.part not in LAYERS


def is_room(name: str) -> bool:
    return FIRST_ROOM <= STEPS.get(name, 0) <= LAST_ROOM


def place(name: str) -> tuple[str, str]:
    """app.learning.views.study → learning, views."""
    _app, room, part, *_rest = *name.split("."), "", ""
    return room, part


@cache
def modules(root: Path = ROOT) -> tuple[Module, ...]:
    return tuple(_module(path, root) for path in python_files(root, "app"))


def python_files(root: Path, *folders: str) -> list[Path]:
    return [p for f in folders for p in sorted((root / f).rglob("*.py")) if p.is_file()]


def _module(path: Path, root: Path) -> Module:
    inner = path.relative_to(root)
    parts = inner.with_suffix("").parts
    name = ".".join(parts[:-1] if parts[-1] == "__init__" else parts)
    return Module(inner, name, ast.parse(path.read_text(encoding="utf-8"), str(inner)))


def imports(module: Module, known: frozenset[str]) -> Iterator[tuple[int, str]]:
    """Line and module of every import, at any depth; `known` tells a submodule from a name inside a file."""
    for node in ast.walk(module.tree):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            base = "." * node.level + (node.module or "")
            found = {f"{base}.{alias.name}" for alias in node.names}
            yield from ((node.lineno, name) for name in sorted(found & known))
            if found - known:
                yield node.lineno, base


def functions(tree: ast.AST) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    return (n for n in ast.walk(tree) if isinstance(n, ast.FunctionDef | ast.AsyncFunctionDef))


def docstring_only(module: Module) -> bool:
    body = module.tree.body
    return len(body) == 1 and ast.get_docstring(module.tree) is not None


def unimportable(
    names: Sequence[str],
    *,
    root: Path = ROOT,
    blocked: Sequence[str] = (),
    libraries: Sequence[str] = (),
    loads: Mapping[str, Sequence[str]] | None = None,
) -> dict[str, str]:
    """Modules that cannot be imported in a fresh interpreter, and why.

    `blocked` libraries are not there. With `loads`, each module finds `libraries` imported, and of ours nothing but what
    it imports by itself.
    """
    wish = {"names": names, "blocked": blocked, "libraries": libraries, "loads": loads}
    outcome = subprocess.run(
        [sys.executable, "-W", "ignore", PROBE],
        input=json.dumps(wish),
        env=os.environ | {"PYTHONPATH": str(root)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert outcome.returncode == 0, outcome.stderr
    return json.loads(outcome.stdout)


def plant(root: Path, files: dict[str, str]) -> Path:
    """A small faulty tree; packages come by themselves."""
    for name, text in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
        for folder in path.relative_to(root).parents:
            package = root / folder / "__init__.py"
            if folder.parts[:1] == ("app",) and not package.exists():
                package.write_text('"""A room."""\n', encoding="utf-8")
    return root
