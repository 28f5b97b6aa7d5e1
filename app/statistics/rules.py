"""Which attempts count, which may be counted together, what deserves a second look, and what is too few to show."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from math import sqrt

from app.assessment.analysis import OfItem
from app.assessment.fairness import Comparison, Grade
from app.assessment.sums import Level
from app.core.refusals import Refusal
from app.core.words import N_

# A count of one to four people is shown to nobody: whoever knows them reads it as theirs.
FEWEST_SHOWN = 5
# In a file each attempt is a row; below the number from which figures are shown, none is handed out.
FEWEST_IN_FILE = 10
# A spreadsheet program needs memory for every cell; what is larger is read by programs, and they read CSV.
MOST_IN_SPREADSHEET = 5000

# Facility under which hardly anybody knows it, and over which a question tells nobody apart.
HARD, EASY = 0.2, 0.95
# Correlation from which a question is called useful: Ebel and Frisbie (1991), chapter 13.
USEFUL = 0.2

# Below a bound by more than chance: the standard error of a correlation is about 1/√n; 5 % on one side.
CHANCE = 1.645

CLASSES = 10


class Which(StrEnum):
    FIRST = "first"
    LAST = "last"
    ALL = "all"


WHICH = {
    Which.FIRST: N_("The first finished attempt of each person"),
    Which.LAST: N_("The last finished attempt of each person"),
    Which.ALL: N_("All finished attempts"),
}


class TooFewForFile(Refusal):
    says = N_(
        "The file is not made, since each attempt is a row of it and there are too few to be anonymous."
        " Needed: %(least)d."
    )


class TooFewShown(Refusal):
    says = N_("Figures about fewer than %(fewest)s people are shown to nobody.")


class TooManyForSpreadsheet(Refusal):
    says = N_("This is too much for a spreadsheet. Take the CSV. At most: %(most)d.")


def ensure_file(attempts: int) -> None:
    if attempts < FEWEST_IN_FILE:
        raise TooFewForFile(least=FEWEST_IN_FILE)


def ensure_spreadsheet(attempts: int) -> None:
    ensure_file(attempts)
    if attempts > MOST_IN_SPREADSHEET:
        raise TooManyForSpreadsheet(most=MOST_IN_SPREADSHEET)


def is_shown(people: int) -> bool:
    """Nobody is no group."""
    return people >= FEWEST_SHOWN


# ── versions of a bank ────────────────────────────────────────────────────────

Points = Mapping[str, float]


@dataclass(frozen=True)
class Together:
    """`worth` are the points of each question; releases of the bank in `apart` gave others and are left out."""

    worth: Points
    apart: tuple[int, ...] = ()


def together(banks: Sequence[tuple[int, Points]]) -> Together:
    """From the points of each release of the bank, the newest first, which decides."""
    worth: dict[str, float] = {}
    apart = []
    for release_id, points in banks:
        if any(worth.get(item, own) != own for item, own in points.items()):
            apart.append(release_id)
        else:
            worth = {**points, **worth}
    return Together(worth, tuple(apart))


# ── what deserves a second look ───────────────────────────────────────────────


class Flag(StrEnum):
    AGAINST = "against"
    LANGUAGE = "language"
    HARD = "hard"
    WEAK = "weak"
    EASY = "easy"


@dataclass(frozen=True)
class Look:
    """`kind` is that of the badge."""

    name: str
    advice: str
    kind: str


LOOKS = {
    Flag.AGAINST: Look(
        N_("Look at the key"),
        N_("Those who know more answer it worse: the key may be wrong, or the text misleads."),
        "bad",
    ),
    Flag.LANGUAGE: Look(
        N_("Read both texts"),
        N_("People with the same score do not answer it alike in the two languages."),
        "bad",
    ),
    Flag.HARD: Look(
        N_("Very hard"),
        N_("Hardly anybody knows it: is it taught, and is the text clear?"),
        "warn",
    ),
    Flag.WEAK: Look(
        N_("Tells little"),
        N_("Those who know more hardly answer it better than the others."),
        "warn",
    ),
    Flag.EASY: Look(
        N_("Nearly everybody knows it"),
        N_("It takes time and tells nobody apart; that may be intended."),
        "info",
    ),
}


def flags(item: OfItem, fair: Comparison) -> tuple[Flag, ...]:
    """The gravest first. What cannot be computed raises none."""
    facility, easy = item.facility.value, False
    found = []
    if _is_below(item, 0):
        found.append(Flag.AGAINST)
    if fair.grade in (Grade.B, Grade.C):
        found.append(Flag.LANGUAGE)
    if facility is not None:
        easy = facility > EASY
        if facility < HARD:
            found.append(Flag.HARD)
    if _is_below(item, USEFUL) and not easy and Flag.AGAINST not in found:
        found.append(Flag.WEAK)
    if easy:
        found.append(Flag.EASY)
    return tuple(found)


def _is_below(item: OfItem, bound: float) -> bool:
    value = item.discrimination.value
    return value is not None and value < bound - CHANCE / sqrt(item.n)


# ── scores ────────────────────────────────────────────────────────────────────


def distribution(levels: Sequence[Level]) -> tuple[int, ...]:
    """Attempts in ten classes of equal width by the share of the maximum; full marks are in the last."""
    counts = [0] * CLASSES
    for level in levels:
        # A share of seven tenths may come as 0.7000000000000001 or 0.6999999999999999.
        place = int(level.score / level.maximum * CLASSES + 1e-9)
        counts[min(place, CLASSES - 1)] += level.attempts
    return tuple(counts)
