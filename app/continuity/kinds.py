"""The closed lists of this room, stored by value."""

from enum import StrEnum


class ItemKind(StrEnum):
    """What can be handed on, in the order in which it is asked."""

    COURSE = "course"
    CHECKLIST = "checklist"
    TIP = "tip"
    CONTACT = "contact"
    DECISION = "decision"


class HandoverDeed(StrEnum):
    OPENED = "opened"
    USED = "used"


# Chosen among our own things, not typed.
CHOSEN = frozenset({ItemKind.COURSE, ItemKind.CHECKLIST})
