"""A code opens one session, and eight wrong ones are all that is tried, however many come at once."""

import hashlib
import http.client
import threading
import time
import urllib.parse
from collections import Counter
from collections.abc import Iterator

import pytest
from itsdangerous import URLSafeTimedSerializer
from sqlalchemy import select

from app.accounts import rules, signing
from app.accounts.models import Person
from app.core import clock
from app.db.session import db, transaction
from app.factory import create_app
from app.settings import load
from tests.accounts.telephones import STEP, Telephone, give
from tests.proofs.served import Served

pytestmark = pytest.mark.proof

PEOPLE, AT_ONCE = ("asel", "bek", "kanykei", "nurlan"), 16


@pytest.fixture
def served(tmp_path) -> Iterator[Served]:
    served = Served(tmp_path)
    served.prepare(1)
    yield served
    served.kill()


def prepare(served: Served) -> dict[str, tuple[Telephone, list[dict[str, str]]]]:
    """For each person a telephone, and what the browsers hold in which the password was right."""
    app = create_app(load(served.environment))
    with app.app_context():
        rows = db.session.scalars(select(Person).where(Person.sign_in_name.in_(PEOPLE))).all()
        db.session.rollback()
        found = {}
        for person in rows:
            telephone = give(app, person)
            with transaction():
                keys = [signing._begin_half(person, at=clock.now(), origin="proof") for _ in range(AT_ONCE)]  # fmt: skip
            found[person.sign_in_name] = telephone, [_browser(app, key) for key in keys]
        db.session.remove()
        db.engine.dispose()
    return found


def _browser(app, key: str) -> dict[str, str]:
    raw = hashlib.sha256(key.encode()).hexdigest()
    signed = app.session_interface.get_signing_serializer(app).dumps({"csrf_token": raw})
    names = app.config["SIGN_IN_COOKIE_NAME"], app.config["SESSION_COOKIE_NAME"]
    token = URLSafeTimedSerializer(app.secret_key, salt="wtf-csrf-token").dumps(raw)
    return {"cookie": f"{names[0]}={key}; {names[1]}={signed}", "token": str(token)}


def send(served: Served, browser: dict[str, str], code: str) -> int:
    headers = {
        "Cookie": browser["cookie"],
        "Sec-Fetch-Site": "same-origin",
        "Content-Type": "application/x-www-form-urlencoded",
    }
    fields = {"csrf_token": browser["token"], "one_time_code": code, "next": "/me"}
    connection = http.client.HTTPConnection("127.0.0.1", served.port, timeout=60)
    try:
        connection.request("POST", STEP, urllib.parse.urlencode(fields), headers)
        return connection.getresponse().status
    finally:
        connection.close()


def at_once(served: Served, browsers: list[dict[str, str]], code: str) -> Counter[int]:
    ready, told = threading.Barrier(len(browsers)), []

    def one(browser: dict[str, str]) -> None:
        ready.wait()
        told.append(send(served, browser, code))

    threads = [threading.Thread(target=one, args=(browser,)) for browser in browsers]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return Counter(told)


def test_of_many_who_send_the_same_code_at_once_one_comes_in(served):
    prepared = prepare(served)
    served.start()
    begun, doubled = time.monotonic(), 0
    for name, (telephone, browsers) in prepared.items():
        told = at_once(served, browsers, telephone.code())
        doubled += told[303] - 1
        # The others are wrong guesses; when enough were made, the rest has to wait.
        assert told[422] <= rules.CODES_PER_ACCOUNT, (name, told)
        assert told[303] == 1, (name, told)
        assert set(told) <= {303, 422, 429}, (name, told)
    sessions = served.rows("SELECT count(*) FROM sign_in WHERE with_code AND ended_at IS NULL")
    print(f"codes that worked twice: {doubled} / 0 of {len(prepared)} in {time.monotonic() - begun:.1f} s")  # fmt: skip
    assert sessions == [(len(PEOPLE),)]
