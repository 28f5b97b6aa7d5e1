"""The certificate as a PDF/A: the words that were signed, a QR code to the public check, embedded fonts."""

import io
import json
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

import segno
import typst

_TEMPLATE = Path(__file__).with_name("certificate.typ")


@cache
def _compiler() -> typst.Compiler:
    return typst.Compiler(str(_TEMPLATE), ignore_system_fonts=True)


def certificate(page: Mapping[str, Any]) -> bytes:
    """The same page gives the same bytes. `page` holds texts already in their languages, see `labels`."""
    made = _compiler().compile(
        format="pdf", sys_inputs={"d": json.dumps(page, ensure_ascii=False)}, pdf_standards="a-2b"
    )
    assert isinstance(made, bytes), "one document, one file"
    return made


def qr(address: str) -> str:
    """A QR code as SVG, with enough redundancy to survive a photocopy."""
    out = io.BytesIO()
    segno.make(address, error="m").save(out, kind="svg", border=0, dark="#14213d", xmldecl=False)
    return out.getvalue().decode()
