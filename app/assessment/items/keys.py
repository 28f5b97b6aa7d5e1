"""What of a question an answer is read by, and what it is graded by: the two that texts have no part in.

A new kind needs a line here as well. `grade` of two questions with the same shape says the same of every answer
exactly when their keys are equal; tests hold each kind to that.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any

from app.assessment.items import (
    cloze,
    essay,
    evidence_matrix,
    hotspot,
    mark_the_text,
    matching,
    multiple_choice,
    numeric,
    ordering,
    short_answer,
    single_choice,
)
from app.assessment.items.common import Item
from app.core.bilingual import Bilingual

Texts = Mapping[str, Bilingual]
Place = tuple[int, int, int, int]


@dataclass(frozen=True)
class Reading:
    """`shape`: the ids an answer may hold. `key`: what is right of them; None where people say that.

    `texts` are those of things that must not be mistaken for each other, by id, group by group; `places`
    where they are in a picture.
    """

    shape: object
    key: object
    texts: tuple[Texts, ...] = ()
    places: Mapping[str, Place] = field(default_factory=dict)


def read(item: Item) -> Reading:
    return _READERS[item.kind](item)


def _texts(things: Iterable[Any]) -> dict[str, Bilingual]:
    return {thing.id: thing.text for thing in things}


def _rights(things: Iterable[Any]) -> frozenset[str]:
    return frozenset(thing.id for thing in things if thing.right)


def _choice(item: Any) -> Reading:
    texts = _texts(item.options)
    return Reading(frozenset(texts), _rights(item.options), (texts,))


def _matching(item: Any) -> Reading:
    """Each pair is right with itself: a pair is mended by moving its text, which no old answer survives."""
    rights = {pair.id: pair.right for pair in item.pairs} | _texts(item.extra)
    lefts = {pair.id: pair.left for pair in item.pairs}
    return Reading((frozenset(lefts), frozenset(rights)), (), (lefts, rights))


def _ordering(item: Any) -> Reading:
    texts = _texts(item.steps)
    return Reading(frozenset(texts), tuple(texts), (texts,))


def _forms(accept: short_answer.Accept) -> frozenset[str]:
    return frozenset(short_answer.fold(form) for form in (*accept.ky, *accept.ru))


def _numeric(item: Any) -> Reading:
    return Reading((), (Fraction(repr(item.value)), Fraction(repr(item.tolerance))))


def _cloze(item: Any) -> Reading:
    gaps = {gap.id: _forms(gap.accept) if gap.accept else _rights(gap.options) for gap in item.gaps}
    shape = frozenset(
        (gap.id, frozenset(option.id for option in gap.options), gap.accept is None)
        for gap in item.gaps
    )
    by_id = sorted(item.gaps, key=lambda gap: gap.id)
    return Reading(shape, gaps, tuple(_texts(gap.options) for gap in by_id))


def _hotspot(item: Any) -> Reading:
    texts = _texts(item.regions)
    places = {region.id: region.at for region in item.regions}
    shape = (item.picture, item.choose, frozenset(texts))
    return Reading(shape, _rights(item.regions), (texts,), places)


def _evidence_matrix(item: Any) -> Reading:
    rows, evidence = _texts(item.rows), _texts(item.evidence)
    ticks = frozenset((piece.id, row) for piece in item.evidence for row in piece.supports)
    return Reading((frozenset(rows), frozenset(evidence)), ticks, (rows, evidence))


def _mark_the_text(item: Any) -> Reading:
    labels, passages = _texts(item.labels), _texts(item.passages)
    marks = frozenset((p.id, p.label) for p in item.passages if p.label is not None)
    return Reading((frozenset(labels), frozenset(passages)), marks, (labels, passages))


def _essay(item: Any) -> Reading:
    """What a level of the rubric earns is its place, so their number must stay."""
    shape = frozenset((criterion.id, len(criterion.levels)) for criterion in item.rubric)
    return Reading(shape, None, (_texts(item.rubric),))


_READERS: dict[str, Callable[[Any], Reading]] = {
    single_choice.kind: _choice,
    multiple_choice.kind: _choice,
    matching.kind: _matching,
    ordering.kind: _ordering,
    short_answer.kind: lambda item: Reading((), _forms(item.accept)),
    numeric.kind: _numeric,
    cloze.kind: _cloze,
    hotspot.kind: _hotspot,
    evidence_matrix.kind: _evidence_matrix,
    mark_the_text.kind: _mark_the_text,
    essay.kind: _essay,
}
