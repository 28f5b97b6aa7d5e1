"""T05: hardly anything takes a file. Whatever is sent as one elsewhere is refused, changes nothing and stays nowhere.

A room that takes files brings its own cases: what a file may be, and what it becomes.
"""

import ast
import re
import tempfile
from collections import Counter
from pathlib import Path

import pytest
from flask import request

from app.settings import ROOT
from app.web import security
from app.web.access import public
from tests.architecture import addresses
from tests.architecture.walk import Walk
from tests.browser import ORIGIN
from tests.proofs import uploads
from tests.proofs.forms import unsafe
from tests.proofs.test_fuzz import path_of
from tests.proofs.uploads import File

MULTIPART = "multipart/form-data; boundary=B"
REFUSED = {400, 413, 415}
# What nobody can read as a file is a form with nothing in it, or with less than is asked for.
INCOMPLETE = {*REFUSED, 422}
WHO = "kanykei"
# Staff lists; test_staff_list_uploads.py sends the same hostile files there.
TAKING = {"/staff-lists/new"}

pytestmark = [
    pytest.mark.proof,
    # Where the parser gives up in the middle of a form, the garbage collector closes the file it had begun.
    pytest.mark.filterwarnings("ignore:Unclosed file <tempfile.Spooled:ResourceWarning"),
]


def upload(walk: Walk, path: str, file: File) -> int:
    body = uploads.sent(file, {"csrf_token": walk.token(), "step": "confirmed"})
    told = dict(ORIGIN) | {"X-CSRFToken": walk.token()}
    client = walk.client(WHO)
    response = client.post(path, data=body, content_type=MULTIPART, headers=told)
    response.close()
    return response.status_code


def refusing(walk: Walk) -> list[str]:
    """The unsafe addresses at which no file is taken."""
    paths = [path_of(walk, rule) for rule in walk.rules if "POST" in addresses.methods(rule)]
    return [path for path in paths if path not in TAKING]


def left_behind(folder: Path) -> set[Path]:
    """Files in the folder for passing things, and what is new in the project."""
    ours = {path for path in ROOT.glob("*") if path.name not in ("instance", ".git")}
    return set(folder.rglob("*")) | ours | set((ROOT / "static").rglob("*"))


@pytest.fixture
def passing(tmp_path, monkeypatch):
    """What is spooled to the disk lies here."""
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    return tmp_path


def test_no_hostile_file_is_taken_anywhere(walk, passing):
    walk.restore()
    paths = refusing(walk)
    asking = [path for path in paths if path.endswith("/new")]
    before, there = walk.digests(), left_behind(passing)
    counted: Counter[int] = Counter()
    unsafe_ones = []
    hostile = list(uploads.hostile())
    for n, (what, file) in enumerate(hostile):
        broken = uploads.is_broken(file)
        asked = asking if broken else (paths[n % len(paths)], paths[(n * 7 + 3) % len(paths)])
        for path in asked:
            status = upload(walk, path, file)
            counted[status] += 1
            if status not in (INCOMPLETE if broken else REFUSED):
                unsafe_ones.append(f"{what} at {path}: {status}")
    print(f"hostile uploads taken: {len(unsafe_ones)} / 0 of {counted.total()}, {len(hostile)} kinds")  # fmt: skip
    print(f"answers: {dict(sorted(counted.items()))}")
    assert unsafe_ones == []
    assert len(hostile) >= 120
    assert walk.digests() == before
    assert left_behind(passing) == there


@pytest.mark.parametrize("size", [1, 100_000, 7_000_000])
def test_a_plain_file_is_refused_at_every_form(size, walk, passing):
    walk.ready()
    plain = File(b"photo.png", b"image/png", b"a" * size)
    paths = refusing(walk)
    found = {path: status for path in paths if (status := upload(walk, path, plain)) not in (413, 415)}  # fmt: skip
    print(f"forms that take a file of {size} bytes: {len(found)} / 0 of {len(paths)}")
    assert found == {}
    assert len(paths) >= len(unsafe(walk.rules)) - len(TAKING)


def test_a_form_without_a_file_may_still_come_in_parts(walk):
    """So the pages' scripts send answers."""
    body = b'--B\r\nContent-Disposition: form-data; name="language"\r\n\r\nru\r\n'
    body += b'--B\r\nContent-Disposition: form-data; name="csrf_token"\r\n\r\n%s\r\n--B--\r\n'
    body %= walk.token().encode()
    sent = walk.client("asel").post("/language", data=body, content_type=MULTIPART, headers=ORIGIN)
    assert sent.status_code == 303


def takers(root: Path = ROOT) -> list[str]:
    """Places in the program that would read a file from a request or ask a person for one."""
    found = []
    for path in sorted((root / "app").rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            name = getattr(node, "attr", getattr(node, "id", getattr(node, "name", "")))
            if name in ("FileField", "MultipleFileField", "FileStorage"):
                found.append(f"{path.name}: {name}")
            if name == "files" and isinstance(node, ast.Attribute) and _is_request(node.value):
                found.append(f"{path.name}: request.files")
    for path in sorted((root / "app").rglob("*.html")):
        if re.search(r'type="?file|enctype', path.read_text("utf-8")):
            found.append(path.name)
    return list(dict.fromkeys(found))


def _is_request(node: ast.AST) -> bool:
    return isinstance(node, ast.Name) and node.id == "request"


def test_only_the_gate_and_staff_lists_look_at_files():
    lists = ["lists.py: FileStorage", "lists.py: request.files"]
    assert sorted(takers()) == sorted([*lists, "security.py: request.files", "new.html"])


# ── planted ───────────────────────────────────────────────────────────────────


def test_a_planted_view_that_takes_a_file_is_found(own_walk, monkeypatch, passing):
    """With the gate taken away, as if it had been forgotten."""
    kept = own_walk.app.before_request_funcs[None]
    without = [gate for gate in kept if gate is not security._no_files]
    monkeypatch.setitem(own_walk.app.before_request_funcs, None, without)
    taken = []

    def careless(**_values) -> str:
        taken.extend(file.read() for file in request.files.values())
        return "thank you"

    monkeypatch.setitem(own_walk.app.view_functions, "accounts_sign_in.choose_language", public(careless))  # fmt: skip
    status = upload(own_walk, "/language", File(b"a.png", b"image/png", b"body"))
    assert status not in REFUSED
    assert taken == [b"body"]


def test_a_planted_form_for_files_is_found(tmp_path):
    (tmp_path / "app").mkdir()
    (tmp_path / "app" / "views.py").write_text("x = request.files['a']\nclass A: f = FileField()\n")
    (tmp_path / "app" / "a.html").write_text('<input type="file">')
    assert takers(tmp_path) == ["views.py: request.files", "views.py: FileField", "a.html"]
