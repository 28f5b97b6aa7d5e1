"""How sure we are of a statement about the law: shown to the reader wherever it is not `verified`."""

from dataclasses import dataclass
from enum import StrEnum

from app.core.words import N_


class Certainty(StrEnum):
    VERIFIED = "verified"
    VERIFIED_RU = "verified-ru"
    VERIFIED_KY = "verified-ky"
    REPORTED = "reported"
    SECOND_HAND = "second-hand"
    BACKGROUND = "background"


@dataclass(frozen=True)
class Mark:
    """`kind` is that of the badge."""

    name: str
    meaning: str
    kind: str = "warn"


MARKS = {
    Certainty.VERIFIED: Mark(
        N_("Verified"), N_("The text was read in Kyrgyz and in Russian."), "good"
    ),
    Certainty.VERIFIED_RU: Mark(
        N_("Verified in Russian"),
        N_("The text was read in Russian only. Compare it with the Kyrgyz text."),
        "info",
    ),
    Certainty.VERIFIED_KY: Mark(
        N_("Verified in Kyrgyz"),
        N_("The text was read in Kyrgyz only. Compare it with the Russian text."),
        "info",
    ),
    Certainty.REPORTED: Mark(
        N_("From a report"),
        N_("A project report says so; the text itself was not read. Check before you rely on it."),
    ),
    Certainty.SECOND_HAND: Mark(
        N_("Second-hand"),
        N_(
            "Another public source says so; the text itself was not read. Check before you rely on it."
        ),
    ),
    Certainty.BACKGROUND: Mark(
        N_("Not checked"),
        N_("General knowledge that nobody has checked yet. Check before you rely on it."),
    ),
}
