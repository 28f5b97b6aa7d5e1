"""`make serve`: from a fresh clone to a working academy in a browser; a second start keeps the data."""

import argparse
import gc
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from flask import Flask
from flask_migrate import upgrade
from waitress import serve

from app.accounts import queries
from app.db.session import db
from app.demo.roles import PASSWORD, ROLES
from app.factory import create_app
from app.web import catalogues


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--port", type=int, default=8000)
    arguments.add_argument(
        "--prepare-only", action="store_true", help="build everything, then stop"
    )
    chosen = arguments.parse_args()
    os.environ.setdefault("MURAS_DEMONSTRATION", "1")
    os.environ.setdefault("PUBLIC_ADDRESS", f"http://127.0.0.1:{chosen.port}")
    say("compiling the translations")
    list(catalogues.compile_all())
    app = prepare()
    if chosen.prepare_only:
        return
    names(app, chosen.port)
    try:
        with doing_jobs():
            serve(app, host="127.0.0.1", port=chosen.port, threads=8, ident=None)
    except OSError as problem:
        sys.exit(
            f"Port {chosen.port} cannot be used ({problem.strerror}). Choose another: make serve PORT=8001"
        )


def prepare() -> Flask:
    """The database migrated, the shipped content released, the demonstration world built once."""
    app = create_app()
    # As in wsgi.py: what is loaded stays, and a world that is being built holds little that goes.
    gc.freeze()
    gc.set_threshold(100_000, 50, 100)
    address = app.config["SQLALCHEMY_DATABASE_URI"]
    if address.startswith("sqlite:///"):
        Path(address.removeprefix("sqlite:///")).parent.mkdir(parents=True, exist_ok=True)
    with app.app_context():
        say("preparing the database")
        upgrade()
        runner = app.test_cli_runner()
        step(runner, "releasing the shipped courses and banks", ["content", "import"])
        if app.config["DEMONSTRATION"] and not queries.anybody():
            step(runner, "building the demonstration world (about a minute)", ["demo", "build"])
        db.session.remove()
    return app


@contextmanager
def doing_jobs() -> Iterator[None]:
    """In a process of their own, so that a long report slows no page; it ends with this one, however this one ends."""
    command = [sys.executable, "-m", "flask", "--app", "app.factory", "jobs", "run"]
    worker = subprocess.Popen([*command, "--with-parent"], stdin=subprocess.DEVNULL)
    try:
        yield
    finally:
        worker.terminate()
        worker.wait(30)


def step(runner, what: str, command: list[str]) -> None:
    begun = time.monotonic()
    say(what)
    outcome = runner.invoke(args=command)
    if outcome.exit_code:
        sys.exit(f"{outcome.output}\n{outcome.exception or ''}")
    say(f"  {outcome.output.strip().splitlines()[-1]} ({time.monotonic() - begun:.0f} s)")


def names(app: Flask, port: int) -> None:
    if not app.config["DEMONSTRATION"]:
        return
    print(f"\nMuras is at http://127.0.0.1:{port}\n")
    print(f"Sign in as one of these; the password of all is {PASSWORD}\n")
    for role in ROLES:
        print(f"  {role.sign_in_name:20} {role.who.en}")
    print("\nAll people and results are invented. Stop with Ctrl-C.\n", flush=True)


def say(what: str) -> None:
    print(f"· {what}", flush=True)


if __name__ == "__main__":
    main()
