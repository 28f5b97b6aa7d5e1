"""T20: no text makes us think long. Twice the text takes about twice the time, and at most a second at the cap.

What is counted is the processor's time of this thread, the best of a few tries: the machine may be busy.
"""

import importlib
import pkgutil
import re
import time
import unicodedata
from collections.abc import Callable
from functools import partial
from itertools import product

import pytest

import app as program
from app.accounts import passwords
from app.assessment.items import common, numeric, short_answer
from app.core import numbers, text, yaml_text
from app.core.problems import Problems
from app.core.tables import Table, to_csv
from app.curriculum import markup, prose
from app.curriculum.reading import readable
from app.settings import ROOT
from app.web import links
from tests.browser import ORIGIN
from tests.databases import POSTGRESQL

pytestmark = [
    pytest.mark.proof,
    pytest.mark.skipif(bool(POSTGRESQL), reason="asks no database, and is measured once"),
]

GROWTH, SECONDS = 2.5, 1.0
# Nobody is kept waiting by less than this, in seconds, at the cap.
FELT = 0.05
# The most that can be typed into a form, in letters of two bytes, and the most of one block of a lesson.
TYPED, BLOCK = 250_000, 20_000

_ONE = ("a", "0", " ", "-", "/", "<", "[", "(", "!", "{", "\n", "а", ".", '"', "'", "%", "_", "#", "&", ":", "=", "\\", "@", "*", "|", "\t", ">", "`")  # fmt: skip
_MORE = ("a-", "a ", "<a", "](", "[a", "{{", "a.", "-a", "0-", "--", "![", "[a](", "%(", "a@", " \n", "a\n", "<!--", ".)", ". ", "**a", "__a", "{#", "a:", "\u0301\u0316", "ё\u0301")  # fmt: skip
UNITS = (*_ONE, *_MORE)
TYPABLE = ("a", "0", " ", "/", "а", ".", "%", "\\", "@", "\t", "a ", "а-", "%25", "//", "\u0301\u0316", "ё\u0301", "\u0340", "\ufdfa", "=", "'")  # fmt: skip


def seconds(act: Callable[[], object], tries: int = 1) -> float:
    best = float("inf")
    for _ in range(tries):
        begun = time.thread_time()
        act()
        best = min(best, time.thread_time() - begun)
        if best > SECONDS:
            break
    return best


def slow(act: Callable[[str], object], unit: str, cap: int, end: str = "\x01!") -> list[str]:
    """At the cap, and how it grows up to there; what looks slow is looked at again."""
    return _slow(act, unit, cap, end) and _slow(act, unit, cap, end)


