"""What is watched during the whole suite: where connections lead (T19), and the headers of every answer (T15).

A fault is remembered until the end of the test in which it happened, so that nobody can swallow it.
"""

import re
import socket
import sys
from collections.abc import Container, Iterator
from contextlib import contextmanager
from urllib.parse import urlsplit

from flask import Response, current_app, request, request_finished

from app.web import security

# ── where connections lead ────────────────────────────────────────────────────

# A library that says who it is asks for its own name.
_OWN = re.compile(rf"127\.[0-9.]+|::1|localhost|{re.escape(socket.gethostname())}|")
_REACHING = ("socket.connect", "socket.sendto", "socket.sendmsg", "socket.bind")
_ASKING = ("socket.getaddrinfo", "socket.gethostbyname", "socket.gethostbyaddr")

foreign: list[str] = []


class ForeignHost(AssertionError):
    """Somebody wanted to talk to a host that is not this machine."""


def _host(event: str, arguments: tuple) -> str:
    """ "" for a socket in a file, for our own machine, and for every other event."""
    if event in _ASKING:
        return str(arguments[0] or "")
    if event in _REACHING and isinstance(arguments[1], tuple):
        host = str(arguments[1][0])
        return "" if event == "socket.bind" and host == "0.0.0.0" else host
    return ""


def _audit(event: str, arguments: tuple) -> None:
    if event.startswith("socket."):
        host = _host(event, arguments)
        if not _OWN.fullmatch(host):
            foreign.append(host)
            raise ForeignHost(f"a connection to {host}")


def close_network() -> None:
    """For as long as this process lives: the interpreter itself tells of every socket."""
    sys.addaudithook(_audit)


# ── headers of every answer ───────────────────────────────────────────────────

ALWAYS = {
    "Content-Security-Policy": security.POLICY,
    "X-Content-Type-Options": "nosniff",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=()",
}
# A drawing styles itself and may do nothing else.
DRAWING = "default-src 'none'; style-src 'unsafe-inline'"
REFERRER = ("same-origin", "strict-origin")
# What tells strangers which program this is, and in which version.
TELLING = ("Server", "X-Powered-By", "X-Generator", "X-Debug", "X-AspNet-Version")

answers = 0
bare: list[str] = []


def missing(headers, *, signed_in: bool, ours: Container[str] = ()) -> list[str]:
    """Headers that are absent or other than they should be, as «name: value»."""
    wanted = dict(ALWAYS)
    if headers.get("Content-Type", "").startswith("image/svg+xml"):
        wanted["Content-Security-Policy"] = headers.get("Content-Security-Policy")
        if wanted["Content-Security-Policy"] not in (DRAWING, security.POLICY):
            return [f"Content-Security-Policy: {wanted['Content-Security-Policy']}"]
    found = [f"{name}: {headers.get(name)}" for name in wanted if headers.get(name) != wanted[name]]
    if headers.get("Referrer-Policy") not in REFERRER:
        found.append(f"Referrer-Policy: {headers.get('Referrer-Policy')}")
    return found + _caching(headers, signed_in) + _cookies(headers) + _leading(headers, ours)


def _caching(headers, signed_in: bool) -> list[str]:
    kept, found = headers.get("Cache-Control", ""), []
    if "immutable" not in kept:
        if signed_in and not {"no-store", "private"} <= set(re.split(r"[ ,]+", kept)):
            found.append(f"Cache-Control: {kept}")
        if "Cookie" not in headers.get("Vary", ""):
            found.append(f"Vary: {headers.get('Vary')}")
    return found


def _cookies(headers) -> list[str]:
    return [
        f"Set-Cookie: {cookie.split('=')[0]}"
        for cookie in headers.getlist("Set-Cookie")
        if "HttpOnly" not in cookie or "SameSite=Lax" not in cookie or "Domain=" in cookie
    ]


def _leading(headers, ours: Container[str]) -> list[str]:
    """An answer sends nobody to a foreign address, and says nothing about the program."""
    found = [f"{name}: {headers[name]}" for name in TELLING if name in headers]
    where = urlsplit(headers.get("Location", "/"))
    if (where.netloc and where.hostname not in ours) or "\\" in where.path:
        found.append(f"Location: {headers['Location']}")
    return found


def _note(_sender, response: Response, **_rest) -> None:
    global answers
    answers += 1
    cookies = request.cookies
    signed_in = any(name.endswith("muras") for name in cookies)
    ours = current_app.config["TRUSTED_HOSTS"]
    found = missing(response.headers, signed_in=signed_in, ours=ours)
    bare.extend(
        f"{request.method} {request.path} {response.status_code}: {fault}" for fault in found
    )


@contextmanager
def watched() -> Iterator[None]:
    """Every answer of every application in this process is looked at."""
    with request_finished.connected_to(_note):
        yield


def faults() -> list[str]:
    """What happened since it was last asked."""
    found = [f"a connection to {host}" for host in foreign] + bare
    foreign.clear()
    bare.clear()
    return found
