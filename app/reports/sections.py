"""The sections of an institution's report as tables in words: from them come the page, CSV, XLSX and PDF. Pure."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from app.core.bilingual import Bilingual
from app.core.tables import Cell, Share, Table
from app.core.words import N_

Bar = tuple[str, float | None, str]


class Key(StrEnum):
    """In the order of the report; also the last step of the address."""

    HEADER = "header"
    DENOMINATORS = "denominators"
    FUNNEL = "funnel"
    DIVISIONS = "divisions"
    EVIDENCE = "evidence"
    LEARNING = "learning"
    QUESTIONS = "questions"
    TRIALS = "trials"
    RESULTS = "results"
    CONTINUITY = "continuity"
    CONTENT = "content"
    DECISION = "decision"
    ANNEXES = "annexes"


NAMES = {
    Key.HEADER: N_("About this report"),
    Key.DENOMINATORS: N_("Who is counted"),
    Key.FUNNEL: N_("How far they came"),
    Key.DIVISIONS: N_("By groups"),
    Key.EVIDENCE: N_("Quality of the evidence"),
    Key.LEARNING: N_("Learning"),
    Key.QUESTIONS: N_("Quality of the questions"),
    Key.TRIALS: N_("Mock trials"),
    Key.RESULTS: N_("Application and results"),
    Key.CONTINUITY: N_("Continuity"),
    Key.CONTENT: N_("State of the content"),
    Key.DECISION: N_("Decision"),
    Key.ANNEXES: N_("Annexes"),
}
NUMBERS = {key: number for number, key in enumerate(Key, start=1)}

HIDDEN = N_("not shown")
NOT_COLLECTED = N_("not yet collected")


@dataclass(frozen=True)
class Block:
    """A table under its caption. `shares` are columns from 0 with shares from 0 to 1; `bars` draw the same.

    `total`: the last row sums up the others.
    """

    caption: str
    table: Table
    shares: tuple[int, ...] = ()
    bars: tuple[Bar, ...] = ()
    total: bool = False

    @property
    def numeric(self) -> list[int]:
        """Columns in which there is a number, and right of these such as say the same in place of all of them."""
        rows, places = self.table.rows, range(1, len(self.table.headings))
        found = [p for p in places if any(isinstance(row[p], int | float) for row in rows)]
        more = [p for p in places if found and p > found[0] and p not in found]
        return sorted(found + [p for p in more if _says_one_thing(row[p] for row in rows)])


def _says_one_thing(cells: Iterable[Cell]) -> bool:
    """Words without a digit, alike in each row; a day is no such words."""
    said = {str(cell) for cell in cells if cell is not None}
    return len(said) < 2 and not any(letter.isdigit() for text in said for letter in text)


@dataclass(frozen=True)
class Section:
    key: Key
    title: str
    blocks: tuple[Block, ...] = ()
    notes: tuple[str, ...] = ()

    @property
    def number(self) -> int:
        return NUMBERS[self.key]


@dataclass(frozen=True)
class Words:
    """How a report speaks: message keys and names in one language, days and moments written out."""

    language: str
    gettext: Callable[[str], str]
    day: Callable[[Any], str]
    moment: Callable[[Any], str]

    def say(self, key: str, **places: object) -> str:
        text = self.gettext(key)
        return text % places if places else text

    def named(self, name: Bilingual) -> str:
        return name[self.language]


def shown(count: int | None, words: Words) -> Cell:
    return words.say(HIDDEN) if count is None else count


def share(part: int | None, whole: int | None) -> float | None:
    """To a tenth of a per cent, rounded down: a whole is everybody."""
    return (1000 * part // whole) / 1000 if part is not None and whole else None


def as_tables(sections: Iterable[Section]) -> dict[str, Table]:
    """A sheet for each section, its tables one below the other."""
    return {f"{s.number}. {s.title}"[:31]: _one(s) for s in sections if s.blocks}


def one_table(sections: Iterable[Section]) -> Table:
    """All tables one below the other, for CSV: the section stands before the caption."""
    return _below([(f"{s.number}. {s.title}", block) for s in sections for block in s.blocks])


def _one(section: Section) -> Table:
    return _below([(section.title, block) for block in section.blocks])


def _below(blocks: Sequence[tuple[str, Block]]) -> Table:
    first, width = blocks[0][1], max(len(block.table.headings) for _title, block in blocks)
    rows: list[Sequence[Cell]] = [_wide(row, width) for row in _marked(first)]
    for _title, block in blocks[1:]:
        rows += [_wide((), width), _wide((block.caption,), width)]
        rows += [_wide(block.table.headings, width)]
        rows += [_wide(row, width) for row in _marked(block)]
    return Table([str(cell or "") for cell in _wide(first.table.headings, width)], rows)


def _marked(block: Block) -> Iterator[list[Cell]]:
    """Shares as what they are, so that a spreadsheet shows them as per cent."""
    for row in block.table.rows:
        yield [
            Share(cell) if place in block.shares and isinstance(cell, int | float) else cell
            for place, cell in enumerate(row)
        ]


def _wide(row: Sequence[Cell], width: int) -> list[Cell]:
    return [*row, *[None] * (width - len(row))]


# ── what is kept ──────────────────────────────────────────────────────────────


def kept(sections: Iterable[Section]) -> list[dict[str, Any]]:
    """As JSON keeps it."""
    return [
        {
            "key": section.key.value,
            "title": section.title,
            "notes": list(section.notes),
            "blocks": [
                {
                    "caption": block.caption,
                    "headings": list(block.table.headings),
                    "rows": [list(row) for row in block.table.rows],
                    "shares": list(block.shares),
                    "bars": [list(bar) for bar in block.bars],
                    "total": block.total,
                }
                for block in section.blocks
            ],
        }
        for section in sections
    ]


def read(rows: Iterable[Mapping[str, Any]]) -> list[Section]:
    return [
        Section(
            Key(row["key"]),
            row["title"],
            tuple(
                Block(
                    block["caption"],
                    Table(block["headings"], block["rows"]),
                    tuple(block["shares"]),
                    tuple((label, part, words) for label, part, words in block["bars"]),
                    # Not said in reports that were kept earlier.
                    block.get("total", False),
                )
                for block in row["blocks"]
            ),
            tuple(row["notes"]),
        )
        for row in rows
    ]


def changes(before: Iterable[Section], now: Iterable[Section]) -> list[list[Cell]]:
    """Section, row, column, was, is: of the figures that both have, by their words, and that differ."""
    old = _figures(before)
    return [
        [title, row, column, old[where], value]
        for where, value in _figures(now).items()
        for title, _caption, row, column in [where]
        if where in old and old[where] != value
    ]


_COMPARED = (Key.DENOMINATORS, Key.FUNNEL, Key.LEARNING, Key.TRIALS, Key.CONTINUITY)


def _figures(sections: Iterable[Section]) -> dict[tuple[str, str, str, str], Cell]:
    return {
        (section.title, block.caption, str(row[0]), heading): cell
        for section in sections
        if section.key in _COMPARED
        for block in section.blocks
        for row in block.table.rows
        for heading, cell in zip(block.table.headings[1:], row[1:], strict=True)
    }
