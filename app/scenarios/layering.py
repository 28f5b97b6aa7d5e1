"""A graph laid out from top to bottom: layers, the order within them, places across. Names in, places out.

Ways that pass a layer get a place in it. All ways to the same end share those places, so that they run together
like branches into a stem, and the picture stays narrow enough for a phone.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from app.scenarios import spacing

ABREAST = 9
_SWEEPS = 12

Way = tuple[str, str]
# A place in a layer: a node (its own name, None), or a way that passes (its lower end, the layer).
Slot = tuple[str, int | None]


@dataclass(frozen=True)
class Laid:
    """`layers` hold the slots from left to right; `across` says where each stands; `back` are the ways upwards."""

    layers: tuple[tuple[Slot, ...], ...]
    across: Mapping[Slot, int]
    back: frozenset[Way]
    _of: Mapping[str, int]

    def layer(self, name: str) -> int:
        return self._of[name]

    def stops(self, way: Way) -> list[tuple[int, int]]:
        """Where a way goes along, from its upper to its lower end: across, layer."""
        upper, lower = way[::-1] if way in self.back else way
        slots = _slots(upper, lower, self._of, _stem(way, self.back))
        return [(self.across[slot], layer) for slot, layer in slots]


def lay(names: Sequence[str], ways: Collection[Way], first: str) -> Laid:
    """Always alike for the same input. Ways from a node to itself are left out before."""
    back = _back(names, ways, first)
    down = [way[::-1] if way in back else way for way in ways]
    of = _layers(names, down)
    rows: list[list[Slot]] = [[] for _ in range(max(of.values()) + 1)]
    for name in names:
        rows[of[name]].append((name, None))
    links: dict[tuple[Slot, Slot], None] = {}
    for way in ways:
        upper, lower = way[::-1] if way in back else way
        slots = _slots(upper, lower, of, _stem(way, back))
        for (one, _layer), (other, layer) in zip(slots, slots[1:], strict=False):
            if other[1] is not None and other not in rows[layer]:
                rows[layer].append(other)
            links[one, other] = None
    above, below = _neighbours(links)
    layers = _ordered(rows, above, below)
    return Laid(layers, spacing.across(layers, above, below), frozenset(back), of)


def _stem(way: Way, back: Collection[Way]) -> str:
    """Under which name the places of a way that passes are shared; those upwards stay apart."""
    return f"{way[1]}^" if way in back else way[1]


def _slots(upper: str, lower: str, of: Mapping[str, int], stem: str) -> list[tuple[Slot, int]]:
    passed = [((stem, layer), layer) for layer in range(of[upper] + 1, of[lower])]
    return [((upper, None), of[upper]), *passed, ((lower, None), of[lower])]


def _back(names: Sequence[str], ways: Iterable[Way], first: str) -> set[Way]:
    """Ways to where one came from, seen from the first node, depth first."""
    after: dict[str, list[str]] = {name: [] for name in names}
    for one, other in ways:
        after[one].append(other)
    back: set[Way] = set()
    seen: set[str] = set()
    for start in (first, *names):
        if start in seen:
            continue
        seen.add(start)
        path = {start: iter(after[start])}
        while path:
            here = next(reversed(path))
            for there in path[here]:
                if there in path:
                    back.add((here, there))
                elif there not in seen:
                    seen.add(there)
                    path[there] = iter(after[there])
                    break
            else:
                path.popitem()
    return back


def _layers(names: Sequence[str], down: Collection[Way]) -> dict[str, int]:
    """Each as high as the nodes above it and the number abreast allow."""
    before: dict[str, set[str]] = {name: set() for name in names}
    for upper, lower in down:
        before[lower].add(upper)
    of: dict[str, int] = {}
    filled: dict[int, int] = {}
    while len(of) < len(names):
        ready = [name for name in names if name not in of and before[name] <= of.keys()]
        for name in ready:
            layer = max((of[one] + 1 for one in before[name]), default=0)
            while filled.get(layer, 0) >= ABREAST:
                layer += 1
            of[name] = layer
            filled[layer] = filled.get(layer, 0) + 1
    return of


# ---- The order within layers ----


def _neighbours(
    links: Iterable[tuple[Slot, Slot]],
) -> tuple[dict[Slot, list[Slot]], dict[Slot, list[Slot]]]:
    above: dict[Slot, list[Slot]] = {}
    below: dict[Slot, list[Slot]] = {}
    for upper, lower in links:
        above.setdefault(lower, []).append(upper)
        below.setdefault(upper, []).append(lower)
    return above, below


def _ordered(
    rows: list[list[Slot]], above: Mapping[Slot, list[Slot]], below: Mapping[Slot, list[Slot]]
) -> tuple[tuple[Slot, ...], ...]:
    """Sweeps down and up by barycentres; the order with the fewest crossings is kept."""
    best, fewest = [list(row) for row in rows], crossings(rows, below)
    for sweep in range(_SWEEPS):
        downwards = sweep % 2 == 0
        turn = rows[1:] if downwards else rows[-2::-1]
        beside = above if downwards else below
        fixed = rows[0] if downwards else rows[-1]
        for row in turn:
            _sort(row, fixed, beside)
            fixed = row
        now = crossings(rows, below)
        if now < fewest:
            best, fewest = [list(row) for row in rows], now
    return tuple(tuple(row) for row in best)


def _sort(row: list[Slot], fixed: list[Slot], beside: Mapping[Slot, list[Slot]]) -> None:
    place = {slot: n / max(1, len(fixed) - 1) for n, slot in enumerate(fixed)}
    here = {slot: n / max(1, len(row) - 1) for n, slot in enumerate(row)}

    def middle(slot: Slot) -> float:
        found = [place[one] for one in beside.get(slot, ()) if one in place]
        return sum(found) / len(found) if found else here[slot]

    row.sort(key=middle)


def crossings(rows: Sequence[Sequence[Slot]], below: Mapping[Slot, list[Slot]]) -> int:
    """How often two ways cross between neighbouring layers."""
    found = 0
    for row, under in zip(rows, rows[1:], strict=False):
        place = {slot: n for n, slot in enumerate(under)}
        ends = [end for slot in row for end in sorted(place[one] for one in below.get(slot, ()))]
        found += sum(one > other for n, one in enumerate(ends) for other in ends[n + 1 :])
    return found
