"""People who walk through the printed scenario, with ways known in advance, through the room's own actions.

From its kitchen a step may be taken back here.
"""

from collections.abc import Sequence
from contextlib import nullcontext
from datetime import UTC, datetime, timedelta
from itertools import count

from sqlalchemy import select

from app.accounts.models import Person, Unit
from app.core.actor import Actor
from app.curriculum import queries as released
from app.curriculum.models import Release
from app.db.session import db, is_writing, transaction
from app.scenarios import actions, play
from app.scenarios.models import Run
from tests.reports import facts
from tests.scenarios import worked

NOON = datetime(2026, 10, 1, 6, tzinfo=UTC)
PACE = 20
BACK = dict(play.BACK)
_NUMBERS = count(1)

LISTEN, LAUGH = {"choice": "listen"}, {"choice": "laugh"}
SAFE, BLAME, ON = {"choice": "safe"}, {"choice": "why-stayed"}, {"choice": "go-on"}
RIGHT = {"blanks": {"article": ["trafficking"]}}
WRONG = {"blanks": {"article": ["fraud"]}}
# The whole way; the victim blamed, which leads out; the end at the door.
WELL, BADLY, OUT = [LISTEN, SAFE, ON, RIGHT], [LISTEN, BLAME, ON], [LAUGH]


def course(**changed: str) -> Release:
    """Released once; `changed` as in `worked`."""
    logic = worked.printed()[0].replace("kind: dialogue", "kind: dialogue\n    back: true")
    return worked.release(**{"logic": logic, **changed})


def walk(
    person: Person,
    way: Sequence[dict],
    *,
    at: datetime = NOON,
    language: str = "ky",
    pace: Sequence[int] = (),
    context: str = "",
    release: Release | None = None,
    scenario: str = worked.ID,
) -> Run:
    """Each step twenty seconds after the one before it, or as `pace` says."""
    by = Actor(person_id=person.id, origin="test")
    release = release or released.current_release(worked.COURSE) or course()
    run = actions.begin(
        person, release=release, scenario=scenario, by=by, at=at,
        context=context or f"enrolment:{next(_NUMBERS)}",
    )  # fmt: skip
    for number, answer in enumerate(way, start=1):
        at += timedelta(seconds=pace[number - 1] if pace else PACE)
        if answer == BACK:
            actions.go_back(run, number=number, language=language, at=at)
        else:
            actions.choose(run, answer, number=number, language=language, by=by, at=at)
    return run


def taken(
    unit: Unit, ways: Sequence[Sequence[dict]], *, who: dict | None = None, **how
) -> list[Person]:
    """Somebody new in the unit for each way."""
    with nullcontext() if is_writing() else transaction():
        people = facts.people(len(ways), unit, **(who or {}))
        for person, way in zip(people, ways, strict=True):
            walk(person, way, **how)
    return people


def verdicts() -> list[tuple[str | None, int]]:
    """Of all runs, with their ids."""
    return [(run.verdict, run.id) for run in db.session.scalars(select(Run))]
