"""What runs come to, from their rows: counted against a way that is plain and slow."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.statistics import onward, walks
from app.statistics.walks import Row
from tests.assessment.samples import few
from tests.scenarios import worked

# As SQLite gives it, without a zone.
BEGUN = datetime(2026, 10, 1, 6, tzinfo=UTC).replace(tzinfo=None)
LATER = datetime(2026, 10, 1, 7, tzinfo=UTC)
# A step by its scene and option, with the seconds it took.
STEPS = st.lists(
    st.tuples(st.sampled_from("abc"), st.sampled_from("xy"), st.integers(0, 4000)), max_size=8
)


def row(steps, *, run: int = 1, state: str = "open", mixed: bool = False, **more) -> Row:
    at, parts = BEGUN, []
    for number, (scene, option, seconds) in enumerate(steps, start=1):
        at += timedelta(seconds=seconds)
        parts.append((str(number), f"{scene}/{option}", str(at)))
    if mixed:
        parts.reverse()
    texts = [";".join(part) for part in zip(*parts, strict=True)] or [None] * 3
    known = {"verdict": None, "ending": None, "slight": None, "serious": None, "language": None}
    return Row(run, more.pop("person_id", run), state, *(known | more).values(), str(BEGUN), *texts)


@few
@given(STEPS)
def test_rows_come_back_in_whatever_order_they_were_put_together(steps):
    one, other = walks.walk(row(steps)), walks.walk(row(steps, mixed=True))
    assert one[1:] == other[1:]
    assert list(one.seconds) == [seconds for _scene, _option, seconds in steps]
    assert list(one.scenes) == [scene for scene, _option, _seconds in steps]


@few
@given(st.lists(STEPS, max_size=6), st.sampled_from("abcd"))
def test_counts_are_those_of_the_plain_way(ways, here):
    found = walks.map_of(
        [walks.walk(row(steps, run=n)) for n, steps in enumerate(ways)],
        dict.fromkeys(range(len(ways)), here),
        LATER,
    )
    for scene in "abcd":
        own = [[step for step in steps if step[0] == scene] for steps in ways]
        assert found.chose[scene] == sum(map(bool, own))
        assert found.came[scene] == (len(ways) if scene == here else found.chose[scene])
        spent = [[step[2] for step in steps if step[2] <= 1800] for steps in own]
        assert sorted(found.spent.get(scene, [])) == sorted(sum(one) for one in spent if one)
        assert found.pauses[scene] == sum(step[2] > 1800 for steps in own for step in steps)
        for option in "xy":
            with_it = [steps for steps in own if option in {step[1] for step in steps}]
            assert found.made[f"{scene}/{option}"] == len(with_it)


def test_a_choice_that_was_taken_back_counts_and_is_marked():
    steps = [("a", "x", 1), ("b", "x", 1), ("c", "<", 1), ("b", "<", 1), ("a", "y", 1)]
    one = walks.walk(row(steps))
    found = walks.map_of([one], {1: "c"}, LATER)
    assert found.made == {"a/x": 1, "b/x": 1, "a/y": 1}
    assert found.taken_back == {"a/x": 1, "b/x": 1}
    assert found.chose == {"a": 1, "b": 1}
    assert found.came == {"a": 1, "b": 1, "c": 1}


def test_who_took_a_step_back_stands_where_it_was_made():
    steps = [("a", "x", 1), ("b", "x", 1), ("c", "<", 1)]
    assert walks.walk(row(steps)).stands == (None, "b")
    assert walks.walk(row([*steps, ("b", "<", 1)])).stands == (None, "a")
    assert walks.walk(row(steps[:2])).stands == ("b/x", None)
    assert walks.walk(row([])).stands == (None, None)


@pytest.mark.parametrize(
    "state, days, stopped",
    [("open", 13, 0), ("open", 15, 1), ("left", 0, 1), ("finished", 15, 0)],
)
def test_who_stopped(state, days, stopped):
    one = walks.walk(row([("a", "x", 10)], state=state, verdict="competent"))
    found = walks.map_of([one], {1: "b"}, LATER + timedelta(days=days))
    assert found.stopped["b"] == stopped
    assert found.ended["b"] == (state == "finished")


def test_harm_is_counted_once_a_run():
    pairs = [(0, 0), (2, 0), (0, 1), (3, 1), (0, 2), (1, 4)]
    rows = [
        row([], run=n, state="finished", slight=slight, serious=serious, verdict="not-yet")
        for n, (slight, serious) in enumerate(pairs)
    ]
    found = walks.map_of(map(walks.walk, rows), dict.fromkeys(range(6), "a"), LATER)
    assert found.harm == {"none": 1, "slight": 1, "one": 2, "two": 2}


def test_where_an_option_leads_is_known_only_where_no_condition_decides():
    found = onward.certain(worked.scenario())
    assert found["corridor/listen"] == "kitchen"
    assert found["kitchen/safe"] == "kitchen"
    assert found["order/weak"] == "registered"
    assert "kitchen/go-on" not in found
