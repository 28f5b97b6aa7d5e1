"""A fact pattern in passages, each of which shows one of the given labels or nothing.

The score is the share of the passages with a label that bear it in the answer; each mark on a passage
that shows nothing takes as much away, never below nothing. So marking everything earns little.

Passages and labels stand as the author wrote them. On the page, the field `passage-1` holds the handle
of the label that was put on the first passage.
"""

from collections.abc import Sequence
from fractions import Fraction
from typing import Literal

from pydantic import Field

from app.assessment.items import common
from app.assessment.items.common import Answer, Choice, Fields, Part, Shown
from app.core import shapes
from app.core.bilingual import CONTENT_LANGUAGES
from app.core.problems import Problems
from app.core.words import N_

kind = "mark-the-text"

FEWEST_LABELS, MOST_LABELS = 1, 6
FEWEST_PASSAGES, MOST_PASSAGES = 3, 30
# What is read at one sitting beside a question.
MOST_WORDS = 220


class Passage(common.Option):
    """`label` is the id of what it shows; left out where it shows nothing."""

    label: shapes.Slug | None = None


class Shape(common.Item):
    kind: Literal["mark-the-text"]
    labels: tuple[common.Option, ...] = Field(min_length=FEWEST_LABELS, max_length=MOST_LABELS)
    passages: tuple[Passage, ...] = Field(min_length=FEWEST_PASSAGES, max_length=MOST_PASSAGES)


def check(item: Shape, path: str, problems: Problems) -> None:
    common.check_options("labels", item.labels, item, path, problems)
    common.check_options("passages", item.passages, item, path, problems)
    labels = {label.id for label in item.labels}
    for n, passage in enumerate(item.passages):
        if passage.label is not None and passage.label not in labels:
            says = N_("The question has no label with this id: %(label)s.")
            line = item.line_of("passages", n, "label")
            problems.error(path, line, "unknown-label", says, label=passage.label)
    if not _key(item):
        says = N_("No passage shows anything. Write the id of a label at one of them.")
        problems.error(path, item.line_of("passages"), "no-right-answer", says)
    if len(_key(item)) == len(item.passages):
        says = N_("Every passage shows something. At least one must show nothing.")
        problems.error(path, item.line_of("passages"), "no-wrong-answer", says)
    for language in CONTENT_LANGUAGES:
        words = sum(len(passage.text[language].split()) for passage in item.passages)
        if words > MOST_WORDS:
            says = N_("The story is long to read: %(words)d words, at best at most %(most)d.")
            line = item.line_of("passages")
            problems.warning(path, line, "long-story", says, words=words, most=MOST_WORDS)


def blank() -> Answer:
    return {"marks": {}}


def right(item: Shape, language: str) -> Answer:
    return {"marks": _key(item)}


def grade(item: Shape, answer: Answer) -> Fraction:
    key, marks = _key(item), answer["marks"]
    right = sum(marks.get(passage) == label for passage, label in key.items())
    too_many = len(marks.keys() - key.keys())
    return max(Fraction(0), Fraction(right - too_many, len(key)))


def movable(item: Shape) -> int:
    return 0


def shown(item: Shape, language: str, order: Sequence[int]) -> Shown:
    labels = tuple(
        Choice(str(place), label.text.words(language))
        for place, label in enumerate(item.labels, start=1)
    )
    return Shown(
        kind=item.kind,
        text=item.text.words(language),
        points=item.points,
        choices=labels,
        parts=tuple(
            Part(field, passage.text.words(language), labels) for field, passage in _fields(item)
        ),
    )


def read_answer(item: Shape, form: Fields, order: Sequence[int]) -> Answer:
    labels = {str(place): label.id for place, label in enumerate(item.labels, start=1)}
    sent = {passage.id: next(iter(form.get(field, ())), "") for field, passage in _fields(item)}
    return {"marks": {name: labels[handle] for name, handle in sent.items() if handle in labels}}


def as_shown(item: Shape, answer: Answer, order: Sequence[int]) -> dict[str, list[str]]:
    handles = {label.id: str(place) for place, label in enumerate(item.labels, start=1)}
    return {
        field: [handles[answer["marks"][passage.id]]]
        for field, passage in _fields(item)
        if answer["marks"].get(passage.id) in handles
    }


def _fields(item: Shape) -> list[tuple[str, Passage]]:
    return [(f"passage-{place}", passage) for place, passage in enumerate(item.passages, start=1)]


def _key(item: Shape) -> dict[str, str]:
    return {passage.id: passage.label for passage in item.passages if passage.label is not None}
