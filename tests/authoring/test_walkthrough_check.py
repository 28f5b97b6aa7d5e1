"""flask content check on the case of the guide: sound, it says nothing; each planted fault is named with its line."""

import re
import shutil

import pytest

from app.settings import ROOT
from tests.scenarios import worked

FOLDER = f"courses/{worked.COURSE}"
LOGIC, KY, RU = sorted(worked.files(), key=lambda path: (".ky." in path, ".ru." in path))
SAID = re.compile(r"^(?P<path>\S+):(?P<line>\d+): (?P<level>error|warning) (?P<code>[\w-]+): \S")
CHOICE = "- {id: go-on, to: [{when: trust >= 3, scene: order}, {scene: left}]}"
SAFE = "- {id: safe, takes: 5m, then: {add: {trust: 1}}, worth: {victim: 2}}"


@pytest.fixture
def root(tmp_path):
    for part in ("_law", "_glossary", "police-first-response"):
        shutil.copytree(ROOT / "courses" / part, tmp_path / "courses" / part)
    bank = "question_banks/trafficking"
    shutil.copytree(ROOT / bank, tmp_path / bank)
    for path, text in worked.bundle().items():
        file = tmp_path / FOLDER / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, "utf-8")
    return tmp_path


def said(app, root) -> list[tuple[str, int, str, str]]:
    """File of the case, line, level and code of what is printed about it."""
    result = app.test_cli_runner().invoke(args=["content", "check", FOLDER, "--root", str(root)])
    assert result.exception is None or isinstance(result.exception, SystemExit), result.output
    lines = (SAID.match(line) for line in result.output.splitlines())
    found = [(m["path"], int(m["line"]), m["level"], m["code"]) for m in lines if m]
    return [(path.removeprefix(f"{FOLDER}/"), *rest) for path, *rest in found]


def plant(root, path: str, old: str, new: str) -> str:
    file = root / FOLDER / path
    text = file.read_text("utf-8")
    assert old in text, f"{old!r} does not stand in {path}"
    file.write_text(text := text.replace(old, new, 1), "utf-8")
    return text


def test_the_sound_case_gives_nothing(app, root):
    assert [one for one in said(app, root) if "scenario" in one[0]] == []


# What stands in the file, what is planted instead, the code, and a text on the line that is named.
PLANTED = {
    "a dead end": (CHOICE, "- {id: go-on, when: trust >= 2, to: [{when: trust >= 3, scene: order}, {scene: left}]}", "dead-end", "  kitchen:"),
    "an unreachable scene": ("  left:\n", "  cellar:\n    kind: ending\n    outcome: weak\n  left:\n", "unreachable-scene", "  cellar:"),
    "an ending that cannot be reached": ("[{when: trust >= 3, scene: order}, {scene: left}]", "left", "unreachable-scene", "  registered:"),
    "a condition that never holds": ("when: trust >= 3, scene: order", "when: trust > 3 and trust < 2, scene: order", "never-taken", "trust > 3 and"),
    "a passage that is never there": ("hours < 20 and running(report)", "hours < 20 and found(passport) and lost(passport)", "never-shown", "lost(passport)"),
    "a choice that is never open": ("- {id: why-stayed, takes: 5m,", "- {id: why-stayed, when: serious > 5, takes: 5m,", "never-open", "serious > 5"),
    "no way to any ending": (CHOICE, "- {id: go-on, to: [{when: trust >= 3, scene: order}, {scene: kitchen}]}", "no-end-ahead", "  kitchen:"),
    "a variable never read": ("  late: {flag: false}", "  late: {flag: false}\n  calm: {flag: false}", "never-read", "  calm:"),
    "a character without a part": ("[landlady, aizada]\nexhibits", "[landlady, aizada, driver]\nexhibits", "unused-character", "characters:"),
    "an unknown citation": ("criminal-procedure-code/149", "criminal-procedure-code/9149", "unknown-citation", "/9149"),
    "an unknown lesson": ("reread: [police-first-response/first-interview]\n  kitchen", "reread: [police-first-response/no-such-lesson]\n  kitchen", "unknown-paragraph", "no-such-lesson"),
    "too many points": ("{full: 8,", "{full: 80,", "too-many-points", "full: 80"),
    "a question that leads on": (SAFE, SAFE.replace("{id: safe,", "{id: safe, to: left,"), "leaving-question", "to: left, takes: 5m"),
    "a question named twice": (SAFE, f"{SAFE}\n      {SAFE}", "repeated-id", "- {id: safe, takes"),
    "a question named as a choice": ("- {id: go-on,", "- {id: safe,", "repeated-id", "- {id: safe, takes"),
    "an exhibit named twice": ("exhibits: [passport]", "exhibits: [passport, passport]", "repeated-id", "exhibits:"),
    "an option named twice": ("options: [trafficking, fraud]", "options: [trafficking, trafficking]", "repeated-id", "options: [trafficking,"),
    "an unknown scene": ("to: kitchen", "to: cellar", "unknown-scene", "to: cellar"),
    "a variable of no kind": ("trust: {number: 2, low: 0, high: 5}", "trust: {low: 0}", "one-kind", "trust:"),
    "a variable of two kinds": ("late: {flag: false}", "late: {flag: false, number: 1}", "one-kind", "late:"),
    "a number outside its bounds": ("trust: {number: 2, low: 0, high: 5}", "trust: {number: 7, low: 0, high: 5}", "out-of-bounds", "trust:"),
}  # fmt: skip


@pytest.mark.parametrize("name", list(PLANTED))
def test_a_planted_fault_is_named_with_its_file_and_line(name, app, root):
    old, new, code, marker = PLANTED[name]
    text = plant(root, LOGIC, old, new)
    lines = [n for n, line in enumerate(text.splitlines(), start=1) if marker in line]
    found = said(app, root)
    assert [
        (path, line) for path, line, _level, its in found if its == code and line in lines
    ] != [], found
    assert {path for path, _line, _level, its in found if its == code} == {LOGIC}


@pytest.mark.parametrize("twin", [KY, RU])
def test_a_text_missing_in_one_language_is_named_in_that_file(twin, app, root):
    file = root / FOLDER / twin
    lines = file.read_text("utf-8").splitlines(keepends=True)
    place = next(n for n, line in enumerate(lines) if "hurry:" in line)
    lines[place] = lines[place].replace("hurry:", "hurried:")
    file.write_text("".join(lines), "utf-8")
    found = [(path, level, code) for path, _line, level, code in said(app, root)]
    assert found.count((twin, "error", "missing-twin")) == 1
    assert found.count((twin, "error", "unknown-text")) == 1


@pytest.mark.parametrize("twin", [KY, RU, LOGIC])
def test_a_missing_file_is_named(twin, app, root):
    (root / FOLDER / twin).unlink()
    assert (twin, 1, "error", "missing-file") in said(app, root)
