"""Which figures of linked tables stay hidden: each division alone, and each two divisions crossed.

The reader this holds against has every table of the report at once and reckons with sums: a table adds up to the
rows and columns that other tables show, and each stage is part of the one before. So for each hidden figure there is
a change of the people, of which no shown figure in any table would tell:

- for a hidden row of a division somebody of it could be like somebody else, where every division in which the two
  differ hides both of their rows;
- for a hidden cell of two crossed divisions four hidden cells could trade a person crosswise, rows and columns
  staying as they are.

Where there is no such change, the rows or cells with the fewest people are hidden as well; where none would do, the
division is not shown from this stage on, and the crossing not at all. A figure is hidden from its first stage of one to four
people on, as in hiding.py; nobody is no group, so a zero needs no change. Pure.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import combinations

from app.reports.hiding import FEWEST, first_small

Values = tuple[str, ...]
Counts = tuple[int, ...]
Line = tuple[int, str]  # the place of a division, and a group of it
Pair = tuple[int, int]
Cell = tuple[str, str]

# People of a hidden row who are tried as the one who could be another.
_TRIED = 12


@dataclass
class Hidden:
    """From which stage on; what is not named is shown."""

    stages: int
    total: int
    lines: dict[Line, int] = field(default_factory=dict)
    cells: dict[tuple[Pair, Cell], int] = field(default_factory=dict)
    shut: dict[int | Pair, int] = field(default_factory=dict)

    def line(self, line: Line) -> int:
        return min(self.lines.get(line, self.stages), self.shut.get(line[0], self.stages))

    def cell(self, pair: Pair, cell: Cell) -> int:
        lines = (self.line((place, value)) for place, value in zip(pair, cell, strict=True))
        own = self.cells.get((pair, cell), self.stages)
        return min(own, self.shut.get(pair, self.stages), *lines)


def sums(atoms: Mapping[Values, Counts], *places: int) -> dict[tuple[str, ...], Counts]:
    """Added up over all but these divisions."""
    found: dict[tuple[str, ...], list[int]] = {}
    for values, counts in atoms.items():
        row = found.setdefault(tuple(values[p] for p in places), [0] * len(counts))
        for stage, count in enumerate(counts):
            if not count:
                break  # nor of any later stage
            row[stage] += count
    return {key: tuple(row) for key, row in sorted(found.items())}


def hide(
    atoms: Mapping[Values, Counts],
    divisions: int,
    stages: int,
    *,
    pairs: Iterable[Pair] | None = None,
) -> Hidden:
    """`atoms` are people alike in all divisions, with how many of them reached each stage.

    `pairs` are the crossings that are asked for, all without it: none of them changes what another shows.
    """
    whole = sums(atoms).get((), (0,) * stages)
    hidden = Hidden(stages, first_small(whole))
    margins = {p: {key[0]: row for key, row in sums(atoms, p).items()} for p in range(divisions)}
    asked = combinations(range(divisions), 2) if pairs is None else pairs
    crossed = {pair: sums(atoms, *pair) for pair in asked}
    for stage in range(hidden.total):
        moves = _Lines(atoms, margins, hidden, stage).settle()
        for pair, cells in crossed.items():
            _Crossing(pair, cells, hidden, stage, moves).settle()
    for place in range(divisions):
        hidden.shut[place] = min(hidden.shut.get(place, stages), hidden.total)
    return hidden


Move = tuple[Values, Values]


class _Lines:
    """The rows of all divisions at one stage."""

    def __init__(
        self,
        atoms: Mapping[Values, Counts],
        margins: Mapping[int, Mapping[str, Counts]],
        hidden: Hidden,
        stage: int,
    ) -> None:
        self._atoms, self._margins, self._hidden, self._stage = atoms, margins, hidden, stage
        self._up = [v for v, c in atoms.items() if stage == 0 or c[stage] < c[stage - 1]]
        self._down = [v for v, c in atoms.items() if c[stage]]

    def settle(self) -> list[Move]:
        """The changes that no shown row would tell of."""
        for place, rows in self._margins.items():
            for value, counts in rows.items():
                if 0 < counts[self._stage] < FEWEST:
                    self._hide((place, value))
        moves: list[Move] = []
        while (open_ := self._unprotected(moves)) is not None:
            move = self._cheapest(open_)
            if move is None:
                self._hidden.shut |= {
                    p: min(self._hidden.shut.get(p, self._stage), self._stage)
                    for p in self._margins
                }
                return moves
            for place, (was, becomes) in enumerate(zip(*move, strict=True)):
                if was != becomes:
                    self._hide((place, was))
                    self._hide((place, becomes))
            moves.append(move)
        return moves

    def _hide(self, line: Line) -> None:
        self._hidden.lines[line] = min(self._hidden.lines.get(line, self._stage), self._stage)

    def _is_hidden(self, line: Line) -> bool:
        return self._hidden.line(line) <= self._stage

    def _unprotected(self, moves: Sequence[Move]) -> Line | None:
        kept = {
            (place, value)
            for move in moves
            for place, both in enumerate(zip(*move, strict=True))
            if both[0] != both[1]
            for value in both
        }
        for place, rows in self._margins.items():
            if self._hidden.shut.get(place, self._stage + 1) <= self._stage:
                continue
            for value, counts in rows.items():
                line = (place, value)
                if counts[self._stage] and self._is_hidden(line) and line not in kept:
                    return line
        return None

    def _cheapest(self, line: Line) -> Move | None:
        """Whose rows, so far shown, hold the fewest people; the number in scope tells nothing of what is hidden."""
        place, value = line
        falling = [u for u in self._down if u[place] == value][:_TRIED]
        rising = [v for v in self._up if v[place] == value][:_TRIED]
        found = [(u, v) for u in falling for v in self._up if v[place] != value]
        found += [(u, v) for v in rising for u in self._down if u[place] != value]
        return min(found, key=lambda move: (self._cost(move), move), default=None)

    def _cost(self, move: Move) -> int:
        return sum(
            self._margins[place][value][0]
            for place, both in enumerate(zip(*move, strict=True))
            if both[0] != both[1]
            for value in both
            if not self._is_hidden((place, value))
        )


class _Crossing:
    """The cells of two crossed divisions at one stage."""

    def __init__(
        self,
        pair: Pair,
        cells: Mapping[tuple[str, ...], Counts],
        hidden: Hidden,
        stage: int,
        moves: Sequence[Move],
    ) -> None:
        self._pair, self._cells, self._hidden, self._stage = pair, cells, hidden, stage
        self._moved = {
            (atom[pair[0]], atom[pair[1]])
            for move in moves
            if any(move[0][p] != move[1][p] for p in pair)
            for atom in move
        }

    def settle(self) -> None:
        for cell, counts in self._cells.items():
            if 0 < counts[self._stage] < FEWEST:
                self._hide((cell[0], cell[1]))
        waiting = [(a, b) for a, b in self._cells if self._needs((a, b))]
        while waiting and not self._is_shut():
            cell = waiting.pop(0)
            corners = min(self._crosswise(cell), key=self._cost, default=None)
            if corners is None:
                # Who is nowhere would be told by the stages before.
                self._hidden.shut[self._pair] = 0
                return
            # Hidden together they protect each other.
            for corner in corners:
                self._hide(corner)

    def _is_shut(self) -> bool:
        keys = (self._pair, *self._pair)
        return any(self._hidden.shut.get(key, self._stage + 1) <= self._stage for key in keys)

    def _hide(self, cell: Cell) -> None:
        key = (self._pair, cell)
        self._hidden.cells[key] = min(self._hidden.cells.get(key, self._stage), self._stage)

    def _is_hidden(self, cell: Cell) -> bool:
        return self._hidden.cell(self._pair, cell) <= self._stage

    def _needs(self, cell: Cell) -> bool:
        filled = self._cells[cell][self._stage] > 0
        return filled and self._is_hidden(cell) and cell not in self._moved

    def _crosswise(self, cell: Cell) -> Iterator[tuple[Cell, Cell, Cell, Cell]]:
        """Four cells of which one pair of opposite corners could gain a person and the other lose one."""
        a, b = cell
        row = [y for x, y in self._cells if x == a and y != b]
        column = [x for x, y in self._cells if y == b and x != a]
        for other in row:
            for across in column:
                if (across, other) not in self._cells:
                    continue
                near, far = (cell, (across, other)), ((a, other), (across, b))
                if self._may(near, far) or self._may(far, near):
                    yield (*near, *far)

    def _may(self, gaining: tuple[Cell, Cell], losing: tuple[Cell, Cell]) -> bool:
        return all(map(self._rises, gaining)) and all(
            self._cells[cell][self._stage] > 0 for cell in losing
        )

    def _rises(self, cell: Cell) -> bool:
        counts, stage = self._cells[cell], self._stage
        if stage == 0 or counts[stage] < counts[stage - 1]:
            return True
        # Of nobody the sums of the stage before may tell, hidden or not; then nobody can have come further.
        return counts[stage - 1] > 0 and self._hidden.cell(self._pair, cell) < stage

    def _cost(self, corners: Sequence[Cell]) -> tuple[int, Sequence[Cell]]:
        shown = (self._cells[cell][0] for cell in corners if not self._is_hidden(cell))
        return sum(shown), corners
