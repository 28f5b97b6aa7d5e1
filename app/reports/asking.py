"""What a report of an institution is asked for: whose, over which time, as of which day, of which course. Pure.

The same words make an address, the work of a job, and what stands above the report.
"""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from datetime import date

from app.reports.divisions import Division


@dataclass(frozen=True)
class Group:
    """One group of a division: a filter."""

    division: Division
    value: str


@dataclass(frozen=True)
class Asked:
    """`path` is that of the institution's root unit. `only` narrows the funnel and its divisions to one group."""

    unit_id: int
    institution_id: int
    path: str
    from_day: date
    until_day: date
    on: date
    course: str
    only: Group | None = None
    across: tuple[Division, Division] | None = None

    @property
    def payload(self) -> dict[str, object]:
        """As JSON keeps it."""
        days = {name: getattr(self, name).isoformat() for name in ("from_day", "until_day", "on")}
        only = asdict(self.only) if self.only else None
        return {**vars(self), **days, "only": only, "across": list(self.across or ()) or None}

    @property
    def address(self) -> dict[str, str]:
        """Fields of the address, beside the unit."""
        found = {
            "from": self.from_day.isoformat(),
            "until": self.until_day.isoformat(),
            "on": self.on.isoformat(),
            "course": self.course,
        }
        if self.only:
            found["only"] = f"{self.only.division}:{self.only.value}"
        if self.across:
            found["across"] = "*".join(self.across)
        return found

    def whole(self) -> "Asked":
        """Of everybody, and nothing crossed: what is kept and signed."""
        return replace(self, only=None, across=None)


def from_payload(kept: Mapping[str, object]) -> Asked:
    """What `payload` kept; a report that is kept is of everybody."""
    return Asked(
        unit_id=int(str(kept["unit_id"])),
        institution_id=int(str(kept["institution_id"])),
        path=str(kept["path"]),
        course=str(kept["course"]),
        from_day=date.fromisoformat(str(kept["from_day"])),
        until_day=date.fromisoformat(str(kept["until_day"])),
        on=date.fromisoformat(str(kept["on"])),
    )


def read_only(text: str) -> Group | None:
    """`sex:female`; None for what is no group."""
    division, colon, value = text.partition(":")
    if division not in set(Division) or not colon or not value:
        return None
    return Group(Division(division), value)


def read_across(text: str) -> tuple[Division, Division] | None:
    """`sex*region`: two different divisions, in the order of their places."""
    words = text.split("*")
    if len(words) != 2 or not set(words) <= set(Division) or words[0] == words[1]:
        return None
    one, other = sorted((Division(word) for word in words), key=list(Division).index)
    return one, other
