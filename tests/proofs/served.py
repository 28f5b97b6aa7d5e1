"""A real server on a real database in a folder of its own, for proofs that kill it, starve it or crowd it."""

import json
import os
import signal
import time
import urllib.error
import urllib.request
from dataclasses import dataclass
from multiprocessing.context import ForkServerProcess
from pathlib import Path

from sqlalchemy import create_engine, text

from tests import ready
from tests.databases import POSTGRESQL
from tools import machine


@dataclass
class Seat:
    """A person in front of an open attempt: what their browser would send."""

    path: str
    place: int
    cookie: str
    token: str
    # By kind of question.
    places: dict[str, int]

    def at(self, place: int) -> str:
        return f"{self.path.rpartition('/')[0]}/{place}"


class Served:
    """gunicorn with two workers, as in production, started and killed as a group."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.port = machine.free_port()
        self.address = f"http://127.0.0.1:{self.port}"
        self.database = _database(folder)
        self.environment = os.environ | {
            "MURAS_DEMONSTRATION": "1",
            "DATABASE_URL": self.database,
            "SIGNING_KEY_FILE": str(folder / "signing-key.pem"),
            "PUBLIC_ADDRESS": self.address,
            "SECRET_KEY": "only-for-proofs-0123456789abcdefghijkl",
        }
        self._process: ForkServerProcess | None = None

    def prepare(self, people: int, *, every: bool = False) -> list[Seat]:
        """The database with a course and so many people, each before an open attempt.

        `every`: at a test with one question of each kind, which asks how sure one is.
        """
        said = self.folder / "seats.json"
        preparing = ready.start(
            "tests.proofs.prepare", str(people), *["every"] * every,
            environment=self.environment, says=said,
        )  # fmt: skip
        preparing.join()
        assert preparing.exitcode == 0, "the database could not be prepared"
        return [Seat(**seat) for seat in json.loads(said.read_text().splitlines()[-1])]

    # Preloaded: once the server answers, no worker is still reading the program and easily upset.
    def start(self, program: str = "wsgi:app") -> None:
        self._process = ready.start(
            "gunicorn", "--no-control-socket", "-k", "gthread", "-w", "2", "--threads", "4", "--preload",
            "-b", f"127.0.0.1:{self.port}", "--log-level", "error", program,
            environment=self.environment,
        )  # fmt: skip
        self.wait()

    def wait(self) -> None:
        for _ in range(200):
            try:
                urllib.request.urlopen(f"{self.address}/health", timeout=2)
                return
            except (urllib.error.URLError, OSError):
                time.sleep(0.1)
        raise AssertionError("the server did not come up")

    def kill(self, how: int = signal.SIGKILL) -> None:
        """All processes at once; they get no chance to finish anything."""
        if self._process is None:
            return
        os.killpg(self._process.pid, how)
        self._process.join(20)
        self._process = None

    def rows(self, statement: str) -> list[tuple]:
        engine = create_engine(driver(self.database))
        try:
            with engine.connect() as connection:
                return [tuple(row) for row in connection.execute(text(statement))]
        finally:
            engine.dispose()


def driver(address: str) -> str:
    return address.replace("postgresql://", "postgresql+psycopg://")


def _database(folder: Path) -> str:
    if not POSTGRESQL:
        return f"sqlite:///{folder}/muras.db"
    name = f"proof_{os.getpid()}_{time.monotonic_ns() % 1_000_000_000}"
    engine = create_engine(driver(POSTGRESQL), isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.execute(text(f"CREATE DATABASE {name}"))
    engine.dispose()
    return POSTGRESQL.rsplit("/", 1)[0] + f"/{name}"
