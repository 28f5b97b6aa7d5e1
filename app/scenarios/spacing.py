"""Places across a layer: near what they are joined to, in their order, and never too close."""

from collections.abc import Mapping, Sequence

WIDTH = 360
# How far the middles of a node and of a passing way stay from the middle between them and what stands beside: where
# there is room, and at least. So many nodes as a layer may hold are never on top of each other.
_NODE, _PASSING = 26.0, 12.0
_LEAST_NODE, _LEAST_PASSING = 16.0, 0.0
_EDGE = 18.0
_ROOM = WIDTH - 2 * _EDGE
_SWEEPS = 8
# What only passes is kept straight rather than near.
_STRAIGHT = 4.0

Slot = tuple[str, int | None]


def across(
    layers: Sequence[Sequence[Slot]],
    above: Mapping[Slot, Sequence[Slot]],
    below: Mapping[Slot, Sequence[Slot]],
) -> dict[Slot, int]:
    place: dict[Slot, float] = {}
    for layer in layers:
        place |= _spread(layer, dict.fromkeys(layer, WIDTH / 2))
    for sweep in range(_SWEEPS):
        downwards = sweep % 2 == 0
        for layer in layers if downwards else layers[::-1]:
            wish = {}
            for slot in layer:
                joined = above.get(slot, ()) if downwards else below.get(slot, ())
                both = joined or (*above.get(slot, ()), *below.get(slot, ()))
                found = [place[one] for one in both]
                wish[slot] = sum(found) / len(found) if found else place[slot]
            place |= _spread(layer, wish)
    aside = WIDTH / 2 - (min(place.values()) + max(place.values())) / 2
    return {slot: round(x + aside) for slot, x in place.items()}


def _offsets(layer: Sequence[Slot]) -> list[float]:
    """Of each slot from the first; closer together where the layer is full."""
    wanted, least = [0.0], [0.0]
    for one, other in zip(layer, layer[1:], strict=False):
        nodes = (one[1] is None) + (other[1] is None)
        wanted.append(wanted[-1] + nodes * _NODE + (2 - nodes) * _PASSING)
        least.append(least[-1] + nodes * _LEAST_NODE + (2 - nodes) * _LEAST_PASSING)
    if wanted[-1] <= _ROOM:
        return wanted
    share = (_ROOM - least[-1]) / (wanted[-1] - least[-1])
    return [few + share * (many - few) for few, many in zip(least, wanted, strict=True)]


def _spread(layer: Sequence[Slot], wish: Mapping[Slot, float]) -> dict[Slot, float]:
    """As near to the wishes as the order, the distances and the edges allow."""
    offsets = _offsets(layer)
    low, high = _EDGE, _EDGE + _ROOM - offsets[-1]
    weights = [1.0 if slot[1] is None else _STRAIGHT for slot in layer]
    wishes = [wish[slot] - offset for slot, offset in zip(layer, offsets, strict=True)]
    bases = (min(high, max(low, base)) for base in _rising(wishes, weights))
    return {slot: base + at for slot, base, at in zip(layer, bases, offsets, strict=True)}


def _rising(wishes: Sequence[float], weights: Sequence[float]) -> list[float]:
    """The rising numbers nearest to the wishes: neighbours in the wrong order are pooled."""
    pools: list[tuple[float, float, int]] = []
    for wish, weight in zip(wishes, weights, strict=True):
        mean, heavy, many = wish, weight, 1
        while pools and pools[-1][0] > mean:
            other, more, others = pools.pop()
            mean = (mean * heavy + other * more) / (heavy + more)
            heavy, many = heavy + more, many + others
        pools.append((mean, heavy, many))
    return [mean for mean, _heavy, many in pools for _ in range(many)]
