"""A pattern as its page shows it: without its key until it is answered."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from app.assessment.items.common import Choice, Part, Shown
from app.assessment.patterns import Pattern
from app.core.bilingual import Words
from app.core.words import N_

ELEMENT_NAMES = {
    "act": N_("The act"),
    "means": N_("The means"),
    "purpose": N_("The purpose"),
    "aggravation": N_("An aggravation"),
}


@dataclass(frozen=True)
class Asked:
    """What the page is made from, as of a question of a test; `given` are places of elements by field."""

    shown: Shown
    given: Mapping[str, Sequence[str]]


def asked(
    pattern: Pattern, language: str, *, names: Sequence[str], given: Mapping[str, str]
) -> Asked:
    """`names` are those of the elements in the words of the page."""
    choices = tuple(Choice(str(n), Words(name, "")) for n, name in enumerate(names, start=1))
    parts = tuple(
        Part(f"passage-{n}", passage.text.words(language), choices)
        for n, passage in enumerate(pattern.passages, start=1)
    )
    # Where no text is asked about, its language is that of the story.
    story = Words("", pattern.passages[0].text.words(language).language)
    return Asked(
        Shown("mark-the-text", story, 1, choices, parts=parts),
        {part.field: (given.get(part.field, ""),) for part in parts},
    )
