"""Which groups' figures may be shown, so that no group under five can be worked out from those that are.

People stand in cells: all of a cell are alike in unit, profession, region and groups. The figures that are
shown cut the cells into parts, such that two cells of a part are counted together everywhere. Whatever is worked
out from shown figures, by adding and taking away, is about whole parts. So a figure is shown only if every part
that it makes has five people or more. Figures are taken in a fixed order, the largest groups first; what lies
outside all shown figures is no part, since nothing shown counts it.
"""

from collections import defaultdict
from collections.abc import Collection, Hashable, Iterable, Mapping, Set
from typing import TypeVar

FEWEST = 5

Cell = TypeVar("Cell", bound=Hashable)
Key = TypeVar("Key", bound=Hashable)

_OUTSIDE = 0


def shown(
    figures: Iterable[tuple[Key, Collection[Cell]]], people: Mapping[Cell, Set[int]]
) -> set[Key]:
    """`figures` are groups with their cells, `people` those who are counted in each cell."""
    part_of = dict.fromkeys(people, _OUTSIDE)
    parts: dict[int, set[Cell]] = {_OUTSIDE: set()}
    found: set[Key] = set()
    for key, cells in figures:
        cut = _cut(cells, part_of)
        if not cut or not all(
            _enough(inside, people) and (part == _OUTSIDE or _enough(parts[part] - inside, people))
            for part, inside in cut.items()
        ):
            continue
        found.add(key)
        for part, inside in cut.items():
            if inside != parts[part]:
                parts[part] -= inside
                parts[len(parts)] = inside
                part_of.update(dict.fromkeys(inside, len(parts) - 1))
    return found


def _cut(cells: Collection[Cell], part_of: Mapping[Cell, int]) -> dict[int, set[Cell]]:
    """The cells with anybody, by the part in which they stand."""
    cut: dict[int, set[Cell]] = defaultdict(set)
    for cell in cells:
        if cell in part_of:
            cut[part_of[cell]].add(cell)
    return cut


def _enough(cells: Set[Cell], people: Mapping[Cell, Set[int]]) -> bool:
    """Five people, each counted once; or nobody at all."""
    seen: set[int] = set()
    for cell in cells:
        seen |= people[cell]
        if len(seen) >= FEWEST:
            return True
    return not cells


def left_over(people: Mapping[int, Set[int]], kept: Set[int]) -> set[int]:
    """Of the times `kept`, those that stay, so that what the others leave over is nobody or five people."""
    kept = set(kept)
    while hidden := people.keys() - kept:
        if not kept or len(set[int]().union(*(people[time] for time in hidden))) >= FEWEST:
            break
        kept.remove(min(kept, key=lambda time: (len(people[time]), time)))
    return kept
