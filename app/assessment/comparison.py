"""What became of a question from one release of its bank to a later one.

A typo fix is a change of words alone and never touches an attempt. Whether the key is another one is judged by
what `grade` says of answers, not by texts: a text decides only where it was moved to another id, so that an old
answer would now mean something else.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from app.assessment.bank import Bank
from app.assessment.items import keys
from app.assessment.items.common import Item
from app.assessment.items.keys import Place, Texts
from app.core.bilingual import CONTENT_LANGUAGES
from app.core.text import search_key
from app.core.words import N_


class Change(StrEnum):
    SAME = "same"
    WORDS = "words"
    POINTS = "points"
    KEY = "key"
    UNREADABLE = "unreadable"
    REMOVED = "removed"
    NEW = "new"


NAMES = {
    Change.SAME: N_("unchanged"),
    Change.WORDS: N_("only words changed"),
    Change.POINTS: N_("points changed"),
    Change.KEY: N_("key changed"),
    Change.UNREADABLE: N_("asked otherwise, so that earlier answers cannot be read"),
    Change.REMOVED: N_("removed"),
    Change.NEW: N_("new"),
}

# After these an old answer can be read by the new question, and be worth something else.
REGRADABLE = frozenset({Change.POINTS, Change.KEY})
# After these attempts stay as they are.
HARMLESS = frozenset({Change.SAME, Change.WORDS, Change.NEW})


@dataclass(frozen=True)
class Difference:
    """`before` and `after` are the points; None where there was or is no such question."""

    change: Change
    before: int | None
    after: int | None

    @property
    def points_changed(self) -> bool:
        return None not in (self.before, self.after) and self.before != self.after


def compare(old: Bank, new: Bank) -> dict[str, Difference]:
    """Every question of either release by its id; where it stands in the bank does not matter."""
    names = sorted({*old.items, *new.items})
    return {name: between(old.items.get(name), new.items.get(name)) for name in names}


def between(old: Item | None, new: Item | None) -> Difference:
    if old is None or new is None:
        change = Change.NEW if old is None else Change.REMOVED
        return Difference(change, old.points if old else None, new.points if new else None)
    return Difference(_change(old, new), old.points, new.points)


def _change(old: Item, new: Item) -> Change:
    if old == new:
        return Change.SAME
    if old.kind != new.kind:
        return Change.UNREADABLE
    was, is_now = keys.read(old), keys.read(new)
    if was.shape != is_now.shape or _has_moved(was, is_now):
        return Change.UNREADABLE
    if was.key != is_now.key:
        return Change.KEY
    return Change.POINTS if old.points != new.points else Change.WORDS


def _has_moved(was: keys.Reading, is_now: keys.Reading) -> bool:
    """A text that was another id's, or a place in a picture that lies elsewhere altogether."""
    groups = zip(was.texts, is_now.texts, strict=True)
    return any(_texts_moved(*group) for group in groups) or _places_moved(was.places, is_now.places)


def _texts_moved(was: Texts, is_now: Texts) -> bool:
    for language in CONTENT_LANGUAGES:
        owner = {search_key(text[language]): name for name, text in was.items()}
        for name, text in is_now.items():
            words = search_key(text[language])
            if owner.get(words, name) != name and words != search_key(was[name][language]):
                return True
    return False


def _places_moved(was: Mapping[str, Place], is_now: Mapping[str, Place]) -> bool:
    return any(not _overlap(was[name], is_now[name]) for name in was)


def _overlap(one: Place, other: Place) -> bool:
    return all(
        one[side] < other[side] + other[side + 2] and other[side] < one[side] + one[side + 2]
        for side in (0, 1)
    )
