"""The cases of the demonstration: legal runs, plausible times, some of every kind, and nothing without the course."""

import random
from collections import Counter
from datetime import timedelta

import pytest

from app.core import clock
from app.demo import cases
from app.demo.people import Placed, World
from app.demo.places import SERVICES
from app.demo.roles import ROLES
from app.scenarios import queries
from app.scenarios.models import Run, RunState
from tests import make
from tests.cast import BUILDER, FIRST_DAY
from tests.learning import walking

_ROLES = {"trainee-police": "asel", "trainer": "chynara"}


@pytest.fixture
def world(cast, monkeypatch):
    """Everybody of the cast takes part, as people without a part of their own, but for two."""
    monkeypatch.setattr(cases, "_TAKES_PART", 1)
    now = clock.now()
    world = World(random.Random(1), clock.day_of(now), now, BUILDER, "")
    named = {name: role for role in ROLES for name in [_ROLES.get(role.sign_in_name)] if name}
    for name, person in cast.people.items():
        chair = "judge" if name in ("maksat", "oroz", "leila") else "police"
        service = next(one for one in SERVICES if one.profession.value == chair)
        world.people.append(Placed(person, None, service, FIRST_DAY, named.get(name)))
    world.people = [one for one in world.people if one.person.sign_in_name != "perizat"]
    return world


@pytest.fixture
def course(world):
    files = walking.bundle(finished=1, competent=1)
    files["course.yaml"] = files["course.yaml"].replace("id: walkthroughs", f"id: {cases.COURSE}")
    return make.release("course", cases.COURSE, files)


def everything(session) -> list[Run]:
    return list(session.query(Run).order_by(Run.id))


def test_nothing_is_played_where_the_course_is_not_offered(world, writing):
    cases.play_cases(world)
    assert everything(writing) == []


@pytest.mark.usefixtures("course")
def test_every_run_can_be_replayed_and_none_lies_in_the_future(world, writing):
    cases.play_cases(world)
    runs = everything(writing)
    assert len(runs) > len(world.people) / 2
    for run in runs:
        kept = queries.steps(run.id)
        played = queries.played(run, kept)
        assert [step.number for step in kept] == list(range(1, len(kept) + 1))
        assert kept == sorted(kept, key=lambda step: step.at)
        assert run.begun_at <= (run.ended_at or world.at) <= world.at + timedelta(days=1)
        assert (run.state is RunState.FINISHED) == (played.state.scene in ("left", "registered"))


@pytest.mark.usefixtures("course")
def test_the_named_trainee_has_one_finished_and_one_to_go_on_with(world, writing, cast):
    cases.play_cases(world)
    mine = [run.state for run in queries.of_person(cast.people["asel"].id)]
    assert Counter(mine) == {RunState.OPEN: 1, RunState.FINISHED: 1}
    assert queries.of_person(cast.people["chynara"].id) == []
