"""YAML as authors write it: data with line numbers, nothing that could be read in two ways.

The text is taken event by event, so that an alias or a deep nest is refused before anything grows
from it. The data is what JSON can hold; a day stays the text "2025-11-14" until a shape makes it a
day.
"""

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, TypeVar

import yaml
from pydantic import ValidationError

from app.core.bundle import LARGEST_FILE, UNREADABLE
from app.core.problems import Problems
from app.core.shapes import Loc, Shape
from app.core.words import N_

S = TypeVar("S", bound=Shape)

DEEPEST = 20
# A glossary of a thousand terms has a fifth of it; a hostile megabyte would take seconds.
MOST_VALUES = 50_000

_NOTHING = {"": None, "~": None, "null": None, "true": True, "false": False}
_WHOLE = re.compile(r"-?(0|[1-9][0-9]{0,14})")
_DECIMAL = re.compile(r"-?(0|[1-9][0-9]{0,14})\.[0-9]{1,15}")
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
# Numbers in the eyes of other readers: 08, 1e5, and those too long to be numbers.
_NUMBER_ELSEWHERE = re.compile(r"[-+]?[0-9][0-9_]*(\.[0-9_]*)?([eE][-+]?[0-9]+)?|0o[0-7]+")
_RESOLVER = yaml.resolver.Resolver()
_STR = "tag:yaml.org,2002:str"
# What YAML itself does not allow to stand in a file.
_HIDDEN = re.compile(
    r"[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]"
)


@dataclass(frozen=True)
class Document:
    """`spoilt` are places already reported; with one, the data is only good for finding more faults."""

    data: Any
    lines: Mapping[Loc, int]
    spoilt: frozenset[Loc] = frozenset()

    def line_of(self, loc: Loc) -> int:
        """The line of this place or, for a missing key, of what should hold it."""
        while loc not in self.lines:
            loc = loc[:-1]
        return self.lines[loc]


def shaped(
    model: type[S], text: str, path: str, problems: Problems, *, first_line: int = 1
) -> S | None:
    """The text as this shape; or None, with everything that is wrong in `problems`."""
    document = read(text, path, problems, first_line=first_line)
    return None if document is None else fitted(model, document, path, problems)


def read(text: str, path: str, problems: Problems, *, first_line: int = 1) -> Document | None:
    """None when the text cannot be read to its end. `first_line`: where it begins in its file."""
    try:
        _ensure_text(text)
        return _Reader(text, path, problems, first_line).document()
    except _Stop as stop:
        problems.error(path, stop.line + first_line, stop.code, stop.says, **stop.values)
    except yaml.MarkedYAMLError as wrong:
        # At the end of the file the mark stands behind the last line.
        line = min(wrong.problem_mark.line, len(text.splitlines()) - 1)
        says = N_(
            "The file cannot be read from here on (%(detail)s)."
            " Look for a missing quote, colon or bracket, or a wrong indent."
        )
        problems.error(path, line + first_line, "yaml", says, detail=wrong.problem)
    return None


def fitted(model: type[S], document: Document, path: str, problems: Problems) -> S | None:
    """The data as this shape, in the strict sense of JSON; the shape remembers its lines."""
    try:
        shape = model.model_validate_json(json.dumps(document.data, ensure_ascii=False))
    except ValidationError as wrong:
        errors = wrong.errors(include_url=False, include_input=False)
        places = [_in_file(error["loc"], document.lines) for error in errors]
        # A list is not also "too short" when a part of it does not fit.
        above = {loc[:end] for loc in places for end in range(len(loc))}
        for error, loc in zip(errors, places, strict=True):
            if loc in above or any(loc[:end] in document.spoilt for end in range(len(loc) + 1)):
                continue
            code, says = _SAYS.get(error["type"]) or _own(error["type"], error["msg"])
            values = {**error.get("ctx", {}), "key": named(loc)}
            problems.error(path, document.line_of(loc), code, says, **values)
        return None
    shape.remember_lines(document.line_of)
    return None if document.spoilt else shape


def _in_file(loc: Loc, lines: Mapping[Loc, int]) -> Loc:
    """Without the kind by which one of several shapes was chosen: the file has no such step."""
    found: Loc = ()
    for n, part in enumerate(loc):
        if (*found, part) in lines or n == len(loc) - 1:
            found = (*found, part)
    return found


