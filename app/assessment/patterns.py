"""A bundle of fact patterns for the qualification drills: shapes, and reading with every fault gathered.

A pattern is a story in passages; each shows an element of trafficking or nothing. It lies in the folder of its
distinction: the pair of names that it teaches to tell apart.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Literal

from pydantic import Field as Limits

from app.assessment.items.common import Citation
from app.core import yaml_text
from app.core.bilingual import Bilingual
from app.core.bundle import Bundle
from app.core.problems import Problems
from app.core.shapes import Shape, Slug, Text, Written
from app.core.words import N_

HEAD = "patterns.yaml"
# The bundle from which drills are drawn.
NAME = "qualification"

Element = Literal["act", "means", "purpose", "aggravation"]
ELEMENTS: tuple[Element, ...] = ("act", "means", "purpose", "aggravation")

FEWEST_PASSAGES, MOST_PASSAGES = 3, 20

_PATTERN_PATH = re.compile(r"[a-z0-9-]+/[a-z0-9-]+\.yaml")


class Passage(Shape):
    text: Text
    shows: Element | None = None


class Review(Shape):
    """The two lawyers who confirmed the key; empty until they have."""

    first: Written | None
    second: Written | None


class Pattern(Shape):
    """Key included: never for a page before its answer. `note` is what the lawyers must look at."""

    id: Slug
    distinction: Slug
    field: Slug
    difficulty: Literal["easy", "medium", "hard"]
    offence: Slug
    passages: tuple[Passage, ...] = Limits(min_length=FEWEST_PASSAGES, max_length=MOST_PASSAGES)
    tempting: Slug
    reasoning: Text
    look_for: Text
    cost: Text
    cites: tuple[Citation, ...] = Limits(min_length=1)
    review: Review
    note: Text | None = None

    @property
    def is_confirmed(self) -> bool:
        return self.review.first is not None and self.review.second is not None


class Offence(Shape):
    """`lesser`: naming it instead of trafficking lowers the punishment or the protection of the person."""

    id: Slug
    title: Text
    cites: Citation | None
    trafficking: bool
    lesser: bool


class Distinction(Shape):
    """`asks` is the one question that tells the two names apart."""

    id: Slug
    title: Text
    asks: Text


class Setting(Shape):
    """Where such things happen: a building site, a call centre."""

    id: Slug
    title: Text


class _Head(Shape):
    id: Slug
    title: Text
    licence: Written
    distinctions: tuple[Distinction, ...] = Limits(min_length=1)
    offences: tuple[Offence, ...] = Limits(min_length=2)
    fields: tuple[Setting, ...] = Limits(min_length=1)


@dataclass(frozen=True)
class Patterns:
    """The sound patterns by id; distinctions, offences and settings in the order of the file.

    `line_of` knows the lines of the head.
    """

    id: str
    title: Bilingual
    licence: str
    distinctions: Mapping[str, Distinction]
    offences: Mapping[str, Offence]
    settings: Mapping[str, Setting]
    patterns: Mapping[str, Pattern]
    paths: Mapping[str, str]
    line_of: Callable[..., int]


def read(bundle: Bundle) -> tuple[Patterns | None, Problems]:
    """None without a sound head. They may be used only when the problems hold no error."""
    problems = Problems()
    head = _head(bundle, problems)
    found: dict[str, Pattern] = {}
    paths: dict[str, str] = {}
    for path in sorted(set(bundle) - {HEAD}):
        pattern = _pattern(bundle[path], path, problems)
        if pattern is None:
            continue
        if pattern.id in found:
            says = N_("Another pattern has the id %(id)s: %(other)s.")
            line, other = pattern.line_of("id"), paths[pattern.id]
            problems.error(path, line, "repeated-id", says, id=pattern.id, other=other)
            continue
        found[pattern.id] = pattern
        paths[pattern.id] = path
    if head is None:
        return None, problems
    return (
        Patterns(
            head.id,
            head.title,
            head.licence,
            MappingProxyType({one.id: one for one in head.distinctions}),
            MappingProxyType({one.id: one for one in head.offences}),
            MappingProxyType({one.id: one for one in head.fields}),
            MappingProxyType(found),
            MappingProxyType(paths),
            head.line_of,
        ),
        problems,
    )


def _head(bundle: Bundle, problems: Problems) -> _Head | None:
    if HEAD not in bundle:
        problems.error(HEAD, 1, "missing-file", N_("This file is missing."))
        return None
    head = yaml_text.shaped(_Head, bundle[HEAD], HEAD, problems)
    for key in ("distinctions", "offences", "fields") if head else ():
        seen = set()
        for n, one in enumerate(getattr(head, key)):
            if head and one.id in seen:
                says = N_("This id stands twice: %(id)s.")
                problems.error(HEAD, head.line_of(key, n, "id"), "repeated-id", says, id=one.id)
            seen.add(one.id)
    return head


def _pattern(text: str, path: str, problems: Problems) -> Pattern | None:
    if not path.endswith((".yaml", ".yml")):
        says = N_("This file is not read: a pattern is a file <distinction>/<name>.yaml.")
        problems.warning(path, 1, "unread-file", says)
        return None
    if not _PATTERN_PATH.fullmatch(path):
        says = N_(
            "A pattern stands in the folder of its distinction, as <distinction>/<name>.yaml;"
            " names are Latin lower-case letters, digits and hyphens."
        )
        problems.error(path, 1, "bad-path", says)
        return None
    return yaml_text.shaped(Pattern, text, path, problems)
