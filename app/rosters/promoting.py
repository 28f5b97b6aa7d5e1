"""Ranks a list tells: which of them is new, and from which day it is recorded. A rank never stops a list."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date

from app.accounts import ranks
from app.accounts.kinds import Profession
from app.core.problems import Problems
from app.core.words import N_
from app.rosters.names import exact_key
from app.rosters.shapes import Chair, Fate, Line, Options

_TAKES_RANK = (Fate.SAME, Fate.CHANGED, Fate.NEW, Fate.MOVED)
# What stands in the column where somebody has no rank.
_NONE = frozenset(
    {"", "нет", "жок", "без звания", "б з", "бз", "наамы жок", "наамсыз", "none", "no"}
)


def promote(
    lines: Sequence[Line], chairs: Iterable[Chair], options: Options, problems: Problems
) -> list[Line]:
    """After everybody has a chair: its profession says which rank is meant."""
    of_chair = {chair.post_id: chair.profession for chair in chairs}
    return [
        _promoted(line, of_chair, options, problems) if line.fate in _TAKES_RANK else line
        for line in lines
    ]


def _promoted(
    line: Line, of_chair: Mapping[int, Profession], options: Options, problems: Problems
) -> Line:
    text = line.listed.rank
    if exact_key(text.strip("-–—./ ").replace("/", " ")) in _NONE:
        return line
    profession, day = _served_in(line, of_chair, options), _from_day(line, options)
    found = ranks.find(text, profession) if profession else None
    if found is None:
        problems.warning(
            "", line.listed.line, "rank",
            N_("This rank is not known in the profession of the post, and is not recorded: %(text)s."),
            text=text[:80],
        )  # fmt: skip
        return line
    if not _is_new(line, found.key, day, problems):
        return line
    fate = Fate.CHANGED if line.fate is Fate.SAME else line.fate
    return replace(line, fate=fate, rank=found.key, rank_day=day)


def _served_in(
    line: Line, of_chair: Mapping[int, Profession], options: Options
) -> Profession | None:
    if line.makes_post:
        return options.profession
    if line.post_id is not None:
        return of_chair.get(line.post_id)
    return line.known.profession if line.known else None


def _from_day(line: Line, options: Options) -> date:
    """The list says what somebody bears on its day, not since when; and nobody bears a rank before they serve."""
    stays = line.known.from_day if line.known and line.fate in (Fate.SAME, Fate.CHANGED) else None
    return max(options.day, line.day or options.day, stays or options.day)


def _is_new(line: Line, key: str, day: date, problems: Problems) -> bool:
    of_person = line.known.ranks if line.known else ()
    held = [(since, rank) for since, rank in of_person if since <= day]
    if not held:
        return True
    since, last = held[-1]
    if last == key:
        return False
    if since == day:
        problems.warning(
            "", line.listed.line, "rank-known",
            N_("Another rank is on record from this day. Put it right on the person's own page."),
        )  # fmt: skip
        return False
    if ranks.is_higher(last, key):
        problems.warning(
            "", line.listed.line, "rank-lower",
            N_("This rank is lower than the one on record. Look whether that is meant."),
        )  # fmt: skip
    return True
