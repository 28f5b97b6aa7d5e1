"""What makes a scenario fit to be played: found by reading it, and by trying every state that can be reached."""

from collections.abc import Iterator
from dataclasses import dataclass

from app.core.problems import Problems
from app.core.shapes import Loc
from app.core.words import N_
from app.scenarios import declared, exploring
from app.scenarios.deciding import deciding, placed
from app.scenarios.exploring import Explored, explore
from app.scenarios.leading import effects, options
from app.scenarios.names import Names
from app.scenarios.reading import Scenario
from app.scenarios.shapes import (
    Choice,
    Dialogue,
    Document,
    Ending,
    Matrix,
    Qualification,
    Reached,
    Way,
    Writing,
)


@dataclass(frozen=True)
class Report:
    """What was found out by trying: for whoever weighs the case, and for the status of the content."""

    scenes: int
    endings: int
    options: int
    matter: int
    states: int
    whole: bool
    fewest: float
    most: float


def check(scenario: Scenario, problems: Problems) -> Report | None:
    """None when names are wrong: then nothing can be tried."""
    found = Problems()
    names = Names(scenario, found)
    names.check()
    declared.check(scenario, found)
    _check_shapes(scenario, found)
    problems.extend(found)
    if found.errors:
        return None
    _check_unused(scenario, names, problems)
    tried = explore(scenario)
    _check_tried(scenario, tried, problems)
    start = next(iter(tried.states))
    fewest, most = exploring.points(tried, start)
    _check_points(scenario, tried, most, problems)
    scenes = scenario.file.scenes
    return Report(
        scenes=len(scenes),
        endings=sum(isinstance(scene, Ending) for scene in scenes.values()),
        options=sum(len(options(scene)) for scene in scenes.values()),
        matter=len(deciding(scenario)),
        states=len(tried.states),
        whole=tried.whole,
        fewest=fewest,
        most=most,
    )


# ---- By reading ----


def _check_shapes(scenario: Scenario, problems: Problems) -> None:
    """Rules of one scene by itself."""
    for name, scene in scenario.file.scenes.items():
        loc: Loc = ("scenes", name)
        for option, place in placed(scene):
            _check_ways(scenario, option.ways, (*loc, *place), problems)
        if isinstance(scene, Writing):
            _check_ways(scenario, scene.ways, (*loc, "to"), problems)
        if isinstance(scene, Document | Qualification | Matrix):
            _check_outcomes(scenario, scene.outcomes, loc, problems)
        if isinstance(scene, Document):
            for n, blank in enumerate(scene.blanks):
                if blank.pick == "one" and len(blank.right) != 1:
                    says = N_("One option is picked here, so exactly one is right.")
                    _say(scenario, (*loc, "blanks", n), "not-one-right", says, problems)
        if isinstance(scene, Dialogue):
            for n, question in enumerate(scene.questions):
                if question.id in {one.id for one in scene.choices}:
                    says = N_("This id stands twice: %(id)s.")
                    here = (*loc, "questions", n)
                    _say(scenario, here, "repeated-id", says, problems, id=question.id)
                if question.to is not None:
                    says = N_("A question stays in the talk; what leads on stands under choices.")
                    _say(scenario, (*loc, "questions", n, "to"), "leaving-question", says, problems)
    if not any(isinstance(scene, Ending) for scene in scenario.file.scenes.values()):
        _say(scenario, ("scenes",), "no-ending", N_("The case has no ending."), problems)


def _say(
    scenario: Scenario, loc: Loc, code: str, says: str, problems: Problems, **values: object
) -> None:
    problems.error(scenario.path, scenario.file.line_of(*loc), code, says, **values)


def _check_ways(scenario: Scenario, ways: tuple[Way, ...], loc: Loc, problems: Problems) -> None:
    if ways and ways[-1].when is not None:
        says = N_("The last of several ways must stand without a condition, so that one is open.")
        _say(scenario, loc, "no-way-on", says, problems)


def _check_outcomes(
    scenario: Scenario, outcomes: tuple[Reached, ...], loc: Loc, problems: Problems
) -> None:
    bounds = [one.at_least for one in outcomes]
    if bounds[-1] != 0 or bounds != sorted(set(bounds), reverse=True):
        says = N_("Outcomes stand from the highest at_least down to 0, each once.")
        _say(scenario, (*loc, "outcomes"), "outcomes-order", says, problems)


