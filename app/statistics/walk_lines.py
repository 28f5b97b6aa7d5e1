"""The figures of a walkthrough scene by scene, as the page shows them and the files hold them."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from app.assessment.figures import Figure
from app.core.bilingual import Bilingual
from app.core.tables import Cell, Table
from app.core.words import N_
from app.scenarios.deciding import placed
from app.scenarios.play import WRITTEN
from app.scenarios.reading import Scenario
from app.scenarios.shapes import Choice, Ending, Scene, Writing
from app.statistics import rules
from app.statistics.walks import WITHIN, Map

Say = Callable[[str], str]


@dataclass(frozen=True)
class OptionLine:
    """`text` is None for what a form came to, and for a text; `at_least` percent were then right.

    `is_better`: the file names it as better than another; `harms`: the victim is harmed by it.
    """

    id: str
    text: Bilingual | None
    at_least: int | None
    is_better: bool
    harms: bool
    runs: int
    share: float | None
    taken_back: int


@dataclass(frozen=True)
class SceneLine:
    """`is_shown`: nobody came there, or five people and more. Of others nothing is said but that they are few."""

    number: int
    id: str
    title: Bilingual
    is_ending: bool
    is_shown: bool
    came: int
    chose: int
    stopped: int
    ended: int
    median: Figure
    pauses: int
    options: tuple[OptionLine, ...]


def lines(scenario: Scenario, found: Map) -> list[SceneLine]:
    """Every scene, in the order of the file."""
    return [_scene(scenario, name, found) for name in scenario.file.scenes]


def _scene(scenario: Scenario, name: str, found: Map) -> SceneLine:
    scene = scenario.scene(name)
    people = len(found.people.get(name, ()))
    return SceneLine(
        number=scenario.numbers[name],
        id=name,
        title=scenario.texts["scenes", name, "title"],
        is_ending=isinstance(scene, Ending),
        is_shown=not people or rules.is_shown(people),
        came=found.came[name],
        chose=found.chose[name],
        stopped=found.stopped[name],
        ended=found.ended[name],
        median=found.times(name).median,
        pauses=found.pauses[name],
        options=tuple(_options(scenario, name, scene, found)),
    )


def _options(scenario: Scenario, name: str, scene: Scene, found: Map) -> Iterator[OptionLine]:
    if isinstance(scene, Writing):
        yield _counted(found, name, WRITTEN)
    offered = [(one, place[0]) for one, place in placed(scene)]
    better = {one.better for one, _group in offered if isinstance(one, Choice)}
    for one, group in offered:
        yield _counted(
            found,
            name,
            one.id,
            text=scenario.said("scenes", name, str(group), one.id, "label"),
            at_least=None if isinstance(one, Choice) else one.at_least,
            is_better=one.id in better,
            harms=bool(one.then.harm),
        )


def _counted(
    found: Map,
    scene: str,
    option: str,
    *,
    text: Bilingual | None = None,
    at_least: int | None = None,
    is_better: bool = False,
    harms: bool = False,
) -> OptionLine:
    made = scene + WITHIN + option
    runs, chose = found.made[made], found.chose[scene]
    share = runs / chose if chose else None
    return OptionLine(option, text, at_least, is_better, harms, runs, share, found.taken_back[made])


# ── files ─────────────────────────────────────────────────────────────────────

_HEADINGS = (
    N_("Scene"),
    N_("Scene id"),
    N_("Title"),
    N_("Came there"),
    N_("Chose there"),
    N_("Stopped there"),
    N_("Ended there"),
    N_("Median time, s"),
    N_("Pauses left out"),
    N_("Option id"),
    N_("Option"),
    N_("Better"),
    N_("Runs"),
    N_("Share"),
    N_("Taken back"),
)
_BETTER = N_("better")


def table(
    found: list[SceneLine], name_of: Callable[[OptionLine], str], language: str, say: Say
) -> Table:
    """A row for each option, and one for a scene without; what is not shown is empty."""
    rows = [
        [*_of_scene(line, language), *cells]
        for line in found
        for cells in (_of_options(line, name_of, say) or [[None] * 6])
    ]
    return Table([say(heading) for heading in _HEADINGS], rows)


def _of_scene(line: SceneLine, language: str) -> list[Cell]:
    counts: list[Cell] = [line.came, line.chose, line.stopped, line.ended]
    own: list[Cell] = [*counts, line.median.value, line.pauses] if line.is_shown else [None] * 6
    return [line.number, line.id, line.title[language], *own]


def _of_options(
    line: SceneLine, name_of: Callable[[OptionLine], str], say: Say
) -> list[list[Cell]]:
    rows: list[list[Cell]] = []
    for one in line.options:
        counts: list[Cell] = [one.runs, one.share, one.taken_back]
        own: list[Cell] = counts if line.is_shown else [None] * 3
        rows.append([one.id, name_of(one), say(_BETTER) if one.is_better else None, *own])
    return rows
