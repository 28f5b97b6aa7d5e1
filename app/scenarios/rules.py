"""What a run refuses, and what is said of it when it is over."""

from collections import Counter
from collections.abc import Iterable

from app.core.refusals import Refusal
from app.core.words import N_

# Fewer runs of colleagues would tell who chose what.
FEWEST_COMPARED = 5
# More would cost time and tell nothing else.
MOST_COMPARED = 200
LONGEST_NOTE = 1000
LONGEST_REFLECTION = 3000
LONGEST_REMARK = 2000


class RunOver(Refusal):
    says = N_("This walkthrough is over. You can read its debrief, or begin again.")


class GoneOn(Refusal):
    """Another tab or device was faster; what was sent from here would answer another scene."""

    says = N_("The case has gone on since this page was opened. Here is where it stands now.")


class EmptyText(Refusal):
    says = N_("There is nothing written yet.")


class LongText(Refusal):
    says = N_("The text is too long; at most %(limit)d characters fit.")


class NotOver(Refusal):
    says = N_("The debrief opens when the case has come to an ending.")


class AlreadyWritten(Refusal):
    says = N_("This was written already, and stays as it is.")


class AlreadyMarked(Refusal):
    says = N_("Another trainer has marked this text already.")


def language_of(languages: Iterable[str]) -> str | None:
    """In which most choices were made; Kyrgyz, the state language, when it is even."""
    counted = Counter(languages)
    return None if not counted else ("ru" if counted["ru"] > counted["ky"] else "ky")


def ensure_text(text: str, longest: int) -> str:
    """Without the space around it. Raises when there is nothing, or too much."""
    text = text.strip()
    if not text:
        raise EmptyText
    if len(text) > longest:
        raise LongText(limit=longest)
    return text
