"""What a list left behind, as rooms above are asked about it before it is undone; and what they answer."""

from dataclasses import dataclass, field

# A sentence about a row: the number of a person or of a post, and what stands in the way.
Said = tuple[int, str]


@dataclass(frozen=True)
class Aftermath:
    """`added` came with the list; `stayed` were on record, and moved or left by it. Appointments it began, and posts it made."""

    added: frozenset[int]
    stayed: frozenset[int]
    begun: frozenset[int]
    posts: frozenset[int]


@dataclass(frozen=True)
class Answer:
    """Of a room that looked for itself: which tables it answers for, and what stands in the way.

    What it does not name here in these tables, it takes back when the list is undone. Of tables for which nobody
    answers, any row that names a person, post or appointment of the list stands in the way.
    """

    tables: frozenset[str] = frozenset()
    people: tuple[Said, ...] = field(default=())
    posts: tuple[Said, ...] = field(default=())
