"""The base class of all tables, and the kinds of column declared once."""

from datetime import UTC, datetime
from enum import StrEnum
from typing import Annotated, Any

from sqlalchemy import JSON, BigInteger, DateTime, Enum, Integer, MetaData, String
from sqlalchemy.orm import DeclarativeBase, mapped_column, registry
from sqlalchemy.types import TypeDecorator

NAMES = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
}


class UtcMoment(TypeDecorator[datetime]):
    """Aware, UTC, alike on both databases; a naive time raises."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a time without its zone")
        return value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect) -> datetime | None:
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


# SQLite counts up only in a column declared INTEGER.
BIG = BigInteger().with_variant(Integer(), "sqlite")

Id = Annotated[int, mapped_column(BIG, primary_key=True)]
Moment = Annotated[datetime, mapped_column(UtcMoment())]
Name = Annotated[str, mapped_column(String(200))]
Key = Annotated[str, mapped_column(String(100))]


def kept_by_value(kind: type[StrEnum]) -> Enum:
    """An enumeration stored as the text of its value, with a check."""
    return Enum(
        kind,
        values_callable=lambda e: [member.value for member in e],
        native_enum=False,
        length=30,
        name=kind.__name__.lower(),
        create_constraint=True,
    )


class Model(DeclarativeBase):
    registry = registry(
        type_annotation_map={datetime: UtcMoment(), dict[str, Any]: JSON(), list[Any]: JSON()},
        metadata=MetaData(naming_convention=NAMES),
    )
