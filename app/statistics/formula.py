"""A figure and how it is computed, in words."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Formula:
    """`least`: with fewer, no figure is shown; it fills the place of that name in `text`."""

    id: str
    heading: str
    text: str
    formula: str = ""
    least: int | None = None

    @property
    def lines(self) -> list[str]:
        return self.formula.split(";  ") if self.formula else []


@dataclass(frozen=True)
class Group:
    heading: str
    formulas: tuple[Formula, ...]
