"""The application as tests know it: its settings, a migrated database, the cast in it."""

from pathlib import Path

from flask import Flask
from flask_migrate import upgrade

from app.accounts.passwords import Hasher
from app.db.session import db, transaction
from app.factory import create_app
from app.settings import load
from tests import cast as cast_module
from tests.databases import configuration

_KEY = "only-for-tests-0123456789abcdefghijklmnop"


def settings(folder: Path) -> dict[str, object]:
    values = load(
        {
            "MURAS_DEMONSTRATION": "1",
            "SECRET_KEY": _KEY,
            "PUBLIC_ADDRESS": "http://localhost",
            "SIGNING_KEY_FILE": str(folder / "signing-key.pem"),
        }
    )
    # Without catalogues every language shows the keys, so tests read English; journeys read the real words.
    untranslated = {"BABEL_TRANSLATION_DIRECTORIES": str(folder / "no-catalogues")}
    testing = {"TESTING": True, "PROPAGATE_EXCEPTIONS": False}
    return values | configuration() | testing | untranslated


def build(values: dict[str, object]) -> tuple[Flask, cast_module.Cast]:
    app = create_app(values)
    app.extensions["hasher"] = Hasher(memory_kib=8, passes=1)
    with app.app_context():
        upgrade()
        with transaction():
            cast = cast_module.build()
        db.session.remove()
    return app, cast
