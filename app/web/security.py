"""Headers of every answer, packing of pages, and the gate for what comes in."""

import gzip

import brotli
from flask import Flask, Response, abort, current_app, request
from werkzeug.routing import IntegerConverter

from app.core.text import is_clean

POLICY = (
    "default-src 'self'; img-src 'self' data:; object-src 'none'; base-uri 'none'; "
    "frame-ancestors 'none'; form-action 'self'"
)
_TYPED = "application/x-www-form-urlencoded"
_PARTS = "multipart/form-data"
# Under this, packing costs more than it saves.
_SMALLEST = 600
_PACKED = ("text/html", "text/csv", "image/svg+xml", "application/json", "text/plain")


# The largest id a column of either database holds.
_LARGEST = 2**63 - 1


class _Number(IntegerConverter):
    """A number in an address. Beyond what a column holds there is nothing: 404, never 500."""

    def __init__(self, map, *args, **kwargs) -> None:
        super().__init__(map, *args, **{"max": _LARGEST, **kwargs})


def _small_forms() -> None:
    """What is typed is small. The library would read all that any upload may hold, and would cut off in
    silence what comes in chunks, without its length."""
    if request.mimetype == _TYPED:
        request.max_content_length = current_app.config["MAX_FORM_MEMORY_SIZE"]
        if "Transfer-Encoding" in request.headers and request.content_length is None:
            abort(413)


def _no_files() -> None:
    """Where no page asks for a file none is taken: whoever sends one is told so before anything reads it."""
    view = current_app.view_functions.get(request.endpoint or "")
    if getattr(view, "takes_file", False) and request.method == "POST":
        return
    if request.mimetype == _PARTS and request.files:
        for file in request.files.values():
            file.close()
        abort(415)


def _clean_input() -> None:
    """Text that neither database can hold is refused before anything reads it: 400, never 500."""
    if not is_clean(request.path):
        abort(404)
    try:
        request.query_string.decode()
    except UnicodeDecodeError:
        request.query_string = b""  # the page that says so reads it too
        abort(400)
    for key, values in request.args.lists():
        if not is_clean(key) or not all(is_clean(v) for v in values):
            abort(400)
    if request.mimetype in (_TYPED, _PARTS):
        for key, values in request.form.lists():
            if not is_clean(key) or not all(is_clean(v) for v in values):
                abort(400)


def _headers(response: Response) -> Response:
    header = response.headers
    header.setdefault("Content-Security-Policy", POLICY)
    header["X-Content-Type-Options"] = "nosniff"
    header.setdefault("Referrer-Policy", "same-origin")
    header["Cross-Origin-Opener-Policy"] = "same-origin"
    header["Cross-Origin-Resource-Policy"] = "same-origin"
    header["Permissions-Policy"] = "camera=(), microphone=(), geolocation=()"
    if request.is_secure:
        header["Strict-Transport-Security"] = "max-age=31536000"
    if "Cache-Control" not in header:
        header["Cache-Control"] = "no-store, private"
    if "immutable" not in header["Cache-Control"]:
        response.vary.add("Cookie")
    return response


def _pack(response: Response) -> Response:
    if (
        response.direct_passthrough
        or response.mimetype not in _PACKED
        or "Content-Encoding" in response.headers
        or response.status_code in (204, 304)
    ):
        return response
    response.vary.add("Accept-Encoding")
    raw = response.get_data()
    if len(raw) < _SMALLEST:
        return response
    if request.accept_encodings["br"]:
        response.set_data(brotli.compress(raw, quality=3))
        response.headers["Content-Encoding"] = "br"
    elif request.accept_encodings["gzip"]:
        response.set_data(gzip.compress(raw, 5))
        response.headers["Content-Encoding"] = "gzip"
    return response


def install(app: Flask) -> None:
    app.url_map.converters["int"] = _Number
    app.before_request(_small_forms)
    app.before_request(_no_files)
    app.before_request(_clean_input)
    app.after_request(_pack)
    app.after_request(_headers)
