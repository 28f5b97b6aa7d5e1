"""How sure we are of a statement about the law: shown to the reader wherever it is not `verified`."""

from enum import StrEnum

from app.core.words import N_


class Certainty(StrEnum):
    VERIFIED = "verified"
    VERIFIED_RU = "verified-ru"
    VERIFIED_KY = "verified-ky"
    REPORTED = "reported"
    SECOND_HAND = "second-hand"
    BACKGROUND = "background"


NAMES = {
    Certainty.VERIFIED: N_("Verified"),
    Certainty.VERIFIED_RU: N_("Verified in Russian"),
    Certainty.VERIFIED_KY: N_("Verified in Kyrgyz"),
    Certainty.REPORTED: N_("From a report"),
    Certainty.SECOND_HAND: N_("Second-hand"),
    Certainty.BACKGROUND: N_("Not checked"),
}

MEANINGS = {
    Certainty.VERIFIED: N_("The text was read in Kyrgyz and in Russian."),
    Certainty.VERIFIED_RU: N_("The text was read in Russian only. Compare it with the Kyrgyz text."),
    Certainty.VERIFIED_KY: N_("The text was read in Kyrgyz only. Compare it with the Russian text."),
    Certainty.REPORTED: N_("A project report says so; the text itself was not read. Check it before you rely on it."),
    Certainty.SECOND_HAND: N_("Another public source says so; the text itself was not read. Check it before you rely on it."),
    Certainty.BACKGROUND: N_("General knowledge that was not checked. Check it before you rely on it."),
}  # fmt: skip
