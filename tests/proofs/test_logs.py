"""T21: what the program, its server and the documented web server write down names nobody and holds no secret.

That secrets stand nowhere but in their letter and their cookie is proved beside this, in test_tokens.py.
"""

import logging
import re
import subprocess
import sys
import urllib.error
import urllib.parse
import urllib.request
from itertools import product

import pytest
from sqlalchemy import insert

from app.accounts.models import Person
from app.core import clock
from app.db.session import transaction
from app.settings import ROOT
from app.web import errors
from app.web.access import public, reads
from tests.architecture.walk import Walk
from tests.browser import ORIGIN
from tests.proofs.everything import read_all
from tests.proofs.forms import FORMS, fill_in
from tests.proofs.served import Served
from tests.proofs.test_two_academies import brand

pytestmark = pytest.mark.proof

MANUAL = (ROOT / "docs" / "operations.md").read_text("utf-8")
# Typed somewhere, and of nobody's business elsewhere.
SEARCHED, ANSWERED, SECRET = "qsearchedx", "qansweredx", "qsecretx-qsecretx-qsecretx"


# ── the program's own log ─────────────────────────────────────────────────────


def written(caplog) -> str:
    return "\n".join(caplog.handler.format(r) + r.getMessage() for r in caplog.records)


def named(caplog, tokens: list[str]) -> list[str]:
    text = written(caplog)
    return [token for token in tokens if token in text]


def _tokens(walk: Walk) -> list[str]:
    return [token for of in brand(walk).values() for token in of] + [SEARCHED, ANSWERED, SECRET]


def test_the_log_of_a_walk_through_everything_names_nobody(own_walk, caplog):
    own_walk.restore()
    tokens = _tokens(own_walk)
    caplog.set_level(logging.INFO)
    for name in ("kanykei", "asel", "maksat", "guest"):
        for _address, response in read_all(own_walk, name, owners=("asel",)):
            assert response.status_code < 500
        client = own_walk.client(name)
        for path in (f"/people?q={SEARCHED}", f"/law?q={SEARCHED}", f"/reset/{SECRET}", f"/verify/{SECRET}"):  # fmt: skip
            client.get(path)
        fields = {"csrf_token": own_walk.token(), "sign_in_name": tokens[0], "password": SECRET, "text": ANSWERED, "who": tokens[1]}  # fmt: skip
        for path in ("/sign-in", "/forgotten", f"/reset/{SECRET}", "/people/new", "/language"):
            client.post(path, data=fields, headers=ORIGIN)
            client.post(path, data=fields)
    found = named(caplog, tokens)
    print(f"names, searches, answers, secrets in the log: {len(found)} / 0 of {len(tokens)} in {len(caplog.records)} lines")  # fmt: skip
    assert found == []
    assert len(caplog.records) > 5, "nothing was logged at all"


@pytest.mark.parametrize("name", [n for n in FORMS if FORMS[n].typed])
def test_no_form_writes_into_the_log_what_was_typed(name, own_walk, caplog):
    ready = fill_in(own_walk, name)
    caplog.set_level(logging.INFO)
    ready.send()
    typed = [v for v in FORMS[name].typed.values() if len(v) > 7 and "{" not in v]
    assert named(caplog, typed) == []


def _same_name_twice(**_values) -> str:
    """A fault that nobody foresaw: the database itself complains, and quotes what it was given."""
    with transaction() as session:
        row = {"sign_in_name": SECRET, "family_name": ANSWERED, "given_name": "x", "search": "x", "sort": "x", "likeness": "x"}  # fmt: skip
        row |= {"sex": "male", "language": "ky", "patronymic": "", "created_at": clock.now()}
        session.execute(insert(Person).values(row))
        session.execute(insert(Person).values(row))
    return "done"


def _quoting(**_values) -> str:
    return str(int(SEARCHED))


def _chained(**_values) -> str:
    try:
        return {}[SECRET]
    except KeyError as error:
        raise RuntimeError(f"no {ANSWERED}\nfor you") from error


@pytest.mark.parametrize("view", [_same_name_twice, _quoting, _chained])
def test_a_fault_of_the_program_is_one_line_that_names_nobody(view, own_walk, caplog, monkeypatch):
    own_walk.restore()
    monkeypatch.setitem(own_walk.app.view_functions, "home.help", public(reads(view)))
    response = own_walk.client("asel").get("/help")
    assert response.status_code == 500
    (line,) = [r.getMessage() for r in caplog.records if r.getMessage().startswith("unforeseen")]
    assert named(caplog, [SECRET, ANSWERED, SEARCHED]) == []
    assert "\n" not in line
    assert view.__name__ in line, "the line does not say where"
    assert line.split()[1] in response.get_data(as_text=True), "nobody can find it by its number"


# ── what the server writes ────────────────────────────────────────────────────


