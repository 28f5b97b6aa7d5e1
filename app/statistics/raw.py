"""Attempts as rows of the database give them, and as rows of a file that lead back to nobody."""

from collections.abc import Iterable
from random import Random
from typing import NamedTuple

from app.assessment.sums import BETWEEN, WITHIN, Row, Sheet

# Long enough that pseudonyms of a file are never drawn twice.
_DIGITS = 16


class Sat(NamedTuple):
    """An attempt that counts: `marks` as in `sums.Row`; `language` is empty where it is not known."""

    attempt_id: int
    person_id: int
    score: float
    maximum: float
    language: str
    bank_release_id: int
    marks: str

    @property
    def row(self) -> Row:
        return Row(self.score, self.maximum, self.language, self.marks)


def sheets(sat: Iterable[Sat], chance: Random) -> list[Sheet]:
    """Shuffled; a person has one pseudonym in the file, and another in the next file."""
    names: dict[int, str] = {}
    found = []
    for one in sat:
        if one.person_id not in names:
            names[one.person_id] = f"t{chance.getrandbits(4 * _DIGITS):0{_DIGITS}x}"
        shares = dict(map(_read, one.marks.split(BETWEEN)))
        found.append(Sheet(names[one.person_id], one.language, shares))
    chance.shuffle(found)
    return found


def _read(mark: str) -> tuple[str, float | None]:
    item, _, share = mark.partition(WITHIN)
    return item, float(share) if share else None
