"""Any legal sequence of answers: replayed alike, taken back to where it was, and found by exploring."""

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.scenarios import exploring, play
from app.scenarios.exploring import explore
from tests.scenarios import walks, worked

SEEDS = st.integers(0, 10**9)
STATES = 4000


def cases(seed: int):
    return walks.by_chance(random.Random(seed))


@pytest.fixture(scope="module")
def printed():
    return worked.scenario()


@given(SEEDS, st.booleans())
@settings(max_examples=60, deadline=None)
def test_a_replay_comes_to_the_same_states(seed, by_chance):
    scenario = cases(seed) if by_chance else worked.scenario()
    answers = walks.walk(scenario, random.Random(seed), back=True)
    once, again = play.replay(scenario, answers), play.replay(scenario, answers)
    assert [step.after.digest() for step in once.steps] == [s.after.digest() for s in again.steps]
    for end in range(len(answers)):
        part = play.replay(scenario, answers[:end])
        assert part.state.digest() == play.replay(scenario, answers[:end]).state.digest()


@given(SEEDS)
@settings(max_examples=60, deadline=None)
def test_a_step_taken_back_leaves_the_state_before_it(seed):
    scenario = cases(seed)
    answers = walks.walk(scenario, random.Random(seed), back=True)
    states = [play.begin(scenario)]
    for end, answer in enumerate(answers, start=1):
        state = play.replay(scenario, answers[:end]).state
        if answer == play.BACK:
            states.pop()
            assert state == states[-1]
        else:
            states.append(state)


@given(SEEDS)
@settings(max_examples=60, deadline=None)
def test_exploring_finds_every_state_that_a_walk_comes_to(seed):
    scenario = cases(seed)
    tried = explore(scenario, most=STATES)
    if not tried.whole:
        return
    for n in range(12):
        run = play.replay(scenario, walks.walk(scenario, random.Random(seed + n)))
        for step in run.steps:
            assert tried.has(step.after), (step.before.scene, step.answer, step.after)


def test_exploring_the_case_of_the_guide_finds_them_too(printed):
    tried = explore(printed)
    for n in range(50):
        run = play.replay(printed, walks.walk(printed, random.Random(n)))
        assert all(tried.has(step.after) for step in run.steps)


@given(SEEDS)
@settings(max_examples=60, deadline=None)
def test_states_that_are_one_offer_the_same_and_lead_to_the_same(seed):
    scenario = cases(seed)
    tried = explore(scenario, most=STATES)
    if not tried.whole:
        return
    run = play.replay(scenario, walks.walk(scenario, random.Random(seed)))
    for step in run.steps:
        twin = tried.states[tried.numbers[tried.known.key(step.after)]]
        assert {c.id for c in play.choices(scenario, twin)} == {
            c.id for c in play.choices(scenario, step.after)
        }
        assert play.passages(scenario, twin) == play.passages(scenario, step.after)


@given(SEEDS)
@settings(max_examples=60, deadline=None)
def test_the_points_of_a_walk_lie_within_those_that_exploring_tells(seed):
    scenario = walks.by_chance(random.Random(seed), circles=False)
    tried = explore(scenario, most=STATES)
    if not tried.whole:
        return
    fewest, most = exploring.points(tried, next(iter(tried.states)))
    for n in range(8):
        state = play.replay(scenario, walks.walk(scenario, random.Random(seed + n))).state
        if play.is_over(scenario, state):
            assert fewest - 0.05 <= state.total / 100 <= most + 0.05


def test_a_planted_key_that_forgets_the_clock_is_found(monkeypatch):
    monkeypatch.setattr("app.scenarios.live._time", lambda _state, _ahead: ())

    def lost(seed: int) -> bool:
        scenario = cases(seed)
        tried = explore(scenario, most=STATES)
        walked = (walks.walk(scenario, random.Random(seed + n)) for n in range(6))
        runs = [play.replay(scenario, answers) for answers in walked]
        return any(not _same(scenario, tried, step.after) for run in runs for step in run.steps)

    assert any(lost(seed) for seed in range(40))


def _same(scenario, tried, state) -> bool:
    number = tried.numbers.get(tried.known.key(state))
    return (
        number is not None
        and play.passages(scenario, tried.states[number]) == play.passages(scenario, state)
        and [c.id for c in play.choices(scenario, tried.states[number])]
        == [c.id for c in play.choices(scenario, state)]
    )
