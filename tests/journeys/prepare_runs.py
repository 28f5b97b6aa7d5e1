"""Runs of the shipped walkthroughs that stand at a scene of each kind, one that is over, and a text that waits."""

from app.accounts.models import Person
from app.core import clock
from app.core.actor import Actor
from app.curriculum import queries as curriculum
from app.learning import actions as learning
from app.learning import queries as studies
from app.scenarios import actions, queries, writings
from app.scenarios.models import Run
from tests.journeys import walks

# Which case shows which kind of scene, and who plays it to there.
_KINDS = {
    "narrative": ("inspector", "trainee-judge"),
    "dialogue": ("inspector", "trainee-prosecutor"),
    "document": ("investigator", "trainee-judge"),
    "qualification": ("prosecutor", "trainee-judge"),
    "matrix": ("lawyer", "trainee-judge"),
    "hearing": ("judge", "trainee-judge"),
    "writing": ("lawyer", "trainee-prosecutor"),
}


def prepare(people: dict[str, Person], trainer: Actor) -> dict[str, object]:
    """Names of addresses: run-narrative …, run-over, writing (a text that waits), written (one that is marked)."""
    made: dict[str, object] = {}
    for kind, (case, who) in _KINDS.items():
        made[f"run-{kind}"] = f"/runs/{_played(people[who], case, kind).id}"
    over = _played(people["trainee-lawyer"], "inspector", "ending")
    made["run-over"] = f"/runs/{over.id}"
    made["walked"] = over.release_id
    [text, *_others] = writings.waiting(trainer, on=clock.today())
    done = writings.done(trainer, on=clock.today())
    made["writing"] = f"/writings/{text.run_id}/{text.number}"
    made["written"] = f"/writings/{done[0].run_id}/{done[0].number}"
    return made


def _played(person: Person, case: str, kind: str) -> Run:
    """Carefully, until the first scene of the kind."""
    release = curriculum.current_release(walks.COURSE)
    assert release is not None
    by, at = Actor(person_id=person.id, origin="test"), clock.now()
    context = studies.context_of(learning.enrol(person, release, by=by, at=at).id)
    run = actions.begin(person, release=release, scenario=case, context=context, by=by, at=at)
    actions.leave(run, by=by, at=at)
    run = actions.begin(person, release=release, scenario=case, context=context, by=by, at=at)
    scenario = queries.scenario_of(run)
    given, _end = walks.path(scenario, walks.carefully)
    state = queries.played(run, []).state
    for number, answer in enumerate(given, start=1):
        if scenario.scene(state.scene).kind == kind:
            break
        state = actions.choose(run, answer, number=number, language="ky", by=by, at=at).state
    return run
