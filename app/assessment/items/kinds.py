"""The kinds of question by name. A new kind is one file here, one template, and a line below.

Each file has: `kind` its name; `Shape` its keys; `check` what an author must mend; `blank` no answer,
`right` the full one; `grade` answer → share of the points, or None where people must mark; `movable`
how many things are shuffled; `shown` what a page is made from; `read_answer` a page's fields → answer,
and `as_shown` back again.

`right` and everything of an item but `shown` is the key: ask `rules.may_show_key` first.
"""

from types import ModuleType

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

KINDS: dict[str, ModuleType] = {
    module.kind: module
    for module in (
        single_choice,
        multiple_choice,
        matching,
        ordering,
        short_answer,
        numeric,
        cloze,
        hotspot,
        evidence_matrix,
        mark_the_text,
        essay,
    )
}

# Of these `grade` does not know what an answer is worth.
MARKED_BY_PEOPLE = frozenset({essay.kind})


def kind_of(item: Item) -> ModuleType:
    return KINDS[item.kind]
