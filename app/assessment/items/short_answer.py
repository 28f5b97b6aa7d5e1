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
    check_forms(item.accept, item, ("accept",), path, problems)


def check_forms(
    accept: Accept, item: common.Item, loc: shapes.Loc, path: str, problems: Problems
) -> None:
    """`loc` is where in the question the accepted forms stand."""
    for language in CONTENT_LANGUAGES:
        seen = set()
        for n, form in enumerate(getattr(accept, language)):
            line = item.line_of(*loc, language, n)
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
    return {"text": first_form(item.accept, language)}


def first_form(accept: Accept, language: str) -> str:
    return (accept.ru if language == "ru" else accept.ky)[0]


def is_accepted(accept: Accept, text: str) -> bool:
    """Whichever language it is given in."""
    given = fold(text)
    return any(given == fold(form) for form in (*accept.ky, *accept.ru))


def grade(item: Shape, answer: Answer) -> Fraction:
    return Fraction(is_accepted(item.accept, answer["text"]))


def movable(item: Shape) -> int:
    return 0


def shown(item: Shape, language: str, order: Sequence[int]) -> Shown:
    return common.shown(item, language)


def read_answer(item: Shape, form: Fields, order: Sequence[int]) -> Answer:
    return {"text": common.typed(form, "text", LONGEST)}


def as_shown(item: Shape, answer: Answer, order: Sequence[int]) -> dict[str, list[str]]:
    return {"text": [answer["text"]]}
