"""core and every pure file know neither Flask nor SQLAlchemy nor WTForms, and do not read the clock."""

import ast
from pathlib import Path

import pytest

from tests.architecture.walls import LIBRARIES, ROOT, modules, plant, unimportable

_CLOCK = "app.core.clock"
# Of the clock's module pure files may use what only converts.
_CONVERTS = frozenset({"BISHKEK", "day_of"})
_READS_TIME = frozenset({"now", "utcnow", "today", "time", "monotonic"})


def impure(root: Path = ROOT) -> dict[str, str]:
    names = [m.name for m in modules(root) if m.is_pure]
    return unimportable(names, root=root, blocked=LIBRARIES)


def models_with_flask(root: Path = ROOT) -> dict[str, str]:
    names = [m.name for m in modules(root) if m.part == "models" or m.name == "app.db.model"]
    return unimportable(names, root=root, blocked=("flask",))


def clock_readers(root: Path = ROOT) -> list[str]:
    """Pure files that read the time instead of being told."""
    return [
        f"{module.path}:{node.lineno}: reads the time"
        for module in modules(root)
        if module.is_pure and module.name != _CLOCK
        for node in ast.walk(module.tree)
        if _reads_clock(node)
    ]


def _reads_clock(node: ast.AST) -> bool:
    if isinstance(node, ast.ImportFrom) and node.module == "app.core":
        return any(alias.name == "clock" for alias in node.names)
    if isinstance(node, ast.ImportFrom) and node.module == _CLOCK:
        return any(alias.name not in _CONVERTS for alias in node.names)
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
        whose = ast.unparse(node.func.value).split(".")[-1]
        return node.func.attr in _READS_TIME and whose in ("datetime", "date", "time", "clock")
    return False


def test_pure_files_import_without_libraries():
    assert impure() == {}


def test_models_import_without_flask():
    assert models_with_flask() == {}


def test_pure_files_are_told_the_time():
    assert clock_readers() == []


def test_the_list_of_pure_files_follows_from_their_names():
    pure = {m.name for m in modules() if m.is_pure}
    assert {"app.core.text", "app.accounts.rules", "app.accounts.events"} <= pure
    assert not {"app.accounts.models", "app.accounts.visitor", "app.web.links"} & pure


PLANTED = {
    "flask": "from flask import g\n",
    "built upon flask": "import flask_babel\n",
    "sqlalchemy": "from sqlalchemy.orm import Mapped\n",
    "wtforms": "import wtforms\n",
    "by way of another": "from app.learning.models import Enrolment\n",
    "hidden in a branch": "if True:\n    import flask\n",
}


@pytest.mark.parametrize("name", PLANTED)
def test_a_planted_library_is_found(name, tmp_path):
    root = plant(
        tmp_path,
        {
            "app/learning/rules.py": PLANTED[name],
            "app/learning/models.py": "import sqlalchemy\nEnrolment = sqlalchemy.Table\n",
            "app/learning/events.py": "from blinker import Signal\n",
        },
    )
    assert list(impure(root)) == ["app.learning.rules"]


def test_a_planted_model_with_flask_is_found(tmp_path):
    root = plant(tmp_path, {"app/learning/models.py": "import sqlalchemy\nimport flask_login\n"})
    assert list(models_with_flask(root)) == ["app.learning.models"]


TIMES = {
    "from app.core import clock\n": 1,
    "from app.core.clock import now\n": 1,
    "from app.core.clock import BISHKEK, day_of\n": 0,
    "import datetime\nx = datetime.datetime.now(datetime.UTC)\n": 1,
    "from datetime import date\nx = date.today()\n": 1,
    "import time\nx = time.time()\n": 1,
    "def f(at):\n    return at.time()\n": 0,
}


@pytest.mark.parametrize("text", TIMES)
def test_a_planted_look_at_the_clock_is_found(text, tmp_path):
    root = plant(tmp_path, {"app/learning/rules.py": text})
    assert len(clock_readers(root)) == TIMES[text]
