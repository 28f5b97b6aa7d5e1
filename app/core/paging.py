"""A page of a list."""

from dataclasses import dataclass
from typing import Generic, TypeVar

T = TypeVar("T")

SIZE = 50


@dataclass(frozen=True)
class Page(Generic[T]):
    rows: list[T]
    number: int
    total: int
    size: int = SIZE

    @property
    def last(self) -> int:
        return max(1, -(-self.total // self.size))

    @property
    def first_row(self) -> int:
        return (self.number - 1) * self.size + 1 if self.total else 0

    @property
    def last_row(self) -> int:
        return min(self.number * self.size, self.total)


def page_number(asked: str | None) -> int:
    """What stands in the address, made harmless: at least 1, at most 100,000."""
    if asked and asked.isascii() and asked.isdigit() and len(asked) <= 6:
        return min(max(int(asked), 1), 100_000)
    return 1
