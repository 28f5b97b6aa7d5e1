"""Hostile files, as people have sent them to systems like ours: at least 120, each a name, a kind and a body."""

import gzip
import io
import struct
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass

PNG = b"\x89PNG\r\n\x1a\n"
_SCRIPT = b"<script>alert(1)</script>"
_SHELL = b"<?php system($_GET['c']); ?>"
_TEST_VIRUS = b"X5O!P%@AP[4\\PZX54(P^)7CC)7}$" + b"EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"


@dataclass(frozen=True)
class File:
    """`name` and `kind` stand raw in the part's head; `field` is what a form might call it."""

    name: bytes
    kind: bytes
    body: bytes
    field: bytes = b"file"


def _chunk(kind: bytes, body: bytes) -> bytes:
    whole = kind + body
    return struct.pack(">I", len(body)) + whole + struct.pack(">I", zlib.crc32(whole))


def _png(width: int, height: int, more: bytes = b"") -> bytes:
    head = _chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0))
    return PNG + head + _chunk(b"IDAT", zlib.compress(b"\0" * 9_999)) + more + _chunk(b"IEND", b"")


def _zip(*names: str, body: bytes = b"x", levels: int = 0) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in names:
            archive.writestr(name, body)
    return _zip("inner.zip", body=out.getvalue(), levels=levels - 1) if levels else out.getvalue()


BODIES: dict[str, bytes] = {
    "an empty file": b"",
    "a page": b"<!doctype html>" + _SCRIPT,
    "a drawing with a script": b'<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)">' + _SCRIPT + b"</svg>",
    "a drawing that fetches": b'<svg xmlns="http://www.w3.org/2000/svg"><image href="http://169.254.169.254/"/></svg>',
    "a program of the server": _SHELL,
    "a test virus": _TEST_VIRUS,
    "a program": b"MZ" + b"\0" * 200 + b"PE\0\0",
    "a program of another system": b"\x7fELF" + b"\0" * 200,
    "a picture and a page": _png(1, 1) + b"<html>" + _SCRIPT,
    "a picture and a program of the server": _png(1, 1, _chunk(b"tEXt", b"Comment\0" + _SHELL)),
    "a picture and an archive": b"GIF89a" + b"\0" * 20 + _zip("a.txt"),
    "a picture of four thousand million points": _png(65_535, 65_535),
    "a picture cut off": _png(10, 10)[:30],
    "a picture with a wrong checksum": _png(10, 10)[:-2] + b"zz",
    "an archive that climbs out": _zip("../../../../etc/cron.d/x", "..\\..\\x", "/etc/passwd"),
    "an archive of ten thousand files": _zip(*(f"{n}" for n in range(10_000)), body=b""),
    "an archive that unpacks a thousandfold": _zip("zeros", body=b"\0" * 30_000_000),
    "archives in archives": _zip("a", levels=20),
    "a packed bomb": gzip.compress(b"\0" * 30_000_000),
    "laughing XML": b'<!DOCTYPE a [<!ENTITY a "ha">' + b'<!ENTITY b "&a;&a;&a;&a;">' * 30 + b"]><a>&b;</a>",
    "XML that reads files": b'<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><a>&x;</a>',
    "YAML with a tag": b"!!python/object/apply:os.system ['true']",
    "a pickle": b"cos\nsystem\n(S'true'\ntR.",
    "a document with macros": _zip("word/vbaProject.bin", "[Content_Types].xml"),
    "a paper with a script": b"%PDF-1.7\n1 0 obj<</OpenAction<</S/JavaScript/JS(app.alert(1))>>>>",
    "a table of formulas": b"=cmd|' /C calc'!A0;\r\n",
    "CP1251": "Ёлкин".encode("cp1251") * 100,
    "UTF-16": "жазуу".encode("utf-16") * 100,
    "nothing but NUL": b"\0" * 5_000,
    "deep JSON": b"[" * 100_000,
    "the end of a part within": b"--B\r\nContent-Disposition: form-data; name=\"csrf_token\"\r\n\r\nx\r\n",
    "nearly what may be typed": b"a" * 480_000,
    "more than may be typed": b"a" * 600_000,
    "more than may be sent": b"a" * 9_000_000,
}  # fmt: skip

NAMES: tuple[bytes, ...] = (
    b"a.png", b"a.svg", b"a.html", b"a.php", b"a.php.png", b"a.png\x00.php", b"../../../etc/passwd", b"..\\..\\a.exe",
    b"/etc/cron.d/x", b"C:\\autoexec.bat", b".htaccess", b"wsgi.py", b"CON", b"a" * 5_000, b"a.png;.php", b"",
    "сүрөт.png".encode(), b"\xff\xfe.png", b"a\r\nContent-Type: text/html", b"%2e%2e%2fx", b"a.png ", b"a.png::$DATA",
    b"<img src=x onerror=alert(1)>.png", b"'; DROP TABLE person; --.csv", b"{{7*7}}.txt", b"\xe2\x80\xaegnp.exe",
)  # fmt: skip

KINDS: tuple[bytes, ...] = (
    b"image/png", b"text/html", b"application/x-php", b"image/svg+xml", b"", b"text/html; charset=utf-7",
    b"application/octet-stream", b"multipart/mixed; boundary=B", b"\xff", b"image/png\r\nX-Evil: 1",
)  # fmt: skip

FIELDS: tuple[bytes, ...] = (b"file", b"reason", b"choice", b"text", b"family_name", b"upload", b"")


def hostile() -> Iterator[tuple[str, File]]:
    """Every body, every name, every kind; what they are combined with goes round."""
    for n, (what, body) in enumerate(BODIES.items()):
        for turn in range(2):
            k = 2 * n + turn
            file = File(NAMES[k % len(NAMES)], KINDS[k % len(KINDS)], body, FIELDS[k % len(FIELDS)])
            yield what, file
    for n, name in enumerate(NAMES):
        yield f"named {name[:30]!r}", File(name, KINDS[n % len(KINDS)], BODIES["a page"])
        yield f"also named {name[:30]!r}", File(name, b"image/png", _png(1, 1))
    for kind in KINDS:
        yield f"called {kind[:30]!r}", File(b"a.png", kind, BODIES["a picture and a page"])


def is_broken(file: File) -> bool:
    """Its part cannot be read at all, or is read as typed text: then there is no file."""
    return b"\xff" in file.name + file.kind or b"\r" in file.name


def sent(file: File, fields: dict[str, str]) -> bytes:
    """The body of a request that carries the file beside the fields of the form."""
    head = b'--B\r\nContent-Disposition: form-data; name="%s"'
    parts = [head % n.encode() + b"\r\n\r\n" + v.encode() + b"\r\n" for n, v in fields.items()]
    kind = b"\r\nContent-Type: " + file.kind if file.kind else b""
    named = b'; filename="' + file.name + b'"' + kind
    parts.append(head % file.field + named + b"\r\n\r\n" + file.body + b"\r\n")
    return b"".join(parts) + b"--B--\r\n"
