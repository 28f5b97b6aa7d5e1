"""Faults in content: gathered, sorted, counted; never raised."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Literal

Level = Literal["error", "warning"]


@dataclass(frozen=True, order=True)
class Problem:
    """`says` is an English message key; its %(places)s are filled from `values`."""

    path: str
    line: int
    code: str
    says: str
    level: Level = "error"
    values: tuple[tuple[str, object], ...] = field(default=(), compare=False)

    def english(self) -> str:
        return self.says % dict(self.values)


class Problems:
    """What was found while reading or checking one bundle."""

    def __init__(self) -> None:
        self._found: list[Problem] = []

    def error(self, path: str, line: int, code: str, says: str, **values: object) -> None:
        self._found.append(Problem(path, line, code, says, "error", tuple(values.items())))

    def warning(self, path: str, line: int, code: str, says: str, **values: object) -> None:
        self._found.append(Problem(path, line, code, says, "warning", tuple(values.items())))

    def extend(self, other: "Problems", *, prefix: str = "") -> None:
        for p in other:
            self._found.append(Problem(prefix + p.path, p.line, p.code, p.says, p.level, p.values))

    def __iter__(self) -> Iterator[Problem]:
        return iter(sorted(self._found))

    def __len__(self) -> int:
        return len(self._found)

    @property
    def errors(self) -> list[Problem]:
        return [p for p in self if p.level == "error"]

    @property
    def warnings(self) -> list[Problem]:
        return [p for p in self if p.level == "warning"]
