"""The session, and how a transaction begins: for reading by default, for writing when said so.

SQLite gets BEGIN IMMEDIATE for writing: a reader that turns writer is refused at once, however long it
is willing to wait. Both databases are set to have a commit on disk before it is acknowledged.
"""

import json
import sqlite3
from collections.abc import Mapping, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from functools import partial
from time import monotonic

from flask import g, has_request_context
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import Connection, Executable, Row, event
from sqlalchemy.engine import Engine
from sqlalchemy.orm import Session
from sqlalchemy.sql.dml import ReturningInsert

from app.db import turns
from app.db.model import Model

db = SQLAlchemy(metadata=Model.metadata, session_options={"expire_on_commit": False})

# Values of a failed statement may be names or answers: they do not go into the log.
ENGINE_OPTIONS = {
    "json_serializer": partial(json.dumps, ensure_ascii=False),
    "hide_parameters": True,
}
# Without jit: turning a report's statement into machine code takes longer than it saves.
POSTGRESQL_OPTIONS = {
    "pool_pre_ping": True,
    "pool_size": 8,
    "max_overflow": 0,
    "pool_timeout": 2.5,
    "connect_args": {"options": "-c jit=off"},
}

# Milliseconds to wait for a lock of SQLite. A request waits so long in all, however often it meets a lock, and is
# answered within three seconds; but never less than the moment another's commit takes. Commands have time.
OF_A_REQUEST, AT_LEAST, OF_A_COMMAND = 2400, 200, 10_000

# Libraries before this may corrupt a write-ahead log that is reset under several connections.
SAFE_LOG = (3, 51, 3)

_NOT_WRITING = "a row was changed while reading"
_writing: ContextVar[bool] = ContextVar("writing", default=False)


def journal_mode() -> tuple[str, str]:
    """journal_mode and synchronous with which an acknowledged commit survives a power cut."""
    return ("WAL", "FULL") if sqlite3.sqlite_version_info >= SAFE_LOG else ("DELETE", "EXTRA")


@event.listens_for(Engine, "connect")
def _prepare(connection, _record) -> None:
    if not isinstance(connection, sqlite3.Connection):
        return
    connection.isolation_level = None  # we say BEGIN ourselves
    _be_patient(connection)
    mode, synchronous = journal_mode()
    cursor = connection.cursor()
    for pragma in (
        f"journal_mode={mode}",
        f"synchronous={synchronous}",
        "foreign_keys=ON",
        "temp_store=MEMORY",
        "cache_size=-20000",
    ):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


@event.listens_for(Engine, "begin")
def _begin(connection) -> None:
    if connection.dialect.name != "sqlite":
        return
    driver = connection.connection.driver_connection
    if _writing.get():
        turns.take(_file(), within=_patience() / 1000)
        _be_patient(driver)
        connection.exec_driver_sql("BEGIN IMMEDIATE")
        _be_patient(driver)  # what is left, for the commit
    else:
        _be_patient(driver)
        # Cannot fail, and through the library it would cost more than the statement itself.
        driver.execute("BEGIN")


def _file() -> str | None:
    """The file of a SQLite database."""
    address = db.engine.url
    return address.database if address.get_backend_name() == "sqlite" else None


def _be_patient(driver: sqlite3.Connection) -> None:
    driver.execute(f"PRAGMA busy_timeout={_patience()}")


def _patience() -> int:
    """Milliseconds that are left."""
    if not has_request_context():
        return OF_A_COMMAND
    ends = g.setdefault("patience_ends", monotonic() + OF_A_REQUEST / 1000)
    return max(AT_LEAST, int((ends - monotonic()) * 1000))


@event.listens_for(Session, "before_flush")
def _refuse_writing_while_reading(session: Session, _context, _instances) -> None:
    if not _writing.get() and (session.new or session.dirty or session.deleted):
        raise RuntimeError(_NOT_WRITING)


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
        turns.give_back(_file())


@event.listens_for(Session, "after_begin")
def _remember(session: Session, _transaction, connection: Connection) -> None:
    """Asking the session for its connection takes longer than asking a statement."""
    session.info["connection"] = connection


@event.listens_for(Session, "after_transaction_end")
def _forget(session: Session, _transaction) -> None:
    session.info.pop("connection", None)


def rows(statement: Executable, **asked: object) -> Sequence[Row]:
    """What a statement on columns gives, in the transaction of the session and past its unit of work.

    For the statements of every page: a row costs half of what it costs through the session.
    """
    return _connection().execute(statement, asked).all()


def write(statement: ReturningInsert[int], row: Mapping[str, object]) -> int:
    """A new row past the unit of work, which costs more than the row; its id."""
    if not _writing.get():
        raise RuntimeError(_NOT_WRITING)
    return _connection().execute(statement, row).scalar_one()


def _connection() -> Connection:
    session = db.session()
    return session.info.get("connection") or session.connection()


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
