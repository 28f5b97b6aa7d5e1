"""Coverage: of the people whose posts require something, who holds it today, and how long that will last.

A cell is a unit and a course. Vacant posts are counted apart: they are nobody's failure, and nobody's knowledge.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum
from functools import cached_property
from typing import NamedTuple

# So far ahead one looks for what ends.
AHEAD = timedelta(days=90)


class State(StrEnum):
    """How a cell stands, the worst first."""

    VACANT = "vacant"
    NOBODY = "nobody"
    LEAVING = "leaving"
    FRAGILE = "fragile"
    GAPS = "gaps"
    COVERED = "covered"
    UNASKED = "unasked"


@dataclass(frozen=True)
class Claim:
    """What somebody must hold: the course, not completed before a day, in one of some releases."""

    course: str
    since: date | None = None
    releases: frozenset[int] | None = None


class Place(NamedTuple):
    """Where somebody sits, as far as requirements ask; `post_id` is 0 for posts that none names."""

    unit_path: str
    profession: str
    kind: str
    post_id: int = 0


@dataclass(frozen=True)
class Ask:
    """A requirement in force: what it claims, and of which posts."""

    claim: Claim
    unit_path: str | None = None
    profession: str | None = None
    kind: str | None = None
    post_id: int | None = None

    def concerns(self, place: Place) -> bool:
        return (
            (self.unit_path is None or place.unit_path.startswith(self.unit_path))
            and self.profession in (None, place.profession)
            and self.kind in (None, place.kind)
            and self.post_id in (None, place.post_id)
        )


class Seats(NamedTuple):
    """How many posts of a place are filled, and how many vacant."""

    place: Place
    filled: int
    vacant: int


class Holding(NamedTuple):
    """So many holders of a course at a place who are alike. `now` and `soon` have a bit for each claim on the course:
    met today, and still in ninety days; `stays`: still appointed then."""

    place: Place
    course: str
    now: int
    soon: int
    stays: int
    is_away: int
    people: int


@dataclass
class Cell:
    """`away`, `lapsing` and `staying` are among those who hold it; `fragile` and `bare` count cells."""

    filled: int = 0
    held: int = 0
    away: int = 0
    lapsing: int = 0
    staying: int = 0
    vacant: int = 0
    fragile: int = 0
    bare: int = 0

    @property
    def share(self) -> float | None:
        return self.held / self.filled if self.filled else None

    @property
    def state(self) -> State:
        """Of one unit and one course."""
        if not self.filled:
            return State.VACANT if self.vacant else State.UNASKED
        if not self.held:
            return State.NOBODY
        if not self.staying:
            return State.LEAVING
        if self.staying == 1:
            return State.FRAGILE
        return State.GAPS if self.held < self.filled or self.vacant else State.COVERED

    @property
    def overall(self) -> State:
        """Of several cells together: as the worst of them."""
        if not self.filled and not self.vacant:
            return State.UNASKED
        if self.bare:
            return State.NOBODY
        if self.fragile:
            return State.FRAGILE
        return State.GAPS if self.held < self.filled or self.vacant else State.COVERED

    def add(self, other: "Cell") -> None:
        self.filled += other.filled
        self.held += other.held
        self.away += other.away
        self.lapsing += other.lapsing
        self.staying += other.staying
        self.vacant += other.vacant
        self.fragile += other.fragile
        self.bare += other.bare


class Where(NamedTuple):
    unit_path: str
    course: str


@dataclass
class Needs:
    """Which claims each place must meet, course by course; looked up once for each place."""

    asks: Iterable[Ask]
    claims: list[Claim]
    _known: dict[Place, dict[str, int]] = field(default_factory=dict)

    def of(self, place: Place) -> dict[str, int]:
        """Bits by course. Where two requirements ask for the same course, both must be met."""
        found = self._known.get(place)
        if found is None:
            found = {}
            for ask in self.asks:
                if ask.concerns(place):
                    course = ask.claim.course
                    found[course] = found.get(course, 0) | self._bits[ask.claim]
            self._known[place] = found
        return found

    @cached_property
    def _bits(self) -> dict[Claim, int]:
        return bits_of(self.claims)


def bits_of(claims: Iterable[Claim]) -> dict[Claim, int]:
    """Counted anew for each course: a number has room for sixty claims on one."""
    found: dict[Claim, int] = {}
    for claim in claims:
        found[claim] = 1 << sum(other.course == claim.course for other in found)
    return found


def cells(seats: Iterable[Seats], holdings: Iterable[Holding], needs: Needs) -> dict[Where, Cell]:
    """By unit and course; only where a post requires it."""
    found: dict[Where, Cell] = {}
    for place, filled, vacant in seats:
        for course in needs.of(place):
            cell = found.setdefault(Where(place.unit_path, course), Cell())
            cell.filled += filled
            cell.vacant += vacant
    for held in holdings:
        bits = needs.of(held.place).get(held.course)
        if bits is not None and held.now & bits == bits:
            _count(found[Where(held.place.unit_path, held.course)], held, bits)
    for cell in found.values():
        state = cell.state
        cell.fragile = int(state is State.FRAGILE)
        cell.bare = int(state in (State.VACANT, State.NOBODY, State.LEAVING))
    return found


def _count(cell: Cell, held: Holding, bits: int) -> None:
    cell.held += held.people
    cell.away += held.people * held.is_away
    cell.lapsing += held.people * (held.soon & bits != bits)
    cell.staying += held.people * held.stays


def together(found: Iterable[Cell]) -> Cell:
    whole = Cell()
    for cell in found:
        whole.add(cell)
    return whole


def by_course(found: Mapping[Where, Cell]) -> dict[str, Cell]:
    sums: dict[str, Cell] = {}
    for where, cell in found.items():
        sums.setdefault(where.course, Cell()).add(cell)
    return dict(sorted(sums.items()))


def by_unit(found: Mapping[Where, Cell]) -> dict[str, Cell]:
    sums: dict[str, Cell] = {}
    for where, cell in found.items():
        sums.setdefault(where.unit_path, Cell()).add(cell)
    return sums


def grouped(units: Mapping[str, Cell], group_of: Mapping[str, str]) -> dict[str, Cell]:
    """Sums by whatever each unit's path belongs to."""
    sums: dict[str, Cell] = {}
    for path, cell in units.items():
        sums.setdefault(group_of[path], Cell()).add(cell)
    return sums


def ends_of_quarters(day: date, *, quarters: int = 8) -> list[date]:
    """The last days of the quarters before, the oldest first; then the day itself."""
    first = date(day.year, day.month - (day.month - 1) % 3, 1)
    found = []
    for _ in range(quarters):
        last = first - timedelta(days=1)
        found.append(last)
        first = date(last.year, last.month - 2, 1)
    return found[::-1]


def step_down(path: str, chosen: tuple[str, ...]) -> str:
    """The unit one step below the chosen one to which this path belongs; the chosen one for itself. Of several
    chosen, the one that it lies below."""
    top = next(one for one in chosen if path.startswith(one))
    if len(chosen) > 1:
        return top
    step, slash, _rest = path.removeprefix(top).partition("/")
    return top + step + slash
