"""What all kinds of question share: common keys, what a page is made from, handles.

A handle is the place, from "1", at which an option, a right side or a step stands on this trainee's
page. The places come from the order drawn for the attempt, laid over the things **sorted by their
texts**: neither ids nor the order in the file, which may betray the key, reach a page.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, Field

from app.core.bilingual import CONTENT_LANGUAGES, Bilingual, Words
from app.core.problems import Problems
from app.core.shapes import Loc, Shape, Slug, Text, fault
from app.core.text import is_clean, search_key, tidy
from app.core.words import N_

# What a trainee gave, with the real ids, as it is kept.
Answer = dict[str, Any]
# Fields of a page's form, with handles.
Fields = Mapping[str, Sequence[str]]
# The id and the text of something that is shuffled.
Thing = tuple[str, Bilingual]

MOST_OPTIONS = 10

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


class Item(Shape):
    """A question as its author wrote it, key included: never for a page before hand-in."""

    id: Slug
    kind: str
    difficulty: Literal["easy", "medium", "hard"]
    points: int = Field(default=1, ge=1, le=10)
    text: Text
    explanation: Text
    reread: Annotated[str, AfterValidator(_paragraph)]
    cites: tuple[Annotated[str, AfterValidator(_citation)], ...] = ()


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
class Shown:
    """All that a question page is made from. There is no field for what is right, and must not be.

    `choices` are options, right sides or steps; `lefts` the left sides of a matching question.
    """

    kind: str
    text: Words
    points: int
    choices: tuple[Choice, ...] = ()
    lefts: tuple[Choice, ...] = ()
    unit: Words | None = None


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
