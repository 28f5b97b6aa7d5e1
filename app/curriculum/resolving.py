"""Where the links of a text lead on our pages."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from app.curriculum.glossary import Glossary
from app.curriculum.law import Register
from app.curriculum.markup import Place
from app.curriculum.shapes import Figure


@dataclass(frozen=True)
class Library:
    """Resolves for one language. `media` is the address below which this language's figures are."""

    language: str
    register: Register
    glossary: Glossary
    lessons: frozenset[str] = frozenset()
    figures: Mapping[str, Figure] = field(default_factory=dict)
    media: str = ""
    stamp: str = ""

    def place(self, scheme: str, target: str) -> Place | None:
        if scheme == "law":
            return self._law(target)
        if scheme == "term" and self.glossary.term(target):
            return Place(f"/glossary/{target}", kind="term", term=target)
        if scheme == "lesson" and target in self.lessons:
            return Place(target)  # the neighbour of the page one reads, in whichever enrolment
        if scheme == "media" and target in self.figures:
            figure = self.figures[target]
            href = f"{self.media}/{target}.svg?v={self.stamp}"
            return Place(href, alt=figure.alt[self.language], size=figure.size)
        return None

    def _law(self, target: str) -> Place | None:
        act, _, article = target.partition("/")
        found = self.register.act(act)
        if found is None:
            return None
        provision = self.register.provision(act, article) if article else None
        if article and provision is None:
            return None
        title = provision.title if provision else found.title
        return Place(f"/law/{target}", kind="law", title=title[self.language])
