"""A year of qualification drills: at first trafficking is often called something lesser, later less often."""

import random
from datetime import UTC, datetime, time, timedelta

from app.assessment.patterns import ELEMENTS, Pattern, Patterns
from app.core.actor import Actor
from app.demo.people import Placed, World
from app.drills import actions
from app.drills.models import DrillSession
from app.drills.queries import sessions

# Beside the world's own chance, so that nobody else's story changes with the drills.
_SEED = 31

_DAYS = 360
_TAKES_PART = {"police": 0.62, "prosecutor": 0.5, "judge": 0.5, "lawyer": 0.4}
_MOST_SESSIONS = 4
# How often a name is wrong, a year ago and now; hard cases more, easy ones less.
_WRONG_THEN, _WRONG_NOW = 0.52, 0.2
_HARDER = {"easy": -0.1, "medium": 0.0, "hard": 0.12}
_TEMPTED = 0.8
_SEES = 0.72

# Who certainly takes part; the first has a session open.
_NAMED = (
    "trainee-police",
    "trainee-judge",
    "trainee-prosecutor",
    "trainee-lawyer",
    "head",
    "trainer",
)
_NOTHING_YET = ("newcomer",)


def drill(world: World) -> None:
    """Everybody's sessions, each person's in the order of time."""
    release = sessions.current_release()
    if release is None:
        return
    chance, known = random.Random(_SEED), sessions.patterns(release.id)
    for placed in world.people:
        for days_ago in _days(placed, world, chance):
            _session(placed, world, days_ago, known, chance)
        if placed.role and placed.role.sign_in_name == _NAMED[0]:
            _session(placed, world, 0, known, chance, until=2)


def _days(placed: Placed, world: World, chance: random.Random) -> list[int]:
    """How many days ago this person drilled, the earliest first."""
    name = placed.role.sign_in_name if placed.role else ""
    takes_part = name in _NAMED or chance.random() < _TAKES_PART[placed.service.profession.value]
    earliest = min(_DAYS, (world.today - placed.since).days - 1)
    latest = (world.today - placed.left_on).days + 1 if placed.left_on else 1
    if name in _NOTHING_YET or not takes_part or earliest <= latest:
        return []
    count = 4 if name in _NAMED else chance.randint(1, _MOST_SESSIONS)
    return sorted({chance.randint(latest, earliest) for _ in range(count)}, reverse=True)


def _session(
    placed: Placed,
    world: World,
    days_ago: int,
    known: Patterns,
    chance: random.Random,
    *,
    until: int | None = None,
) -> None:
    day = world.today - timedelta(days=days_ago)
    at = datetime.combine(day, time(2 + chance.randint(0, 12), chance.randint(0, 59)), UTC)
    at = min(at, world.at - timedelta(hours=1))
    by = Actor(person_id=placed.person.id, origin="demo")
    session = actions.begin(placed.person, by=by, at=at, seed=chance.getrandbits(60))
    language = placed.person.language if placed.person.language in ("ky", "ru") else "ky"
    learnt = 1 - days_ago / _DAYS
    wrong = _WRONG_THEN + (_WRONG_NOW - _WRONG_THEN) * learnt
    for place in range(1, len(session.turns) + 1)[:until]:
        at += timedelta(seconds=chance.randint(50, 200))
        _answer(session, place, known, wrong, language, by, at, chance)


def _answer(
    session: DrillSession,
    place: int,
    known: Patterns,
    wrong: float,
    language: str,
    by: Actor,
    at: datetime,
    chance: random.Random,
) -> None:
    pattern = known.patterns[session.turns[place - 1].pattern]
    named = pattern.offence
    if chance.random() < wrong + _HARDER[pattern.difficulty]:
        others = [name for name in known.offences if name != pattern.offence]
        named = pattern.tempting if chance.random() < _TEMPTED else chance.choice(others)
    is_right = named == pattern.offence
    actions.answer(
        session,
        place,
        marks=_marks(pattern, chance),
        named=named,
        certainty=chance.choices((1, 2, 3), (1, 3, 4) if is_right else (3, 4, 2))[0],
        language=language,
        by=by,
        at=at,
    )


def _marks(pattern: Pattern, chance: random.Random) -> dict[str, str]:
    """Most of what is there, and now and then something that is not."""
    marks: dict[str, str] = {}
    for n, passage in enumerate(pattern.passages, start=1):
        if passage.shows and chance.random() < _SEES:
            marks[str(n)] = passage.shows
        elif chance.random() < 0.12:
            marks[str(n)] = chance.choice(ELEMENTS)
    return marks
