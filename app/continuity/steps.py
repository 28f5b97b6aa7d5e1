"""The steps in which a leaver is asked, each one short form that is saved at once."""

from dataclasses import dataclass

from app.continuity.kinds import ItemKind
from app.core.words import N_


@dataclass(frozen=True)
class Step:
    kind: ItemKind
    heading: str
    asks: str


STEPS = (
    Step(
        ItemKind.COURSE,
        N_("What to learn first"),
        N_("Which of the courses you completed does whoever comes after you need first?"),
    ),
    Step(
        ItemKind.CHECKLIST,
        N_("Checklists worked by"),
        N_("Which checklists of your courses did you really work by? Mark as many as you like."),
    ),
    Step(
        ItemKind.TIP,
        N_("What helps"),
        N_("What did you wish somebody had told you in your first month? One thing at a time."),
    ),
    Step(
        ItemKind.CONTACT,
        N_("Whom to call"),
        N_("Which offices answer, and what do they help with? Offices, not persons."),
    ),
    Step(
        ItemKind.DECISION,
        N_("What was decided"),
        N_("Which decisions hold still, and why were they taken? Nothing from a single case."),
    ),
)
NAMES = {step.kind: step.heading for step in STEPS}
# The last step: read it through and hand it in.
END = "end"
