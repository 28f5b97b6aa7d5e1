"""T15: every answer carries the headers that keep it from being misused."""

import re

import pytest
from flask import Response

from app import settings
from app.factory import create_app
from app.web import security
from tests.architecture.walk import Walk
from tests.proofs.everything import read_all

pytestmark = pytest.mark.proof

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


def missing(headers, *, signed_in: bool) -> list[str]:
    wanted = dict(ALWAYS)
    if headers.get("Content-Type", "").startswith("image/svg+xml"):
        wanted["Content-Security-Policy"] = headers.get("Content-Security-Policy")
        if wanted["Content-Security-Policy"] not in (DRAWING, security.POLICY):
            return [f"Content-Security-Policy: {wanted['Content-Security-Policy']}"]
    found = [f"{name}: {headers.get(name)}" for name in wanted if headers.get(name) != wanted[name]]
    if headers.get("Referrer-Policy") not in REFERRER:
        found.append(f"Referrer-Policy: {headers.get('Referrer-Policy')}")
    kept = headers.get("Cache-Control", "")
    if "immutable" not in kept:
        if signed_in and "no-store" not in re.split(r"[ ,]+", kept):
            found.append(f"Cache-Control: {kept}")
        if "Cookie" not in headers.get("Vary", ""):
            found.append(f"Vary: {headers.get('Vary')}")
    for cookie in headers.getlist("Set-Cookie"):
        if "HttpOnly" not in cookie or "SameSite=Lax" not in cookie or "Domain=" in cookie:
            found.append(f"Set-Cookie: {cookie.split('=')[0]}")
    return found


def faults(walk: Walk, name: str, counted: list[int]) -> list[str]:
    found = []
    for address, response in read_all(walk, name, owners=("asel",)):
        counted.append(response.status_code)
        found += [f"{address} {response.status_code} {fault}" for fault in missing(response.headers, signed_in=name != "guest")]  # fmt: skip
        if "Server" in response.headers or "X-Powered-By" in response.headers:
            found.append(f"{address} names the program")
    return found


@pytest.mark.parametrize("name", ["guest", "asel", "kanykei", "nurlan"])
def test_every_answer_carries_the_headers(name, walk):
    counted: list[int] = []
    found = faults(walk, name, counted)
    print(f"answers to {name} without their headers: {len(found)} / 0 of {len(counted)}")
    assert found == []
    assert len(counted) > 40


@pytest.mark.parametrize(
    "path, method, expected",
    [("/", "TRACE", 405), ("/", "POST", 400), ("/%00", "GET", 404), ("/sign-in", "POST", 400)],
)
def test_refusals_carry_them_too(path, method, expected, walk):
    response = walk.client("asel").open(path, method=method)
    assert response.status_code in (expected, 405)
    assert missing(response.headers, signed_in=True) == []


def test_over_https_cookies_are_bound_to_the_host(tmp_path):
    values = settings.load(
        {
            "SECRET_KEY": "only-for-tests-0123456789abcdefghijklmnop",
            "PUBLIC_ADDRESS": "https://muras.example.kg",
            "DATABASE_URL": "sqlite:///:memory:",
            "MURAS_DEMONSTRATION": "1",
            "SIGNING_KEY_FILE": str(tmp_path / "key.pem"),
        }
    )
    app = create_app(values)
    response = app.test_client().get("/sign-in", base_url="https://muras.example.kg")
    cookies = response.headers.getlist("Set-Cookie")
    assert cookies, "no cookie was set"
    for cookie in cookies:
        assert cookie.startswith("__Host-"), cookie
        assert {"Secure", "HttpOnly", "Path=/", "SameSite=Lax"} <= set(cookie.split("; ")), cookie
        assert "Domain=" not in cookie
    assert app.config["SIGN_IN_COOKIE_NAME"].startswith("__Host-")
    assert "max-age" in response.headers["Strict-Transport-Security"]


# ── planted ───────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("name", [*ALWAYS, "Referrer-Policy", "Cache-Control", "Vary"])
def test_a_planted_missing_header_is_found(name, walk):
    headers = walk.client("asel").get("/").headers
    assert missing(headers, signed_in=True) == []
    headers.remove(name)
    assert [fault.split(":")[0] for fault in missing(headers, signed_in=True)] == [name]


def test_a_planted_cookie_for_scripts_is_found():
    answer = Response("", headers={**ALWAYS, "Referrer-Policy": REFERRER[0], "Vary": "Cookie"})
    answer.headers["Cache-Control"] = "no-store, private"
    answer.set_cookie("a", "b")
    assert missing(answer.headers, signed_in=True) == ["Set-Cookie: a"]
