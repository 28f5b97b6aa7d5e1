"""Who sent too much reads the limit that applied."""

import io

import pytest

from tests.browser import ORIGIN, Page

TEXT = "x" * 600_000
FILE = b"x" * (9 * 1024 * 1024)
PARTS = "multipart/form-data; boundary=cut"


def part(name: str, what: bytes, more: str = "") -> bytes:
    head = f'--cut\r\nContent-Disposition: form-data; name="{name}"{more}\r\n\r\n'
    return head.encode() + what + b"\r\n--cut--\r\n"


def sent(guest, headers=None, **how) -> Page:
    page = Page(guest.client.post("/sign-in", headers={**ORIGIN, **(headers or {})}, **how))
    assert page.status == 413
    return page


@pytest.mark.parametrize(
    "how",
    [
        {"data": {"sign_in_name": TEXT}},
        {"data": part("note", TEXT.encode()), "content_type": PARTS},
        {
            "input_stream": io.BytesIO(b"sign_in_name=x"),
            "content_type": "application/x-www-form-urlencoded",
            "headers": {"Transfer-Encoding": "chunked"},
        },
    ],
    ids=["a form", "a field beside a file", "in chunks"],
)
def test_typed_text_has_its_own_limit(how, guest):
    page = sent(guest, **how)
    assert "At most 500 kB of typed text" in page.main
    assert "MB" not in page.main


def test_a_file_has_another(guest):
    page = sent(guest, data=part("file", FILE, '; filename="big.bin"'), content_type=PARTS)
    assert "At most 8 MB" in page.main
    assert "kB" not in page.main
