"""The session, and how a transaction begins: for reading by default, for writing when said so.

SQLite gets BEGIN IMMEDIATE for writing: a reader that turns writer is refused at once, however long it
is willing to wait. Both databases are set to have a commit on disk before it is acknowledged.
"""

import json
import sqlite3
from contextlib import contextmanager
from contextvars import ContextVar
from functools import partial

from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import event
from sqlalchemy.engine import Engine
from sqlalchemy.orm import Session

from app.db.model import Model

db = SQLAlchemy(metadata=Model.metadata, session_options={"expire_on_commit": False})

# Values of a failed statement may be names or answers: they do not go into the log.
ENGINE_OPTIONS = {
    "json_serializer": partial(json.dumps, ensure_ascii=False),
    "hide_parameters": True,
}
POSTGRESQL_OPTIONS = {"pool_pre_ping": True, "pool_size": 8, "max_overflow": 0, "pool_timeout": 2.5}

# Libraries before this may corrupt a write-ahead log that is reset under several connections.
SAFE_LOG = (3, 51, 3)

_writing: ContextVar[bool] = ContextVar("writing", default=False)


def journal_mode() -> tuple[str, str]:
    """journal_mode and synchronous with which an acknowledged commit survives a power cut."""
    return ("WAL", "FULL") if sqlite3.sqlite_version_info >= SAFE_LOG else ("DELETE", "EXTRA")


@event.listens_for(Engine, "connect")
def _prepare(connection, _record) -> None:
    if not isinstance(connection, sqlite3.Connection):
        return
    connection.isolation_level = None  # we say BEGIN ourselves
    mode, synchronous = journal_mode()
    cursor = connection.cursor()
    for pragma in (
        f"journal_mode={mode}",
        f"synchronous={synchronous}",
        "busy_timeout=10000",
        "foreign_keys=ON",
        "temp_store=MEMORY",
        "cache_size=-20000",
    ):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


@event.listens_for(Engine, "begin")
def _begin(connection) -> None:
    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql("BEGIN IMMEDIATE" if _writing.get() else "BEGIN")


@event.listens_for(Session, "before_flush")
def _refuse_writing_while_reading(session: Session, _context, _instances) -> None:
    if not _writing.get() and (session.new or session.dirty or session.deleted):
        raise RuntimeError("a row was changed while reading")


def begin_writing() -> None:
    """End the reading transaction, if one is open; what follows may change rows until `end_writing`."""
    db.session.commit()
    _writing.set(True)


def end_writing(*, keep: bool) -> None:
    """Commit or undo. Afterwards the session reads again, also when the commit itself failed."""
    try:
        if keep:
            db.session.commit()
        else:
            db.session.rollback()
    except BaseException:
        db.session.rollback()
        raise
    finally:
        _writing.set(False)


def is_writing() -> bool:
    return _writing.get()


@contextmanager
def transaction():
    """A writing transaction of its own, for commands, jobs and views marked as reading."""
    if _writing.get():
        raise RuntimeError("a transaction is already open")
    begin_writing()
    try:
        yield db.session
    except BaseException:
        end_writing(keep=False)
        raise
    end_writing(keep=True)
