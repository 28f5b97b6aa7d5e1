"""What invented people answer: which questions they miss, the harder ones more often, and what they say instead."""

import random
from collections.abc import Sequence
from hashlib import sha256

from app.assessment.items.common import Answer, Item
from app.assessment.items.kinds import kind_of

# Of what is missed, so much is left without an answer.
_LEFT_OUT = 0.12


def missed(items: Sequence[Item], rights: int, chance: random.Random) -> frozenset[str]:
    """All but `rights` of the questions."""
    order = sorted(items, key=lambda item: chance.random() ** (1 / _hardness(item.id)))
    return frozenset(item.id for item in order[rights:])


def _hardness(name: str) -> float:
    """The same for everybody, from 0.2 to 3.2."""
    return 0.2 + sha256(name.encode()).digest()[0] / 85


def wrong(item: Item, chance: random.Random) -> Answer:
    """Worth nothing: a wrong option, mostly the same one, or no answer."""
    kind, said = kind_of(item), None
    options = [option.id for option in getattr(item, "options", ()) if not option.right]
    if options and chance.random() > _LEFT_OUT:
        lure = options[0] if chance.random() < 0.5 else chance.choice(options)
        said = {"choice": lure} if item.kind == "single-choice" else {"choices": [lure]}
    return said or kind.blank()
