"""Walkthroughs of a sixth of the people: some competent, some not yet, some harmful, some left in the middle."""

import random
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from typing import Any

from app.core.actor import Actor
from app.curriculum import queries as curriculum
from app.curriculum.models import Release
from app.curriculum.shapes import Course
from app.demo import case_texts
from app.demo.people import Placed, World
from app.learning import actions as learning
from app.learning.models import Enrolment
from app.scenarios import actions, fillings, play, queries
from app.scenarios.answers import WHOLE, Answer
from app.scenarios.models import Run
from app.scenarios.reading import Scenario
from app.scenarios.shapes import Document, Writing
from app.scenarios.state import State

COURSE = "mock-trial-walkthroughs"

# Beside the world's own chance, so that nobody else's story changes with the cases.
_SEED = 57
_DAYS = 150
_TAKES_PART = 1 / 6
_PLAYS_TWO, _PLAYS_AGAIN = 0.45, 0.1
_STOPS, _LEAVES = 0.12, 0.4
_READS_THE_END = 0.7
_MARKED = 0.5
# Nobody goes round in a circle for ever.
_MOST_STEPS = 90
# What a count of harm weighs against points, for who knows better.
_HARM = {"slight": 1.5, "serious": 4.0}
# Named: how far each run goes, as a share of it; the last is open.
_NAMED = {"trainee-police": (1.0, 0.4)}


@dataclass
class Player:
    """One person at the cases. `unsure`: how far a choice is left to chance."""

    placed: Placed
    enrolment: Enrolment
    at: datetime
    language: str
    unsure: float
    chance: random.Random

    @property
    def by(self) -> Actor:
        return Actor(person_id=self.placed.person.id, origin="demo")


@dataclass(frozen=True)
class Written:
    """A text that waits for a trainer: in which run, by which step, by whom."""

    player: Player
    run: Run
    number: int
    criteria: tuple[str, ...]


def play_cases(world: World) -> None:
    """Nothing where the course is not offered."""
    found = curriculum.current_course(COURSE)
    if found is None:
        return
    chance, written = random.Random(_SEED), list[Written]()
    for placed in world.people:
        player = _enrol(world, placed, *found, chance)
        if player is not None:
            written += _play_all(player, world, found[1])
    _mark(world, written, chance)


def _enrol(
    world: World, placed: Placed, release: Release, course: Course, chance: random.Random
) -> Player | None:
    name = placed.role.sign_in_name if placed.role else ""
    drawn, skill = chance.random() < _TAKES_PART, chance.random()
    latest = (placed.left_on or world.today) - timedelta(days=12)
    earliest = max(placed.since, world.today - timedelta(days=_DAYS))
    if (placed.role and name not in _NAMED) or not (drawn or name in _NAMED) or latest <= earliest:
        return None
    day = earliest + timedelta(days=chance.randint(0, (latest - earliest).days))
    at = datetime.combine(day, time(3 + chance.randint(0, 11), chance.randint(0, 59)), UTC)
    by = Actor(person_id=placed.person.id, origin="demo")
    enrolment = learning.enrol(placed.person, release, by=by, at=at)
    own = placed.person.language if placed.person.language in ("ky", "ru") else "ky"
    language = own if chance.random() < 0.93 else ("ru" if own == "ky" else "ky")
    unsure = 0.3 if placed.role else 0.5 + 9 * skill**2
    return Player(
        placed, enrolment, at, language, unsure, random.Random(f"{_SEED} {placed.person.id}")
    )


def _play_all(player: Player, world: World, course: Course) -> list[Written]:
    """The lessons before, one case or two of the own chair first, perhaps the lessons after."""
    before, after = _lessons(course)
    _read(player, before)
    name = player.placed.role.sign_in_name if player.placed.role else ""
    cases = _cases(player, course)
    goes = _NAMED.get(name) or [_how_far(player.chance) for _case in cases]
    written: list[Written] = []
    for case, share in zip(cases, goes, strict=False):
        player.at += timedelta(
            days=player.chance.randint(0, 4), minutes=player.chance.randint(9, 90)
        )
        written += _run(player, case, share, named=bool(name))
    if share == 1.0 and player.chance.random() < _READS_THE_END:
        _read(player, after)
    return written


