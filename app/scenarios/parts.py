"""The small shapes of which scenes are made: lines and harms, times, citations, variables, effects, deadlines."""

import re
from collections.abc import Callable
from typing import Annotated, Literal, get_args

from pydantic import AfterValidator, Field, WithJsonSchema

from app.core.shapes import Shape, Slug, fault
from app.core.words import N_
from app.scenarios import conditions

Chair = Literal["police", "prosecutor", "judge", "lawyer"]
# What performance is scored by; the lines that all roles share.
Line = Literal["elements", "victim", "evidence", "procedure", "cooperation", "reasons"]
LINES: tuple[Line, ...] = get_args(Line)
# Ways in which a victim is harmed by those who should help; counted apart from the score.
Harm = Literal["repeat", "blame", "disclosure", "interpreter", "protection", "contact"]
HARMS: tuple[Harm, ...] = get_args(Harm)
Weight = Literal["slight", "serious"]
# With so many serious counts nobody is competent, whatever the score.
VETO = 2
Outcome = Literal["strong", "fair", "weak", "harmful"]
Element = Literal["act", "means", "purpose", "aggravation"]
Weekday = Literal["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]

_DURATION = re.compile(r"([1-9][0-9]{0,3})(m|h|d)")
_MINUTES = {"m": 1, "h": 60, "d": 1440}
_HOUR = re.compile(r"([01][0-9]|2[0-3]):[0-5][0-9]")
_REREAD = re.compile(r"[a-z0-9-]+/[a-z0-9-]+(#[a-z0-9-]+)?")
_LAW = re.compile(r"[a-z0-9-]+(/[a-z0-9-]+)?")


def _duration(text: str) -> str:
    if not _DURATION.fullmatch(text):
        raise fault("bad-duration", N_("A time such as 20m, 3h or 10d is expected here: %(key)s."))
    return text


def minutes(duration: str | None) -> int:
    """ "90m", "3h" and "10d" in minutes; nothing takes no time."""
    match = _DURATION.fullmatch(duration or "")
    return int(match[1]) * _MINUTES[match[2]] if match else 0


def _formed(fits: Callable[[str], object]) -> AfterValidator:
    def look(text: str) -> str:
        if not fits(text):
            raise fault("bad-form", N_("This is not written as expected: %(key)s."))
        return text

    return AfterValidator(look)


def _as(pattern: re.Pattern[str], example: str) -> WithJsonSchema:
    """What an editor can know of a text before the program reads it."""
    return WithJsonSchema(
        {"type": "string", "pattern": f"^({pattern.pattern})$", "examples": [example]}
    )


def _condition(text: str) -> str:
    try:
        conditions.parse(text)
    except conditions.Unreadable as wrong:
        raise fault("bad-condition", wrong.says, **wrong.values) from wrong
    return text


Duration = Annotated[str, AfterValidator(_duration), _as(_DURATION, "20m")]
When = Annotated[
    str, AfterValidator(_condition), _as(conditions.WRITTEN, "trust >= 3 and not missed(report)")
]
Citation = Annotated[
    str, _formed(lambda text: _LAW.fullmatch(text)), _as(_LAW, "criminal-code/166")
]
Reread = Annotated[
    str, _formed(lambda text: _REREAD.fullmatch(text)), _as(_REREAD, "COURSE/LESSON#PARAGRAPH")
]
Hour = Annotated[str, _formed(lambda text: _HOUR.fullmatch(text)), _as(_HOUR, "08:40")]
TimeOfDay = Literal["morning", "day", "evening", "night"]
Points = Annotated[int, Field(ge=-9, le=9)]
Worth = dict[Line, Points]


class Variable(Shape):
    """One of a number, a flag or a set; `members` are all that a set may ever hold."""

    number: int | None = Field(default=None, ge=0, le=99)
    low: int = Field(default=0, ge=0, le=99)
    high: int = Field(default=9, ge=0, le=99)
    flag: bool | None = None
    members: tuple[Slug, ...] | None = Field(default=None, max_length=30)

    @property
    def kind(self) -> str:
        if self.number is not None:
            return "number"
        return "flag" if self.flag is not None else "set"


class Effects(Shape):
    """What happens to the state; everything may be left out. Numbers stay within their bounds."""

    set: dict[Slug, bool | int] = Field(default_factory=dict)
    add: dict[Slug, Annotated[int, Field(ge=-99, le=99)]] = Field(default_factory=dict)
    put: dict[Slug, Slug] = Field(default_factory=dict)
    drop: dict[Slug, Slug] = Field(default_factory=dict)
    find: tuple[Slug, ...] = ()
    lose: tuple[Slug, ...] = ()
    spoil: tuple[Slug, ...] = ()
    meet: tuple[Slug, ...] = ()
    note: tuple[Slug, ...] = ()
    harm: dict[Harm, Weight] = Field(default_factory=dict)
    start: tuple[Slug, ...] = ()
    keep: tuple[Slug, ...] = ()


class Deadline(Shape):
    """A time limit of the law; `missed` happens once, at the moment it has run out."""

    lasts: Duration
    cites: tuple[Citation, ...] = Field(min_length=1)
    missed: Effects = Effects()
