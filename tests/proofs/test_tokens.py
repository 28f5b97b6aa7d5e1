"""T21: secrets of people stand in their letter and in their cookie, and nowhere else."""

import logging
import re

import pytest
from sqlalchemy import select

from app.accounts import passwords
from app.db.model import Model
from app.db.session import db, transaction
from app.journal import actions as journal
from app.notices.models import Letter
from tests.browser import ORIGIN, Browser
from tests.cast import BUILDER

pytestmark = pytest.mark.proof

PASSWORD = "three quiet mountains beyond"
_LINK = re.compile(r"/(?:invitation|reset)/([\w-]{20,})")


def letters() -> list[str]:
    return [_LINK.findall(body)[0] for body in db.session.scalars(select(Letter.body).order_by(Letter.id))]  # fmt: skip


def go_through(app, cast, caplog) -> tuple[list[str], list[str]]:
    """Invited, forgotten, set, signed in, gone wrong; the secrets on the way, and every address given."""
    caplog.set_level(logging.DEBUG)
    answers = []
    registrar, own = Browser(app).sign_in(cast.people["kanykei"]), Browser(app)
    person = cast.people["asel"].id
    answers.append(registrar.post(f"/people/{person}/invitation", follow=False))
    answers.append(own.post("/forgotten", {"who": "asel"}, follow=False))
    invitation, reset = letters()
    for path in (f"/invitation/{invitation}", f"/reset/{reset}", f"/reset/{invitation}"):
        answers.append(own.get(path))
        answers.append(own.post(path, {"password": "short", "password_again": "x"}, follow=False))
    typed = {"password": PASSWORD, "password_again": PASSWORD}
    answers.append(own.post(f"/reset/{reset}", typed, follow=False))
    answers.append(own.post(f"/reset/{reset}", typed, follow=False))
    answers.append(own.post("/sign-in", {"sign_in_name": "asel", "password": PASSWORD, "next": f"/reset/{reset}x"}, follow=False))  # fmt: skip
    key = own.client.get_cookie(app.config["SIGN_IN_COOKIE_NAME"]).value
    answers += [own.get("/me"), own.get("/nowhere"), own.post("/me/sessions/end", follow=False)]
    own.client.post("/language", data={"language": "x"}, headers=ORIGIN)
    told = [f"{n}: {v}" for a in answers for n, v in a.response.headers if n not in ("Set-Cookie",)]
    pages = [a.html for a in answers if not _LINK.search(a.response.request.path)]
    return [invitation, reset, key, PASSWORD], told + pages


def kept() -> list[str]:
    """Every cell of every table, but the letters, where links belong until they are sent."""
    found = []
    for table in Model.metadata.sorted_tables:
        for row in db.session.execute(select(table)).mappings():
            found += [f"{table.name}.{c}: {v}" for c, v in row.items() if (table.name, c) != ("letter", "body")]  # fmt: skip
    return found


def leaks(secrets: list[str], texts: list[str]) -> list[str]:
    return [text[:80] for text in texts for secret in secrets if secret in text]


def test_secrets_of_people_stand_nowhere_else(app, cast, caplog):
    secrets, told = go_through(app, cast, caplog)
    logged = [record.getMessage() + (caplog.handler.format(record)) for record in caplog.records]
    found = {"logs": leaks(secrets, logged), "database": leaks(secrets, kept()), "answers": leaks(secrets[2:], told)}  # fmt: skip
    for where, texts in found.items():
        print(f"personal tokens in {where}: {len(texts)} / 0")
    assert all(len(secret) >= 20 for secret in secrets)
    assert found == {"logs": [], "database": [], "answers": []}


def test_each_letter_holds_one_link_and_only_its_own(app, cast, caplog):
    secrets, _told = go_through(app, cast, caplog)
    bodies = list(db.session.scalars(select(Letter.body).order_by(Letter.id)))
    held = [[s in body for s in secrets] for body in bodies]
    assert held == [[True, False, False, False], [False, True, False, False]]
    assert not any(
        s in subject for subject in db.session.scalars(select(Letter.subject)) for s in secrets
    )


# ── planted ───────────────────────────────────────────────────────────────────


def test_a_planted_secret_in_a_log_is_found(app, cast, caplog, monkeypatch):
    sound = passwords.secret_digest

    def chatty(secret: str) -> str:
        logging.getLogger("muras").info("looking for %s", secret)
        return sound(secret)

    monkeypatch.setattr(passwords, "secret_digest", chatty)
    secrets, _told = go_through(app, cast, caplog)
    assert leaks(secrets, [record.getMessage() for record in caplog.records])


def test_a_planted_secret_in_the_journal_is_found(app, cast, caplog):
    secrets, _told = go_through(app, cast, caplog)
    with transaction():
        journal.record(BUILDER, "link made", ("person", 1), token=secrets[0])
    assert leaks(secrets, kept())
