"""Whose runs are asked for: all, those in one language, of one profession, of a trainer's group; and what may be shown."""

from collections.abc import Iterable, Mapping, Set
from enum import StrEnum
from typing import NamedTuple

from app.assessment import hiding

# Of a run in which nothing was chosen yet, as of one with as many choices in both languages.
UNSAID = "ky"
# Numbers with more digits fit no database.
_DIGITS = 18


class By(StrEnum):
    ALL = "all"
    LANGUAGE = "language"
    PROFESSION = "profession"
    GROUP = "group"


class Whose(NamedTuple):
    """`value` is a language, a profession, or the number of a group. As text: `group:12`."""

    by: By
    value: str = ""

    def __str__(self) -> str:
        return f"{self.by}:{self.value}" if self.value else self.by.value


ALL = Whose(By.ALL)


class Cell(NamedTuple):
    """What runs are told apart by; the profession is empty where somebody never held a post."""

    language: str
    profession: str
    groups: frozenset[int]


def read(text: str) -> Whose | None:
    by, _colon, value = text.partition(":")
    if by not in set(By) or (by == By.ALL) == bool(value):
        return None
    if by == By.GROUP and not (value.isascii() and value.isdigit() and len(value) <= _DIGITS):
        return None
    return Whose(By(by), value)


def circles(cell: Cell) -> list[Whose]:
    """Of which choices a run of this cell is part."""
    groups = [Whose(By.GROUP, str(number)) for number in sorted(cell.groups)]
    profession = [Whose(By.PROFESSION, cell.profession)] if cell.profession else []
    return [ALL, Whose(By.LANGUAGE, cell.language), *profession, *groups]


def shown(people: Mapping[Cell, Set[int]]) -> set[Whose]:
    """The largest divisions first; none from which a group under five could be worked out."""
    cells: dict[Whose, list[Cell]] = {}
    for cell in people:
        for whose in circles(cell):
            cells.setdefault(whose, []).append(cell)
    order = sorted(cells, key=place)
    return hiding.shown([(whose, cells[whose]) for whose in order], people)


def place(whose: Whose) -> tuple[int, int, str]:
    """In which order they are taken, and offered."""
    return list(By).index(whose.by), len(whose.value), whose.value


def cells(found: Iterable[tuple[Cell, int]]) -> dict[Cell, set[int]]:
    """From the cell and the person of each run."""
    people: dict[Cell, set[int]] = {}
    for cell, person_id in found:
        people.setdefault(cell, set()).add(person_id)
    return people
