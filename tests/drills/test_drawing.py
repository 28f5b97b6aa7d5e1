"""Which patterns a session asks: the same from the same seed, new ones first, what was missed as another one."""

from hypothesis import given
from hypothesis import strategies as st

from app.drills.drawing import MOST_BACK, SIZE, Past, draw, to_come_back

PATTERNS = {f"{d}-{n}": d for d in ("wages", "fraud", "organs", "marriage") for n in range(7)}

seeds = st.integers(0, 2**60)
pasts = st.lists(
    st.builds(
        lambda name, right: Past(name, PATTERNS[name], right),
        st.sampled_from(sorted(PATTERNS)),
        st.booleans(),
    ),
    max_size=40,
)


@given(seeds, pasts)
def test_five_different_patterns_are_drawn(seed, past):
    drawn = draw(PATTERNS, seed, past=past)
    assert len(drawn) == len(set(drawn)) == SIZE
    assert set(drawn) <= PATTERNS.keys()


@given(seeds, pasts)
def test_the_same_seed_draws_the_same(seed, past):
    assert draw(PATTERNS, seed, past=past) == draw(
        dict(reversed(PATTERNS.items())), seed, past=past
    )


@given(seeds, pasts)
def test_a_pattern_met_before_is_drawn_only_where_no_other_is_left(seed, past):
    """But for what comes back: of a distinction of which all were met, one that was met."""
    met = {one.pattern for one in past}
    back = set(to_come_back(past)[:MOST_BACK])
    left = PATTERNS.keys() - met
    for name in draw(PATTERNS, seed, past=past):
        if name in met:
            of_it = {n for n in left if PATTERNS[n] == PATTERNS[name]}
            assert not of_it or PATTERNS[name] not in back or len(left) < SIZE
            assert PATTERNS[name] in back or len(left) < SIZE


@given(seeds, pasts)
def test_a_missed_distinction_comes_back_as_a_new_pattern_while_there_is_one(seed, past):
    drawn, met = draw(PATTERNS, seed, past=past), {one.pattern for one in past}
    for distinction in to_come_back(past)[:MOST_BACK]:
        of_it = [name for name in drawn if PATTERNS[name] == distinction]
        assert of_it
        fresh = {n for n, d in PATTERNS.items() if d == distinction} - met
        assert not fresh or any(name in fresh for name in of_it)


@given(seeds, pasts)
def test_what_was_missed_last_is_never_asked_again_while_the_distinction_has_another(seed, past):
    if past and not past[-1].right:
        assert past[-1].pattern not in draw(PATTERNS, seed, past=past)


def test_a_distinction_got_right_since_does_not_come_back():
    missed, right = Past("wages-0", "wages", False), Past("wages-1", "wages", True)
    assert to_come_back([missed]) == ["wages"]
    assert to_come_back([missed, right]) == []
    assert to_come_back([right, missed]) == ["wages"]


def test_what_waits_longest_comes_back_first():
    past = [Past("wages-0", "wages", False), Past("fraud-0", "fraud", False)]
    assert to_come_back([*past, Past("wages-1", "wages", False)]) == ["fraud", "wages"]


def test_new_ground_is_left_however_much_was_missed():
    past = [Past(name, d, False) for name, d in PATTERNS.items() if name.endswith("-0")]
    many = {**PATTERNS, "migration-0": "migration", "kidnapping-0": "kidnapping"}
    drawn = draw(many, 7, past=past)
    assert {"migration", "kidnapping"} & {many[name] for name in drawn}


def test_the_same_pattern_comes_again_only_when_none_is_left():
    alone = {"a": "wages"}
    assert draw(alone, 1, past=[Past("a", "wages", False)]) == ["a"]


def test_this_seed_always_means_this():
    """What a session asked must come out the same in every version of the program."""
    assert draw(PATTERNS, 20_261_122) == ["marriage-5", "organs-1", "wages-3", "wages-5", "fraud-1"]