def documented() -> list[str]:
    """How the manual starts the server; only where it listens is another."""
    found = re.search(r"^ExecStart=\S+/gunicorn (.+) -b \S+ (\S+)$", MANUAL, re.MULTILINE)
    assert found, "the manual starts no server"
    return [*found[1].split(), found[2]]


def asked(served: Served, path: str, method: str = "GET", **fields: str) -> int:
    body = urllib.parse.urlencode(fields).encode() if method == "POST" else None
    request = urllib.request.Request(served.address + path, body, {"Cookie": f"muras={SECRET}", "Referer": f"{served.address}/reset/{SECRET}"}, method=method)  # fmt: skip
    try:
        with urllib.request.urlopen(request, timeout=20) as answer:
            return answer.status
    except urllib.error.HTTPError as error:
        return error.code


def test_the_documented_server_writes_down_no_address(tmp_path):
    served = Served(tmp_path)
    served.prepare(1)
    *options, program = documented()
    assert not any("access" in option for option in options)
    with (tmp_path / "log").open("wb") as log:
        command = [sys.executable, "-m", "gunicorn", *options, "-b", f"127.0.0.1:{served.port}"]
        server = subprocess.Popen([*command, program], env=served.environment, cwd=ROOT, stdout=log, stderr=log)  # fmt: skip
        try:
            served.wait()
            statuses = {
                asked(served, path, method, who=ANSWERED, sign_in_name=ANSWERED)
                for path, method in product(
                    (f"/reset/{SECRET}", f"/verify/{SECRET}", f"/people?q={SEARCHED}", "/sign-in"),
                    ("GET", "POST"),
                )
            }
        finally:
            server.terminate()
            server.wait(20)
    text = (tmp_path / "log").read_text("utf-8")
    found = [token for token in (SECRET, SEARCHED, ANSWERED) if token in text]
    print(f"secrets and searches in the server's log: {len(found)} / 0; answers {sorted(statuses)}")
    assert found == []
    assert "Booting worker" in text, "the log was not looked at"
    assert {200, 400, 410} & statuses


# ── what the web server in front writes ───────────────────────────────────────

_TELLING = ("$request ", "$request'", "$request\"", "$request_uri", "$args", "$query_string", "$is_args", "$http_", "$cookie_", "$uri", "$request_body", "$arg_")  # fmt: skip


def careless(manual: str, rules: list[str]) -> list[str]:
    """Servers without a log of ours, variables that tell too much, addresses with secrets that are not hidden."""
    found = []
    for server in re.findall(r"^server \{\n(.*?)^\}", manual, re.MULTILINE | re.DOTALL):
        if not re.search(r"^\s+access_log\s+(off|\S+ muras);", server, re.MULTILINE):
            found.append("a server with its own idea of a log")
    shape = re.search(r"log_format muras '([^']+)'", manual)
    found += ["no format"] if not shape else [f"tells {v}" for v in _TELLING if v in shape[1] + " "]
    hidden = re.search(r'"~(\^/\S+)" /\$kind/-;', manual)
    pattern = re.compile(hidden[1].replace("?<", "?P<") if hidden else "^$")
    return found + [f"not hidden: {rule}" for rule in rules if not pattern.match(rule)]


def secret_addresses(walk: Walk) -> list[str]:
    """Addresses in which a secret stands."""
    found = set()
    for rule in walk.rules:
        if {"token", "code"} & rule.arguments:
            for values in walk.things.values(rule, "asel"):
                built = rule.build(values, append_unknown=False)
                assert built
                found.add(built[1])
    return sorted(found)


def test_the_documented_web_server_hides_secrets(walk):
    addresses = secret_addresses(walk)
    found = careless(MANUAL, addresses)
    print(f"secrets in the web server's log: {len(found)} / 0 of {len(addresses)} addresses")
    assert found == []
    assert len(addresses) >= 3


# ── planted ───────────────────────────────────────────────────────────────────


def test_a_planted_trace_with_what_was_said_is_found(own_walk, caplog, monkeypatch):
    own_walk.restore()
    monkeypatch.setattr(errors, "_trail", lambda error: repr(error))
    monkeypatch.setitem(own_walk.app.view_functions, "home.help", public(_quoting))
    own_walk.client("asel").get("/help")
    assert named(caplog, [SEARCHED]) == [SEARCHED]


@pytest.mark.parametrize(
    "old, new",
    [
        ("access_log off;", ""),
        ("$told $status", "$request_uri $status"),
        ("invitation|reset|", "invitation|"),
        ("$request_method", "$http_referer"),
    ],
)
def test_a_planted_careless_manual_is_found(old, new, walk):
    assert old in MANUAL
    assert careless(MANUAL.replace(old, new, 1), secret_addresses(walk))


def test_a_planted_server_that_logs_addresses_is_found():
    told = MANUAL.replace("--keep-alive 5", "--access-logfile -")
    assert "access" in re.search(r"^ExecStart=\S+/gunicorn (.+)$", told, re.MULTILINE)[1]
