"""Imports go down the ladder; of a lower room only its face is imported; inside a room there is an order."""

import ast
from pathlib import Path

import pytest

from tests.architecture.walls import (
    LAYERS,
    OWN,
    ROOT,
    STEPS,
    Module,
    docstring_only,
    functions,
    imports,
    is_room,
    modules,
    place,
    plant,
)

# These put everything together and may know everything.
_KNOW_ALL = frozenset({"factory", "menu"})


def forbidden(importer: str, target: str) -> str | None:
    """Why one module may not import another; None when it may."""
    if target.startswith("."):
        return "imports are absolute"
    (room, part), (lower, face) = place(importer), place(target)
    if room in _KNOW_ALL:
        return None
    for name in (room, lower):
        if name not in STEPS:
            return f"{name or 'app'} stands on no step of the ladder"
    if room == lower:
        return _inside(room, part, face)
    if STEPS[lower] >= STEPS[room]:
        return f"{lower} does not stand below {room}"
    if is_room(lower) and face in OWN:
        return f"{face} of {lower} are its own"
    return None


def _inside(room: str, part: str, other: str) -> str | None:
    if not is_room(room) or LAYERS.get(other, 0) <= LAYERS.get(part, 0):
        return None
    return f"inside a room {part} come before {other}"


def faults(root: Path = ROOT) -> list[str]:
    tree = modules(root)
    known = frozenset(module.name for module in tree)
    return [fault for module in tree for fault in _faults_of(module, known)]


def _faults_of(module: Module, known: frozenset[str]):
    for line, target in imports(module, known):
        if target.split(".")[0] == "importlib":
            yield f"{module.path}:{line}: imports by name cannot be followed"
        if target.split(".")[0] not in ("app", ""):
            continue
        why = forbidden(module.name, target)
        if why:
            yield f"{module.path}:{line}: imports {target}, but {why}"
    for function in functions(module.tree):
        for node in ast.walk(function):
            if isinstance(node, ast.Import | ast.ImportFrom):
                yield f"{module.path}:{node.lineno}: an import inside {function.name}"
    for node in ast.walk(module.tree):
        if isinstance(node, ast.Name) and node.id == "__import__":
            yield f"{module.path}:{node.lineno}: imports by name cannot be followed"
    if module.is_package and not docstring_only(module):
        yield f"{module.path}: a package holds a docstring and nothing else"


def test_every_import_goes_down_the_ladder():
    assert faults() == []


def test_every_room_stands_on_the_ladder():
    there = {m.room for m in modules() if m.room}
    assert there <= STEPS.keys()


ALLOWED = [
    ("app.learning.rules", "app.core.refusals"),
    ("app.learning.actions", "app.assessment.queries"),
    ("app.learning.rules", "app.assessment.events"),
    ("app.learning.views.study", "app.learning.forms"),
    ("app.learning.views.study", "app.learning.views.pages"),
    ("app.accounts.visits", "app.accounts.queries"),
    ("app.accounts.forms", "app.web.forms"),
    ("app.factory", "app.accounts.views.sign_in"),
    ("app.menu", "app.accounts.views.people"),
    ("app.web.assets", "app.settings"),
    ("app.demo.world", "app.learning.actions"),
]

FORBIDDEN = [
    ("app.accounts.rules", "app.learning.rules", "does not stand below"),
    ("app.curriculum.models", "app.assessment.models", "does not stand below"),
    ("app.journal.actions", "app.notices.models", "does not stand below"),
    ("app.core.text", "app.settings", "does not stand below"),
    ("app.web.access", "app.factory", "does not stand below"),
    ("app.learning.views.study", "app.assessment.views.attempts", "are its own"),
    ("app.learning.handlers", "app.accounts.handlers", "are its own"),
    ("app.learning.forms", "app.accounts.forms", "are its own"),
    ("app.reports.commands", "app.learning.commands", "are its own"),
    ("app.demo.world", "app.learning.forms", "are its own"),
    ("app.home.views", "app.demo.world", "does not stand below"),
    ("app.learning.rules", "app.learning.models", "come before"),
    ("app.learning.access", "app.learning.queries", "come before"),
    ("app.learning.events", "app.learning.models", "come before"),
    ("app.learning.models", "app.learning.queries", "come before"),
    ("app.learning.queries", "app.learning.actions", "come before"),
    ("app.learning.actions", "app.learning.forms", "come before"),
    ("app.learning.forms", "app.learning.views.study", "come before"),
    ("app.learning.rules", ".models", "absolute"),
    ("app.learning.rules", "app", "no step"),
    ("app.gossip.rules", "app.core.text", "no step"),
]


@pytest.mark.parametrize("importer, target", ALLOWED)
def test_what_may_be_imported(importer, target):
    assert forbidden(importer, target) is None


@pytest.mark.parametrize("importer, target, why", FORBIDDEN)
def test_what_may_not_be_imported(importer, target, why):
    assert why in (forbidden(importer, target) or "")


PLANTED = {
    "up": ("app/accounts/rules.py", "import app.learning.rules\n", "does not stand below"),
    "up, as a name": ("app/accounts/queries.py", "from app.learning import rules\n", "below"),
    "late": ("app/accounts/rules.py", "def f():\n    from app.core import text\n", "inside f"),
    "hidden in a branch": (
        "app/core/text.py",
        "if True:\n    from app.db import model\n",
        "does not stand below",
    ),
    "behind a room's face": (
        "app/learning/actions.py",
        "from app.accounts.forms import Form\n",
        "are its own",
    ),
    "relative": ("app/accounts/rules.py", "from . import models\n", "absolute"),
    "from the package": ("app/web/pages.py", "from app import create_app\n", "no step"),
    "by name": ("app/accounts/rules.py", "import importlib\n", "cannot be followed"),
    "in a package": ("app/accounts/__init__.py", '"""A."""\nX = 1\n', "nothing else"),
}


@pytest.mark.parametrize("name", PLANTED)
def test_a_planted_fault_is_found(name, tmp_path):
    file, text, why = PLANTED[name]
    quiet = {"app/learning/rules.py": "", "app/accounts/forms.py": "", "app/db/model.py": ""}
    found = faults(plant(tmp_path, {**quiet, "app/core/text.py": "", file: text}))
    assert any(why in fault for fault in found), found
