"""What migrations build tables from. They have run elsewhere: whoever needs another shape adds one here, and changes none."""

import sqlalchemy as sa
from alembic import op


def number(name: str, nullable: bool = False) -> sa.Column:
    """For keys and what points at them; SQLite counts up only in a plain integer."""
    kind = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
    return sa.Column(name, kind, nullable=nullable)


def to(table: str, column: str, other: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([column], [f"{other}.id"], name=op.f(f"fk_{table}_{column}"))


def key(name: str, nullable: bool = False) -> sa.Column:
    """A name out of a file."""
    return sa.Column(name, sa.String(length=100), nullable=nullable)


def one_of(name: str, values: tuple[str, ...]) -> sa.Enum:
    return sa.Enum(*values, name=name, native_enum=False, length=30, create_constraint=True)


def only_grows(table: str) -> None:
    """The database itself refuses to change or remove what is in it."""
    if op.get_bind().dialect.name == "postgresql":
        op.execute(
            f"CREATE TRIGGER {table}_only_grows BEFORE UPDATE OR DELETE OR TRUNCATE ON {table} "
            "FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()"
        )
        return
    for change in ("UPDATE", "DELETE"):
        op.execute(
            f"CREATE TRIGGER {table}_no_{change.lower()} BEFORE {change} ON {table} "
            f"BEGIN SELECT RAISE(ABORT, 'this table only grows: {table}'); END"
        )
