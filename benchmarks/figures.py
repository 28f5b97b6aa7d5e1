"""What was measured, as lines and a table that a person reads."""

from collections.abc import Sequence
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Figure:
    """`target`: at most this, or, with `least`, at least this; None: said, not judged."""

    name: str
    value: float
    unit: str
    target: float | None = None
    least: bool = False

    @property
    def missed(self) -> bool:
        if self.target is None:
            return False
        return self.value < self.target if self.least else self.value > self.target

    def line(self) -> str:
        said = f"{self.name}: {_number(self.value)} {self.unit}".rstrip()
        if self.target is None:
            return f"  {said}"
        sign = "≥" if self.least else "≤"
        mark = "MISSED " if self.missed else ""
        return f"{'! ' if self.missed else '  '}{said} / {mark}{sign} {_number(self.target)}"


@dataclass
class Report:
    """Rows of the table of pages, and figures with their targets."""

    rows: list[Sequence[object]] = field(default_factory=list)
    figures: list[Figure] = field(default_factory=list)

    def say(
        self,
        name: str,
        value: float,
        unit: str = "",
        target: float | None = None,
        *,
        least: bool = False,
    ) -> None:
        self.figures.append(Figure(name, value, unit, target, least))

    def print(self, title: str) -> None:
        print(f"\n{title}\n{'=' * len(title)}\n")
        print(table(HEADINGS, self.rows))
        print()
        for figure in self.figures:
            print(figure.line())
        missed = sum(figure.missed for figure in self.figures)
        print(f"\ntargets missed: {missed} of {sum(f.target is not None for f in self.figures)}")


HEADINGS = (
    "page",
    "a second",
    "p50 ms",
    "p95 ms",
    "CPU ms",
    "x bare",
    "alone ms",
    "SQL",
    "kB warm",
    "kB cold",
    "requests",
)


def table(headings: Sequence[str], rows: Sequence[Sequence[object]]) -> str:
    """Columns as wide as their longest cell; the first to the left, figures to the right."""
    cells = [list(headings), *([_cell(value) for value in row] for row in rows)]
    widths = [max(len(line[place]) for line in cells) for place in range(len(headings))]
    lines = [
        "  ".join(
            cell.rjust(width) if place else cell.ljust(width)
            for place, (cell, width) in enumerate(zip(line, widths, strict=True))
        ).rstrip()
        for line in cells
    ]
    return "\n".join([lines[0], "-" * len(lines[0]), *lines[1:]])


def _cell(value: object) -> str:
    if value is None:
        return "-"
    return _number(value) if isinstance(value, float | int) else str(value)


def _number(value: float) -> str:
    if isinstance(value, int):
        return f"{value:,}"
    return f"{value:,.0f}" if value >= 100 else f"{value:.1f}" if value >= 10 else f"{value:.2f}"