def _lessons(course: Course) -> tuple[list[str], list[str]]:
    """Before the first case, and after it."""
    things = [thing for module in course.modules for thing in module.contents]
    first = next(n for n, thing in enumerate(things) if thing in course.scenarios)
    lessons = {lesson.id for lesson in course.lessons}
    before, after = things[:first], things[first:]
    return [t.id for t in before if t.id in lessons], [t.id for t in after if t.id in lessons]


def _read(player: Player, lessons: list[str]) -> None:
    for lesson in lessons:
        player.at += timedelta(minutes=player.chance.randint(6, 16))
        learning.read_lesson(player.enrolment, lesson, player.language, by=player.by, at=player.at)


def _cases(player: Player, course: Course) -> list[str]:
    """Of the own chair first."""
    own = player.placed.service.profession.value
    shuffled = player.chance.sample(course.scenarios, len(course.scenarios))
    ordered = [one.id for one in sorted(shuffled, key=lambda one: one.chair != own)]
    if player.placed.role:
        return ordered[:2]
    first, two = ordered[0], player.chance.random() < _PLAYS_TWO
    again = [first] if player.chance.random() < _PLAYS_AGAIN else []
    return [first, *again, *(ordered[1:2] if two else [])]


def _how_far(chance: random.Random) -> float:
    return chance.uniform(0.1, 0.9) if chance.random() < _STOPS else 1.0


def _run(player: Player, case: str, share: float, *, named: bool) -> list[Written]:
    """As far as `share` says. A case that stops in the middle stays open, or is begun again and left once more."""
    chance = player.chance
    run = learning.play(
        player.enrolment, player.placed.person, case, again=True, by=player.by, at=player.at
    )
    scenario, written = queries.scenario_of(run), list[Written]()
    state, most = play.begin(scenario), _MOST_STEPS if share == 1.0 else round(25 * share)
    for number in range(1, most + 1):
        if play.is_over(scenario, state):
            break
        scene = scenario.scene(state.scene)
        answer = _answer(player, scenario, state)
        if share < 1.0 and play.is_over(scenario, play.step(scenario, state, answer).after):
            break
        player.at += timedelta(seconds=chance.randint(20, 130))
        state = actions.choose(
            run, answer, number=number, language=player.language, by=player.by, at=player.at
        ).state
        if isinstance(scene, Writing):
            written.append(Written(player, run, number, scene.criteria))
    if share < 1.0 and not named and chance.random() < _LEAVES:
        actions.leave(run, by=player.by, at=player.at + timedelta(days=1))
    return written


def _answer(player: Player, scenario: Scenario, state: State) -> Answer:
    """The better ones more often, the less sure somebody is the less."""
    best, most = None, 0.0
    for answer in fillings.candidates(scenario, state):
        step = play.step(scenario, state, answer)
        serious = step.after.serious - state.serious
        slight = len(step.after.harm) - len(state.harm) - serious
        worth = sum(step.earned.values()) / WHOLE
        worth -= serious * _HARM["serious"] + slight * _HARM["slight"]
        worth += player.chance.gauss(0, player.unsure)
        if best is None or worth > most:
            best, most = answer, worth
    assert best is not None, "a scene that is no ending leads on"
    return _in_words(player, scenario, state, best)


def _in_words(player: Player, scenario: Scenario, state: State, answer: Answer) -> Answer:
    """Dashes stand where people write."""
    scene, found = scenario.scene(state.scene), dict[str, Any](answer)
    words = case_texts.text(player.language, 4, player.chance)
    if isinstance(scene, Writing):
        found["text"] = case_texts.text(player.language, scene.words, player.chance)
    elif isinstance(scene, Document):
        blanks = found["blanks"]
        found["blanks"] = {name: words if one == "–" else one for name, one in blanks.items()}
    elif "written" in found:
        found["written"] = words
    return found


def _mark(world: World, written: list[Written], chance: random.Random) -> None:
    """The demonstration's trainer has read some of what people of her academy wrote."""
    trainer = next(p for p in world.people if p.role and p.role.sign_in_name == "trainer")
    for one in written:
        if one.player.placed.service is not trainer.service or chance.random() > _MARKED:
            continue
        good = one.player.unsure < 2
        actions.mark_writing(
            one.run,
            one.number,
            {name: chance.randint(2, 4) if good else chance.randint(1, 3) for name in one.criteria},
            case_texts.REMARKS[good][one.player.language],
            by=Actor(person_id=trainer.person.id, origin="demo"),
            at=min(world.at, one.player.at + timedelta(days=2)),
        )
