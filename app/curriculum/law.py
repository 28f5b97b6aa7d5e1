"""The register of acts: what a citation `law:act/article` points to, and how sure we are of it."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Annotated, Literal

from pydantic import AfterValidator, Field

from app.core.bilingual import CONTENT_LANGUAGES
from app.core.bundle import Bundle
from app.core.problems import Problems
from app.core.shapes import Shape, Slug, Text, Written, fault
from app.core.text import search_key
from app.core.words import N_
from app.core.yaml_text import shaped
from app.curriculum import prose
from app.curriculum.certainty import Certainty

ACTS = "acts.yaml"
_PROVISIONS = re.compile(r"provisions/[a-z0-9-]+\.yaml")
_ARTICLE = re.compile(r"[0-9]{1,4}(-[0-9]{1,3})?")
_ADDRESS = re.compile(r"https?://[A-Za-z0-9.-]+(/[^\s<>\"]*)?")

KINDS = {
    "constitution": N_("Constitution"),
    "code": N_("Codes"),
    "law": N_("Laws"),
    "decree": N_("Decrees"),
    "treaty": N_("Treaties"),
    "standard": N_("Standards"),
}


def _article(text: str) -> str:
    if not _ARTICLE.fullmatch(text):
        raise fault("bad-article", N_('An article is a number such as "166" or "160-1": %(key)s.'))
    return text


def _address(text: str) -> str:
    if not _ADDRESS.fullmatch(text):
        raise fault("bad-address", N_("An address begins with https:// or http://: %(key)s."))
    return text


class Act(Shape):
    """`edition` is the day of the edition that was read; `ceased` the first day on which it no longer holds."""

    id: Slug
    title: Text
    short: Text
    kind: Literal["constitution", "code", "law", "decree", "treaty", "standard"]
    number: Written | None = None
    adopted: date | None = None
    in_force: date | None = None
    edition: date | None = None
    ceased: date | None = None
    address: Annotated[str, AfterValidator(_address)] | None = None
    certainty: Certainty = Field(strict=False)
    note: Text | None = None


class ActsFile(Shape):
    acts: tuple[Act, ...] = Field(min_length=1)


class Provision(Shape):
    """Markdown in our words, never the text of the law; `review` says what lawyers must look at.

    `since` is the day from which the wording described here holds, `ceased` the first on which none does.
    """

    article: Annotated[str, AfterValidator(_article)]
    title: Text
    summary: Text
    certainty: Certainty = Field(strict=False)
    since: date | None = None
    ceased: date | None = None
    review: Text | None = None

    @property
    def order(self) -> tuple[int, int]:
        number, _, part = self.article.partition("-")
        return int(number), int(part or 0)

    @cached_property
    def search_key(self) -> str:
        return search_key(f"{self.article} {self.title.ky} {self.title.ru} {self.title.en}")


class ProvisionsFile(Shape):
    act: Slug
    provisions: tuple[Provision, ...]


@dataclass(frozen=True)
class Register:
    """Acts in the order of the file; the provisions of each in the order of their numbers."""

    acts: Mapping[str, Act] = field(default_factory=dict)
    provisions: Mapping[str, Mapping[str, Provision]] = field(default_factory=dict)

    def act(self, act: str) -> Act | None:
        return self.acts.get(act)

    def provision(self, act: str, article: str) -> Provision | None:
        return self.provisions.get(act, {}).get(article)

    @cached_property
    def citations(self) -> frozenset[str]:
        """All that may be cited: `criminal-code` and `criminal-code/166`."""
        articles = (
            f"{act}/{article}" for act, found in self.provisions.items() for article in found
        )
        return frozenset([*self.acts, *articles])

    @cached_property
    def editions(self) -> dict[str, date]:
        return {act.id: act.edition for act in self.acts.values() if act.edition}

    def search(self, words: str) -> list[tuple[Act, Provision]]:
        """Provisions whose number or title holds every word; a number alone is looked for among numbers first."""
        wanted = search_key(words).split()
        if not wanted:
            return []
        found = [
            (act, provision)
            for act in self.acts.values()
            for provision in self.provisions.get(act.id, {}).values()
            if all(word in provision.search_key for word in wanted)
        ]
        return sorted(found, key=lambda pair: pair[1].article != wanted[0])


def read(bundle: Bundle) -> tuple[Register | None, Problems]:
    """The register; None when it has errors."""
    problems = Problems()
    if ACTS not in bundle:
        problems.error(ACTS, 1, "missing-file", N_("This file is missing."))
    acts = _acts(bundle[ACTS], problems) if ACTS in bundle else {}
    provisions: dict[str, Mapping[str, Provision]] = {}
    files = []
    for path in sorted(set(bundle) - {ACTS}):
        if not _PROVISIONS.fullmatch(path):
            says = N_("Nothing reads a file of this name here.")
            problems.error(path, 1, "unknown-file", says)
        elif file := shaped(ProvisionsFile, bundle[path], path, problems):
            _check_act(file, path, acts, provisions, problems)
            provisions[file.act] = _provisions(file, path, problems)
            files.append((path, file))
    register = Register(acts, provisions)
    for path, file in files:
        _check_texts(file, path, register, problems)
    return (None if problems.errors else register), problems


def _acts(text: str, problems: Problems) -> dict[str, Act]:
    file = shaped(ActsFile, text, ACTS, problems)
    acts: dict[str, Act] = {}
    for place, act in enumerate(file.acts if file else ()):
        if file and act.id in acts:
            line = file.line_of("acts", place, "id")
            says = N_("This id stands twice: %(id)s.")
            problems.error(ACTS, line, "repeated-id", says, id=act.id)
        acts[act.id] = act
    return acts


def _check_act(
    file: ProvisionsFile,
    path: str,
    acts: Mapping[str, Act],
    others: Mapping[str, object],
    problems: Problems,
) -> None:
    line = file.line_of("act")
    if acts and file.act not in acts:
        says = N_("The register has no such act: %(act)s.")
        problems.error(path, line, "unknown-act", says, act=file.act)
    if file.act in others:
        says = N_("Another file holds the articles of this act: %(act)s.")
        problems.error(path, line, "repeated-act", says, act=file.act)


def _provisions(file: ProvisionsFile, path: str, problems: Problems) -> dict[str, Provision]:
    found: dict[str, Provision] = {}
    for place, provision in enumerate(file.provisions):
        if provision.article in found:
            line = file.line_of("provisions", place, "article")
            says = N_("This article stands twice: %(article)s.")
            problems.error(path, line, "repeated-article", says, article=provision.article)
        found[provision.article] = provision
    return dict(sorted(found.items(), key=lambda pair: pair[1].order))


def _check_texts(file: ProvisionsFile, path: str, register: Register, problems: Problems) -> None:
    """They may cite other articles of the register; they have no figures and belong to no course."""
    for place, provision in enumerate(file.provisions):
        texts = {"summary": provision.summary, "review": provision.review}
        for key, text in texts.items():
            if text is not None:
                for language in CONTENT_LANGUAGES:
                    line = file.line_of("provisions", place, key, language)
                    _check_text(text[language], path, line, register, problems)


def _check_text(source: str, path: str, line: int, register: Register, problems: Problems) -> None:
    for found in prose.faults(source):
        found.report(problems, path, line)
    for link in prose.links(source):
        cited = link.scheme == "law" and link.target in register.citations
        if link.is_picture or not (cited or link.scheme in prose.OUTSIDE):
            says = N_("The register has nothing of this address: %(target)s.")
            target = f"{link.scheme}:{link.target}"
            problems.error(path, line + link.line, "unknown-citation", says, target=target)
