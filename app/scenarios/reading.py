"""A scenario's three files into a Scenario; every fault is gathered on the way."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from app.core import bundle, yaml_text
from app.core.bilingual import CONTENT_LANGUAGES, Bilingual
from app.core.problems import Problems
from app.scenarios import conditions, words
from app.scenarios.conditions import Condition, Facts
from app.scenarios.shapes import ScenarioFile, Scene
from app.scenarios.words import Place, Texts


@dataclass(frozen=True)
class Scenario:
    """The logic with its words. `path` is that of the logic, `digest` that of all three files, by which it is known."""

    path: str
    digest: str
    file: ScenarioFile = field(hash=False)
    texts: Texts = field(hash=False)

    @property
    def id(self) -> str:
        return self.file.id

    @property
    def title(self) -> Bilingual:
        return self.texts[("title",)]

    @property
    def summary(self) -> Bilingual:
        return self.texts[("summary",)]

    def scene(self, name: str) -> Scene:
        return self.file.scenes[name]

    @cached_property
    def numbers(self) -> Mapping[str, int]:
        """The number of each scene, from 1, in the order of the file: how pages and the map name it."""
        return {name: n for n, name in enumerate(self.file.scenes, start=1)}

    def said(self, *place: str) -> Bilingual | None:
        """None where the text was left out."""
        return self.texts.get(place)

    def condition(self, when: str | None) -> Condition | None:
        if when is None:
            return None
        found = self._parsed.get(when)
        if found is None:
            found = self._parsed[when] = conditions.parse(when)
        return found

    def holds(self, when: str | None, facts: Facts) -> bool:
        """A condition of this scenario; none always holds. It is made ready once."""
        if when is None:
            return True
        ask = self._ready.get(when)
        if ask is None:
            condition = self.condition(when)
            assert condition is not None, "what was written is read as a condition"
            ask = self._ready[when] = conditions.asking(condition)
        return ask(facts)

    @cached_property
    def _ready(self) -> dict[str, Callable[[Facts], bool]]:
        return {}

    @cached_property
    def _parsed(self) -> dict[str, Condition]:
        return {}


def read(
    path: str, logic: str, twins: Mapping[str, tuple[str, str]], problems: Problems
) -> Scenario | None:
    """None when one of the three files cannot be read. `twins`: by language, path and text.

    What the parts say of each other, `checks` looks at.
    """
    file = yaml_text.shaped(ScenarioFile, logic, path, problems)
    said = {
        language: words.read(twins[language][1], twins[language][0], problems)
        for language in CONTENT_LANGUAGES
    }
    whole = {language: twin for language, twin in said.items() if twin is not None}
    if file is None or len(whole) < len(CONTENT_LANGUAGES):
        return None
    texts = words.together(whole, words.wanted(file), problems)
    files = {path: logic, **dict(twins.values())}
    return Scenario(path, bundle.digest(files), file, texts)


def lines(twins: Mapping[str, tuple[str, str]]) -> Mapping[str, Mapping[Place, int]]:
    """By language, the line of each text."""
    found = {}
    for language, (path, text) in twins.items():
        twin = words.read(text, path, Problems())
        found[language] = twin.lines if twin else {}
    return found
