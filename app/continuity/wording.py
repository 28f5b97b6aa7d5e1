"""States of coverage in words with a sign, so that the colour never says it alone."""

from app.continuity.coverage import State
from app.core.words import N_

NAMES = {
    State.VACANT: N_("Every post is vacant"),
    State.NOBODY: N_("Nobody holds it"),
    State.LEAVING: N_("Whoever holds it leaves"),
    State.FRAGILE: N_("Fragile: one person"),
    State.GAPS: N_("Gaps"),
    State.COVERED: N_("Covered"),
    State.UNASKED: N_("Not required here"),
}

# Kinds of badge, see macros/note.html; and a sign for drawings.
KINDS = {
    State.VACANT: "bad",
    State.NOBODY: "bad",
    State.LEAVING: "bad",
    State.FRAGILE: "warn",
    State.GAPS: "info",
    State.COVERED: "good",
    State.UNASKED: "",
}
SIGNS = {"bad": "✕", "warn": "!", "info": "○", "good": "✓", "": ""}

# Of several cells together.
OVERALL = NAMES | {
    State.NOBODY: N_("Somewhere nobody holds it"),
    State.FRAGILE: N_("Somewhere only one person holds it"),
}
