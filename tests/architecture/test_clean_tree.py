"""What is handed over names no machine, no registry and no secret, and says under which licence it stands."""

import re
import subprocess
from collections.abc import Iterable
from pathlib import Path

import pytest

from tests.architecture.walls import ROOT

_RULES = {
    "a registry": re.compile(
        r"(?<!no-emit-)\b(extra-)?index[-]url\b|pythonhosted[.]org|(registry|mirror)[\w.-]*\.(com|org|net)"
    ),
    "a path of one machine": re.compile(r"(?<![\w.~/-])/(work|root|home/[a-z_]+|Users)/"),
    "a private key": re.compile(r"-----BEGIN [A-Z ]*PRIVATE KEY-----"),
    "a key of a service": re.compile(
        r"\b(AKIA[0-9A-Z]{16}|gh[pousr]_\w{36}|xox[abps]-[\w-]{10,}|sk-[\w-]{20,}|glpat-[\w-]{20})"
    ),
    "a signed token": re.compile(r"\beyJ[\w-]{20,}\.[\w-]{20,}\."),
    "a password in an address": re.compile(r"://[^/\s:@\"'{}]+:(?!password@|…@)[^/\s@\"'{}]+@"),
}
_IN_LOCKS = re.compile(r"://|\bfile:|--(extra-)?index[-]url|--find-links|--trusted-host")
# Pictures, fonts and the like hold no words.
_BINARY = frozenset({".png", ".jpg", ".webp", ".ico", ".woff2", ".pdf", ".gz", ".ttf", ".otf"})


def tracked(root: Path = ROOT) -> list[Path]:
    """What version control holds or would hold; without it, everything that does not begin with a dot."""
    command = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    outcome = subprocess.run(command, cwd=root, capture_output=True, text=True, check=False)
    if outcome.returncode == 0:
        found = [root / name for name in outcome.stdout.split("\0") if name]
    else:
        found = [p for p in root.rglob("*") if not _is_hidden(p.relative_to(root))]
    return sorted(p for p in found if p.is_file() and p.suffix not in _BINARY)


def _is_hidden(path: Path) -> bool:
    made = path.suffix == ".mo" or bool({"__pycache__", "instance"} & set(path.parts))
    return made or any(part.startswith(".") for part in path.parts)


def traces(files: Iterable[Path], root: Path = ROOT) -> list[str]:
    found = []
    for path in files:
        lines = path.read_text(encoding="utf-8", errors="replace").splitlines()
        for number, line in enumerate(lines, start=1):
            found += [
                f"{path.relative_to(root)}:{number}: {what}"
                for what, rule in _RULES.items()
                if rule.search(line)
            ]
    return found


def unclean_locks(root: Path = ROOT) -> list[str]:
    return [
        f"{path.relative_to(root)}:{number}: {line.strip()}"
        for path in sorted((root / "requirements").glob("*.txt"))
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1)
        if _IN_LOCKS.search(line)
    ]


def unlocked(root: Path = ROOT) -> list[str]:
    """Packages of a lock without a version or without a hash."""
    found = []
    for path in sorted((root / "requirements").glob("*.txt")):
        text = re.sub(r"\\\n", " ", path.read_text(encoding="utf-8"))
        for line in text.splitlines():
            says = line.split("#")[0].strip()
            if says and not ("==" in says and "--hash=sha256:" in says):
                found.append(f"{path.name}: {says.split()[0]}")
    return found


def test_no_file_names_a_machine_a_registry_or_a_secret():
    assert traces(tracked()) == []


def test_locks_name_no_address_and_hash_everything():
    assert {p.name for p in (ROOT / "requirements").glob("*.txt")} >= {"run.txt", "dev.txt"}
    assert unclean_locks() == []
    assert unlocked() == []


def test_the_licence_is_there():
    assert "Apache License" in (ROOT / "LICENSE").read_text(encoding="utf-8")


def test_what_a_machine_makes_is_not_handed_over():
    made = re.compile(r"\.(pyc|mo|db|pem|sqlite3?)$|^instance/|^\.venv/|node_modules/")
    names = [p.relative_to(ROOT).as_posix() for p in tracked()]
    assert [name for name in names if made.search(name)] == []


# Put together here, so that this file names none of it.
PLANTED = {
    "a registry": "--index" + "-url https://packages.example",
    "a registry of files": "https://files.python" + "hosted.org/x",
    "a folder of this machine": 'open("/' + 'work/main/app")',
    "a home": "see /" + "home/aida/muras",
    "the administrator's home": "`/" + "root/.cache`",
    "a private key": "-----BEGIN " + "EC PRIVATE KEY-----",
    "a key of a service": "AKIA" + "ABCDEFGHIJKLMNOP",
    "a signed token": "eyJ" + "a" * 20 + "." + "b" * 20 + ".c",
    "a password": "postgresql://muras:" + "hunter2@db.example/muras",
}


@pytest.mark.parametrize("name", PLANTED)
def test_a_planted_trace_is_found(name, tmp_path):
    path = tmp_path / "notes.md"
    path.write_text(f"first\n{PLANTED[name]}\n", encoding="utf-8")
    assert [f.split(":")[1] for f in traces(tracked(tmp_path), tmp_path)] == ["2"]


@pytest.mark.parametrize(
    "text",
    [
        "--no-emit-index" + "-url",
        "postgresql://user:password@host/name",
        "https://cbd.minjust.gov.kg/112309/edition/1/ru",
        "https://www.ilo.org/work/forced-labour and homework/root/",
    ],
)
def test_what_is_no_trace_passes(text, tmp_path):
    path = tmp_path / "notes.md"
    path.write_text(text, encoding="utf-8")
    assert traces([path], tmp_path) == []


@pytest.mark.parametrize(
    "line",
    [
        "flask @ https://host.example/flask.whl",
        "-e file:///flask",
        "--index" + "-url x",
        "--find-links .",
    ],
)
def test_a_planted_address_in_a_lock_is_found(line, tmp_path):
    (tmp_path / "requirements").mkdir()
    (tmp_path / "requirements" / "run.txt").write_text(line)
    assert len(unclean_locks(tmp_path)) == 1
    assert len(unlocked(tmp_path)) == 1
