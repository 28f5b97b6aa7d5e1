"""Files of a case spoilt at random: nothing raises, and each problem has a file, a line and a sentence."""

import copy
import random

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from app.authoring import scenarios
from app.core.bundle import from_folder
from app.curriculum import reading
from app.curriculum.shipped import Known
from tests.scenarios import worked

KNOWN = Known(citations={"criminal-code/166"}, editions={}, terms=set(), paragraphs={"a/b#c"})
PATHS = sorted(worked.files())
VALUES = (
    None, True, -1, 0, 10**30, 1.5, "", "a", "left", "landlady", "a" * 5000, "\u202e", "Ө", "found(passport", "((((",
    [], {}, [[]], [None], ["a", "a"], {"a": {"b": {}}}, {"": 1}, "9999d", "2025-13-40", "safe", "trust >= 3", "*a", "&a b",
)  # fmt: skip


def ensure_told(bundle: dict[str, str]) -> None:
    _course, read = reading.read_course(bundle)
    for problems in (read, scenarios.check(bundle, KNOWN)):
        for problem in problems:
            assert problem.path in bundle or problem.code == "missing-file", problem
            assert problem.line >= 1
            assert problem.english()


def spoilt(path: str, text: str) -> dict[str, str]:
    return {**worked.bundle(), path: text}


@given(st.sampled_from(PATHS), st.randoms(use_true_random=False))
@settings(max_examples=150, deadline=None)
def test_other_values_anywhere(path, chance):
    tree = yaml.safe_load(worked.files()[path])
    for _ in range(chance.randint(1, 3)):
        _change(tree, chance)
    ensure_told(spoilt(path, yaml.safe_dump(tree, allow_unicode=True, sort_keys=False)))


def _change(tree, chance: random.Random) -> None:
    """One value somewhere becomes another, goes, or moves under another key."""
    inner = [tree]
    while True:
        here = inner[-1]
        keys = list(here) if isinstance(here, dict) else list(range(len(here)))
        if not keys:
            return
        key = chance.choice(keys)
        if isinstance(here[key], dict | list) and here[key] and chance.random() < 0.8:
            inner.append(here[key])
            continue
        deed = chance.choice(("other", "other", "gone", "twice", "renamed"))
        if deed == "gone":
            del here[key]
        elif deed == "twice" and isinstance(here, list):
            here.append(here[key])
        elif deed == "renamed" and isinstance(here, dict):
            here[chance.choice(("a", "1", 7, "to", "when", "choices"))] = here.pop(key)
        else:
            here[key] = copy.deepcopy(chance.choice(VALUES))
        return


@given(st.sampled_from(PATHS), st.data())
@settings(max_examples=100, deadline=None)
def test_other_characters_anywhere(path, data):
    text = worked.files()[path]
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, min(len(text), start + 30)))
    ensure_told(spoilt(path, text[:start] + data.draw(st.text(max_size=12)) + text[end:]))


LOGIC = worked.files()[PATHS[-1]]
WHOLE = {
    "nothing": "",
    "not a tree": "- a\n- b\n",
    "nested": "a: " + "[" * 5000,
    "nested keys": "".join(" " * n + "a:\n" for n in range(200)),
    "a bomb": "a: &a [x, x]\n" + "".join(f"b{n}: &b{n} [*a, *a]\n" for n in range(30)),
    "a NUL": LOGIC.replace("landlady", "land\0lady", 1),
    "huge": LOGIC + "# " + "a" * 1_100_000,
    "many values": LOGIC + "\nmore: [" + "a," * 60_000 + "]",
    "two documents": f"{LOGIC}\n---\n{LOGIC}",
    "tags": LOGIC.replace("id: landlady", "id: !!python/object:os.system landlady"),
    "keys that are numbers": "1: a\n2: {3: b}\n",
    "another encoding": "\ufffd",
}


@pytest.mark.parametrize("name", list(WHOLE))
@pytest.mark.parametrize("path", PATHS)
def test_a_file_that_is_something_else(name, path):
    ensure_told(spoilt(path, WHOLE[name]))


@pytest.mark.parametrize("path", PATHS)
def test_a_file_in_an_old_encoding(path, tmp_path):
    for inner, whole in worked.bundle().items():
        file = tmp_path / inner
        file.parent.mkdir(parents=True, exist_ok=True)
        old = f"# Сузак\n{whole}".encode("cp1251", "replace")
        file.write_bytes(old if inner == path else whole.encode())
    ensure_told(from_folder(tmp_path))
