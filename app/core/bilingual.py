"""One text in Kyrgyz and Russian (and, for names of things, English)."""

from dataclasses import dataclass
from typing import NamedTuple

CONTENT_LANGUAGES = ("ky", "ru")


class Words(NamedTuple):
    """A text together with the language it is in, so that a page can say so."""

    text: str
    language: str


@dataclass(frozen=True)
class Bilingual:
    ky: str
    ru: str
    en: str = ""

    def words(self, language: str) -> Words:
        """The text in this language; without one, in Kyrgyz, the state language, and then in Russian."""
        for choice in (language, "ky", "ru"):
            text = getattr(self, choice, "")
            if text:
                return Words(text, choice)
        return Words("", "ky")

    def __getitem__(self, language: str) -> str:
        return self.words(language).text


def content_language(interface: str) -> str:
    """Courses are in Kyrgyz and Russian; who reads the interface in English reads them in Kyrgyz unless they switch."""
    return interface if interface in CONTENT_LANGUAGES else "ky"
