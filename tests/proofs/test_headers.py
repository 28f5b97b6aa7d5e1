"""T15: every answer carries the headers that keep it from being misused.

Every answer of the whole suite is looked at (see tests/watch.py); here all addresses are walked on purpose.
"""

import pytest
from flask import Response

from app import settings
from app.factory import create_app
from app.web import security
from tests import watch
from tests.architecture.walk import Walk
from tests.proofs.everything import read_all
from tests.watch import ALWAYS, REFERRER, missing

pytestmark = pytest.mark.proof


def faults(walk: Walk, name: str, counted: list[int]) -> list[str]:
    found = []
    for address, response in read_all(walk, name, owners=("asel",)):
        counted.append(response.status_code)
        found += [f"{address} {response.status_code} {fault}" for fault in missing(response.headers, signed_in=name != "guest")]  # fmt: skip
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


@pytest.mark.parametrize(
    "name, value",
    [
        ("Location", "https://evil.example/"),
        ("Location", "//evil.example"),
        ("Server", "muras/0.1"),
    ],
)
def test_a_planted_header_that_leads_away_or_tells_too_much_is_found(name, value, walk):
    headers = walk.client("asel").get("/").headers
    headers[name] = value
    assert [fault.split(":")[0] for fault in missing(headers, signed_in=True)] == [name]


def test_a_planted_bare_answer_is_found_wherever_it_is_given(own_walk, monkeypatch):
    """As the suite sees it: whichever test asks, the fault is remembered."""
    kept = own_walk.app.after_request_funcs[None]
    without = [hook for hook in kept if hook is not security._headers]
    monkeypatch.setitem(own_walk.app.after_request_funcs, None, without)
    own_walk.client("guest").get("/help")
    assert any("/help 200: Content-Security-Policy" in fault for fault in watch.faults())


def test_the_suite_counts_the_answers_it_sees(walk):
    before = watch.answers
    walk.client("guest").get("/help")
    assert watch.answers == before + 1
