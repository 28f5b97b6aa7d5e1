"""Odd requests, from a seed: what scanners, broken browsers and curious people send."""

import random
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cache
from urllib.parse import quote_from_bytes

from werkzeug.routing import Rule

from app.settings import ROOT
from app.web.forms import Form

LONG = b"\xd2\xa3" * 5_000
ODD = (
    b"", b"\x00", b"a\x00b", b"\xed\xa0\x80", b"\xff\xfe", "Ёлкин".encode("cp1251"), LONG,
    b"9" * 400, b"-1", b"9223372036854775808", b"1e999", b"NaN", "١٢".encode(), "²".encode(),
    b"' OR 1=1 --", b"%", b"_%_", b"{{7*7}}", b"${7*7}", b"<script>alert(1)</script>",
    b"../../../etc/passwd", b"..%2f..%2f", b"\r\nSet-Cookie: a=b", b"\\\\host\\x", b"//evil.test",
    b"javascript:alert(1)", b"0000-00-00", b"9999-12-31", b"2024-02-30", b"=1+1",
    "\u202eabc\u0301\u0301\ufeff".encode(), "🙂".encode() * 50, b"true", b"[]", b"None",
    b"[" * 5_000, b'{"a":' * 2_000,
)  # fmt: skip
_FORM = "application/x-www-form-urlencoded"
_NAMED = re.compile(r'request\.(?:args|form)\.get\(\s*"([a-z_]+)"')


@cache
def names() -> list[bytes]:
    """Every name of a field or a query that the program reads."""
    kinds, found = [Form], {"value", "choice", "text", "kept_path", "kept-a", "csrf_token"}
    while kinds:
        kind = kinds.pop()
        kinds += kind.__subclasses__()
        found |= {name for name in dir(kind) if hasattr(getattr(kind, name), "field_class")}
    for file in (ROOT / "app").rglob("*.py"):
        found |= set(_NAMED.findall(file.read_text("utf-8")))
    return [name.encode() for name in sorted(found)]


@dataclass
class Sent:
    """What stands in the environment of a request. `path` and `query` are bytes as they travel."""

    path: bytes
    query: bytes = b""
    body: bytes = b""
    kind: str = _FORM
    headers: dict[str, str] = field(default_factory=dict)
    cookies: dict[str, str] = field(default_factory=dict)


Oddity = Callable[[random.Random, Sent, list[bytes]], None]


def _pairs(chance: random.Random, named: list[bytes], count: int) -> bytes:
    pairs = [(chance.choice(named), chance.choice(ODD)) for _ in range(count)]
    return b"&".join(n + b"=" + quote_from_bytes(v).encode() for n, v in pairs)


def _query(chance, sent, named) -> None:
    sent.query = _pairs(chance, named, chance.randrange(1, 8))


def _raw_query(chance, sent, named) -> None:
    sent.query = chance.choice(named) + b"=" + chance.choice(ODD).replace(b"\x00", b"%00")


def _fields(chance, sent, named) -> None:
    sent.body = _pairs(chance, named, 12)


def _every_field(chance, sent, named) -> None:
    odd = quote_from_bytes(chance.choice(ODD)).encode()
    sent.body = b"&".join(name + b"=" + odd for name in named)


def _repeated(chance, sent, named) -> None:
    sent.body = b"&".join([_pairs(chance, [chance.choice(named)], 1)] * 60)


def _raw_bytes(chance, sent, named) -> None:
    sent.body = chance.choice(named) + b"=" + "Ёлкин & Ө".encode("cp1251", "ignore") + b"\xff\x00"


def _parts(chance, sent, named) -> None:
    part = b'--B\r\nContent-Disposition: form-data; name="%s"%s\r\n%s\r\n%s\r\n'
    told = (b"", b'; filename="a\x00b.exe"', b"; filename=../../x", b'; filename=""')
    kinds = (b"", b"Content-Type: text/plain; charset=utf-7\r\n", b"Content-Type: \xff\r\n")
    sent.body = b"".join(
        part % (chance.choice(named), chance.choice(told), chance.choice(kinds), chance.choice(ODD))
        for _ in range(6)
    )
    sent.body += chance.choice((b"--B--\r\n", b"", b"--B"))
    sent.kind = chance.choice(("multipart/form-data; boundary=B", "multipart/form-data"))


def _other_kind(chance, sent, named) -> None:
    sent.kind, sent.body = chance.choice(
        (
            ("application/json", b"[" * 50_000),
            ("application/json", b'{"a": NaN, "a": 1e999}'),
            ("application/json; charset=no-such", "{}".encode("utf-16")),
            ("application/xml", b'<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'),
            (_FORM + "; charset=cp1251", b"text=" + "Ё".encode("cp1251")),
            ("", b"a=b"),
            ("/;;;=", b"a=b"),
        )
    )


def _many(_chance, sent, named) -> None:
    sent.body = b"&".join(b"f%d=1" % n for n in range(5_000))


def _large(chance, sent, named) -> None:
    sent.body = chance.choice(named) + b"=" + b"a" * 600_000


def _cookies(chance, sent, named) -> None:
    odd = chance.choice(
        ("", "x", "a.b.c", "." * 4_000, "\xff\xfe", "eyJhIjoxfQ.aaaa.bbbb", '"\\000"')
    )
    sent.cookies = dict.fromkeys(("muras", "muras-page"), odd)


def _headers(chance, sent, named) -> None:
    odd = chance.choice(("", "\xff", "x" * 10_000, "q=2;;,=", "bytes=-1-", "-1", "*/*;q=x", '"'))
    told = (
        "Accept", "Accept-Language", "Accept-Encoding", "Range", "If-None-Match", "Origin", "Host",
        "If-Modified-Since", "Referer", "User-Agent", "X-Forwarded-For", "Content-Length", "Date",
    )  # fmt: skip
    sent.headers |= dict.fromkeys(chance.sample(told, 3), odd)


def _script(chance, sent, named) -> None:
    _fields(chance, sent, named)
    sent.headers["Accept"] = "application/json"


ANYWHERE: tuple[Oddity, ...] = (_query, _raw_query, _cookies, _headers)
IN_BODIES: tuple[Oddity, ...] = (
    _fields, _fields, _every_field, _repeated, _raw_bytes, _parts, _parts, _other_kind, _many,
    _large, _script,
)  # fmt: skip


def odd_path(chance: random.Random, rule: Rule, path: str) -> bytes:
    """The address with something odd in the place of one of its parameters, if it has any."""
    there = path.encode().split(b"/")
    places = [n for n, part in enumerate(rule.rule.split("/")) if "<" in part and n < len(there)]
    if not places:
        return path.encode() + chance.choice((b"/", b"/\x00", b"//", b"/..", b"\xff"))
    there[chance.choice(places)] = chance.choice(ODD)
    return b"/".join(there)


def oddities(seed: str, rule: Rule, path: str, method: str, count: int) -> list[Sent]:
    """So many odd requests to one address; the same for the same seed."""
    chance, named = random.Random(seed), names()
    found = []
    for n in range(count):
        sent = Sent(path.encode())
        if n % 4 == 3:
            sent.path = odd_path(chance, rule, path)
        kinds = ANYWHERE if method == "GET" else (*IN_BODIES, *ANYWHERE)
        kinds[(n + chance.randrange(2)) % len(kinds)](chance, sent, named)
        found.append(sent)
    return found
