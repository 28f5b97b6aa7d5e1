"""What all kinds of question share: common keys, what a page is made from, handles.

A handle is the place, from "1", at which an option, a right side or a step stands on this trainee's
page. The places come from the order drawn for the attempt, laid over the things **sorted by their
texts**: neither ids nor the order in the file, which may betray the key, reach a page.
"""

import re
from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, Field

from app.core.bilingual import CONTENT_LANGUAGES, Bilingual, Words
from app.core.problems import Problems
from app.core.shapes import Loc, Shape, Slug, Text, fault
from app.core.text import is_clean, search_key, tidy
from app.core.words import N_
from app.curriculum.shapes import Figure

Difficulty = Literal["easy", "medium", "hard"]

# What a trainee gave, with the real ids, as it is kept.
Answer = dict[str, Any]
# Fields of a page's form, with handles.
Fields = Mapping[str, Sequence[str]]
# The id and the text of something that is shuffled.
Thing = tuple[str, Bilingual]

FEWEST_OPTIONS, MOST_OPTIONS = 2, 10

_NAME = r"[a-z0-9]+(?:-[a-z0-9]+)*"
_PARAGRAPH = re.compile(rf"{_NAME}/{_NAME}#{_NAME}")
_CITATION = re.compile(rf"{_NAME}(?:/{_NAME})?")


def _paragraph(text: str) -> str:
    if not _PARAGRAPH.fullmatch(text):
        raise fault("bad-paragraph", N_("Write course/lesson#block here: %(key)s."))
    return text


def _citation(text: str) -> str:
    if not _CITATION.fullmatch(text):
        raise fault("bad-citation", N_("Write act/article here, as in criminal-code/166: %(key)s."))
    return text


# What the law says of it: an act of the register, or an article of one.
Citation = Annotated[str, AfterValidator(_citation)]


class Item(Shape):
    """A question as its author wrote it, key included: never for a page before hand-in."""

    id: Slug
    kind: str
    difficulty: Difficulty
    points: int = Field(default=1, ge=1, le=10)
    text: Text
    explanation: Text
    reread: Annotated[str, AfterValidator(_paragraph)]
    cites: tuple[Citation, ...] = ()
    # The day whose law the author last held the question against; where it is not said, that of its release.
    law_as_of: date | None = None

    def hang(self, pictures: Mapping[str, Figure]) -> None:
        """The bank gives each question its pictures, before it is checked; most kinds show none."""


class Option(Shape):
    id: Slug
    text: Text


class Marked(Option):
    right: bool = False


@dataclass(frozen=True)
class Choice:
    handle: str
    text: Words


@dataclass(frozen=True)
class Part:
    """A piece of a question that is answered by itself: a gap, a piece of evidence, a passage.

    `field` is its name on the page. Without `choices` something is typed. `before` leads up to a gap.
    """

    field: str
    text: Words
    choices: tuple[Choice, ...] = ()
    before: Words | None = None


@dataclass(frozen=True)
class Shown:
    """All that a question page is made from. There is no field for what is right, and must not be.

    `choices` are options, right sides or steps; `lefts` the left sides of a matching question; `parts`
    what is answered piece by piece. A kind that shows more has a class of its own, under the same rule.
    """

    kind: str
    text: Words
    points: int
    choices: tuple[Choice, ...] = ()
    lefts: tuple[Choice, ...] = ()
    unit: Words | None = None
    parts: tuple[Part, ...] = ()


def sorted_by_text(things: Iterable[Thing]) -> list[Thing]:
    """In an order that the key has no part in."""
    return sorted(things, key=lambda thing: (thing[1].ky, thing[1].ru, thing[1].en))


def by_handle(things: Sequence[Thing], order: Sequence[int]) -> dict[str, str]:
    """handle → id."""
    return {str(place): things[index][0] for place, index in enumerate(order, start=1)}


def by_id(things: Sequence[Thing], order: Sequence[int]) -> dict[str, str]:
    """id → handle."""
    return {name: handle for handle, name in by_handle(things, order).items()}


def shown(
    item: Item, language: str, things: Sequence[Thing] = (), order: Sequence[int] = ()
) -> Shown:
    choices = tuple(
        Choice(str(place), things[index][1].words(language))
        for place, index in enumerate(order, start=1)
    )
    return Shown(item.kind, item.text.words(language), item.points, choices)


def typed(form: Fields, field: str, limit: int) -> str:
    """One line that a person typed, tidied, without what no database holds, cut at the limit."""
    raw = next(iter(form.get(field, ())), "")[: 4 * limit]
    return tidy("".join(c for c in raw if is_clean(c)))[:limit].rstrip()


def share_of_claims(rights: Set[object], claims: Set[object]) -> Fraction:
    """Each right claim adds its share, each wrong one takes as much away, never below nothing."""
    return max(Fraction(0), Fraction(len(claims & rights) - len(claims - rights), len(rights)))


def check_one_right(options: Sequence[Marked], line: int, path: str, problems: Problems) -> None:
    """Of which one is chosen."""
    right = [option.id for option in options if option.right]
    if len(options) < FEWEST_OPTIONS:
        says = N_("There is nothing to choose between: at least %(least)d options are needed.")
        problems.error(path, line, "too-few-options", says, least=FEWEST_OPTIONS)
    if not right:
        says = N_("No option is marked as right. Write right: true at one of them.")
        problems.error(path, line, "no-right-answer", says)
    if len(right) > 1:
        says = N_("Only one option may be right here; marked as right: %(options)s.")
        problems.error(path, line, "two-right-answers", says, options=", ".join(right))


def check_some_right(options: Sequence[Marked], line: int, path: str, problems: Problems) -> None:
    """Of which several may be chosen."""
    if not any(option.right for option in options):
        says = N_("No option is marked as right. Write right: true at one of them.")
        problems.error(path, line, "no-right-answer", says)
    if all(option.right for option in options):
        says = N_("No option is wrong. At least one must be.")
        problems.error(path, line, "no-wrong-answer", says)


def check_options(
    key: str, options: Sequence[Option], item: Item, path: str, problems: Problems
) -> None:
    places = list(enumerate(options))
    check_ids([((key, n, "id"), option.id) for n, option in places], item, path, problems)
    check_texts([((key, n, "text"), option.text) for n, option in places], item, path, problems)


def check_ids(ids: Sequence[tuple[Loc, str]], item: Item, path: str, problems: Problems) -> None:
    seen = set()
    for loc, name in ids:
        if name in seen:
            says = N_("The id %(id)s stands in this question twice.")
            problems.error(path, item.line_of(*loc), "repeated-id", says, id=name)
        seen.add(name)


def check_texts(
    texts: Sequence[tuple[Loc, Bilingual]], item: Item, path: str, problems: Problems
) -> None:
    """Two things that read alike cannot be told apart, so one of them would be wrong by chance."""
    for language in CONTENT_LANGUAGES:
        seen = set()
        for loc, text in texts:
            words = search_key(text[language])
            if words in seen:
                says = N_("The same text stands in this question twice: %(text)s")
                line = item.line_of(*loc, language)
                problems.error(path, line, "repeated-text", says, text=text[language][:80])
            seen.add(words)
