"""Terms of the law in both languages, with what they mean in our words."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Literal

from pydantic import Field, field_validator

from app.core.bundle import Bundle
from app.core.problems import Problems
from app.core.shapes import Shape, Slug, Text, Written
from app.core.text import search_key, sort_key
from app.core.words import N_
from app.core.yaml_text import shaped
from app.curriculum.certainty import Certainty

TERMS, AVOID = "terms.yaml", "avoid.yaml"


class Term(Shape):
    """`source` says where the term stands; in early releases it was one text for both languages."""

    id: Slug
    term: Text
    definition: Text
    source: Text
    certainty: Certainty = Field(strict=False)

    @field_validator("source", mode="before")
    @classmethod
    def _one_for_both(cls, said: object) -> object:
        return {"ky": said, "ru": said} if isinstance(said, str) else said

    @cached_property
    def search_key(self) -> str:
        return search_key(f"{self.term.ky} {self.term.ru} {self.term.en}")

    def letter(self, language: str) -> str:
        """Under which letter it stands."""
        return self.term[language][:1].upper()


class TermsFile(Shape):
    terms: tuple[Term, ...] = Field(min_length=1)


class Avoided(Shape):
    """Forms that no course uses; in a form a star stands for any letters."""

    language: Literal["ky", "ru"]
    forms: tuple[Written, ...] = Field(min_length=1)
    instead: Written
    why: Literal["blame", "calque", "spelling", "term"]


class AvoidFile(Shape):
    avoid: tuple[Avoided, ...] = Field(min_length=1)


@dataclass(frozen=True)
class Glossary:
    terms: Mapping[str, Term] = field(default_factory=dict)
    avoided: tuple[Avoided, ...] = ()

    def term(self, term_id: str) -> Term | None:
        return self.terms.get(term_id)

    @cached_property
    def ids(self) -> frozenset[str]:
        return frozenset(self.terms)

    @cached_property
    def _sorted(self) -> dict[str, list[Term]]:
        terms = list(self.terms.values())
        return {
            language: sorted(terms, key=lambda term: sort_key(term.term[language]))
            for language in ("ky", "ru", "en")
        }

    def sorted(self, language: str) -> list[Term]:
        """All terms in the order of this language's alphabet."""
        return self._sorted[language]

    def letters(self, language: str) -> list[str]:
        """The letters with which terms begin, in order."""
        return list(dict.fromkeys(term.letter(language) for term in self.sorted(language)))

    def under(self, letter: str, language: str) -> list[Term]:
        return [term for term in self.sorted(language) if term.letter(language) == letter]

    def search(self, words: str, language: str) -> list[Term]:
        """Terms that hold every word, in whichever language."""
        wanted = search_key(words).split()
        return [
            t for t in self.sorted(language) if wanted and all(w in t.search_key for w in wanted)
        ]


def read(bundle: Bundle) -> tuple[Glossary | None, Problems]:
    """The glossary; None when it has errors."""
    problems = Problems()
    for path in sorted(set(bundle) - {TERMS, AVOID}):
        problems.error(path, 1, "unknown-file", N_("Nothing reads a file of this name here."))
    if TERMS not in bundle:
        problems.error(TERMS, 1, "missing-file", N_("This file is missing."))
        return None, problems
    file = shaped(TermsFile, bundle[TERMS], TERMS, problems)
    terms: dict[str, Term] = {}
    for place, term in enumerate(file.terms if file else ()):
        if file and term.id in terms:
            line = file.line_of("terms", place, "id")
            problems.error(
                TERMS, line, "repeated-id", N_("This id stands twice: %(id)s."), id=term.id
            )
        terms[term.id] = term
    avoid = shaped(AvoidFile, bundle[AVOID], AVOID, problems) if AVOID in bundle else None
    avoided = avoid.avoid if avoid else ()
    return (None if problems.errors else Glossary(terms, avoided)), problems
