"""Migrations from nothing give the models' tables, and can be taken back, on the database of this run."""

import importlib
import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from flask import Flask
from flask_migrate import downgrade, upgrade
from sqlalchemy import (
    CheckConstraint,
    Column,
    Integer,
    MetaData,
    Table,
    create_engine,
    inspect,
    text,
)

from app.db.model import Model
from app.db.session import db
from app.factory import create_app
from tests.architecture.walls import ROOT, modules
from tests.databases import POSTGRESQL

VERSIONS = ROOT / "app" / "migrations" / "versions"


@contextmanager
def empty_database(folder: Path) -> Iterator[str]:
    """The address of a database with nothing in it, of the kind this run uses."""
    if not POSTGRESQL:
        yield f"sqlite:///{folder / 'empty.db'}"
        return
    address = "postgresql+psycopg://" + POSTGRESQL.removeprefix("postgresql://")
    server = create_engine(address, isolation_level="AUTOCOMMIT")
    name = f"muras_{re.sub('[^a-z0-9]', '', folder.name.lower())}"
    with server.connect() as connection:
        connection.execute(text(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)'))
        connection.execute(text(f'CREATE DATABASE "{name}"'))
    try:
        yield address.rsplit("/", 1)[0] + f"/{name}"
    finally:
        with server.connect() as connection:
            connection.execute(text(f'DROP DATABASE "{name}" WITH (FORCE)'))
        server.dispose()


@pytest.fixture
def fresh(settings, tmp_path) -> Iterator[Flask]:
    for module in modules():
        if module.part == "models":
            importlib.import_module(module.name)
    with empty_database(tmp_path) as address:
        plain = {"SQLALCHEMY_DATABASE_URI": address, "SQLALCHEMY_ENGINE_OPTIONS": {}}
        app = create_app(settings | plain)
        with app.app_context():
            yield app
            db.session.remove()
            db.engine.dispose()


def differences(metadata: MetaData = Model.metadata) -> list:
    with db.engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        return compare_metadata(context, metadata)


def described() -> dict[str, object]:
    """Tables as the database itself describes them."""
    look = inspect(db.engine)
    return {
        name: (
            sorted(str((c["name"], str(c["type"]), c["nullable"])) for c in look.get_columns(name)),
            sorted(
                str((i["name"], i["column_names"], i["unique"])) for i in look.get_indexes(name)
            ),
            sorted(str(u) for u in look.get_unique_constraints(name)),
            sorted(str(k) for k in look.get_foreign_keys(name)),
            sorted(str(c["name"]) for c in look.get_check_constraints(name)),
        )
        for name in look.get_table_names()
    }


def test_migrations_give_the_models_tables(fresh):
    upgrade()
    assert differences() == []


def test_named_checks_of_the_models_are_in_the_database(fresh):
    upgrade()
    look = inspect(db.engine)
    for table in Model.metadata.sorted_tables:
        wanted = {c.name for c in table.constraints if isinstance(c, CheckConstraint)}
        there = {c["name"] for c in look.get_check_constraints(table.name)}
        assert wanted == there, table.name


def test_migrations_can_be_taken_back_and_run_again(fresh):
    upgrade()
    first = described()
    downgrade(revision="base")
    assert set(inspect(db.engine).get_table_names()) == {"alembic_version"}
    upgrade()
    assert described() == first


def test_there_is_one_newest_migration_and_they_are_numbered():
    scripts = ScriptDirectory(str(VERSIONS.parent))
    assert len(scripts.get_heads()) == 1
    numbers = sorted(path.name[:4] for path in VERSIONS.glob("[0-9]*.py"))
    assert numbers == [f"{n:04}" for n in range(1, len(numbers) + 1)]
    assert scripts.get_heads() == [numbers[-1]]


def test_a_planted_difference_is_found(fresh):
    upgrade()
    planted = MetaData(naming_convention=Model.metadata.naming_convention)
    for table in Model.metadata.sorted_tables:
        table.to_metadata(planted)
    assert differences(planted) == []
    planted.tables["person"].append_column(Column("nickname", Integer))
    planted.tables["post"].c.unit_id.nullable = True
    planted.tables["sign_in"].indexes.clear()
    Table("gossip", planted, Column("id", Integer, primary_key=True))
    kinds = {str(d[0] if isinstance(d, tuple) else d[0][0]) for d in differences(planted)}
    assert kinds >= {"add_column", "add_table", "modify_nullable", "remove_index"}
