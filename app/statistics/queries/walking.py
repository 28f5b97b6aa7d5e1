"""All that a page or a file about one walkthrough is made from, read once."""

import gc
from collections.abc import Collection, Iterator, Mapping, Set
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime

from app.curriculum import queries as curriculum
from app.scenarios import play
from app.scenarios import queries as scenarios
from app.scenarios.reading import Scenario
from app.statistics import onward
from app.statistics import walks as pure
from app.statistics import whose as circles
from app.statistics.queries import walks
from app.statistics.queries.walks import Asked
from app.statistics.walks import Map, Walk
from app.statistics.whose import Cell, Whose

# The digest of a release, the scenario, and its steps. No condition asks for points, so whoever went the same way in
# the same release stands in the same scene; that is kept in memory.
Way = tuple[str, ...]
_KNOWN: dict[Way, str] = {}
_MOST_KNOWN = 20_000


@dataclass(frozen=True)
class Walking:
    """`cells` tell each run apart, in the order of `walks`; `shown` is what may be shown of them."""

    asked: Asked
    scenario: Scenario
    walks: tuple[Walk, ...]
    cells: tuple[Cell, ...]
    shown: Set[Whose]

    def people(self, whose: Whose) -> int:
        return len({walk.person_id for walk in self.of(whose)})

    def of(self, whose: Whose) -> list[Walk]:
        inside = {cell for cell in set(self.cells) if whose in circles.circles(cell)}
        pairs = zip(self.walks, self.cells, strict=True)
        return [walk for walk, cell in pairs if cell in inside]

    def map_of(self, whose: Whose, now: datetime) -> Map:
        own = self.of(whose)
        release = curriculum.edition(self.asked.release_id)
        stands = standing(self.scenario, own, release.digest)
        with _nothing_thrown_away():
            return pure.map_of(own, stands, now)


@contextmanager
def _nothing_thrown_away() -> Iterator[None]:
    """Runs come as some hundred thousand small things, all of them needed: looking for garbage among them again and
    again takes a quarter of the time. Of two threads the first that is done lets it be looked for."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def walking(asked: Asked, scenario: Scenario, groups: Mapping[int, Collection[int]]) -> Walking:
    """`groups`: by number the people of each that the reader keeps."""
    with _nothing_thrown_away():
        return _walking(asked, scenario, groups)


def _walking(asked: Asked, scenario: Scenario, groups: Mapping[int, Collection[int]]) -> Walking:
    found = [pure.walk(row) for row in walks.walks(asked)]
    professions, languages = walks.professions(asked), walks.languages(asked)
    of = {
        person_id: frozenset(number for number, ids in groups.items() if person_id in ids)
        for person_id in {walk.person_id for walk in found}
    }
    cells = [
        Cell(
            walk.row.language or languages.get(walk.id, circles.UNSAID),
            professions.get(walk.person_id, ""),
            of[walk.person_id],
        )
        for walk in found
    ]
    pairs = zip(cells, (walk.person_id for walk in found), strict=True)
    shown = circles.shown(circles.cells(pairs))
    return Walking(asked, scenario, tuple(found), tuple(cells), shown)


def standing(scenario: Scenario, found: Collection[Walk], digest: str) -> dict[int, str]:
    """By run the scene in which it is now. Where the last option leads on by a condition, it is played again."""
    certain = onward.certain(scenario)
    stands: dict[int, str] = {}
    alike: dict[Way, list[int]] = {}
    for walk in found:
        scene = walk.row.ending
        if scene is None:
            last, scene = walk.stands
            if scene is None:
                scene = certain.get(last) if last else scenario.file.begins
        if scene is None:
            alike.setdefault((digest, scenario.id, *walk.made), []).append(walk.id)
        else:
            stands[walk.id] = scene
    for way, scene in _led(scenario, alike).items():
        stands |= dict.fromkeys(alike[way], scene)
    return stands


def _led(scenario: Scenario, alike: Mapping[Way, list[int]]) -> dict[Way, str]:
    found = {way: scene for way in alike if (scene := _KNOWN.get(way))}
    given = walks.answers([ids[0] for way, ids in alike.items() if way not in found])
    for way in alike.keys() - found.keys():
        run = play.replay(scenario, (answer for _language, answer in given[alike[way][0]]))
        found[way] = run.state.scene
    if len(_KNOWN) > _MOST_KNOWN:
        _KNOWN.clear()
    _KNOWN.update(found)
    return found


def scenario_of(release_id: int, name: str) -> Scenario | None:
    return scenarios.of_course(curriculum.course(release_id), name)
