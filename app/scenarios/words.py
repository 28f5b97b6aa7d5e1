"""The words of a scenario: one twin a language, a tree of texts under the ids of the logic.

Which texts there must be follows from the logic alone, so a translator opens nothing but the twin. A text may be
Markdown; names and labels are plain.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from app.core import yaml_text
from app.core.bilingual import CONTENT_LANGUAGES, Bilingual
from app.core.problems import Problems
from app.core.shapes import LONGEST_TEXT
from app.core.text import composed, is_clean
from app.core.words import N_
from app.scenarios.shapes import (
    Choice,
    Dialogue,
    Document,
    Ending,
    Hearing,
    Matrix,
    Narrative,
    Qualification,
    ScenarioFile,
    Scene,
    Writing,
    choices,
)

# A place in a twin: scenes, first-call, choices, register, label.
Place = tuple[str, ...]
LONGEST_LABEL = 240
# Texts of so few characters stand on a button, in a heading or in a list; the others are Markdown.
PLAIN = frozenset({"title", "label", "name", "role", "options", "deadlines", "rows", "criteria"})


@dataclass(frozen=True)
class Twin:
    """`lines` are those of the texts in the file."""

    path: str
    texts: Mapping[Place, str]
    lines: Mapping[Place, int]


@dataclass(frozen=True)
class Wanted:
    """Places with a text in each language, and those that may have one."""

    needed: frozenset[Place]
    allowed: frozenset[Place]


class Texts(Mapping[Place, Bilingual]):
    """Both twins together; where a text may be left out, `in` tells."""

    def __init__(self, texts: Mapping[Place, Bilingual]) -> None:
        self._texts = texts

    def __getitem__(self, place: Place) -> Bilingual:
        return self._texts[place]

    def __iter__(self) -> Iterator[Place]:
        return iter(self._texts)

    def __len__(self) -> int:
        return len(self._texts)


def wanted(file: ScenarioFile) -> Wanted:
    needed: set[Place] = {("title",), ("summary",)}
    needed |= {("characters", who, key) for who in file.characters for key in ("name", "role")}
    needed |= {("exhibits", one, key) for one in file.exhibits for key in ("title", "text")}
    needed |= {("notes", one) for one in file.notes}
    needed |= {("deadlines", one) for one in file.deadlines}
    allowed: set[Place] = {("characters", who, "about") for who in file.characters}
    for name, scene in file.scenes.items():
        more, perhaps = _of_scene(scene)
        needed |= {("scenes", name, *place) for place in more}
        allowed |= {("scenes", name, *place) for place in perhaps}
    return Wanted(frozenset(needed), frozenset(allowed))


def _of_scene(scene: Scene) -> tuple[set[Place], set[Place]]:
    needed: set[Place] = {("title",), ("text",)}
    needed |= {("passages", one.id) for one in scene.passages}
    if scene.review:
        needed.add(("review",))
    allowed: set[Place] = set()
    groups = [group(scene, choice) for choice in choices(scene)]
    for choice, own in zip(choices(scene), groups, strict=True):
        here = (own, choice.id)
        needed.add((*here, "label"))
        # A decision is explained in the debrief; merely going on is not.
        decides = own == "questions" or groups.count(own) > 1
        (needed if decides else allowed).add((*here, "why"))
        (needed if choice.to is None else allowed).add((*here, "outcome"))
        if choice.review:
            needed.add((*here, "review"))
    needed |= set(_of_form(scene))
    return needed, allowed


def group(scene: Scene, choice: Choice) -> str:
    """Compared by identity: two choices may say the same."""
    asked = isinstance(scene, Dialogue) and any(choice is one for one in scene.questions)
    return "questions" if asked else "choices"


def _of_form(scene: Scene) -> Iterator[Place]:
    match scene:
        case Document():
            for blank in scene.blanks:
                yield ("blanks", blank.id, "label")
                yield ("blanks", blank.id, "why")
                yield from (("blanks", blank.id, "options", one) for one in blank.options)
        case Qualification():
            yield from (("offences", one) for one in scene.offences)
            yield ("why",)
        case Matrix():
            yield from (("rows", one) for one in scene.rows)
            yield ("why",)
        case Hearing():
            yield from (("reasons", "options", one) for one in scene.reasons.options)
            yield ("reasons", "why")
        case Writing():
            yield from (("criteria", one) for one in scene.criteria)
            yield ("why",)
        case Narrative() | Dialogue() | Ending():
            return
    if isinstance(scene, Document | Qualification | Matrix):
        for reached in scene.outcomes:
            yield ("outcomes", reached.id)
            if reached.review:
                yield ("outcomes", f"{reached.id}-review")


# ---- Reading ----


def read(text: str, path: str, problems: Problems) -> Twin | None:
    """None when the file cannot be read as a tree of texts."""
    document = yaml_text.read(text, path, problems)
    if document is None:
        return None
    texts: dict[Place, str] = {}
    if not isinstance(document.data, dict):
        says = N_("Keys with their values are expected here: %(key)s.")
        problems.error(path, 1, "not-keys", says, key="–")
        return None
    _gather(document.data, (), document, path, texts, problems)
    return Twin(path, texts, {place: document.line_of(place) for place in texts})


def _gather(
    value: object,
    here: Place,
    document: yaml_text.Document,
    path: str,
    texts: dict[Place, str],
    problems: Problems,
) -> None:
    if isinstance(value, dict):
        for key, inner in value.items():
            _gather(inner, (*here, key), document, path, texts, problems)
        return
    line, key = document.line_of(here), ".".join(here)
    if here in document.spoilt:
        return
    if not isinstance(value, str):
        says = N_("A text is expected here: %(key)s. Put quotes around it.")
        problems.error(path, line, "not-a-text", says, key=key)
        return
    text = composed(value).strip()
    most = LONGEST_LABEL if is_plain(here) else LONGEST_TEXT
    if not text:
        problems.error(path, line, "empty-text", N_("The text is empty: %(key)s."), key=key)
    elif not is_clean(text):
        says = N_("The text holds characters that nobody can see: %(key)s. Type it anew.")
        problems.error(path, line, "hidden-characters", says, key=key)
    elif len(text) > most:
        says = N_("The text is too long: %(key)s. At most %(limit)d characters fit.")
        problems.error(path, line, "long-text", says, key=key, limit=most)
    else:
        texts[here] = text


def is_plain(place: Place) -> bool:
    """No Markdown: it stands on a button, in a heading or in a list."""
    return place[-1] in PLAIN or (len(place) > 1 and place[-2] in PLAIN) or "offences" in place


def together(twins: Mapping[str, Twin], want: Wanted, problems: Problems) -> Texts:
    """What the twins say; a text that is missing in a language, or that nothing asks for, is a problem."""
    for language in CONTENT_LANGUAGES:
        twin = twins[language]
        for place in sorted(want.needed - set(twin.texts)):
            says = N_("This text is missing here: %(key)s.")
            problems.error(twin.path, _near(place, twin), "missing-twin", says, key=".".join(place))
        for place in sorted(set(twin.texts) - want.needed - want.allowed):
            says = N_("Nothing in the scenario has this text: %(key)s.")
            line, key = twin.lines[place], ".".join(place)
            problems.error(twin.path, line, "unknown-text", says, key=key)
    for one, other in (CONTENT_LANGUAGES, CONTENT_LANGUAGES[::-1]):
        here, there = twins[one], twins[other]
        for place in sorted((set(here.texts) & want.allowed) - set(there.texts)):
            says = N_("This text is missing here: %(key)s.")
            problems.error(
                there.path, _near(place, there), "missing-twin", says, key=".".join(place)
            )
    both = set.intersection(*(set(twin.texts) for twin in twins.values()))
    said = {lang: twins[lang].texts for lang in CONTENT_LANGUAGES}
    return Texts({place: Bilingual(ky=said["ky"][place], ru=said["ru"][place]) for place in both})


def _near(place: Place, twin: Twin) -> int:
    """The line of what stands closest to where the text belongs."""
    while place:
        lines = [line for here, line in twin.lines.items() if here[: len(place)] == place]
        if lines:
            return min(lines)
        place = place[:-1]
    return 1