def named(loc: Loc) -> str:
    """A place as an author would say it, counting from one: options.2.text.ru."""
    return ".".join(str(part + 1) if isinstance(part, int) else part for part in loc) or "–"


def _own(code: str, message: str) -> tuple[str, str]:
    """What a room raised with `shapes.fault` speaks for itself."""
    return (code, message) if "-" in code else ("misfit", N_("This value does not fit: %(key)s."))


class _Stop(Exception):
    """Reading cannot go on; `line` counts from nought."""

    def __init__(self, line: int, code: str, says: str, **values: object) -> None:
        super().__init__(code)
        self.line, self.code, self.says, self.values = line, code, says, values


def _ensure_text(text: str) -> None:
    if text == UNREADABLE or len(text) > LARGEST_FILE:
        raise _Stop(
            0, "unreadable", N_("This is not a UTF-8 text, or it is larger than a megabyte.")
        )
    hidden = _HIDDEN.search(text)
    if hidden:
        line = text.count("\n", 0, hidden.start())
        raise _Stop(
            line, "hidden-characters", N_("This line holds a character that nobody can see.")
        )


class _Reader:
    """Events into data. What is merely forbidden is noted, and reading goes on."""

    def __init__(self, text: str, path: str, problems: Problems, first_line: int) -> None:
        self._events: Iterator[yaml.Event] = yaml.parse(text, Loader=yaml.CSafeLoader)
        self._path, self._problems, self._first_line = path, problems, first_line
        self._lines: dict[Loc, int] = {(): first_line}
        self._spoilt: set[Loc] = set()
        self._values = 0

    def document(self) -> Document:
        next(self._events)  # the stream begins
        if isinstance(next(self._events), yaml.StreamEndEvent):
            raise _Stop(0, "empty-file", N_("The file is empty."))
        data = self._value(next(self._events), ())
        next(self._events)  # the document ends
        after = next(self._events)
        if not isinstance(after, yaml.StreamEndEvent):
            raise _Stop(
                after.start_mark.line,
                "second-document",
                N_("A second document begins here. One file holds one."),
            )
        return Document(data, self._lines, frozenset(self._spoilt))

    def _value(self, event: yaml.Event, loc: Loc) -> Any:
        self._values += 1
        if self._values > MOST_VALUES:
            says = N_("The file holds too much. Split it: at most %(limit)d values are read.")
            line = event.start_mark.line
            raise _Stop(line, "too-many-values", says, limit=MOST_VALUES)
        if isinstance(event, yaml.AliasEvent):
            self._spoil(event, loc, "alias", N_("Aliases (*name) are not used here: write it out."))
            return None
        if event.anchor is not None:
            self._spoil(event, loc, "anchor", N_("Anchors (&name) are not used here: %(key)s."))
        if event.tag is not None:
            self._spoil(event, loc, "tag", N_("Tags (!name) are not used here: %(key)s."))
        if isinstance(event, yaml.ScalarEvent):
            return self._scalar(event, loc)
        if len(loc) >= DEEPEST:
            raise _Stop(
                event.start_mark.line,
                "too-deep",
                N_("The file is nested too deeply here. At most %(limit)d levels are read."),
                limit=DEEPEST,
            )
        return self._list(loc) if isinstance(event, yaml.SequenceStartEvent) else self._map(loc)

    def _list(self, loc: Loc) -> list[Any]:
        found: list[Any] = []
        while not isinstance(event := next(self._events), yaml.SequenceEndEvent):
            here = (*loc, len(found))
            self._lines[here] = event.start_mark.line + self._first_line
            found.append(self._value(event, here))
        return found

    def _map(self, loc: Loc) -> dict[str, Any]:
        found: dict[str, Any] = {}
        while not isinstance(key := next(self._events), yaml.MappingEndEvent):
            if not isinstance(key, yaml.ScalarEvent) or key.anchor or key.tag:
                says = N_("A plain word is expected as the key here.")
                raise _Stop(key.start_mark.line, "bad-key", says)
            here = (*loc, key.value)
            repeated = key.value in found
            self._lines.setdefault(here, key.start_mark.line + self._first_line)
            found[key.value] = self._value(next(self._events), here)
            if repeated:
                self._spoil(key, here, "repeated-key", N_("This key stands here twice: %(key)s."))
        return found

    def _scalar(self, event: yaml.ScalarEvent, loc: Loc) -> Any:
        text = event.value
        if not event.implicit[0]:  # in quotes, or a block of text
            return text
        if text in _NOTHING:
            return _NOTHING[text]
        if _WHOLE.fullmatch(text):
            return int(text)
        if _DECIMAL.fullmatch(text):
            return float(text)
        if _DAY.fullmatch(text):
            return text
        plain = _RESOLVER.resolve(yaml.ScalarNode, text, (True, False)) == _STR
        if not plain or _NUMBER_ELSEWHERE.fullmatch(text):
            says = N_(
                "This can be read in two ways: %(text)s. Put quotes around a text;"
                " write true or false, 10 or 0.5, 2025-11-14."
            )
            self._spoil(event, loc, "ambiguous", says, text=text[:40])
        return text

    def _spoil(self, event: yaml.Event, loc: Loc, code: str, says: str, **values: object) -> None:
        self._spoilt.add(loc)
        line = event.start_mark.line + self._first_line
        self._problems.error(self._path, line, code, says, key=named(loc), **values)


