"""T30: what the program never does, what nobody passes over without saying why, and what it is made of."""

import ast
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.architecture.walls import ROOT, plant
from tools import sbom

pytestmark = pytest.mark.proof

# Names that stand for something that ours has no need of, and the rule of security.md that says so.
IMPORTS = {
    "pickle": 25, "marshal": 25, "shelve": 25, "dill": 25, "tarfile": 24, "subprocess": 25, "pty": 25, "ctypes": 25,
    "requests": 27, "httpx": 27, "aiohttp": 27, "urllib.request": 27, "urllib3": 27, "http.client": 27, "ftplib": 27,
    "xml.sax": 25, "xml.dom": 25, "lxml": 25, "telnetlib": 27, "imp": 25, "code": 25,
}  # fmt: skip
CALLS = {
    "eval": 25, "exec": 25, "__import__": 25, "os.system": 25, "os.popen": 25, "yaml.load": 25, "yaml.unsafe_load": 25,
    "yaml.full_load": 25, "hashlib.md5": 11, "hashlib.sha1": 11, "tempfile.mktemp": 23, "render_template_string": 25,
    "random.SystemRandom": 6, "uuid.uuid1": 6, "extractall": 24, "setattr": 9, "Markup.format_map": 17,
}  # fmt: skip
_NOQA = re.compile(r"#\s*noqa:\s*([A-Z0-9, ]+?)(?:\s*[-—]\s*(.+))?$")
_QUERY = re.compile(r"^\s*(select|insert|update|delete|drop|alter)\b", re.IGNORECASE)


def files(root: Path) -> Iterator[tuple[str, str]]:
    """Migrations put tables together from names of ours, and take nothing from outside."""
    for path in sorted((root / "app").rglob("*.py")):
        if "migrations" in path.parts:
            continue
        yield path.relative_to(root).as_posix(), path.read_text("utf-8")


def _name(node: ast.AST) -> str:
    if isinstance(node, ast.Attribute):
        return f"{_name(node.value)}.{node.attr}".lstrip(".")
    return node.id if isinstance(node, ast.Name) else ""


def _nodes(node: ast.AST) -> Iterator[str]:
    if isinstance(node, ast.Import):
        yield from (f"imports {a.name}" for a in node.names if a.name in IMPORTS)
    elif isinstance(node, ast.ImportFrom) and (node.module or "") in IMPORTS:
        yield f"imports {node.module}"
    elif isinstance(node, ast.Call):
        called = _name(node.func)
        for kind in {called, called.rpartition(".")[2]} & CALLS.keys():
            yield f"calls {kind}"
        yield from _written(node, called)


def _written(node: ast.Call, called: str) -> Iterator[str]:
    """A query put together from pieces; fields of a form poured into a row; a check switched off."""
    first = node.args[0] if node.args else None
    if called.rpartition(".")[2] in ("text", "execute", "exec_driver_sql") and isinstance(first, ast.JoinedStr):  # fmt: skip
        whole = "".join(v.value for v in first.values if isinstance(v, ast.Constant))
        if _QUERY.match(whole):
            yield "puts a query together"
    for keyword in node.keywords:
        if keyword.arg is None and "request." in ast.unparse(keyword.value):
            yield "pours a form into a call"
        if keyword.arg == "verify" and isinstance(keyword.value, ast.Constant) and not keyword.value.value:  # fmt: skip
            yield "checks no certificate"
        if keyword.arg == "shell" and isinstance(keyword.value, ast.Constant) and keyword.value.value:  # fmt: skip
            yield "starts a shell"


def dangerous(root: Path = ROOT) -> list[str]:
    return [
        f"{name}:{getattr(node, 'lineno', 0)}: {fault}"
        for name, source in files(root)
        for node in ast.walk(ast.parse(source))
        for fault in _nodes(node)
    ]


def unexplained(root: Path = ROOT) -> list[str]:
    """Rules of safety that were passed over without a reason on the line, or on the one above."""
    found = []
    for name, source in files(root):
        lines = source.splitlines()
        for number, line in enumerate(lines):
            match = _NOQA.search(line)
            if match and re.search(r"\bS\d", match[1]) and not match[2]:
                above = lines[number - 1].strip() if number else ""
                if not above.startswith("#"):
                    found.append(f"{name}:{number + 1}: {match[1]}")
    return found


def test_the_program_does_nothing_dangerous():
    found = dangerous()
    print(f"dangerous calls and imports: {len(found)} / 0 of {len(IMPORTS) + len(CALLS)} kinds")
    assert found == []


def test_what_is_passed_over_is_explained():
    found = unexplained()
    print(f"rules of safety passed over without a reason: {len(found)} / 0")
    assert found == []


# ── what it is made of ────────────────────────────────────────────────────────


def without_a_page(root: Path = ROOT) -> list[str]:
    project = tomllib.loads((root / "pyproject.toml").read_text("utf-8"))["project"]
    wanted = [*project["dependencies"], *sum(project["optional-dependencies"].values(), [])]
    names = {re.split(r"[\[<>=!~ ;]", one)[0].lower() for one in wanted}
    pages = {p.stem.lower() for p in (root / "docs" / "decisions" / "dependencies").glob("*.md")}
    return sorted(names - pages)


def test_every_dependency_has_a_page():
    assert without_a_page() == []


def test_the_bill_of_materials_is_that_of_the_lock():
    assert sbom.FILE.read_text("utf-8") == sbom.made(), "run: python -m tools.sbom"
    assert len(sbom.packages((ROOT / "requirements" / "run.txt").read_text("utf-8"))) > 30


# ── planted ───────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    "line",
    [
        "import pickle",
        "from urllib.request import urlopen",
        "x = eval('1')",
        "import yaml\nyaml.load('a', yaml.Loader)",
        "archive.extractall('/tmp')",
        "session.execute(text(f'SELECT * FROM person WHERE id = {x}'))",
        "connection.exec_driver_sql(f'DELETE FROM {x}')",
        "Person(**request.form)",
        "for k, v in request.form.items(): setattr(person, k, v)",
        "import os\nos.system('true')",
        "get('https://a.example', verify=False)",
        "import hashlib\nhashlib.md5(b'')",
    ],
)
def test_a_planted_danger_is_found(line, tmp_path):
    assert dangerous(plant(tmp_path, {"app/gossip/views.py": line}))


def test_a_planted_rule_passed_over_is_found(tmp_path):
    root = plant(tmp_path, {"app/a.py": "x = 1  # noqa: S105\ny = 2  # noqa: S105 - shown to everybody\n"})  # fmt: skip
    assert unexplained(root) == ["app/a.py:1: S105"]


def test_a_planted_dependency_without_a_page_is_found(tmp_path):
    (tmp_path / "docs" / "decisions" / "dependencies").mkdir(parents=True)
    (tmp_path / "pyproject.toml").write_text(
        '[project]\ndependencies = ["gossip>=1"]\n[project.optional-dependencies]\ndev = []\n'
    )
    assert without_a_page(tmp_path) == ["gossip"]


def test_a_planted_other_version_is_found(tmp_path):
    lock = (ROOT / "requirements" / "run.txt").read_text("utf-8")
    (tmp_path / "requirements").mkdir()
    (tmp_path / "requirements" / "run.txt").write_text(re.sub(r"==(\d+)", "==9\\1", lock, count=1))
    (tmp_path / "pyproject.toml").write_text((ROOT / "pyproject.toml").read_text("utf-8"))
    assert sbom.made(tmp_path) != sbom.made()
