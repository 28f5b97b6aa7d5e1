"""What content files are made of: strict, frozen shapes, ids, and texts in two languages.

A room describes a file as a class of fields built on `Shape`; `app.core.yaml_text.shaped` fills it
and turns everything that does not fit into problems with a path and a line.
"""

import re
import unicodedata
from collections.abc import Callable
from typing import Annotated

from pydantic import AfterValidator, BaseModel, ConfigDict, PrivateAttr, WithJsonSchema
from pydantic.dataclasses import dataclass
from pydantic_core import PydanticCustomError

from app.core.bilingual import Bilingual
from app.core.text import composed, is_clean
from app.core.words import N_

Loc = tuple[int | str, ...]

LONGEST_TEXT = 4000
LONGEST_ID = 60
_ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


def fault(code: str, says: str, **values: object) -> PydanticCustomError:
    """What a validator of a shape raises. `code` has a hyphen, which no code of pydantic's has.

    `says` is an English message key; beside `values` it may use %(key)s, the place in the file.
    """
    return PydanticCustomError(code, says, values)  # type: ignore[arg-type]


class Shape(BaseModel):
    """Unknown keys are refused and nothing is converted: "10" is no number and 166 is no text.

    Lists are declared as tuples. A shape read from a file knows the lines of its parts.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True, allow_inf_nan=False)

    _line_of: Callable[[Loc], int] | None = PrivateAttr(default=None)

    def __eq__(self, other: object) -> bool:
        """By content: where it stood in its file is no part of what it says."""
        return type(self) is type(other) and self.__dict__ == other.__dict__

    def remember_lines(self, line_of: Callable[[Loc], int]) -> None:
        self._line_of = line_of

    def line_of(self, *loc: int | str) -> int:
        """The line of a part, as in `line_of("options", 2, "text")`; 1 when not from a file."""
        return self._line_of(loc) if self._line_of else 1


def _clean(text: str) -> str:
    text = composed(text).strip()
    if not is_clean(text) or any(unicodedata.category(c) == "Cc" and c not in "\n\t" for c in text):
        raise fault(
            "hidden-characters",
            N_("The text holds characters that nobody can see: %(key)s. Type it anew."),
        )
    if len(text) > LONGEST_TEXT:
        raise fault(
            "long-text",
            N_("The text is too long: %(key)s. At most %(limit)d characters fit."),
            limit=LONGEST_TEXT,
        )
    return text


def _written(text: str) -> str:
    text = _clean(text)
    if not text:
        raise fault("empty-text", N_("The text is empty: %(key)s."))
    return text


def _id(text: str) -> str:
    if not _ID.fullmatch(text) or len(text) > LONGEST_ID:
        raise fault(
            "bad-id",
            N_(
                "An id is made of Latin lower-case letters, digits and single hyphens,"
                " at most %(limit)d characters: %(key)s."
            ),
            limit=LONGEST_ID,
        )
    return text


# One text in one language: NFC, no space around it, not empty, nothing invisible.
Written = Annotated[str, AfterValidator(_written)]
Slug = Annotated[
    str,
    AfterValidator(_id),
    WithJsonSchema({"type": "string", "pattern": f"^{_ID.pattern}$", "maxLength": LONGEST_ID}),
]


@dataclass(frozen=True, config=ConfigDict(extra="forbid", strict=True))
class Text(Bilingual):
    """A text a person reads, as `{ky: …, ru: …}`: both are required, `en` may be left out."""

    ky: Written
    ru: Written
    en: Annotated[str, AfterValidator(_clean)] = ""
