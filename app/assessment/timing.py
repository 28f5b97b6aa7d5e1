"""How long a question took, from when answers were saved: nothing else is known, since looking leaves no trace."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from math import floor


@dataclass(frozen=True)
class Save:
    """An answer as the server kept it, at that moment."""

    answer_id: int
    place: int
    version: int
    at: datetime


def counted(saves: Sequence[Save]) -> dict[int, Save]:
    """By place the save that counts: the highest version."""
    found: dict[int, Save] = {}
    for save in saves:
        if save.place not in found or save.version > found[save.place].version:
            found[save.place] = save
    return found


def seconds(saves: Sequence[Save], begun_at: datetime) -> dict[int, float | None]:
    """By place: from the save before it of another question, or the beginning, to the save that counts.

    Whole seconds, rounded down, so that a database can count how many took how long. Reading, thinking and being
    away are all in it; an earlier visit to the same question is not. What a device kept while there was no line
    arrives together, and then takes no time. None where the server's clock was put back meanwhile: nothing was
    measured. Nothing is capped.
    """
    found: dict[int, float | None] = {}
    ordered = sorted(saves, key=lambda save: (save.at, save.answer_id))
    for place, save in counted(saves).items():
        until = ordered[: ordered.index(save)]
        since = next((one.at for one in reversed(until) if one.place != place), begun_at)
        spent = (save.at - since).total_seconds()
        found[place] = float(floor(spent)) if spent >= 0 else None
    return found
