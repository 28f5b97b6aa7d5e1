"""Answers in words, for looking through what one gave, and for the result."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import cast

from app.assessment.items.common import Answer, Item, Part, Shown
from app.assessment.items.essay import Shape as Essay
from app.assessment.items.kinds import kind_of
from app.assessment.rubrics import Judged, Read, judged
from app.core.bilingual import Bilingual, Words

# What was typed is in the language of whoever typed it.
_TYPED = ""


@dataclass(frozen=True)
class Said:
    """One line of an answer. `left` is the side it was matched to; without `text` nothing was."""

    text: Words | None
    left: Words | None = None


def said(shown: Shown, fields: Mapping[str, Sequence[str]]) -> tuple[Said, ...]:
    """An answer as its page's fields hold it; nothing when nothing was given."""
    if shown.parts:
        return tuple(_of_part(part, fields) for part in shown.parts if _given(part, fields))
    texts = {choice.handle: choice.text for choice in shown.choices}
    if shown.lefts and fields:
        pairs = [(left.text, fields.get(f"pair-{left.handle}", [""])[0]) for left in shown.lefts]
        return tuple(Said(texts.get(handle), left) for left, handle in pairs)
    typed = [Words(text, _TYPED) for text in fields.get("text", ()) if text]
    chosen = [*fields.get("choice", ()), *fields.get("choices", ()), *_in_order(fields)]
    return tuple(Said(words) for words in [*typed, *(texts[handle] for handle in chosen)])


def _given(part: Part, fields: Mapping[str, Sequence[str]]) -> list[str]:
    """Nothing is said of a piece that was left alone, which may be on purpose."""
    return [value for value in fields.get(part.field, ()) if value]


def _of_part(part: Part, fields: Mapping[str, Sequence[str]]) -> Said:
    texts = {choice.handle: choice.text for choice in part.choices}
    given = [texts[v] if texts else Words(v, _TYPED) for v in _given(part, fields)]
    left, before = part.text, part.before
    if before is not None:
        left = Words(f"{before.text.strip()} {left.text}".strip(), before.language)
    return Said(Words(", ".join(words.text for words in given), given[0].language), left)


def _in_order(fields: Mapping[str, Sequence[str]]) -> list[str]:
    """Handles of the steps, by the numbers given to them."""
    placed = [(int(v[0]), name) for name, v in fields.items() if name.startswith("place-")]
    return [name.removeprefix("place-") for _number, name in sorted(placed)]


@dataclass(frozen=True)
class Solution:
    """A question with its key: made only behind the gate, see `rules.may_show_key`.

    Without a `share` people are still reading the answer, and of the key there is nothing. `judged`: what they found.
    """

    place: int
    shown: Shown
    own: tuple[Said, ...]
    right: tuple[Said, ...]
    share: float | None
    points: float
    topic: str
    explanation: Words | None
    reread: str
    cites: tuple[str, ...]
    certainty: int | None = None
    judged: Judged | None = None

    @property
    def maximum(self) -> int:
        return self.shown.points

    def unexplained(self) -> "Solution":
        """For a test that tells what is right and not why."""
        return replace(self, explanation=None, reread="", cites=())


@dataclass(frozen=True)
class Worth:
    """What a question brought, without a word of it."""

    topic: str
    points: float
    maximum: int


def solution(
    place: int,
    item: Item,
    order: Sequence[int],
    *,
    language: str,
    answer: Answer | None,
    share: float | None,
    topic: str,
    certainty: int | None = None,
    readings: Sequence[Read] = (),
    mended: Item | None = None,
) -> Solution:
    """`mended` is the same question with another key, by which it was marked again."""
    kind, keyed = kind_of(item), mended or item
    shown = kind.shown(item, language, order)
    own = kind.as_shown(item, answer, order) if answer else {}
    if share is None:
        own_words = said(shown, own)
        return Solution(place, shown, own_words, (), None, 0, topic, None, item.reread, item.cites)
    key = kind.as_shown(item, kind.right(keyed, language), order)
    return Solution(
        place=place,
        shown=shown,
        own=said(shown, own),
        right=said(shown, key),
        share=share,
        points=share * keyed.points,
        topic=topic,
        explanation=keyed.explanation.words(language),
        reread=keyed.reread,
        cites=keyed.cites,
        certainty=certainty,
        judged=judged(cast(Essay, item), readings, language) if readings else None,
    )


@dataclass(frozen=True)
class Topic:
    title: Bilingual
    points: float
    maximum: int


def by_topic(worths: Sequence[Solution | Worth], titles: Mapping[str, Bilingual]) -> list[Topic]:
    """In the order of the bank; topics without a question that is marked are left out."""
    worths = [one for one in worths if not isinstance(one, Solution) or one.share is not None]
    return [
        Topic(
            title,
            sum(one.points for one in worths if one.topic == topic),
            sum(one.maximum for one in worths if one.topic == topic),
        )
        for topic, title in titles.items()
        if any(one.topic == topic for one in worths)
    ]
