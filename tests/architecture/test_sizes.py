"""Files, functions, views, templates, scripts stay small enough to be read at one go."""

import ast
from pathlib import Path

import pytest

from tests.architecture.walls import ROOT, functions, plant, python_files

FILE, FUNCTION, VIEW, TEMPLATE, SCRIPT, STYLE = 300, 40, 15, 120, 80, 700

# What may be larger, with the lines it may have and why. Ask before adding.
ALLOWED: dict[str, tuple[int, str]] = {}
# Tables written out once by the migration tool; nobody edits them afterwards.
GENERATED = "app/migrations/versions/"

_ROUTES = frozenset({"get", "post", "route"})


def too_large(root: Path = ROOT) -> list[str]:
    folders = ("app", "tests", "tools", "benchmarks")
    found = []
    for path in python_files(root, *folders):
        name = path.relative_to(root).as_posix()
        if not name.startswith(GENERATED):
            found += _of_python(name, path.read_text(encoding="utf-8"))
    for pattern, limit in (
        ("app/*/templates/**/*.*", TEMPLATE),
        ("static/js/*.js", SCRIPT),
        ("static/*.css", STYLE),
    ):
        for path in sorted(root.glob(pattern)):
            lines = len(path.read_text(encoding="utf-8").splitlines())
            found += _over(path.relative_to(root).as_posix(), lines, limit)
    return found


def _of_python(name: str, text: str) -> list[str]:
    found = _over(name, len(text.splitlines()), FILE)
    for function in functions(ast.parse(text)):
        limit = VIEW if is_view(function) else FUNCTION
        found += _over(f"{name}:{function.name}", length(function), limit)
    return found


def _over(name: str, lines: int, limit: int) -> list[str]:
    limit = ALLOWED.get(name, (limit, ""))[0]
    return [f"{name}: {lines} lines, {limit} allowed"] if lines > limit else []


def is_view(function) -> bool:
    """Decorated with @bp.get(…), @bp.post(…) or @bp.route(…)."""
    return any(
        isinstance(d, ast.Call) and isinstance(d.func, ast.Attribute) and d.func.attr in _ROUTES
        for d in function.decorator_list
    )


def length(function) -> int:
    """From `def` to the end, decorators and docstring not counted."""
    lines = function.end_lineno - function.lineno + 1
    if ast.get_docstring(function) is not None:
        said = function.body[0]
        lines -= said.end_lineno - said.lineno + 1
    return lines


def test_nothing_is_too_large():
    assert too_large() == []


def test_what_is_allowed_more_still_needs_it():
    """Whoever makes a file smaller takes it off the list."""
    gone = [name for name in ALLOWED if not (ROOT / name.split(":")[0]).exists()]
    assert gone == []


def _function(lines: int, *, before: str = "", said: str = "") -> str:
    return f"{before}def f():\n{said}" + "    x = 1\n" * (lines - 1)


PLANTED = {
    "file": ("app/learning/rules.py", "x = 1\n" * 301, "rules.py: 301"),
    "function": ("app/learning/rules.py", _function(41), "rules.py:f: 41"),
    "method": (
        "app/learning/rules.py",
        "class A:\n" + "".join(f"    {line}\n" for line in _function(41).splitlines()),
        "rules.py:f: 41",
    ),
    "view": (
        "app/learning/views/study.py",
        _function(16, before='@bp.get("/")\n@signed_in\n'),
        "study.py:f: 16 lines, 15",
    ),
    "test": ("tests/learning/test_rules.py", _function(41), "test_rules.py:f: 41"),
    "template": ("app/learning/templates/learning/show.html", "<p>\n" * 121, "show.html: 121"),
    "script": ("static/js/sitting.js", "x;\n" * 81, "sitting.js: 81"),
    "style": ("static/style.css", "a {}\n" * 701, "style.css: 701"),
}


@pytest.mark.parametrize("name", PLANTED)
def test_a_planted_giant_is_found(name, tmp_path):
    file, text, says = PLANTED[name]
    found = too_large(plant(tmp_path, {file: text}))
    assert len(found) == 1
    assert says in found[0]


@pytest.mark.parametrize(
    "file, text",
    [
        ("app/learning/rules.py", "x = 1\n" * 300),
        ("app/learning/rules.py", _function(40)),
        ("app/learning/views/study.py", _function(15, before='@bp.post("/")\n')),
        ("app/learning/rules.py", _function(40, said='    """Says\n\n    why.\n    """\n')),
        ("app/migrations/versions/0001_first.py", "x = 1\n" * 900),
    ],
)
def test_what_is_just_small_enough_passes(file, text, tmp_path):
    assert too_large(plant(tmp_path, {file: text})) == []
