"""A text with numbered gaps, each filled by a choice or by a word. The score is the share of gaps.

In the passage, `{{name}}` stands where the gap with that id belongs; the gaps are numbered as they
stand in the file, so that a number means the same gap in both languages. The options of all gaps are
shuffled together, and each gap shows its own as they come. On the page, the field `gap-1` holds what
was put into the first gap: the handle of an option, or what was typed.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

from pydantic import Field

from app.assessment.items import common, short_answer
from app.assessment.items.common import Answer, Choice, Fields, Part, Thing
from app.core import shapes
from app.core.bilingual import CONTENT_LANGUAGES, Words
from app.core.problems import Problems
from app.core.words import N_

kind = "cloze"

MOST_GAPS = 10
# What a list shows of a choice on the narrowest telephone.
LONGEST_OPTION = 30

_GAP = re.compile(r"\{\{([a-z0-9-]+)\}\}")


class Gap(shapes.Shape):
    """Filled by a choice among `options`, or by a word that stands in `accept`."""

    id: shapes.Slug
    options: tuple[common.Marked, ...] = Field(default=(), max_length=common.MOST_OPTIONS)
    accept: short_answer.Accept | None = None


class Shape(common.Item):
    kind: Literal["cloze"]
    passage: shapes.Text
    gaps: tuple[Gap, ...] = Field(min_length=1, max_length=MOST_GAPS)


@dataclass(frozen=True)
class Shown(common.Shown):
    """`parts` are the gaps as they follow in this language; `after` is what follows the last."""

    after: Words = Words("", "")


def check(item: Shape, path: str, problems: Problems) -> None:
    gaps = list(enumerate(item.gaps))
    common.check_ids([(("gaps", n, "id"), gap.id) for n, gap in gaps], item, path, problems)
    for n, gap in gaps:
        if bool(gap.options) == bool(gap.accept):
            says = N_("A gap has either options or accepted words: %(gap)s.")
            problems.error(path, item.line_of("gaps", n), "bad-gap", says, gap=gap.id)
        elif gap.accept:
            loc = ("gaps", n, "accept")
            short_answer.check_forms(gap.accept, item, loc, path, problems)
        else:
            _check_options(item, n, path, problems)
    for language in CONTENT_LANGUAGES:
        _check_passage(item, language, path, problems)


def _check_options(item: Shape, n: int, path: str, problems: Problems) -> None:
    options, loc = item.gaps[n].options, ("gaps", n, "options")
    common.check_one_right(options, item.line_of(*loc), path, problems)
    ids = [((*loc, m, "id"), option.id) for m, option in enumerate(options)]
    texts = [((*loc, m, "text"), option.text) for m, option in enumerate(options)]
    common.check_ids(ids, item, path, problems)
    common.check_texts(texts, item, path, problems)
    for place, text in texts:
        longest = max(CONTENT_LANGUAGES, key=lambda language: len(text[language]))
        if len(text[longest]) > LONGEST_OPTION:
            says = N_("A telephone cuts this off in its list: at best at most %(most)d characters.")
            line = item.line_of(*place, longest)
            problems.warning(path, line, "long-option", says, most=LONGEST_OPTION)


def _check_passage(item: Shape, language: str, path: str, problems: Problems) -> None:
    line, known = item.line_of("passage", language), [gap.id for gap in item.gaps]
    there = _GAP.findall(item.passage[language])
    if re.search(r"\{\{|\}\}", _GAP.sub("", item.passage[language])):
        says = N_("Double braces hold the id of a gap and nothing else, as in {{first}}.")
        problems.error(path, line, "bad-braces", says)
    for name in sorted(set(there) - set(known)):
        says = N_("The question has no gap with this id: %(gap)s.")
        problems.error(path, line, "unknown-gap", says, gap=name)
    for name in known:
        if there.count(name) != 1:
            says = N_("Each gap stands in the text once, in both languages: %(gap)s.")
            problems.error(path, line, "misplaced-gap", says, gap=name)
    if sorted(there) == sorted(known) and there != known:
        says = N_("The gaps are numbered as in the file, and follow in another order here.")
        problems.warning(path, line, "gaps-out-of-order", says)


def blank() -> Answer:
    return {"gaps": {}}


def right(item: Shape, language: str) -> Answer:
    return {"gaps": {gap.id: _right(gap, language) for gap in item.gaps}}


def _right(gap: Gap, language: str) -> str:
    if gap.accept:
        return short_answer.first_form(gap.accept, language)
    return next(option.id for option in gap.options if option.right)


def grade(item: Shape, answer: Answer) -> Fraction:
    given = answer["gaps"]
    filled = sum(_is_right(gap, given[gap.id]) for gap in item.gaps if gap.id in given)
    return Fraction(filled, len(item.gaps))


def _is_right(gap: Gap, given: str) -> bool:
    if gap.accept:
        return short_answer.is_accepted(gap.accept, given)
    return any(option.right and option.id == given for option in gap.options)


def movable(item: Shape) -> int:
    return len(_things(item))


def shown(item: Shape, language: str, order: Sequence[int]) -> Shown:
    passage, after = item.passage.words(language), item.passage[language]
    parts = {gap.id: (field, own) for field, gap, own in _gaps(item, order)}
    shown = []
    for name in _GAP.findall(passage.text):
        before, _gap, after = after.partition("{{" + name + "}}")
        field, own = parts[name]
        choices = tuple(
            Choice(str(place), thing[1].words(language)) for place, thing in enumerate(own, start=1)
        )
        number = Words(f"({field.removeprefix('gap-')})", "")
        shown.append(Part(field, number, choices, Words(before, passage.language)))
    return Shown(
        kind=item.kind,
        text=item.text.words(language),
        points=item.points,
        parts=tuple(shown),
        after=Words(after, passage.language),
    )


def read_answer(item: Shape, form: Fields, order: Sequence[int]) -> Answer:
    given = {}
    for field, gap, own in _gaps(item, order):
        if gap.accept:
            given[gap.id] = common.typed(form, field, short_answer.LONGEST)
        else:
            chosen = next(iter(form.get(field, ())), "")
            given[gap.id] = common.by_handle(own, range(len(own))).get(chosen, "")
    return {"gaps": {name: value for name, value in given.items() if value}}


def as_shown(item: Shape, answer: Answer, order: Sequence[int]) -> dict[str, list[str]]:
    fields = {}
    for field, gap, own in _gaps(item, order):
        given = answer["gaps"].get(gap.id)
        handles = common.by_id(own, range(len(own)))
        if given and gap.accept:
            fields[field] = [given]
        elif given in handles:
            fields[field] = [handles[given]]
    return fields


def _gaps(item: Shape, order: Sequence[int]) -> Iterator[tuple[str, Gap, list[Thing]]]:
    """Each gap with the name of its field and its options as they come."""
    things = _things(item)
    for number, gap in enumerate(item.gaps, start=1):
        own = [things[index][1] for index in order if things[index][0] == gap.id]
        yield f"gap-{number}", gap, own


def _things(item: Shape) -> list[tuple[str, Thing]]:
    """The options of all gaps, each with its gap: gap after gap, each gap's sorted by their texts."""
    return [
        (gap.id, thing)
        for gap in item.gaps
        for thing in common.sorted_by_text((option.id, option.text) for option in gap.options)
    ]
