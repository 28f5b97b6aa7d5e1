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
    # How many states are kept aside; each has its schema.
    kept: ClassVar[int] = 0

    def __init__(self, app: Flask) -> None:
        self.app = app
        Keeper.standing = self
        if POSTGRESQL:
            self._script = self._keep_rows()
        else:
            self._kept = sqlite3.connect(":memory:", check_same_thread=False)
            self._driver().backup(self._kept)

    def restore(self) -> None:
        db.session.remove()
        forget_editions()
        Keeper.standing = self
        if POSTGRESQL:
            self._put_back()
        else:
            self._kept.backup(self._driver())

    def _driver(self) -> sqlite3.Connection:
        connection = db.engine.raw_connection()
        try:
            return connection.driver_connection  # type: ignore[return-value]
        finally:
            connection.close()

    def _keep_rows(self) -> str:
        """Copies of all tables aside; gives the script that puts them back, in one word with the server."""
        tables = Model.metadata.sorted_tables
        Keeper.kept += 1
        aside = f"kept_{Keeper.kept}"
        with db.engine.begin() as connection:
            connection.execute(text(f"DROP SCHEMA IF EXISTS {aside} CASCADE"))
            connection.execute(text(f"CREATE SCHEMA {aside}"))
            filled = []
            for table in tables:
                copied = connection.execute(
                    text(f'CREATE TABLE {aside}."{table.name}" AS TABLE public."{table.name}"')
                )
                if copied.rowcount:
                    filled.append(table)
        return "; ".join(
            [
                "SET session_replication_role = replica",  # tables that only grow
                # Emptying is several times faster by DELETE than by TRUNCATE, as long as tables are small.
                *(f'DELETE FROM "{table.name}"' for table in reversed(tables)),
                *(f'INSERT INTO "{t.name}" SELECT * FROM {aside}."{t.name}"' for t in filled),
                *(f"SELECT {counter}" for counter in map(_counter, tables) if counter),
                "SET session_replication_role = DEFAULT",
            ]
        )

    def _put_back(self) -> None:
        with db.engine.begin() as connection:
            connection.exec_driver_sql(self._script)


def _counter(table: Table) -> str | None:
    """Puts the counter of a table after its last row."""
    column = table.autoincrement_column
    if column is None or column.foreign_keys:
        return None
    sequence = f"pg_get_serial_sequence('\"{table.name}\"', '{column.name}')"
    last = f'(SELECT max("{column.name}") FROM "{table.name}")'
    return f"setval({sequence}, COALESCE({last}, 0) + 1, false)"
