"""Static files named by their digest, packed once, kept in memory, cached by browsers for ever."""

import gzip
import hashlib
import mimetypes
import re
from functools import cache
from pathlib import Path

import brotli
from flask import Blueprint, Response, abort, request

from app.settings import ROOT
from app.web.access import public

FOLDER = ROOT / "static"
_NAMED = re.compile(r"^(?P<stem>[a-z0-9/_-]+)\.(?P<digest>[0-9a-f]{10})\.(?P<ending>[a-z0-9]+)$")

bp = Blueprint("assets", __name__)


@cache
def _load(name: str) -> tuple[bytes, bytes, bytes, str]:
    path = (FOLDER / name).resolve()
    if not path.is_relative_to(FOLDER) or not path.is_file():
        raise FileNotFoundError(name)
    raw = path.read_bytes()
    mark = hashlib.sha256(raw).hexdigest()[:10]
    return raw, brotli.compress(raw, quality=11), gzip.compress(raw, 9, mtime=0), mark


@cache
def asset(name: str) -> str:
    """The address of static/<name>: /static/<stem>.<digest>.<ending>."""
    path = Path(name)
    return f"/static/{path.with_suffix('')}.{_load(name)[3]}{path.suffix}"


@bp.get("/static/<path:named>")
@public
def show(named: str) -> Response:
    match = _NAMED.match(named)
    if not match:
        abort(404)
    name = f"{match['stem']}.{match['ending']}"
    try:
        raw, br, gz, mark = _load(name)
    except FileNotFoundError:
        abort(404)
    if mark != match["digest"]:
        abort(404)
    return _answer(name, raw, br, gz)


def _answer(name: str, raw: bytes, br: bytes, gz: bytes) -> Response:
    accepted = request.accept_encodings
    body, encoding = (
        (br, "br") if accepted["br"] else (gz, "gzip") if accepted["gzip"] else (raw, "")
    )
    kind = mimetypes.guess_type(name)[0] or "application/octet-stream"
    answer = Response(
        body, content_type=f"{kind}; charset=utf-8" if kind.startswith("text/") else kind
    )
    answer.headers["Cache-Control"] = "public, max-age=31536000, immutable"
    answer.headers["Vary"] = "Accept-Encoding"
    if encoding:
        answer.headers["Content-Encoding"] = encoding
    return answer
