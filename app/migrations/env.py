"""Alembic's entry: runs on the application's database, foreign keys off while tables are rebuilt.

With foreign keys on, rebuilding a parent table on SQLite silently deletes its children.
"""

from alembic import context
from flask import current_app
from sqlalchemy.engine import Connection

from app.db.model import Model


def _run(connection: Connection) -> None:
    context.configure(
        connection=connection,
        target_metadata=Model.metadata,
        render_as_batch=True,
        compare_type=True,
        transaction_per_migration=True,
    )
    with context.begin_transaction():
        context.run_migrations()


def _foreign_keys(connection: Connection, state: str) -> None:
    """Said to the driver itself: the setting does nothing inside a transaction."""
    if connection.dialect.name == "sqlite":
        cursor = connection.connection.cursor()
        cursor.execute(f"PRAGMA foreign_keys={state}")
        cursor.close()


def _ensure_whole(connection: Connection) -> None:
    if connection.dialect.name == "sqlite":
        broken = connection.exec_driver_sql("PRAGMA foreign_key_check").fetchall()
        if broken:
            raise RuntimeError(f"the migration left rows without their parents: {broken[:5]}")


with current_app.extensions["migrate"].db.engine.connect() as connection:
    _foreign_keys(connection, "OFF")
    try:
        _run(connection)
        _ensure_whole(connection)
        connection.commit()
    finally:
        connection.rollback()
        _foreign_keys(connection, "ON")
