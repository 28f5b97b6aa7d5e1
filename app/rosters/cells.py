"""Cells of a sheet as texts: shared and own texts, numbers, days by their format; formulas marked, merges filled down."""

import re
from datetime import date, timedelta
from xml.parsers import expat

from app.rosters import rules
from app.rosters.shapes import Row
from app.rosters.texts import row

_REFERENCE = re.compile(r"([A-Z]{1,3})([0-9]{1,7})")
# Formats that every program knows as days.
_DAYS = frozenset({*range(14, 23), *range(27, 37), *range(50, 59)})
_LITERAL = re.compile(r'"[^"]*"|\[[^\[\]]*\]|\\.')
_MOST_FILLED = 100_000
_EPOCH, _EPOCH_1904 = date(1899, 12, 30), date(1904, 1, 1)
_MOST_DAYS = 100_000


def day_of_serial(text: str, *, from_1904: bool = False) -> date | None:
    """Days as spreadsheets count them."""
    try:
        days = int(float(text))
    except (ValueError, OverflowError):
        return None
    if not 0 < days < _MOST_DAYS:
        return None
    return (_EPOCH_1904 if from_1904 else _EPOCH) + timedelta(days=days)


def shared_texts(parser: expat.XMLParserType, texts: list[str]) -> None:
    """Texts that cells name by their number; how a word is read aloud (rPh) is no part of it."""
    letters: list[str] = []
    state = {"text": False, "aside": 0}

    def start(tag: str, _given: dict[str, str]) -> None:
        local = tag.rpartition(":")[2]
        state["text"] = local == "t"
        state["aside"] += local == "rPh"

    def end(tag: str) -> None:
        local = tag.rpartition(":")[2]
        state["text"] = False
        state["aside"] -= local == "rPh"
        if local == "si":
            texts.append("".join(letters))
            letters.clear()

    def data(text: str) -> None:
        if state["text"] and not state["aside"]:
            letters.append(text)

    parser.StartElementHandler, parser.EndElementHandler = start, end
    parser.CharacterDataHandler = data


def date_styles(parser: expat.XMLParserType, dated: set[int]) -> None:
    """Numbers of the styles that show a day."""
    own: set[int] = set()
    state = {"inside": False, "next": 0}

    def start(tag: str, given: dict[str, str]) -> None:
        local = tag.rpartition(":")[2]
        number = _whole(given.get("numFmtId", ""))
        if local == "numFmt":
            code = _LITERAL.sub("", given.get("formatCode", "")).casefold()
            if "y" in code or "d" in code:
                own.add(number)
        elif local == "cellXfs":
            state["inside"] = True
        elif local == "xf" and state["inside"]:
            if number in _DAYS or number in own:
                dated.add(state["next"])
            state["next"] += 1

    def end(tag: str) -> None:
        if tag.rpartition(":")[2] == "cellXfs":
            state["inside"] = False

    parser.StartElementHandler, parser.EndElementHandler = start, end


def _whole(text: str) -> int:
    return int(text) if re.fullmatch(r"[0-9]{1,9}", text) else -1


def _place(reference: str) -> tuple[int, int] | None:
    """B3 is (3, 1)."""
    match = _REFERENCE.fullmatch(reference)
    if match is None:
        return None
    column = 0
    for letter in match[1]:
        column = column * 26 + ord(letter) - 64
    return int(match[2]), column - 1


class SheetReader:
    """Called by the parser; afterwards `rows` are there."""

    def __init__(self, texts: list[str], dated: set[int], *, from_1904: bool) -> None:
        self.texts, self.dated, self.from_1904 = texts, dated, from_1904
        self.found: dict[int, dict[int, str]] = {}
        self.merges: list[str] = []
        self.line = self.column = self.style = 0
        self.kind, self.taking, self.formula = "", False, False
        self.letters: list[str] = []

    def prepare(self, parser: expat.XMLParserType) -> None:
        parser.StartElementHandler, parser.EndElementHandler = self._start, self._end
        parser.CharacterDataHandler = self._data

    def _start(self, tag: str, given: dict[str, str]) -> None:
        local = tag.rpartition(":")[2]
        if local == "row":
            number = _whole(given.get("r", ""))
            self.line, self.column = number if number > 0 else self.line + 1, -1
        elif local == "c":
            self._begin_cell(given)
        elif local in ("v", "t"):
            self.taking = True
        elif local == "f":
            self.formula = True
        elif local == "mergeCell" and len(self.merges) < _MOST_FILLED:
            self.merges.append(given.get("ref", ""))

    def _begin_cell(self, given: dict[str, str]) -> None:
        place = _place(given.get("r", ""))
        self.column = place[1] if place else self.column + 1
        self.kind, self.style = given.get("t", "n"), _whole(given.get("s", "0"))
        self.formula = False
        self.letters.clear()

    def _data(self, text: str) -> None:
        if self.taking:
            self.letters.append(text)

    def _end(self, tag: str) -> None:
        local = tag.rpartition(":")[2]
        if local in ("v", "t"):
            self.taking = False
        elif local == "c" and (self.letters or self.formula):
            self._keep("".join(self.letters))

    def _keep(self, text: str) -> None:
        if self.column >= rules.MOST_COLUMNS:
            raise rules.TooManyColumns(line=self.line, most=rules.MOST_COLUMNS)
        cells = self.found.setdefault(self.line, {})
        # What a formula gave may be old, and what it does is not ours to run: the line is marked.
        cells[self.column] = f"={text}" if self.formula else self._meant(text)
        if len(self.found) > rules.MOST_ROWS + 200:
            raise rules.TooManyRows(most=rules.MOST_ROWS)

    def _meant(self, text: str) -> str:
        if self.kind == "s":
            number = _whole(text)
            return self.texts[number] if 0 <= number < len(self.texts) else ""
        if self.kind != "n":
            return text
        if self.style in self.dated:
            day = day_of_serial(text, from_1904=self.from_1904)
            if day:
                return day.isoformat()
        return text.removesuffix(".0")

    def rows(self) -> list[Row]:
        self._fill_merges()
        rows = []
        for line in sorted(self.found):
            cells = self.found[line]
            rows.append(row(line, [cells.get(n, "") for n in range(max(cells) + 1)]))
        return rows

    def _fill_merges(self) -> None:
        """A unit written once beside many people stands beside each of them."""
        left = _MOST_FILLED
        for reference in self.merges:
            begin, _, end = reference.partition(":")
            first, last = _place(begin), _place(end)
            if first is None or last is None or last[0] <= first[0]:
                continue
            text = self.found.get(first[0], {}).get(first[1], "")
            lines = range(first[0] + 1, min(last[0], first[0] + left) + 1)
            left -= len(lines)
            for line in lines if text else ():
                if line in self.found:
                    self.found[line].setdefault(first[1], text)
