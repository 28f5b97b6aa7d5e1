"""Every page is light, well formed, in a language, with one heading and labels: in all three languages."""

import random
import re
from pathlib import Path

import brotli
import pytest
from flask import Flask
from sqlalchemy import update

from app.accounts.models import Person
from app.db.session import transaction
from tests.architecture import table
from tests.architecture.table import Step, shows
from tests.architecture.walk import SAFE, Walk
from tests.architecture.walls import ROOT
from tests.browser import Page

pytestmark = pytest.mark.proof

TABLE = table.read()
READING = [s for s in TABLE if s.method in SAFE and any(map(shows, TABLE[s].values()))]

# Over the line a page is packed with brotli; a cold visit fetches everything, each thing once.
RAW_HTML, PACKED_HTML, PACKED_STYLE, RAW_SCRIPTS = 30_000, 15_000, 10_000, 12_000
COLD, REQUESTS = 60_000, 6

# Who reads as a guest: perizat has left the service.
NOT_SIGNED_IN = ("guest", "perizat")

_FETCHED = re.compile(
    r'<(?:link[^>]*rel="(?:stylesheet|icon|preload)"[^>]*href|link[^>]*href|script[^>]*src'
    r'|img[^>]*src|source[^>]*src(?:set)?|object[^>]*data|iframe[^>]*src)="([^"]+)"'
)


def packed(body: bytes) -> int:
    return len(brotli.compress(body, quality=4))


def fetched(html: str) -> list[str]:
    """Addresses that a browser asks for by itself; a drawing within the page is asked for by none."""
    return sorted({found for found in _FETCHED.findall(html) if not found.startswith("data:")})


def heavy(body: bytes, weights: dict[str, int]) -> list[str]:
    """What is too much; `weights` are those of what the page makes the browser fetch."""
    found = {
        "HTML": (len(body), RAW_HTML),
        "HTML over the line": (packed(body), PACKED_HTML),
        "a cold visit": (packed(body) + sum(weights.values()), COLD),
        "requests": (1 + len(weights), REQUESTS),
    }
    return [f"{what}: {n}, {most} allowed" for what, (n, most) in found.items() if n > most]


def weigh(walk: Walk, html: str, name: str) -> dict[str, int]:
    """Bytes over the line of everything that the page makes a person's browser fetch."""
    client, found = walk.client(name), {}
    for address in fetched(html):
        assert address.startswith("/"), f"from a foreign host: {address}"
        if address not in walk.weights:
            response = client.get(address, headers={"Accept-Encoding": "br"})
            assert response.status_code == 200, f"{address}: {response.status_code}"
            walk.weights[address] = len(response.get_data())
            response.close()
        found[address] = walk.weights[address]
    return found


def _readers(step: Step) -> list[str]:
    return [name for name, status in TABLE[step].items() if shows(status)]


def faults(walk: Walk, step: Step, name: str) -> list[str]:
    found = []
    for answer in walk.row(step)[name]:
        if answer.is_page:
            html = answer.body.decode()
            found += heavy(answer.body, weigh(walk, html, name))
            found += _malformed(walk.app, answer.body)
    return [f"{step} for {name}: {fault}" for fault in found]


def _malformed(app: Flask, body: bytes) -> list[str]:
    try:
        Page(app.response_class(body, mimetype="text/html"))
    except Exception as fault:  # the parser has many kinds of complaint, and all of them count
        return [f"{type(fault).__name__}: {fault}"]
    return []


@pytest.mark.parametrize("step", READING, ids=str)
def test_a_page_is_light_and_well_formed_for_everybody_who_sees_it(step, walk):
    assert [f for name in _readers(step) for f in faults(walk, step, name)] == []


