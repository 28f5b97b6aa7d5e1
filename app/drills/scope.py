"""Whose figures are asked for: one's own, or those of a group that the reader oversees. Pure."""

from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from app.assessment import hiding

# Numbers with more digits fit no database.
_DIGITS = 18


class By(StrEnum):
    ME = "me"
    ALL = "all"
    UNIT = "unit"
    PROFESSION = "profession"
    REGION = "region"
    GROUP = "group"


class Whose(NamedTuple):
    """`value` is the path of a unit, a profession, a region, or the number of a trainer's group."""

    by: By
    value: str = ""


ME, ALL = Whose(By.ME), Whose(By.ALL)


class Cell(NamedTuple):
    """What people are told apart by; `unit` None: outside the reader's units, known by a group only."""

    unit: str | None
    profession: str
    region: str
    groups: frozenset[int]
    quarter: int

    @property
    def ever(self) -> "Cell":
        """The same people, whenever they answered."""
        return self._replace(quarter=0)


@dataclass(frozen=True)
class Overseen:
    """Those who answered, the cells of each group, and what may be shown."""

    people: Mapping[Cell, Set[int]]
    cells: Mapping[Whose, Sequence[Cell]]
    groups: Set[Whose]
    quarters: Set[tuple[Whose, int]]

    def count(self, whose: Whose) -> int:
        """How many people answered."""
        return len(set[int]().union(*(self.people[cell] for cell in self.cells.get(whose, ()))))


def read(text: str) -> Whose | None:
    """`unit:12` stands for the unit with this number; its path is looked up by the view."""
    by, _colon, value = text.partition(":")
    if by not in set(By) or (by in (By.ME, By.ALL)) == bool(value):
        return None
    if by in (By.UNIT, By.GROUP) and not (
        value.isascii() and value.isdigit() and len(value) <= _DIGITS
    ):
        return None
    return Whose(By(by), value)


def circles(cell: Cell) -> list[Whose]:
    """All groups to which the people of a cell belong, the unit's upper units among them."""
    found = [Whose(By.GROUP, str(number)) for number in cell.groups]
    if cell.unit is None:
        return found
    steps = cell.unit.strip("/").split("/")
    units = [Whose(By.UNIT, f"/{'/'.join(steps[:n])}/") for n in range(1, len(steps) + 1)]
    places = [Whose(By.PROFESSION, cell.profession), Whose(By.REGION, cell.region)]
    return [ALL, *units, *places, *found]


def oversee(people: Mapping[Cell, Set[int]], tops: tuple[str, ...]) -> Overseen:
    """`tops` are the highest units of the reach; nothing above them is a group of the reader's."""
    cells: dict[Whose, list[Cell]] = {}
    for cell in people:
        for whose in circles(cell):
            if whose.by is not By.UNIT or any(whose.value.startswith(top) for top in tops):
                cells.setdefault(whose, []).append(cell)
    order = sorted(cells, key=_largest_first)
    alike: dict[Cell, set[int]] = {}
    for cell, ids in people.items():
        alike.setdefault(cell.ever, set()).update(ids)
    groups = hiding.shown([(whose, {cell.ever for cell in cells[whose]}) for whose in order], alike)
    quarters = _quarters([(whose, cells[whose]) for whose in order if whose in groups], people)
    return Overseen(people, cells, groups, quarters)


def _quarters(
    groups: Sequence[tuple[Whose, Sequence[Cell]]], people: Mapping[Cell, Set[int]]
) -> set[tuple[Whose, int]]:
    """In each quarter as in the whole; and what a group's other quarters leave over must be five people too."""
    found: set[tuple[Whose, int]] = set()
    for quarter in {cell.quarter for cell in people}:
        then = [(whose, [c for c in cells if c.quarter == quarter]) for whose, cells in groups]
        found |= {(whose, quarter) for whose in hiding.shown(then, people)}
    for whose, cells in groups:
        in_each: dict[int, set[int]] = {}
        for cell in cells:
            in_each.setdefault(cell.quarter, set()).update(people[cell])
        kept = {quarter for quarter in in_each if (whose, quarter) in found}
        found -= {(whose, quarter) for quarter in kept - hiding.left_over(in_each, kept)}
    return found


def _largest_first(whose: Whose) -> tuple[int, int, str]:
    """All, then units from the top of the tree down, then the other divisions, then groups."""
    order = (By.ALL, By.UNIT, By.PROFESSION, By.REGION, By.GROUP)
    return order.index(whose.by), whose.value.count("/"), whose.value
