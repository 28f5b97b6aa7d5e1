"""The map: seven oblasts and two cities as tiles, about where they lie. Not drawn to scale."""

import re
from dataclasses import dataclass

from app.accounts.kinds import Region
from app.continuity.coverage import Cell

# Column and row of each tile.
PLACES = {
    Region.TALAS: (0, 0),
    Region.BISHKEK: (1, 0),
    Region.CHUY: (2, 0),
    Region.JALAL_ABAD: (0, 1),
    Region.NARYN: (1, 1),
    Region.ISSYK_KUL: (2, 1),
    Region.BATKEN: (0, 2),
    Region.OSH_CITY: (1, 2),
    Region.OSH: (2, 2),
}
WIDTH, HEIGHT, GAP = 112, 100, 4
# So many letters fit into a tile.
_LINE = 12


@dataclass(frozen=True)
class Tile:
    region: Region
    x: int
    y: int
    lines: tuple[str, ...]
    cell: Cell


def lines_of(name: str) -> tuple[str, ...]:
    """Broken at spaces, and after hyphens where it must be."""
    found: list[str] = []
    for word in re.split(r"(?<=-)|\s+", name):
        joint = "" if found and found[-1].endswith("-") else " "
        if found and len(found[-1]) + len(joint) + len(word) <= _LINE:
            found[-1] += joint + word
        else:
            found.append(word)
    return tuple(found)


def tiles(cells: dict[str, Cell], names: dict[Region, str]) -> list[Tile]:
    return [
        Tile(
            region,
            column * (WIDTH + GAP),
            row * (HEIGHT + GAP),
            lines_of(names[region]),
            cells.get(region.value, Cell()),
        )
        for region, (column, row) in PLACES.items()
    ]
