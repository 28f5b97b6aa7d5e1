"""The program as served, on a SQLite that may not grow while a file named `full` lies beside the database."""

from pathlib import Path

from sqlalchemy import event
from sqlalchemy.engine import Engine

from wsgi import app

__all__ = ["app"]

_SIGN = Path(app.config["SQLALCHEMY_DATABASE_URI"].removeprefix("sqlite:///")).with_name("full")
_MOST = 2**31


@event.listens_for(Engine, "begin")
def _limit(connection) -> None:
    """No page more than there is now: what SQLite then says is what it says when the disk is full."""
    connection.exec_driver_sql(f"PRAGMA max_page_count={1 if _SIGN.exists() else _MOST}")
