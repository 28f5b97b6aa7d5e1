"""Which figures of a table stay hidden, so that no group under five can be worked out from what is shown.

A row holds the counts of one group, stage by stage; each stage is part of the one before, and the rows
add up to the total. A row is shown up to the stage before its first count of one to four, and hidden
from there on, so that no later stage says anything about a hidden one. Zero is shown: nobody is no group.

That is not enough where one hidden figure is what the total leaves over. So every hidden figure, its
neighbours' included, must be able to be another one: there is a second hidden row and a stage from which
one of them could have a person more and the other a person less, with all that is shown unchanged, each
stage still part of the one before, and a row that began to be hidden for being small still small. Where
there is none, the row with the fewest people is hidden along with it, and so on; where no row is left,
no row is shown at all. A total that is hidden itself has a hidden row below it, or the rows would add up to it.

The reader this holds against knows all that is shown, this rule, and even which row was small. It holds
for each table by itself and for figures met again as a filter (see cuts.py), not for somebody who
compares one day with the next: who moved or completed that day is told by other pages to those who may know.
"""

from collections.abc import Sequence

FEWEST = 5


def first_small(counts: Sequence[int]) -> int:
    """The stage from which a row is hidden; the number of stages when it is shown in full."""
    return next((s for s, count in enumerate(counts) if 0 < count < FEWEST), len(counts))


def hide(rows: Sequence[Sequence[int]], starts: Sequence[int], end: int) -> list[int]:
    """For each row the stage from which it is hidden; `starts` are the least, `end` is that of the total."""
    hidden = list(starts)
    while gap := _gap(rows, hidden, end):
        since, stage = gap
        shown = [r for r, row in enumerate(rows) if hidden[r] > stage and row[stage]]
        if not shown:
            return [0] * len(rows)
        # The number in scope is shown for every such row: the choice tells nothing about what is hidden.
        hidden[min(shown, key=lambda r: rows[r][0])] = since
    return hidden


def _gap(rows: Sequence[Sequence[int]], hidden: list[int], end: int) -> tuple[int, int] | None:
    """A figure that can be worked out: since which stage it is hidden, and the stage in question."""
    for stage in range(len(rows[0]) if rows else 0):
        filled = [r for r, row in enumerate(rows) if hidden[r] <= stage and row[stage]]
        if stage >= end:
            if not filled and any(row[stage] for row in rows):
                return end, stage
            continue
        others = [r for r in range(len(rows)) if hidden[r] <= stage]
        for r in filled:
            if not any(_may_trade(rows, hidden, r, other, stage) for other in others if other != r):
                return hidden[r], stage
    return None


def _may_trade(
    rows: Sequence[Sequence[int]], hidden: list[int], one: int, other: int, stage: int
) -> bool:
    """Whether a person could as well be in the other row from some stage on, or the other way round."""

    def rises(r: int, since: int) -> bool:
        capped = since == hidden[r] and rows[r][since] == FEWEST - 1
        return not capped and (since == 0 or rows[r][since] < rows[r][since - 1])

    def falls(r: int, since: int) -> bool:
        return not (since == hidden[r] and rows[r][since] == 1)

    return any(
        (falls(one, since) and rises(other, since))
        or (rows[other][stage] > 0 and rises(one, since) and falls(other, since))
        for since in range(max(hidden[one], hidden[other]), stage + 1)
    )
