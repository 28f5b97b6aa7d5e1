"""Runs of a walkthrough as rows of the database give them, and what they come to: who came where, chose what, stopped.

A choice counts once in a run, when it was first made; that it was taken back later is counted beside.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import cache, cached_property
from itertools import compress
from operator import sub
from typing import NamedTuple

from app.assessment import behaviour
from app.assessment.behaviour import Times
from app.statistics import rules

# Between the parts of a row's text. Ids hold neither.
BETWEEN, WITHIN = ";", "/"
# Stands for an option where a step was taken back.
BACK = "<"
TAKEN_BACK = WITHIN + BACK
# Seconds. Longer, and somebody was away: such a pause is in no time.
PAUSE = 1800
# Who has not gone on for so long is counted among those who stopped.
IDLE = timedelta(days=14)


class Row(NamedTuple):
    """A run; of its steps the numbers, the choices and the times, each as one text."""

    id: int
    person_id: int
    state: str
    verdict: str | None
    ending: str | None
    slight: int | None
    serious: int | None
    language: str | None
    begun: str
    numbers: str | None
    made: str | None
    at: str | None


class _Scenes(dict[str, str]):
    """By what was made its scene; each text is looked into once."""

    def __missing__(self, made: str) -> str:
        scene = self[made] = made.partition(WITHIN)[0]
        return scene


_SCENES = _Scenes()


class Walk(NamedTuple):
    """A run. `made` are its steps, as scene and option in one text; `seconds` since the step before, or the beginning.

    `scenes` are those of the steps; `touched` is when it was last gone on with.
    """

    row: Row
    made: tuple[str, ...]
    scenes: tuple[str, ...]
    seconds: tuple[float, ...]
    touched: datetime

    @property
    def id(self) -> int:
        return self.row.id

    @property
    def person_id(self) -> int:
        return self.row.person_id

    @property
    def takes_back(self) -> bool:
        return TAKEN_BACK in (self.row.made or "")

    def has_stopped(self, now: datetime) -> bool:
        """Left for another run, or open and not gone on with for long."""
        if self.row.state == "open":
            return now - self.touched > IDLE
        return self.row.state == "left"

    @property
    def stands(self) -> tuple[str | None, str | None]:
        """The last step that stands; and the scene in which one is again, where the last row took one back."""
        if not self.made or not self.made[-1].endswith(TAKEN_BACK):
            return (self.made[-1] if self.made else None), None
        stack: list[str] = []
        last = ""
        for made in self.made:
            if made.endswith(TAKEN_BACK):
                last = stack.pop()
            else:
                stack.append(made)
        return None, _SCENES[last]


def walk(row: Row) -> Walk:
    begun = datetime.fromisoformat(row.begun)
    if not (row.numbers and row.made and row.at):
        return Walk(row, (), (), (), _in_utc(begun))
    made, times = tuple(row.made.split(BETWEEN)), row.at.split(BETWEEN)
    if row.numbers != _in_order(len(made)):
        numbers = map(int, row.numbers.split(BETWEEN))
        ordered = sorted(zip(numbers, made, times, strict=True))
        made, times = tuple(one[1] for one in ordered), [one[2] for one in ordered]
    at = list(map(datetime.fromisoformat, times))
    # Tuples of plain things: of a hundred thousand lists the collector of garbage would look at each, again and again.
    seconds = tuple(map(timedelta.total_seconds, map(sub, at, [begun, *at])))
    return Walk(row, made, tuple(map(_SCENES.__getitem__, made)), seconds, _in_utc(at[-1]))


@cache
def _in_order(steps: int) -> str:
    """The numbers of so many steps as they mostly come."""
    return BETWEEN.join(map(str, range(1, steps + 1)))


def _in_utc(at: datetime) -> datetime:
    """One of the two databases gives times without their zone, which is then this one."""
    return at.replace(tzinfo=UTC) if at.tzinfo is None else at


# ── what they come to ─────────────────────────────────────────────────────────


@dataclass
class Map:
    """By scene, by option and by way: in how many runs. `people` are those who came to a scene, as far as they are few.

    `taken_back`: in how many runs an option was taken back. `spent`: the seconds of each run in a scene, without pauses.
    """

    walks: int = 0
    came: Counter[str] = field(default_factory=Counter)
    chose: Counter[str] = field(default_factory=Counter)
    stopped: Counter[str] = field(default_factory=Counter)
    ended: Counter[str] = field(default_factory=Counter)
    pauses: Counter[str] = field(default_factory=Counter)
    made: Counter[str] = field(default_factory=Counter)
    taken_back: Counter[str] = field(default_factory=Counter)
    ways: Counter[tuple[str, str]] = field(default_factory=Counter)
    states: Counter[str] = field(default_factory=Counter)
    verdicts: Counter[str] = field(default_factory=Counter)
    harm: Counter[str] = field(default_factory=Counter)
    people: dict[str, set[int]] = field(default_factory=lambda: defaultdict(set))
    spent: dict[str, list[float]] = field(default_factory=lambda: defaultdict(list))
    lasted: list[float] = field(default_factory=list)

    def times(self, scene: str) -> Times:
        return behaviour.times(Counter(map(round, self.spent.get(scene, ()))).items())

    @cached_property
    def minutes(self) -> Times:
        """Of finished runs, without pauses."""
        return behaviour.times(Counter(seconds / 60 for seconds in self.lasted).items())


def map_of(walks: Iterable[Walk], stands: Mapping[int, str], now: datetime) -> Map:
    """`stands`: by run the scene in which it is now."""
    found = Map()
    enough: set[str] = set()
    for one in walks:
        found.walks += 1
        here = stands[one.row.id]
        found.states[one.row.state] += 1
        _count_people(found, one, here, enough)
        _count_ways(found, one, here)
        without = _count_times(found, one)
        if one.row.state == "finished":
            found.ended[here] += 1
            found.lasted.append(without)
            _count_outcome(found, one.row)
        elif one.has_stopped(now):
            found.stopped[here] += 1
    found.came.update(found.chose)
    return found


def _count_people(found: Map, one: Walk, here: str, enough: set[str]) -> None:
    """As far as they are few; `enough` are the scenes to which more came."""
    for scene in {*one.scenes, here} - enough:
        people = found.people[scene]
        people.add(one.row.person_id)
        if rules.is_shown(len(people)):
            enough.add(scene)


def _count_outcome(found: Map, row: Row) -> None:
    found.verdicts[row.verdict or ""] += 1
    serious = row.serious or 0
    kind = "two" if serious > 1 else "one" if serious else "slight" if row.slight else "none"
    found.harm[kind] += 1


def _count_ways(found: Map, one: Walk, here: str) -> None:
    """Who chose in a scene also came there; those are counted at the end, the others here."""
    made, scenes, after = one.made, one.scenes, (*one.scenes[1:], here)
    came = {*scenes, here}
    if one.takes_back:
        found.taken_back.update(_taken_back(one))
        on = [not step.endswith(TAKEN_BACK) for step in made]
        made, scenes, after = (tuple(compress(part, on)) for part in (made, scenes, after))
    chose = set(scenes)
    found.made.update(set(made))
    found.chose.update(chose)
    # A run without a step leads nowhere.
    found.ways.update(set(zip(scenes, after, strict=False)))
    for scene in came - chose:
        found.came[scene] += 1


def _taken_back(one: Walk) -> set[str]:
    stack: list[str] = []
    found = set()
    for made in one.made:
        if made.endswith(TAKEN_BACK):
            found.add(stack.pop())
        else:
            stack.append(made)
    return found


def _count_times(found: Map, one: Walk) -> float:
    """The time of a run in a scene is all that it spent there without pauses; of the run, all of that."""
    if len(set(one.scenes)) == len(one.scenes) and max(one.seconds, default=0) <= PAUSE:
        for scene, seconds in zip(one.scenes, one.seconds, strict=True):
            found.spent[scene].append(seconds)
        return sum(one.seconds)
    spent: dict[str, float] = {}
    for scene, seconds in zip(one.scenes, one.seconds, strict=True):
        if seconds > PAUSE:
            found.pauses[scene] += 1
        else:
            spent[scene] = spent.get(scene, 0) + seconds
    for scene, seconds in spent.items():
        found.spent[scene].append(seconds)
    return sum(spent.values())
