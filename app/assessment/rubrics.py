"""What markers found of an essay: whether they agree, what it is worth, and how its person reads it.

A marker gives each criterion a level, from 0 for the lowest. Two that differ by more than two levels anywhere are
too far apart: a third reads. Of two levels the mean counts, of three the one in the middle.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from fractions import Fraction
from hashlib import sha256
from statistics import median

from app.assessment.items.essay import Shape
from app.core.bilingual import Words
from app.core.refusals import Refusal
from app.core.words import N_

FEW, ALL = 2, 3
# Levels by which two markers may differ.
FAR = 2
# How long an essay is one marker's alone.
HOLD = timedelta(hours=2)
# Essays one marker may hold at a time: nobody empties the list.
MOST_HELD = 5

# By the id of a criterion.
Levels = Mapping[str, int]


class TakenByOthers(Refusal):
    says = N_("Other markers are reading this answer, or have read it. Take another one.")


class HoldOver(Refusal):
    says = N_(
        "Your two hours were over, and another marker has taken this answer. What you wrote stands"
        " below; it does not count."
    )


class TooManyHeld(Refusal):
    says = N_("You hold as many answers as one marker may. Mark one of them or give it back first.")


def agree(first: Levels, second: Levels) -> bool:
    return all(abs(level - second[name]) <= FAR for name, level in first.items())


def is_settled(found: Sequence[Levels]) -> bool:
    """Nobody else needs to read."""
    return len(found) >= ALL or (len(found) == FEW and agree(*found))


def counted(found: Sequence[Levels]) -> dict[str, Fraction]:
    """By criterion: the mean of two, the middle one of three."""
    return {
        name: Fraction(median([Fraction(levels[name]) for levels in found])) for name in found[0]
    }


def most(item: Shape) -> dict[str, int]:
    """By criterion, the highest level."""
    return {one.id: len(one.levels) - 1 for one in item.rubric}


def share(item: Shape, found: Sequence[Levels]) -> Fraction:
    """Of all levels that could be earned, those that were."""
    return Fraction(sum(counted(found).values()), sum(most(item).values()))


def free_slot(taken: Collection[int], *, of: int) -> int | None:
    return next((slot for slot in range(1, of + 1) if slot not in taken), None)


def drawn_id(seed: int, attempt_id: int, place: int) -> int:
    """For addresses: tells nothing of whose essay it is or what stands beside it, and comes out the same again."""
    said = f"{seed}/{attempt_id}/{place}".encode()
    return int.from_bytes(sha256(said).digest()[:6])


def is_own_unit(mine: str | None, theirs: str | None) -> bool:
    """Of the same unit, or of a unit below it. The root of an institution stands above everybody in it: there only
    the root itself."""
    if not mine or not theirs:
        return False
    return mine == theirs or (not _is_root(theirs) and mine.startswith(theirs))


def own_units(mine: str | None) -> list[str]:
    """Paths of the units for which `is_own_unit` says yes; its twin for lists."""
    names = (mine or "").strip("/").split("/")
    paths = ["/" + "".join(f"{name}/" for name in names[:n]) for n in range(1, len(names) + 1)]
    return [path for path in paths if is_own_unit(mine, path)]


def _is_root(path: str) -> bool:
    return path.count("/") == 2


# ── for whoever wrote it ──────────────────────────────────────────────────────


@dataclass(frozen=True)
class Found:
    """What one marker said of one criterion."""

    level: Words
    remark: str


@dataclass(frozen=True)
class Criterion:
    text: Words
    counted: float
    most: int
    found: tuple[Found, ...]


@dataclass(frozen=True)
class Judged:
    """Never who the markers were."""

    criteria: tuple[Criterion, ...]
    remarks: tuple[str, ...]


@dataclass(frozen=True)
class Read:
    """A reading without its row and its marker."""

    levels: Levels
    remarks: Mapping[str, str]
    remark: str


def judged(item: Shape, readings: Sequence[Read], language: str) -> Judged:
    worth, highest = counted([one.levels for one in readings]), most(item)
    criteria = tuple(
        Criterion(
            one.text.words(language),
            float(worth[one.id]),
            highest[one.id],
            tuple(
                Found(one.levels[r.levels[one.id]].words(language), r.remarks.get(one.id, ""))
                for r in readings
            ),
        )
        for one in item.rubric
    )
    return Judged(criteria, tuple(r.remark for r in readings if r.remark))
