"""Conditions over the state of a run: a small language, read into a tree and never run as code.

    trust >= 3 and not (interpreter or missed(ten-days))
    landlady in told or count(evidence) > 2
    chose(first-call/register) and found(contract)

A condition only asks: it calls nothing, computes nothing and cannot read outside the `Facts` it is given.
"""

import operator
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Protocol

from app.core.words import N_

LONGEST = 300
DEEPEST = 20

# What may be asked of one thing, and of which kind the thing is.
ASKED: dict[str, str] = {
    "found": "exhibit",
    "lost": "exhibit",
    "spoilt": "exhibit",
    "knows": "character",
    "running": "deadline",
    "kept": "deadline",
    "missed": "deadline",
    "chose": "option",
}
# Numbers that every case has, beside its own.
COUNTED = ("hours", "harm", "serious")
EVIDENCE = "evidence"

_COMPARE: dict[str, Callable[[int, int], bool]] = {
    "==": operator.eq,
    "!=": operator.ne,
    "<=": operator.le,
    ">=": operator.ge,
    "<": operator.lt,
    ">": operator.gt,
}
_TOKEN = re.compile(r"\s*(==|!=|<=|>=|[<>()]|[0-9]{1,6}(?![\w/-])|[a-z0-9]+(?:[-/][a-z0-9]+)*)")
# Of which signs a condition is made, for editors that know no more.
WRITTEN = re.compile(r"[a-z0-9 ()<>=!/\n-]{1,300}")
_WORDS = frozenset({"and", "or", "not", "in", "count", *ASKED})


class Facts(Protocol):
    """What a condition may know; names were checked when the scenario was read."""

    def flag(self, name: str) -> bool: ...
    def number(self, name: str) -> int: ...
    def size(self, name: str) -> int: ...
    def holds(self, name: str, member: str) -> bool: ...
    def is_so(self, question: str, thing: str) -> bool: ...


# ---- The tree ----


@dataclass(frozen=True)
class Flag:
    name: str


@dataclass(frozen=True)
class Asked:
    """`question` is a key of ASKED."""

    question: str
    thing: str


@dataclass(frozen=True)
class Within:
    member: str
    name: str


@dataclass(frozen=True)
class Compared:
    """A number, or with `counted` the size of a set, against a number."""

    name: str
    counted: bool
    sign: str  # a key of _COMPARE
    bound: int


@dataclass(frozen=True)
class Not:
    part: "Condition"


@dataclass(frozen=True)
class All:
    parts: tuple["Condition", ...]


@dataclass(frozen=True)
class Any:
    parts: tuple["Condition", ...]


Leaf = Flag | Asked | Within | Compared
Condition = Leaf | Not | All | Any


def holds(condition: Condition | None, facts: Facts) -> bool:
    """No condition always holds."""
    return condition is None or asking(condition)(facts)


def asking(condition: Condition) -> Callable[[Facts], bool]:
    """The condition as a function: states are asked the same a hundred thousand times."""
    match condition:
        case Flag(name):
            return operator.methodcaller("flag", name)
        case Asked(question, thing):
            return operator.methodcaller("is_so", question, thing)
        case Within(member, name):
            return operator.methodcaller("holds", name, member)
        case Compared(name, counted, sign, bound):
            find = operator.methodcaller("size" if counted else "number", name)
            compare = _COMPARE[sign]
            return lambda facts: compare(find(facts), bound)
        case Not(part):
            negated = asking(part)
            return lambda facts: not negated(facts)
        case All(parts):
            every = [asking(part) for part in parts]
            return lambda facts: all(ask(facts) for ask in every)
        case Any(parts):
            some = [asking(part) for part in parts]
            return lambda facts: any(ask(facts) for ask in some)


def leaves(condition: Condition | None) -> Iterator[Leaf]:
    """Every question that the condition asks."""
    match condition:
        case None:
            return
        case Not(part):
            yield from leaves(part)
        case All(parts) | Any(parts):
            for part in parts:
                yield from leaves(part)
        case Flag() | Asked() | Within() | Compared():
            yield condition


# ---- Reading ----


class Unreadable(ValueError):
    """`says` is an English message key; `values` fill it."""

    def __init__(self, says: str, **values: object) -> None:
        super().__init__(says)
        self.says, self.values = says, values


def parse(text: str) -> Condition:
    """Raises Unreadable. Names are not looked up here: see `checks`."""
    if len(text) > LONGEST:
        raise Unreadable(
            N_("The condition is too long; at most %(limit)d characters fit."), limit=LONGEST
        )
    return _Parser(_tokens(text)).whole()


def _tokens(text: str) -> list[str]:
    found, place = [], 0
    text = text.rstrip()
    while place < len(text):
        match = _TOKEN.match(text, place)
        if match is None:
            says = N_("The condition cannot be read at “%(rest)s”.")
            raise Unreadable(says, rest=text[place : place + 20].strip())
        found.append(match[1])
        place = match.end()
    return found


class _Parser:
    """Recursive descent: or < and < not < a question."""

    def __init__(self, tokens: list[str]) -> None:
        self._tokens, self._place, self._depth = tokens, 0, 0

    def whole(self) -> Condition:
        found = self._either()
        if self._place < len(self._tokens):
            self._fail()
        return found

    def _either(self) -> Condition:
        self._depth += 1
        if self._depth > DEEPEST:
            raise Unreadable(N_("The condition is nested too deeply."))
        parts = [self._both()]
        while self._take("or"):
            parts.append(self._both())
        self._depth -= 1
        return parts[0] if len(parts) == 1 else Any(tuple(parts))

    def _both(self) -> Condition:
        parts = [self._negated()]
        while self._take("and"):
            parts.append(self._negated())
        return parts[0] if len(parts) == 1 else All(tuple(parts))

    def _negated(self) -> Condition:
        negations = 0
        while self._take("not"):
            negations += 1
        found = self._question()
        return Not(found) if negations % 2 else found

    def _question(self) -> Condition:
        if self._take("("):
            found = self._either()
            self._expect(")")
            return found
        word = self._word()
        if word in ASKED:
            return Asked(word, self._in_brackets())
        if word == "count":
            return self._compared(self._in_brackets(), counted=True)
        if word in _WORDS or word.isdigit():
            self._place -= 1
            self._fail()
        if self._take("in"):
            return Within(word, self._word())
        if self._peek() in _COMPARE:
            return self._compared(word, counted=False)
        return Flag(word)

    def _compared(self, name: str, *, counted: bool) -> Compared:
        sign = self._peek()
        if sign not in _COMPARE:
            self._fail()
        self._place += 1
        bound = self._word()
        if not bound.isdigit():
            self._place -= 1
            self._fail()
        return Compared(name, counted, sign, int(bound))

    def _in_brackets(self) -> str:
        self._expect("(")
        word = self._word()
        self._expect(")")
        return word

    def _peek(self) -> str:
        return self._tokens[self._place] if self._place < len(self._tokens) else ""

    def _take(self, token: str) -> bool:
        if self._peek() != token:
            return False
        self._place += 1
        return True

    def _expect(self, token: str) -> None:
        if not self._take(token):
            self._fail()

    def _word(self) -> str:
        word = self._peek()
        if not word or not word[0].isalnum():
            self._fail()
        self._place += 1
        return word

    def _fail(self) -> None:
        rest = " ".join(self._tokens[self._place :])
        if not rest:
            raise Unreadable(N_("The condition ends too early."))
        raise Unreadable(N_("The condition cannot be read at “%(rest)s”."), rest=rest[:20])
