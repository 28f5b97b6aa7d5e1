"""Rows without names, and their code book in both languages."""

import secrets
from collections.abc import Sequence

from app.core.tables import Cell, Table
from app.core.words import N_
from app.reports import code_book, linked, recoding
from app.reports.code_book import HEADINGS, ONLINE, REACHED, TESTS, TOLD_APART
from app.reports.divisions import ORDER, PLACE, STAGES
from app.reports.queries import rows as people
from app.reports.queries.rows import One
from app.reports.recoding import NOT_TOLD, Recoding, Values
from app.reports.sections import Words

_LETTERS = "bcdfghjkmnpqrstvwxz"
_LENGTH = 10
_COLUMN, _CODE = N_("Meaning of the column"), N_("Meaning of the code")


def rows(found: Sequence[One]) -> Table:
    """In an order drawn by lot: neither it nor a pseudonym is the same in two files. None of fewer than five people."""
    how = _recoding(found)
    if how is None:
        return Table(HEADINGS, [])
    lot = secrets.SystemRandom()
    mixed = lot.sample(found, len(found))
    names = _pseudonyms(len(mixed))
    return Table(
        HEADINGS, [[name, *_row(one, how)] for name, one in zip(names, mixed, strict=True)]
    )


def _pseudonyms(number: int) -> list[str]:
    found: set[str] = set()
    while len(found) < number:
        found.add("".join(secrets.choice(_LETTERS) for _ in range(_LENGTH)))
    return list(found)


def _columns(one: One) -> Values:
    """What tells people apart in a row, in the order in which it is kept."""
    points = (code_book.band(one.pre), code_book.band(one.post))
    return (*(one.values[PLACE[division]] for division in TOLD_APART), *points)


def _recoding(found: Sequence[One]) -> Recoding | None:
    hidden = linked.hide(people.as_atoms(found), len(ORDER), len(STAGES))
    if not hidden.total or not found:
        return None
    places = [PLACE[division] for division in TOLD_APART]

    def line(column: int, value: str) -> int:
        return hidden.line((places[column], value)) if column < len(places) else len(STAGES)

    def cell(one: int, value: str, other: int, across: str) -> int:
        if other >= len(places):
            return len(STAGES)
        ends = sorted(((places[one], value), (places[other], across)))
        return hidden.cell((ends[0][0], ends[1][0]), (ends[0][1], ends[1][1]))

    counts: dict[Values, list[int]] = {}
    for one in found:
        row = counts.setdefault(_columns(one), [0] * len(STAGES))
        for stage in range(one.stage + 1):
            row[stage] += 1
    atoms = {values: tuple(row) for values, row in counts.items()}
    return recoding.recode(atoms, stages=hidden.total, line=line, cell=cell)


def _row(one: One, how: Recoding) -> list[Cell]:
    told = how.of(_columns(one))
    reached: list[Cell] = [
        int(one.stage >= stage) if stage <= how.last else NOT_TOLD
        for stage in range(1, len(REACHED) + 1)
    ]
    return [*told[: -len(TESTS)], ONLINE, *told[-len(TESTS) :], *reached]


def book(words: Sequence[Words]) -> Table:
    """Each column and each code in every language given."""
    headings = ["column", "code"]
    headings += [f"{w.say(_COLUMN)} ({w.language})" for w in words]
    headings += [f"{w.say(_CODE)} ({w.language})" for w in words]
    lines: list[list[Cell]] = []
    for column in HEADINGS:
        means = [w.say(code_book.MEANINGS[column]) for w in words]
        for code, says in (code_book.codes(column) or {"": ""}).items():
            lines.append([column, code, *means, *(w.say(says) if says else "" for w in words)])
    return Table(headings, lines)