_KEYS_EXPECTED = ("not-keys", N_("Keys with their values are expected here: %(key)s."))
_LIST_EXPECTED = ("not-a-list", N_("A list is expected here: %(key)s."))
_TEXT_EXPECTED = ("not-a-text", N_("A text is expected here: %(key)s. Put quotes around it."))
_WHOLE_EXPECTED = ("not-a-number", N_("A whole number is expected here: %(key)s."))
_NUMBER_EXPECTED = ("not-a-number", N_("A number is expected here: %(key)s."))
_DAY_EXPECTED = ("not-a-day", N_("A day such as 2025-11-14 is expected here: %(key)s."))
_UNKNOWN = ("unknown-key", N_("This key is not known here: %(key)s."))
_FEW = ("too-few", N_("This is too short: %(key)s. At least %(min_length)d are needed."))
_MANY = ("too-many", N_("This is too long: %(key)s. At most %(max_length)d are taken."))

# What pydantic found, in our words.
_SAYS = {
    "missing": ("missing", N_("This is missing: %(key)s.")),
    "extra_forbidden": _UNKNOWN,
    "unexpected_keyword_argument": _UNKNOWN,
    "model_type": _KEYS_EXPECTED,
    "model_attributes_type": _KEYS_EXPECTED,
    "dataclass_type": _KEYS_EXPECTED,
    "dict_type": _KEYS_EXPECTED,
    "list_type": _LIST_EXPECTED,
    "tuple_type": _LIST_EXPECTED,
    "set_type": _LIST_EXPECTED,
    "frozen_set_type": _LIST_EXPECTED,
    "string_type": _TEXT_EXPECTED,
    "int_type": _WHOLE_EXPECTED,
    "int_from_float": _WHOLE_EXPECTED,
    "float_type": _NUMBER_EXPECTED,
    "finite_number": _NUMBER_EXPECTED,
    "bool_type": ("not-true-or-false", N_("Write true or false here: %(key)s.")),
    "date_type": _DAY_EXPECTED,
    "date_parsing": _DAY_EXPECTED,
    "date_from_datetime_parsing": _DAY_EXPECTED,
    "date_from_datetime_inexact": _DAY_EXPECTED,
    "literal_error": ("not-a-choice", N_("%(key)s must be one of: %(expected)s.")),
    "enum": ("not-a-choice", N_("%(key)s must be one of: %(expected)s.")),
    "string_pattern_mismatch": ("bad-form", N_("This is not written as expected: %(key)s.")),
    "string_too_short": _FEW,
    "too_short": _FEW,
    "string_too_long": _MANY,
    "too_long": _MANY,
    "greater_than_equal": ("too-small", N_("%(key)s must be at least %(ge)s.")),
    "greater_than": ("too-small", N_("%(key)s must be more than %(gt)s.")),
    "less_than_equal": ("too-large", N_("%(key)s must be at most %(le)s.")),
    "less_than": ("too-large", N_("%(key)s must be less than %(lt)s.")),
}
