"""A fresh database for every test: SQLite in memory, or the PostgreSQL named by TEST_DATABASE_URL.

One database is built by migrations, with the cast in it, kept aside, and copied back before each test.
Commits are real, so nothing is mocked.
"""

import os
import sqlite3
from typing import ClassVar

from flask import Flask
from sqlalchemy import Table, text
from sqlalchemy.pool import StaticPool

from app.curriculum.queries import forget_editions
from app.db.model import Model
from app.db.session import db

POSTGRESQL = os.environ.get("TEST_DATABASE_URL", "")


def configuration() -> dict[str, object]:
    if POSTGRESQL:
        url = "postgresql+psycopg://" + POSTGRESQL.removeprefix("postgresql://")
        return {"SQLALCHEMY_DATABASE_URI": url}
    return {
        "SQLALCHEMY_DATABASE_URI": "sqlite://",
        "SQLALCHEMY_ENGINE_OPTIONS": {
            "poolclass": StaticPool,
            "connect_args": {"check_same_thread": False},
        },
    }


class Keeper:
    """Keeps the state aside and puts it back."""

    # Whose state was put back last; others have to put theirs back before they can rely on it.
    standing: ClassVar["Keeper | None"] = None

    def __init__(self, app: Flask) -> None:
        self.app = app
        Keeper.standing = self
        if POSTGRESQL:
            self._rows = self._read_rows()
        else:
            self._kept = sqlite3.connect(":memory:", check_same_thread=False)
            self._driver().backup(self._kept)

    def restore(self) -> None:
        db.session.remove()
        forget_editions()
        Keeper.standing = self
        if POSTGRESQL:
            self._write_rows()
        else:
            self._kept.backup(self._driver())

    def _driver(self) -> sqlite3.Connection:
        connection = db.engine.raw_connection()
        try:
            return connection.driver_connection  # type: ignore[return-value]
        finally:
            connection.close()

    def _read_rows(self):
        with db.engine.connect() as connection:
            return [
                (table, [dict(r._mapping) for r in connection.execute(table.select())])
                for table in Model.metadata.sorted_tables
            ]

    def _write_rows(self) -> None:
        # Emptying is several times faster by DELETE than by TRUNCATE, as long as tables are small.
        with db.engine.begin() as connection:
            connection.execute(
                text("SET session_replication_role = replica")
            )  # tables that only grow
            for table, _rows in reversed(self._rows):
                connection.execute(table.delete())
            for table, rows in self._rows:
                if rows:
                    connection.execute(table.insert(), rows)
            counters = filter(None, (_counter(table) for table, _rows in self._rows))
            connection.execute(text(f"SELECT {', '.join(counters)}"))
            connection.execute(text("SET session_replication_role = DEFAULT"))


def _counter(table: Table) -> str | None:
    """Puts the counter of a table after its last row."""
    column = table.autoincrement_column
    if column is None or column.foreign_keys:
        return None
    sequence = f"pg_get_serial_sequence('\"{table.name}\"', '{column.name}')"
    last = f'(SELECT max("{column.name}") FROM "{table.name}")'
    return f"setval({sequence}, COALESCE({last}, 0) + 1, false)"
