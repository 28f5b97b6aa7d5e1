"""Every module imports by itself, whatever was imported before it: no module leans on another's side effects."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.architecture.walls import ROOT, Module, imports, modules, plant, unimportable


def dependent(root: Path = ROOT) -> dict[str, str]:
    # Migrations run inside Alembic and import nothing that could lean on anything.
    tree = [m for m in modules(root) if m.room != "migrations"]
    imported = {name for m in tree for _line, name in imports(m, frozenset())}
    libraries = sorted(name for name in imported if name.split(".")[0] != "app")
    names = [m.name for m in tree]
    return unimportable(names, root=root, libraries=libraries, loads=loads(tree))


def loads(tree: list[Module]) -> dict[str, list[str]]:
    """By module, all of ours that are imported with it, however far."""
    known = frozenset(m.name for m in tree)
    next_to = {m.name: {*_imported_at_once(m, known), *_around(m.name)} & known for m in tree}
    return {name: sorted(_all_from(name, next_to)) for name in next_to}


def _imported_at_once(module: Module, known: frozenset[str]) -> Iterator[str]:
    """By the lines that always run; not inside of functions, nor under a condition."""
    lines = [node for node in module.tree.body if isinstance(node, ast.Import | ast.ImportFrom)]
    always = Module(module.path, module.name, ast.Module(lines, []))
    for _line, name in imports(always, known):
        yield from (name, *_around(name))


def _around(name: str) -> list[str]:
    """Its packages, which are imported before it."""
    parts = name.split(".")
    return [".".join(parts[:n]) for n in range(1, len(parts))]


def _all_from(name: str, next_to: dict[str, set[str]]) -> set[str]:
    found, waiting = {name}, [name]
    while waiting:
        new = next_to[waiting.pop()] - found
        found |= new
        waiting += new
    return found


# Five hundred children of an interpreter take their time.
@pytest.mark.proof
def test_every_module_imports_alone():
    assert dependent() == {}


def test_a_planted_circle_is_found(tmp_path):
    root = plant(
        tmp_path,
        {
            "app/learning/rules.py": "from app.learning.access import B\nA = 1\n",
            "app/learning/access.py": "from app.learning.rules import A\nB = 1\n",
            "app/learning/events.py": "",
        },
    )
    assert set(dependent(root)) == {"app.learning.rules", "app.learning.access"}


def test_a_planted_module_that_needs_another_first_is_found(tmp_path):
    needs = "import sys\nA = sys.modules['app.learning.access'].B\n"
    root = plant(tmp_path, {"app/learning/rules.py": needs, "app/learning/access.py": "B = 1\n"})
    assert set(dependent(root)) == {"app.learning.rules"}


# Ways to lean on `access` that a module imported before, or imports itself when it is too late to count.
LEANING = {
    "another imports it first": "",
    "it is imported in a function": "def late():\n    from app.learning import access\n",
    "it is imported under a condition": "if sys.argv is None:\n    from app.learning import access\n",
    "it is imported by a package's name": "def late():\n    import app.learning.access\n",
}


@pytest.mark.parametrize("name", LEANING)
def test_a_planted_module_that_leans_on_what_it_does_not_import_is_found(name, tmp_path):
    needs = f"import sys\nfrom app.learning import events\n{LEANING[name]}"
    needs += "A = sys.modules['app.learning.access'].B\n"
    files = {
        "app/learning/access.py": "B = 1\n",
        "app/learning/events.py": "import importlib\nimportlib.import_module('json')\n",
        "app/learning/queries.py": "from app.learning import access, events, rules\n",
        "app/learning/rules.py": needs,
    }
    # Whoever imports it after the other sees nothing; it alone does.
    assert set(dependent(plant(tmp_path, files))) == {"app.learning.rules"}


def test_a_planted_module_that_is_loaded_out_of_sight_lends_nothing(tmp_path):
    """`events` loads `access` in a way that no reading of files sees; what stands after it is tried without."""
    files = {
        "app/learning/access.py": "B = 1\n",
        "app/learning/events.py": "import importlib\nimportlib.import_module('app.learning.access')\n",
        "app/learning/rules.py": "from app.learning import events\n",
        "app/learning/queries.py": "from app.learning import rules\n",
        "app/learning/actions.py": "import sys\nA = sys.modules['app.learning.access'].B\n",
    }
    assert set(dependent(plant(tmp_path, files))) == {"app.learning.actions"}
