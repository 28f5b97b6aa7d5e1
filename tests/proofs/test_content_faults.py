"""Faulty content is told of all at once, each fault with its file and line; nothing of it is released."""

import re
import shutil
import time

import pytest
from sqlalchemy import func, select

from app.curriculum.models import Release
from app.db.session import db
from app.settings import ROOT

pytestmark = pytest.mark.proof

COURSE = "courses/tip-foundations"
BANK = "question_banks/trafficking"
ALOUD = re.compile(r"^(?P<path>\S+):(?P<line>\d+): error (?P<code>[\w-]+): \S")
BOMB = "a: &a [x, x]\n" + "".join(
    f"{chr(98 + n)}: &{chr(98 + n)} [*{chr(97 + n)}, *{chr(97 + n)}]\n" for n in range(20)
)


@pytest.fixture
def root(tmp_path):
    for folder in ("courses", "question_banks"):
        shutil.copytree(ROOT / folder, tmp_path / folder)
    return tmp_path


def _lesson(root, n: int):
    return sorted((root / COURSE).glob("*/*.ru.md"))[n]


def _item(root, n: int):
    with_one = (p for p in sorted((root / BANK).glob("*/*.yaml")) if "kind: single-choice" in p.read_text("utf-8"))  # fmt: skip
    return list(with_one)[n]


def _edit(path, old: str, new: str):
    text = path.read_text("utf-8")
    assert old in text, f"{old!r} does not stand in {path.name}"
    path.write_text(text.replace(old, new, 1), "utf-8")
    return path


def _raw(path, body: bytes):
    path.write_bytes(body)
    return path


def _translation_gone(root):
    return _raw(path := _item(root, 4), re.sub(r"\n  ru: .*", "", path.read_text("utf-8"), count=1).encode())  # fmt: skip


def _quiz(root):
    return sorted((root / COURSE).glob("*/*.quiz.yaml"))[0]


FAULTS = {
    "CP1251": lambda root: _raw(_lesson(root, 0), "Урок".encode("cp1251")),
    "NUL": lambda root: _raw(p := _lesson(root, 1), p.read_bytes() + b"\nA\x00B\n"),
    "two right answers": lambda root: _edit(_item(root, 0), "  - id: b\n", "  - id: b\n    right: true\n"),
    "a link to nothing": lambda root: _raw(p := _lesson(root, 2), p.read_bytes() + "\n[там](lesson:no-such)\n".encode()),
    "an unknown bank": lambda root: _raw(p := _quiz(root), re.sub(rb"(?m)^bank: .*", b"bank: no-such", p.read_bytes())),
    "deep YAML": lambda root: _raw(_item(root, 1), b"id: " + b"[" * 3_000 + b"]" * 3_000),
    "an alias bomb": lambda root: _raw(_item(root, 2), BOMB.encode()),
    "a tag": lambda root: _raw(_item(root, 3), b"id: !!python/object/apply:os.system ['true']\n"),
    "a missing translation": _translation_gone,
    "a lost twin": lambda root: (p := _lesson(root, 4)).unlink() or p.with_name(p.name.replace(".ru.", ".ky.")),
    "a wrong rereading": lambda root: _raw(p := _item(root, 5), re.sub(rb"(?m)^reread: .*", b"reread: tip-foundations/no-such#x", p.read_bytes())),
}  # fmt: skip


def ask(app, command: str, root):
    """Exit code, the faults told as (path, line), all that was said."""
    outcome = app.test_cli_runner().invoke(args=["content", command, "--root", str(root)])
    assert outcome.exception is None or isinstance(outcome.exception, SystemExit), outcome.exception
    told = [m for line in outcome.output.splitlines() if (m := ALOUD.match(line))]
    return outcome.exit_code, {m["path"] for m in told}, outcome.output


def released() -> int:
    db.session.rollback()
    return db.session.scalar(select(func.count()).select_from(Release)) or 0


def missed(root, told: set[str], spoilt: dict) -> list[str]:
    """Faults of which nothing was said at the file they stand in."""
    names = {name: path.relative_to(root).as_posix().removesuffix(".md") for name, path in spoilt.items()}  # fmt: skip
    return [n for n, path in names.items() if not any(t.startswith(path.removesuffix(".ky").removesuffix(".ru")) for t in told)]  # fmt: skip


# Whether a reference leads anywhere is said when all it may lead to can be read: what is missed may be there.
REFERENCES = ("a link to nothing", "a wrong rereading", "an unknown bank", "two right answers")


@pytest.mark.parametrize("references", [False, True], ids=["unreadable", "leading nowhere"])
def test_every_fault_is_told_at_once_and_nothing_is_released(references, app, root):
    late = REFERENCES[:2]
    names = REFERENCES if references else [name for name in FAULTS if name not in late]
    spoilt = {name: FAULTS[name](root) for name in names}
    begun = time.monotonic()
    code, told, said = ask(app, "check", root)
    seconds = time.monotonic() - begun
    print(f"faults of content passed over: {len(missed(root, told, spoilt))} / 0 of {len(spoilt)}")
    print(f"time to tell them: {seconds:.1f} s / 20 s")
    assert code == 1
    assert missed(root, told, spoilt) == [], said[-3000:]
    assert "Traceback" not in said
    assert seconds < 20
    before = released()
    code, _told, said = ask(app, "import", root)
    print(f"released of faulty content: {released() - before} / 0")
    assert code == 1
    assert "Nothing was released" in said
    assert released() == before


# ── planted ───────────────────────────────────────────────────────────────────


def test_sound_content_is_said_to_be_sound(app, root):
    code, told, said = ask(app, "check", root)
    assert (code, told) == (0, set()), said[-2000:]


def test_a_planted_fault_passed_over_is_found(root):
    assert missed(root, {"courses/other.yaml"}, {"x": root / COURSE / "course.yaml"}) == ["x"]
