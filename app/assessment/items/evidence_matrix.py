"""Which piece of evidence supports which element. The author gives both; one piece may support several
elements, and some support none. Each right tick adds its share, each one too many takes as much away,
never below nothing.

The elements stand as the author wrote them, the evidence is shuffled. On the page, the field
`evidence-1` holds the handles of the elements ticked for the piece that is shown first.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from fractions import Fraction
from typing import Literal

from pydantic import Field

from app.assessment.items import common
from app.assessment.items.common import Answer, Choice, Fields, Part, Shown, Thing
from app.core import shapes
from app.core.problems import Problems
from app.core.words import N_

kind = "evidence-matrix"

FEWEST = 2
MOST_ROWS = 6


class Evidence(common.Option):
    """`supports` are ids of rows."""

    supports: tuple[shapes.Slug, ...] = ()


class Shape(common.Item):
    kind: Literal["evidence-matrix"]
    rows: tuple[common.Option, ...] = Field(max_length=MOST_ROWS)
    evidence: tuple[Evidence, ...] = Field(max_length=common.MOST_OPTIONS)


def check(item: Shape, path: str, problems: Problems) -> None:
    for key in ("rows", "evidence"):
        if len(getattr(item, key)) < FEWEST:
            says = N_("There is nothing to compare: at least %(least)d are needed here.")
            problems.error(path, item.line_of(key), "too-few-lines", says, least=FEWEST)
    common.check_options("rows", item.rows, item, path, problems)
    common.check_options("evidence", item.evidence, item, path, problems)
    rows = {row.id for row in item.rows}
    for n, piece in enumerate(item.evidence):
        loc = ("evidence", n, "supports")
        common.check_ids(
            [((*loc, m), name) for m, name in enumerate(piece.supports)], item, path, problems
        )
        for m, name in enumerate(piece.supports):
            if name not in rows:
                says = N_("The question has no row with this id: %(row)s.")
                problems.error(path, item.line_of(*loc, m), "unknown-row", says, row=name)
    right = len(_pairs(_key(item)))
    if not right:
        says = N_("No evidence supports anything. Write the ids of rows under supports.")
        problems.error(path, item.line_of("evidence"), "no-right-answer", says)
    elif right == len(item.rows) * len(item.evidence):
        says = N_("All evidence supports everything. At least one tick must be wrong.")
        problems.error(path, item.line_of("evidence"), "no-wrong-answer", says)


def blank() -> Answer:
    return {"supports": {}}


def right(item: Shape, language: str) -> Answer:
    return {"supports": _key(item)}


def grade(item: Shape, answer: Answer) -> Fraction:
    return common.share_of_claims(_pairs(_key(item)), _pairs(answer["supports"]))


def movable(item: Shape) -> int:
    return len(item.evidence)


def shown(item: Shape, language: str, order: Sequence[int]) -> Shown:
    rows = tuple(
        Choice(str(place), row.text.words(language)) for place, row in enumerate(item.rows, start=1)
    )
    bare = common.shown(item, language, _evidence(item), order)
    parts = tuple(Part(_field(piece.handle), piece.text, rows) for piece in bare.choices)
    return replace(bare, choices=rows, parts=parts)


def read_answer(item: Shape, form: Fields, order: Sequence[int]) -> Answer:
    rows = {str(place): row.id for place, row in enumerate(item.rows, start=1)}
    ticked = {
        piece: sorted({rows[h] for h in form.get(_field(handle), ()) if h in rows})
        for handle, piece in common.by_handle(_evidence(item), order).items()
    }
    return {"supports": {piece: names for piece, names in ticked.items() if names}}


def as_shown(item: Shape, answer: Answer, order: Sequence[int]) -> dict[str, list[str]]:
    handles = {row.id: str(place) for place, row in enumerate(item.rows, start=1)}
    fields = {
        _field(handle): sorted(
            (handles[r] for r in answer["supports"].get(piece, ()) if r in handles), key=int
        )
        for handle, piece in common.by_handle(_evidence(item), order).items()
    }
    return {field: ticked for field, ticked in fields.items() if ticked}


def _field(handle: str) -> str:
    return f"evidence-{handle}"


def _key(item: Shape) -> dict[str, list[str]]:
    return {piece.id: sorted(piece.supports) for piece in item.evidence if piece.supports}


def _pairs(supports: Mapping[str, Sequence[str]]) -> set[tuple[str, str]]:
    return {(piece, row) for piece, rows in supports.items() for row in rows}


def _evidence(item: Shape) -> list[Thing]:
    return common.sorted_by_text((piece.id, piece.text) for piece in item.evidence)
