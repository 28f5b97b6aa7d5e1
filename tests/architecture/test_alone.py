"""Every module imports by itself, whatever was imported before it: no module leans on another's side effects."""

from pathlib import Path

import pytest

from tests.architecture.walls import ROOT, imports, modules, plant, unimportable


def dependent(root: Path = ROOT) -> dict[str, str]:
    # Migrations run inside Alembic and import nothing that could lean on anything.
    tree = [m for m in modules(root) if m.room != "migrations"]
    imported = {name for m in tree for _line, name in imports(m, frozenset())}
    libraries = sorted(name for name in imported if name.split(".")[0] != "app")
    names = [m.name for m in tree]
    return unimportable(names, root=root, libraries=libraries, alone=True)


# Two hundred children of an interpreter take their time.
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