def _check_unused(scenario: Scenario, names: Names, problems: Problems) -> None:
    """What is declared and has no part in the case."""
    file, path = scenario.file, scenario.path
    for name in file.variables:
        line = file.line_of("variables", name)
        if ("variable", name) not in names.asked:
            says = N_("No condition asks for this variable: %(name)s.")
            problems.warning(path, line, "never-read", says, name=name)
        elif ("variable", name) not in _written(scenario):
            says = N_("Nothing changes this variable: %(name)s.")
            problems.warning(path, line, "never-written", says, name=name)
    for kind, ids, says in (
        ("character", file.characters, N_("This character has no part in any scene: %(name)s.")),
        ("exhibit", file.exhibits, N_("This exhibit has no part in any scene: %(name)s.")),
        ("note", file.notes, N_("Nothing writes this line into the notebook: %(name)s.")),
        ("deadline", tuple(file.deadlines), N_("Nothing starts or asks this deadline: %(name)s.")),
    ):
        for n, name in enumerate(ids):
            if (kind, name) not in names.used:
                place = name if kind == "deadline" else n
                line = file.line_of(f"{kind}s", place)
                problems.warning(path, line, f"unused-{kind}", says, name=name)


def _written(scenario: Scenario) -> set[tuple[str, str]]:
    found = [deadline.missed for deadline in scenario.file.deadlines.values()]
    for scene in scenario.file.scenes.values():
        found += effects(scene)
    return {
        ("variable", name) for one in found for name in (*one.set, *one.add, *one.put, *one.drop)
    }


# ---- By trying ----


def _check_tried(scenario: Scenario, tried: Explored, problems: Problems) -> None:
    if not tried.whole:
        says = N_(
            "The case has more than %(limit)d states, and not all were tried. Ask for fewer things at the end,"
            " or let branches join."
        )
        problems.warning(scenario.path, 1, "not-all-tried", says, limit=exploring.MOST_STATES)
    for name, scene in scenario.file.scenes.items():
        loc: Loc = ("scenes", name)
        if name not in tried.scenes:
            _unsure(scenario, tried, loc, "unreachable-scene", _UNREACHABLE, problems, name)
            continue
        for option, place in placed(scene):
            if (name, option.id) not in tried.options:
                _unsure(scenario, tried, (*loc, *place), "never-open", _NEVER, problems, option.id)
                continue
            _check_ways_taken(scenario, tried, name, option, (*loc, *place), problems)
        for n, passage in enumerate(scene.passages):
            if (name, passage.id) not in tried.passages:
                here = (*loc, "passages", n)
                _unsure(scenario, tried, here, "never-shown", _HIDDEN, problems, passage.id)
    if tried.whole:
        _check_ends(scenario, tried, problems)


_UNREACHABLE = N_("No way leads to this scene: %(name)s.")
_NEVER = N_("This can never be chosen or reached: %(name)s. Its condition never holds there.")
_HIDDEN = N_("This passage is never shown: its condition never holds: %(name)s.")
_WAY = N_(
    "This way is never taken: %(name)s. Its condition never holds, or one before always does."
)


def _unsure(
    scenario: Scenario,
    tried: Explored,
    loc: Loc,
    code: str,
    says: str,
    problems: Problems,
    name: str,
) -> None:
    """An error where everything was tried; else it may lie in what was not."""
    say = problems.error if tried.whole else problems.warning
    say(scenario.path, scenario.file.line_of(*loc), code, says, name=name)


def _check_ways_taken(
    scenario: Scenario,
    tried: Explored,
    scene: str,
    option: Choice | Reached,
    loc: Loc,
    problems: Problems,
) -> None:
    for n, way in enumerate(option.ways):
        if (scene, option.id, way.scene) not in tried.ways:
            here = (*loc, "to") if isinstance(option.to, str) else (*loc, "to", n)
            _unsure(scenario, tried, here, "never-taken", _WAY, problems, way.scene)


def _check_ends(scenario: Scenario, tried: Explored, problems: Problems) -> None:
    """From every state that can be reached some ending can be; of each scene that cannot, one example."""
    good = exploring.leading_to_an_end(tried, scenario)
    told: set[str] = set()
    for key, state in tried.states.items():
        if key in good or state.scene in told:
            continue
        told.add(state.scene)
        stuck = not tried.edges.get(key)
        says = (
            N_("The case stands still in this scene: nothing can be chosen after %(way)s.")
            if stuck
            else N_("No ending can be reached from this scene after %(way)s.")
        )
        way = " → ".join(_steps(tried, key)) or "–"
        code = "dead-end" if stuck else "no-end-ahead"
        _say(scenario, ("scenes", state.scene), code, says, problems, way=way)


def _steps(tried: Explored, key: exploring.Key) -> Iterator[str]:
    """Where the example came along: the scenes before it."""
    seen = [tried.states[key].scene]
    while key in tried.came:
        key, _answer = tried.came[key]
        if tried.states[key].scene != seen[-1]:
            seen.append(tried.states[key].scene)
    yield from seen[:0:-1]


def _check_points(scenario: Scenario, tried: Explored, most: float, problems: Problems) -> None:
    full = scenario.file.scoring.full
    if tried.whole and most < full:
        says = N_("Full are %(full)d points, and at most %(most)s can be reached.")
        _say(
            scenario, ("scoring", "full"), "too-many-points", says, problems,
            full=full, most=f"{most:g}",
        )  # fmt: skip
