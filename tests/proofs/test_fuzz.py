"""T17: whatever is sent to whichever address, the program never answers with an error of its own."""

import io
from collections import Counter

import pytest
from flask import request
from werkzeug.routing import Rule

from app.web.access import public
from tests.architecture import addresses
from tests.architecture.walk import Walk
from tests.browser import ORIGIN
from tests.proofs.oddities import Sent, oddities

EACH = 20
PEOPLE = ("asel", "kanykei", "nurlan", "guest")
UPLOAD, READ_AT_MOST = 40_000_000, 9_000_000

pytestmark = [
    pytest.mark.proof,
    # Where the parser gives up in the middle of a form, the garbage collector closes the file it had begun.
    pytest.mark.filterwarnings("ignore:Unclosed file <tempfile.Spooled:ResourceWarning"),
]


def path_of(walk: Walk, rule: Rule) -> str:
    of = addresses.whose(rule)[0]
    built = rule.build(next(walk.things.values(rule, of)), append_unknown=False)
    assert built, rule.rule
    return built[1]


def ask(walk: Walk, name: str, method: str, sent: Sent) -> int:
    client = walk.client(name)
    for cookie, value in sent.cookies.items():
        client.set_cookie(cookie, value)
    environ = {
        "PATH_INFO": sent.path.decode("latin-1"),
        "QUERY_STRING": sent.query.decode("latin-1"),
    }
    for header, value in sent.headers.items():
        key = header.upper().replace("-", "_")
        environ[key if key == "CONTENT_LENGTH" else f"HTTP_{key}"] = value
    told = dict(ORIGIN) | {"X-CSRFToken": walk.token()}
    body = {} if method == "GET" else {"data": sent.body, "content_type": sent.kind}
    response = client.open("/", method=method, headers=told, environ_overrides=environ, **body)
    response.get_data()
    response.close()
    return response.status_code


def failures(walk: Walk, rule: Rule, method: str, counted: Counter[int]) -> list[str]:
    found = []
    walk.ready()
    seed, path = f"{method} {rule.rule}", path_of(walk, rule)
    for n, sent in enumerate(oddities(seed, rule, path, method, EACH)):
        name = PEOPLE[(n + n // 4) % len(PEOPLE)]
        status = ask(walk, name, method, sent)
        counted[status] += 1
        if status >= 500:
            found.append(f"{seed} number {n} as {name}: {status} after {repr(sent)[:300]}")
    if method != "GET":
        walk.restore()
    return found


def test_no_address_answers_odd_input_with_an_error(walk):
    counted: Counter[int] = Counter()
    found = []
    for rule in walk.rules:
        for method in addresses.methods(rule):
            found += failures(walk, rule, method, counted)
    print(f"odd requests answered with 5xx: {len(found)} / 0 of {counted.total()}")
    print(f"answers: {dict(sorted(counted.items()))}")
    assert found == []
    assert counted[200] + counted[303] + counted[422], "nothing came through to a view"


class Endless(io.RawIOBase):
    """An upload that counts what is read of it."""

    def __init__(self, size: int) -> None:
        self.left, self.taken = size, 0

    def readable(self) -> bool:
        return True

    def readinto(self, into) -> int:
        given = min(len(into), self.left)
        into[:given] = b"a" * given
        self.left -= given
        self.taken += given
        return given


def upload(walk: Walk, path: str, kind: str, *, said: bool) -> tuple[int, int]:
    """Status, and how much was read. `said`: its length is told beforehand."""
    stream = Endless(UPLOAD)
    environ = {"wsgi.input": stream, "wsgi.input_terminated": not said}
    environ["CONTENT_LENGTH"] = str(UPLOAD) if said else ""
    if not said:
        environ["HTTP_TRANSFER_ENCODING"] = "chunked"
    told = dict(ORIGIN) | {"X-CSRFToken": walk.token()}
    response = walk.client("kanykei").open(
        path, method="POST", headers=told, content_type=kind, environ_overrides=environ
    )
    return response.status_code, stream.taken


@pytest.mark.parametrize("said", [True, False], ids=["with its length", "in chunks"])
@pytest.mark.parametrize(
    "kind", ["multipart/form-data; boundary=B", "application/x-www-form-urlencoded"]
)
def test_a_large_upload_is_refused_without_reading_it(kind, said, walk):
    most, wrong = 0, []
    for rule in walk.rules:
        if "POST" in addresses.methods(rule):
            status, taken = upload(walk, path_of(walk, rule), kind, said=said)
            most = max(most, taken)
            if status != 413:
                wrong.append(f"{rule.rule}: {status}")
    print(f"read of an upload of 40 MB: {most / 1e6:.1f} MB / {READ_AT_MOST / 1e6:.0f} MB")
    assert wrong == []
    assert most <= (0 if said else READ_AT_MOST)


# ── planted ───────────────────────────────────────────────────────────────────


def test_a_planted_view_that_trusts_its_input_is_found(own_walk, monkeypatch):
    from_typed = public(lambda **_values: str(int("x")))
    rule = next(r for r in own_walk.rules if r.endpoint == "home.help")
    monkeypatch.setitem(own_walk.app.view_functions, "home.help", from_typed)
    assert failures(own_walk, rule, "GET", Counter())


def test_a_planted_view_that_fails_on_some_input_only_is_found(own_walk, monkeypatch):
    def careless(**_values) -> str:
        return "".join(f"{int(v):d}" for v in request.args.values())

    rule = next(r for r in own_walk.rules if r.endpoint == "home.help")
    monkeypatch.setitem(own_walk.app.view_functions, rule.endpoint, public(careless))
    assert failures(own_walk, rule, "GET", Counter())


def test_a_planted_limit_taken_away_is_found(own_walk, monkeypatch):
    monkeypatch.setitem(own_walk.app.config, "MAX_CONTENT_LENGTH", None)
    status, _taken = upload(own_walk, "/language", "text/plain", said=True)
    assert status != 413