def _slow(act: Callable[[str], object], unit: str, cap: int, end: str) -> list[str]:
    def at(size: int) -> float:
        grown = unit * (size // len(unit)) + end
        return seconds(lambda: act(grown))

    # Even if it grew with the square, it would not be felt.
    if at(cap // 16) * 16**2 < FELT:
        return []
    quarter = at(cap // 4)
    if quarter > SECONDS:
        return [f"{unit!r}: {quarter:.1f} s at a quarter of {cap}"]
    whole = at(cap)
    if whole > SECONDS:
        return [f"{unit!r}: {whole:.1f} s at {cap}"]
    if whole > FELT and whole > quarter * GROWTH**2:
        return [f"{unit!r}: {whole / quarter:.1f} times for four times as much"]
    return []


def all_slow(act: Callable[[str], object], cap: int, units: tuple[str, ...] = UNITS) -> list[str]:
    return [fault for unit in units for fault in slow(act, unit, cap)]


# ── what anybody may type ─────────────────────────────────────────────────────

TYPING: dict[str, Callable[[str], object]] = {
    "tidy": text.tidy,
    "search key": text.search_key,
    "sort key": text.sort_key,
    "clean": text.is_clean,
    "code of a certificate": numbers.tidy_code,
    "address to go to": links.safe_path,
    "short answer": short_answer.fold,
    "a number": numeric.number,
    "password": text.composed,
    "strength of a password": lambda typed: _refused(typed),
    "typed into a question": lambda typed: common.typed({"text": [typed]}, "text", 200),
    "cell of a table": lambda typed: to_csv(Table(["a"], [[typed]])),
}  # fmt: skip


def _refused(typed: str) -> None:
    try:
        passwords.ensure_strong(typed, own_words=("a",))
    except passwords.Refusal:
        return


@pytest.mark.parametrize("name", TYPING)
def test_what_is_typed_takes_linear_time(name):
    found = all_slow(TYPING[name], TYPED, TYPABLE)
    print(f"texts over which {name!r} thinks long: {len(found)} / 0 of {len(TYPABLE)}")
    assert found == []


@pytest.mark.parametrize(
    "path, field", [("/sign-in", "sign_in_name"), ("/sign-in", "password"), ("/forgotten", "who")]
)
@pytest.mark.parametrize("unit", ["\u0301\u0316", "a ", "%25"])
def test_a_guest_cannot_keep_the_program_busy(path, field, unit, guest):
    """The whole request, as long as a form may be."""
    token = guest.token()
    fields = {"csrf_token": token, "sign_in_name": "a", "password": "b", "who": "a"}
    fields[field] = unit * (240_000 // len(unit.encode()))
    body = "&".join(f"{n}={v}" for n, v in fields.items()).encode()
    kind = "application/x-www-form-urlencoded"

    def ask() -> None:
        status = guest.client.post(path, data=body, content_type=kind, headers=ORIGIN).status_code
        assert status in (200, 422, 429)

    took = seconds(ask, tries=1)
    print(f"a long {field} at {path}: {took:.2f} s / {SECONDS} s")
    assert took < SECONDS


# ── every pattern of the program ──────────────────────────────────────────────


def patterns() -> dict[str, re.Pattern[str]]:
    """Compiled ones, wherever they are kept; and those of forms."""
    found = {}
    for info in pkgutil.walk_packages(program.__path__, "app."):
        if "migrations" in info.name:
            continue
        module = importlib.import_module(info.name)
        for name, value in vars(module).items():
            if isinstance(value, re.Pattern) and isinstance(value.pattern, str):
                found[f"{info.name}.{name}"] = value
            for field in vars(value).values() if isinstance(value, type) else ():
                for check in getattr(field, "kwargs", {}).get("validators", ()):
                    kept = getattr(check, "regex", None)
                    if isinstance(kept, re.Pattern):
                        found[f"{info.name}.{name}: {kept.pattern[:30]}"] = kept
    return found


_SOURCES = "\n".join(path.read_text("utf-8") for path in (ROOT / "app").rglob("*.py"))


def ways(name: str) -> set[str]:
    """How the program asks a pattern of this name; searching begins anew at each letter."""
    found = set(re.findall(rf"\b{name}\.([a-z]+)\(", _SOURCES)) & set(_ASKED)
    return found or ({"match"} if ":" in name else set(_ASKED))


_ASKED: dict[str, Callable[[re.Pattern[str], str], object]] = {
    "match": lambda pattern, over: pattern.match(over),
    "fullmatch": lambda pattern, over: pattern.fullmatch(over),
    "search": lambda pattern, over: pattern.search(over),
    "findall": lambda pattern, over: pattern.findall(over),
    "finditer": lambda pattern, over: list(pattern.finditer(over)),
    "split": lambda pattern, over: pattern.split(over),
    "sub": lambda pattern, over: pattern.sub("", over),
}


def test_every_pattern_takes_linear_time():
    known = patterns()
    found = [
        f"{name} {way} over {fault}"
        for name, pattern in known.items()
        for way in ways(name.rpartition(".")[2])
        for fault in all_slow(partial(_ASKED[way], pattern), BLOCK)
    ]
    print(f"patterns that think long: {len(found)} / 0 of {len(known)} with {len(UNITS)} texts")
    assert found == []
    assert len(known) >= 35


# ── what authors write ────────────────────────────────────────────────────────


class Nowhere:
    """No link leads anywhere."""

    language = "ky"

    def place(self, scheme: str, target: str) -> None:
        return None


_MARKDOWN = (
    "*", "_", "**", "__a ", "[", "[a](", "[a](b) ", "![a](b)", "<", "<a>", "`", "\\", "&", "&amp;", "#", "# a\n", "> ", "- a\n", "1. a\n",
    "- ", "|", "|a|b|\n", "a|b\n-|-\n", "!!! case \"x\"\n    a\n", "!!!", "http://a ", "<https://a>", "a\n\n", "    a\n", "\n", "a  \n", "***a",
    "*a _b ", "{#a}\n", "\t", "]", "](", ")", "~~", "^", "a:\n", "[^1]", "\u0301",
)  # fmt: skip


def test_markdown_takes_linear_time():
    def render(source: str) -> None:
        markup.render(source, Nowhere())

    found = all_slow(render, BLOCK // 2, _MARKDOWN)
    print(f"Markdown that is long in the making: {len(found)} / 0 of {len(_MARKDOWN)} texts")
    assert found == []


def test_checking_prose_takes_linear_time():
    def check(source: str) -> None:
        prose.faults(source)
        prose.links(source)
        prose.word_count(source)

    found = all_slow(check, BLOCK, (*_MARKDOWN, *UNITS))
    print(f"prose that is long in the checking: {len(found)} / 0")
    assert found == []


_YAML = ("a: b\n", "- a\n", "- ", "[", "{a: ", "a: [", "? ", "'", '"', "&a ", "*a ", "!!a ", "# a\n", "a: |\n  b\n", "\t", "a: 1\n", "---\n")  # fmt: skip


def test_reading_yaml_takes_linear_time():
    def read(source: str) -> None:
        yaml_text.shaped(common.Item, source, "item.yaml", Problems())

    found = all_slow(read, 60_000, _YAML)
    print(f"YAML that is long in the reading: {len(found)} / 0 of {len(_YAML)} texts")
    assert found == []


def test_a_bundle_of_many_files_takes_linear_time():
    found = slow(lambda names: readable(dict.fromkeys(names.split(), "a"), Problems()), "a/b.md ", 20_000)  # fmt: skip
    assert found == []


# ── planted ───────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("pattern", [r"(a+)+$", r"(a|a)*b", r"\s+$", r"(.*,)*x", r"[.]+\s"])
def test_a_planted_pattern_that_thinks_long_is_found(pattern):
    planted = re.compile(pattern)
    units = ("a", " ", ",", ".")
    found: list[str] = []
    for unit, cap in product(units, (24, 8_000)):
        if cap == 24 or pattern not in (r"(a+)+$", r"(a|a)*b", r"(.*,)*x"):
            found += slow(planted.search, unit, cap) if cap > 24 else _deep(planted, unit)  # fmt: skip
    assert found


def _deep(planted: re.Pattern[str], unit: str) -> list[str]:
    """Those that double with every letter are found with a few letters."""
    few, more = (seconds(lambda n=n: planted.match(unit * n + "!"), tries=1) for n in (18, 22))
    return [f"{unit!r}"] if more > FELT / 10 and more / max(few, 1e-6) > GROWTH else []


def test_a_planted_folding_of_marks_is_found():
    """What the library itself does with marks heaped on one letter."""
    found = slow(lambda typed: unicodedata.normalize("NFC", typed), "\u0301\u0316", 16_000)
    assert found
