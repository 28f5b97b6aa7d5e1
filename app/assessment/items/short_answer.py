"""A word or a few, compared with the accepted forms of both languages.

Case, ё, spaces, and marks before and after (a telephone adds a full stop by itself) do not matter.
Kyrgyz letters do.
"""

from collections.abc import Sequence
from fractions import Fraction
from typing import Literal

from pydantic import Field

from app.assessment.items import common
from app.assessment.items.common import Answer, Fields, Shown
from app.core import shapes
from app.core.bilingual import CONTENT_LANGUAGES
from app.core.problems import Problems
from app.core.text import tidy
from app.core.words import N_

kind = "short-answer"

LONGEST = 200

_MARKS = ".,;:!?…\"'«»“”„‘’"


class Accept(shapes.Shape):
    ky: tuple[shapes.Written, ...] = Field(min_length=1, max_length=50)
    ru: tuple[shapes.Written, ...] = Field(min_length=1, max_length=50)


class Shape(common.Item):
    kind: Literal["short-answer"]
    accept: Accept


def fold(text: str) -> str:
    """What of an answer is compared."""
    bare = "".join(tidy(text).casefold().replace("ё", "е").replace("–", "-").split())
    return bare.strip(_MARKS)


def check(item: Shape, path: str, problems: Problems) -> None:
    for language in CONTENT_LANGUAGES:
        seen = set()
        for n, form in enumerate(getattr(item.accept, language)):
            line = item.line_of("accept", language, n)
            folded = fold(form)
            if not folded or len(form) > LONGEST:
                says = N_("Nobody could give this answer: %(form)s")
                problems.error(path, line, "impossible-answer", says, form=form[:80])
            if folded in seen:
                says = N_("This form is accepted already, case and spaces do not matter: %(form)s")
                problems.warning(path, line, "repeated-form", says, form=form[:80])
            seen.add(folded)


def blank() -> Answer:
    return {"text": ""}


def right(item: Shape, language: str) -> Answer:
    return {"text": (item.accept.ru if language == "ru" else item.accept.ky)[0]}


def grade(item: Shape, answer: Answer) -> Fraction:
    given = fold(answer["text"])
    return Fraction(any(given == fold(form) for form in (*item.accept.ky, *item.accept.ru)))


def movable(item: Shape) -> int:
    return 0


def shown(item: Shape, language: str, order: Sequence[int]) -> Shown:
    return common.shown(item, language)


def read_answer(item: Shape, form: Fields, order: Sequence[int]) -> Answer:
    return {"text": common.typed(form, "text", LONGEST)}


def as_shown(item: Shape, answer: Answer, order: Sequence[int]) -> dict[str, list[str]]:
    return {"text": [answer["text"]]}