@pytest.mark.parametrize("language", ["ky", "ru", "en"])
def test_pages_say_the_readers_language(language, own_walk):
    with transaction() as session:
        session.execute(update(Person).values(language=language))
    for step in READING:
        name = next((n for n in _readers(step) if n not in NOT_SIGNED_IN), None)
        if name is None:
            continue
        for answer in own_walk.ask(step, name):
            if answer.is_page:
                assert f'<html lang="{language}">' in answer.body.decode(), f"{step} for {name}"
                assert _malformed(own_walk.app, answer.body) == [], f"{step} for {name}"


def test_style_and_scripts_are_light():
    style = (ROOT / "static" / "style.css").read_bytes()
    assert len(brotli.compress(style, quality=11)) <= PACKED_STYLE
    scripts = sum(path.stat().st_size for path in (ROOT / "static" / "js").glob("*.js"))
    assert scripts <= RAW_SCRIPTS


def foreign(folder: Path = ROOT / "static") -> list[str]:
    """Styles and scripts that would fetch something from elsewhere."""
    elsewhere = re.compile(r"(?<!xmlns=[\"'])https?://(?!www\.w3\.org/)|@import|url\(\s*[\"']?//")
    return [
        path.name
        for path in sorted(folder.rglob("*"))
        if path.suffix in (".css", ".js", ".svg") and elsewhere.search(path.read_text("utf-8"))
    ]


def test_nothing_comes_from_a_foreign_host():
    assert foreign() == []


# ── planted ───────────────────────────────────────────────────────────────────

SOUND = (
    "<!doctype html><html lang='ky'><head><meta charset='utf-8'><title>A</title></head>"
    "<body><main><h1>A</h1>{}</main></body></html>"
)


@pytest.mark.parametrize(
    "inner, says",
    [
        ("<p>", ""),
        ("<h1>Two</h1>", "2 h1"),
        ("<img src='/a.png'>", "without words"),
        ("<form><input id='a'><button>B</button></form>", "without a label"),
        ("<form><label for='a'>A</label><input id='a'></form>", "without a visible button"),
        ("<p id='a'></p><p id='a'></p>", "ids repeated"),
        ("<p style='color: red'>", "inline style"),
        ("<table><p></table>", "ParseError"),
        ("<b><p></b></p>", "ParseError"),
    ],
)
def test_a_planted_fault_of_a_page_is_found(inner, says, app):
    found = _malformed(app, SOUND.format(inner).encode())
    assert found == [] if not says else says in found[0]


def test_a_planted_page_without_a_language_is_found(app):
    assert "no language" in _malformed(app, SOUND.replace("lang='ky'", "").encode())[0]


def test_planted_weight_is_found():
    words = SOUND.format("<p>салам</p>" * 2_000).encode()
    letters = random.Random(1).choices([chr(n) for n in range(0x400, 0x500)], k=17_000)
    noise = SOUND.format("".join(letters)).encode()
    assert [f.split(":")[0] for f in heavy(words, {})] == ["HTML"]
    assert "HTML over the line" in [f.split(":")[0] for f in heavy(noise, {})]
    light = SOUND.format("").encode()
    assert heavy(light, {"/a": 59_000}) == []
    assert [f.split(":")[0] for f in heavy(light, {"/a": 60_000})] == ["a cold visit"]
    assert [f.split(":")[0] for f in heavy(light, dict.fromkeys("abcdef", 1))] == ["requests"]


def test_what_a_browser_fetches_is_seen():
    html = (
        '<link rel="stylesheet" href="/a.css"><link rel="icon" href="/i.svg" type="image/svg+xml">'
        '<script src="/b.js" defer></script><img alt="" src="/c.png"><a href="/d">d</a>'
    )
    assert fetched(html) == ["/a.css", "/b.js", "/c.png", "/i.svg"]


def test_a_planted_foreign_host_is_found(tmp_path):
    (tmp_path / "a.css").write_text("body { background: url(//x.example/a.png) }")
    (tmp_path / "b.js").write_text('fetch("https://x.example/")')
    (tmp_path / "c.svg").write_text('<svg xmlns="http://www.w3.org/2000/svg"/>')
    assert foreign(tmp_path) == ["a.css", "b.js"]
