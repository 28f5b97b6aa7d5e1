"""Walking every address as each of the cast, with things of their own, of colleagues, of strangers, of nobody."""

import hashlib
from collections.abc import Iterator
from copy import copy
from dataclasses import dataclass
from urllib.parse import urlsplit

from flask import Flask, g, request_finished
from flask.testing import FlaskClient
from itsdangerous import URLSafeTimedSerializer
from werkzeug.routing import Rule

from app.db.model import Model
from app.db.session import db, transaction
from tests.architecture import addresses, things
from tests.architecture.table import PEOPLE, SIGN_IN, Step
from tests.browser import ORIGIN, Browser
from tests.cast import Cast
from tests.databases import Keeper
from tests.statements import statements

SAFE = ("GET",)
_RAW_TOKEN = "0" * 40


@dataclass(frozen=True)
class Seen:
    """One answer. `asked`: the view asked whether this person may."""

    status: int
    asked: bool
    kind: str
    body: bytes
    location: str

    @property
    def says(self) -> str:
        """As it stands in the table."""
        to_sign_in = self.status == 303 and urlsplit(self.location).path == "/sign-in"
        return SIGN_IN if to_sign_in or self.status == 401 else str(self.status)

    @property
    def is_page(self) -> bool:
        return self.status == 200 and self.kind == "text/html"


def _writes(statement: str) -> bool:
    """Refusals are journalled and make no difference to the next request."""
    return statement.startswith(("INSERT", "UPDATE", "DELETE")) and "journal_entry" not in statement


class Walk:
    """The application with things in it; put back after every step that changed something."""

    def __init__(self, app: Flask, cast: Cast) -> None:
        self.app, self.cast = app, cast
        self.rules = list(app.url_map.iter_rules())
        with transaction():
            self.things = things.make(cast)
        self._cookies = {name: self._sign_in(name) for name in PEOPLE}
        self.keep()
        # Of what pages make a browser fetch, by address.
        self.weights: dict[str, int] = {}
        self._forget()

    def _forget(self) -> None:
        self._seen: dict[Step, dict[str, list[Seen]]] = {}
        self._changed: dict[Step, list[str]] = {}

    def again(self) -> "Walk":
        """The same world; nothing that was seen is remembered."""
        other = copy(self)
        other._forget()
        return other

    def _sign_in(self, name: str) -> dict[str, str]:
        """The cookies of a browser that is at home here; they are given to every new client."""
        browser = Browser(self.app)
        if name != "guest":
            browser.sign_in(self.cast.people[name])
        with browser.client.session_transaction() as page_cookie:
            page_cookie["csrf_token"] = _RAW_TOKEN
            page_cookie.update(self.things.remembered)
        names = (self.app.config[f"{kind}_COOKIE_NAME"] for kind in ("SESSION", "SIGN_IN"))
        found = {cookie: browser.client.get_cookie(cookie) for cookie in names}
        return {cookie: kept.value for cookie, kept in found.items() if kept}

    def keep(self) -> None:
        """The world as it is now is the one to come back to."""
        db.session.remove()
        self._keeper = Keeper(self.app)

    def restore(self) -> None:
        self._keeper.restore()

    def ready(self) -> None:
        """Restored, unless nothing has happened since it was."""
        if Keeper.standing is not self._keeper:
            self.restore()

    def client(self, name: str) -> FlaskClient:
        """A person's browser, just opened on a page of ours."""
        client = self.app.test_client()
        for cookie, value in self._cookies[name].items():
            client.set_cookie(cookie, value)
        return client

    def token(self) -> str:
        """What a form of ours would carry."""
        made = URLSafeTimedSerializer(str(self.app.secret_key), salt="wtf-csrf-token")
        return made.dumps(_RAW_TOKEN)

    def rules_of(self, step: Step) -> Iterator[Rule]:
        for rule in self.rules:
            if rule.endpoint == step.endpoint and step.method in addresses.methods(rule):
                yield rule

    def addresses(self, step: Step) -> list[str]:
        """All addresses of the endpoint, with the step's things in them."""
        found = []
        for rule in self.rules_of(step):
            for values in self.things.values(rule, step.of):
                built = rule.build(values, append_unknown=False)
                assert built, f"no address for {step} with {values}"
                found.append(built[1])
        assert found, f"no address for {step}"
        return found

    def ask(self, step: Step, name: str, *, data=None, headers=None, query="") -> list[Seen]:
        """The answers to one person; unsafe methods come from a form of ours that says nothing."""
        client = self.client(name)
        extra: dict = {}
        if step.method not in SAFE:
            extra["data"] = {"csrf_token": self.token()} if data is None else data
            extra["headers"] = ORIGIN if headers is None else headers
        return [
            self._one(client, address + query, step.method, extra)
            for address in self.addresses(step)
        ]

    def _one(self, client: FlaskClient, address: str, method: str, extra: dict) -> Seen:
        asked: list[bool] = []

        def note(_sender, **_rest) -> None:
            asked.append(bool(g.get("asked")))

        with request_finished.connected_to(note, self.app):
            response = client.open(address, method=method, **extra)
        body = response.get_data()
        response.close()
        location = response.headers.get("Location", "")
        return Seen(response.status_code, asked[-1], response.mimetype, body, location)

    def row(self, step: Step) -> dict[str, list[Seen]]:
        """The answers to everybody; asked once."""
        if step not in self._seen:
            before = self.digests() if step.method in SAFE else {}
            self._seen[step] = {name: self._cell(step, name) for name in PEOPLE}
            after = self.digests() if step.method in SAFE else {}
            self._changed[step] = [name for name in before if before[name] != after[name]]
            if self._changed[step]:
                self.restore()
        return self._seen[step]

    def changed(self, step: Step) -> list[str]:
        """Tables that are not what they were before everybody read."""
        self.row(step)
        return self._changed[step]

    def _cell(self, step: Step, name: str) -> list[Seen]:
        with statements() as asked:
            answers = self.ask(step, name)
        if step.method not in SAFE and any(map(_writes, asked)):
            self.restore()
        return answers

    def answers(self, step: Step) -> dict[str, str]:
        """As they stand in the table; where addresses of one endpoint differ, all of them."""
        return {
            name: "/".join(sorted({answer.says for answer in found}))
            for name, found in self.row(step).items()
        }

    def digests(self) -> dict[str, str]:
        """A digest of every table. Refusals are journalled, so their entries do not count as a change."""
        found = {}
        with db.engine.connect() as connection:
            for table in Model.metadata.sorted_tables:
                keys = ", ".join(f'"{column.name}"' for column in table.primary_key)
                which = "WHERE what <> 'refused'" if table.name == "journal_entry" else ""
                wanted = f'SELECT * FROM "{table.name}" {which} ORDER BY {keys}'  # our own names
                rows = connection.exec_driver_sql(wanted).fetchall()
                found[table.name] = hashlib.sha256(repr(rows).encode()).hexdigest()
        return found
