"""A question in one language with all that belongs to it, key included: for those who answer for it, see
`access.may_see_questions`."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from app.assessment import wording
from app.assessment.items import cloze, common, essay, numeric, short_answer
from app.assessment.items.common import Item
from app.assessment.items.kinds import kind_of
from app.assessment.wording import Said
from app.core.bilingual import Words


@dataclass(frozen=True)
class Whole:
    """`offered` is what one chooses among, `parts` what is answered piece by piece; `accepted` are further answers
    that count, and `allowed` how far a number may be off."""

    language: str
    kind: str
    text: Words
    passage: str
    offered: tuple[Words, ...]
    parts: tuple[Words, ...]
    right: tuple[Said, ...]
    unit: Words | None
    accepted: tuple[str, ...]
    allowed: float | None
    explanation: Words


def whole(item: Item, language: str) -> Whole:
    kind = kind_of(item)
    order = range(kind.movable(item))
    shown: common.Shown = kind.shown(item, language, order)
    fields = kind.as_shown(item, kind.right(item, language), order)
    is_cloze = item.kind == cloze.kind
    choices = (*(choice.text for choice in shown.choices), *_criteria(shown))
    return Whole(
        language=language,
        kind=item.kind,
        text=shown.text,
        passage=_passage(shown) if is_cloze else "",
        offered=_gap_choices(shown) if is_cloze else choices,
        parts=() if is_cloze else _pieces(shown),
        right=wording.said(shown, fields),
        unit=shown.unit,
        accepted=tuple(_accepted(item, language)),
        allowed=_allowed(item),
        explanation=item.explanation.words(language),
    )


def _pieces(shown: common.Shown) -> tuple[Words, ...]:
    return (*(left.text for left in shown.lefts), *(part.text for part in shown.parts))


def _allowed(item: Any) -> float | None:
    return item.tolerance if item.kind == numeric.kind else None


def _passage(shown: Any) -> str:
    return "".join(f"{part.before.text}{part.text.text}" for part in shown.parts) + shown.after.text


def _gap_choices(shown: common.Shown) -> tuple[Words, ...]:
    """Gap by gap what one chooses among; nothing of a gap that is filled by a word."""
    language = shown.text.language
    return tuple(
        Words(f"{part.text.text} {', '.join(c.text.text for c in part.choices)}", language)
        for part in shown.parts
        if part.choices
    )


def _criteria(shown: Any) -> tuple[Words, ...]:
    return shown.criteria if shown.kind == essay.kind else ()


def _accepted(item: Any, language: str) -> Iterator[str]:
    if item.kind == short_answer.kind:
        yield from getattr(item.accept, language)
    if item.kind == cloze.kind:
        for gap in item.gaps:
            yield from getattr(gap.accept, language) if gap.accept else ()
