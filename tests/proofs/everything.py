"""Every address that can be read, as somebody sees it; and what stands in a file, in words."""

import io
import zipfile
from collections.abc import Container, Iterator

import pypdf
from werkzeug.test import TestResponse

from tests.architecture import addresses
from tests.architecture.walk import Walk


def read_all(
    walk: Walk, name: str, *, but: Container[str] = (), owners: Container[str] | None = None
) -> Iterator[tuple[str, TestResponse]]:
    """Address and answer; `owners`: whose things are asked for, all by default."""
    client = walk.client(name)
    for rule in walk.rules:
        if "GET" not in addresses.methods(rule) or rule.endpoint in but:
            continue
        for of in addresses.whose(rule):
            if owners is not None and of in addresses.OWNERS and of not in owners:
                continue
            for values in walk.things.values(rule, of):
                built = rule.build(values, append_unknown=False)
                assert built, rule.rule
                response = client.get(built[1])
                yield built[1], response
                response.close()


def text_of(response: TestResponse) -> str:
    """All that can be read in an answer: of a spreadsheet its parts, of a PDF its pages."""
    body = response.get_data()
    if body.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(body)) as book:
            return "\n".join(book.read(name).decode() for name in book.namelist())
    if body.startswith(b"%PDF"):
        return "\n".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(body)).pages)
    return body.decode("utf-8", "replace")
