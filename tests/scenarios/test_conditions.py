"""The language of conditions: what is read, what is refused and how, and what holds."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.scenarios import conditions, play, state
from app.scenarios.conditions import All, Any, Asked, Compared, Flag, Not, Unreadable, Within, parse
from app.scenarios.parts import Effects
from tests.scenarios import worked

READ = {
    "late": Flag("late"),
    "not late": Not(Flag("late")),
    "not not late": Flag("late"),
    "trust >= 3": Compared("trust", False, ">=", 3),
    "count(told) > 1": Compared("told", True, ">", 1),
    "landlady in told": Within("landlady", "told"),
    "chose(first-call/register)": Asked("chose", "first-call/register"),
    "a or b and c": Any((Flag("a"), All((Flag("b"), Flag("c"))))),
    "(a or b) and c": All((Any((Flag("a"), Flag("b"))), Flag("c"))),
    "not a and b": All((Not(Flag("a")), Flag("b"))),
    "a\n  or b": Any((Flag("a"), Flag("b"))),
    **{f"{asked}(x)": Asked(asked, "x") for asked in conditions.ASKED},
    **{f"n {sign} 0": Compared("n", False, sign, 0) for sign in ("==", "!=", "<=", ">=", "<", ">")},
}
REFUSED = {
    "": "The condition ends too early.",
    "a and": "The condition ends too early.",
    "(a": "The condition ends too early.",
    "a b": "The condition cannot be read at “b”.",
    "a)": "The condition cannot be read at “)”.",
    "3 > a": "The condition cannot be read at “3 > a”.",
    "a > b": "The condition cannot be read at “b”.",
    "a = 3": "The condition cannot be read at “= 3”.",
    "found contract": "The condition cannot be read at “contract”.",
    "count(told)": "The condition ends too early.",
    "__import__": "The condition cannot be read at “__import__”.",
    "a + 1 > 2": "The condition cannot be read at “+ 1 > 2”.",
    "Late": "The condition cannot be read at “Late”.",
    "(" * 21 + "a" + ")" * 21: "The condition is nested too deeply.",
    "a" * 301: "The condition is too long; at most 300 characters fit.",
}


@pytest.mark.parametrize("text", list(READ))
def test_it_is_read_as_meant(text):
    assert parse(text) == READ[text]


@pytest.mark.parametrize("text", list(REFUSED))
def test_it_is_refused_with_a_sentence(text):
    with pytest.raises(Unreadable) as refused:
        parse(text)
    assert refused.value.says % refused.value.values == REFUSED[text]


def test_as_deep_and_as_long_as_is_allowed():
    assert parse("(" * 19 + "a" + ")" * 19) == Flag("a")
    assert parse("not " * 74 + "late") == Flag("late")


@given(
    st.text(max_size=400)
    | st.text("abc()<>=! -/13\n", max_size=400)
    | st.lists(
        st.sampled_from(["(", ")", "not", "and", "or", "in", "a", "3", ">=", "found", "count"])
    ).map(" ".join)
)
def test_any_text_is_read_or_refused_and_soon(text):
    begun = time.process_time()
    try:
        parse(text)
    except Unreadable as refused:
        assert refused.says % refused.values
    assert time.process_time() - begun < 0.5


_NAMES = {
    "flag": st.sampled_from(["late"]).map(Flag),
    "number": st.builds(Compared, st.sampled_from(["trust", "hours", "harm", "serious"]), st.just(False), st.sampled_from(list(conditions._COMPARE)), st.integers(0, 99)),
    "size": st.builds(Compared, st.sampled_from(["told", "evidence"]), st.just(True), st.sampled_from(list(conditions._COMPARE)), st.integers(0, 9)),
    "within": st.builds(Within, st.sampled_from(["landlady", "colleague"]), st.just("told")),
    "asked": st.builds(Asked, st.sampled_from(list(conditions.ASKED)), st.sampled_from(["passport", "aizada", "report", "corridor/laugh"])),
}  # fmt: skip
TREES = st.recursive(
    st.one_of(*_NAMES.values()),
    lambda inner: (
        st.builds(Not, inner)
        | st.lists(inner, min_size=2, max_size=3).map(lambda parts: All(tuple(parts)))
        | st.lists(inner, min_size=2, max_size=3).map(lambda parts: Any(tuple(parts)))
    ),
    max_leaves=12,
)


def plainly(tree, facts) -> bool:
    """The same, said once more in the simplest way."""
    match tree:
        case Flag(name):
            return facts.flag(name)
        case Asked(question, thing):
            return facts.is_so(question, thing)
        case Within(member, name):
            return member in facts.members(name)
        case Compared(name, counted, sign, bound):
            found = facts.size(name) if counted else facts.number(name)
            return {
                "==": found == bound,
                "!=": found != bound,
                "<": found < bound,
                ">": found > bound,
                "<=": not found > bound,
                ">=": not found < bound,
            }[sign]
        case Not(part):
            return not plainly(part, facts)
        case All(parts):
            return all(plainly(part, facts) for part in parts)
    return any(plainly(part, facts) for part in tree.parts)


@given(TREES)
def test_a_condition_over_declared_names_never_raises_and_holds_as_it_says(tree):
    facts = play.begin(worked.scenario())
    assert conditions.holds(tree, facts) is plainly(tree, facts)
    assert list(conditions.leaves(tree))


class _Watched:
    """Facts that note whatever else is looked at."""

    def __init__(self, facts) -> None:
        self._facts, self.other = facts, []

    def __getattr__(self, name):
        if name not in ("flag", "number", "size", "holds", "is_so"):
            self.other.append(name)
        return getattr(self._facts, name)


@given(TREES)
def test_a_condition_looks_at_nothing_but_the_five_questions(tree):
    watched = _Watched(play.begin(worked.scenario()))
    conditions.holds(tree, watched)
    assert watched.other == []


# ---- Effects ----


def after(*effects: dict, minutes: int = 0):
    scenario = worked.scenario()
    found = play.begin(scenario)
    for one in effects:
        found = state.after(scenario, found, Effects.model_validate(one))
    return state.later(scenario, found, minutes)


def test_numbers_stay_within_their_bounds():
    assert after({"add": {"trust": 99}}).values["trust"] == 5
    assert after({"add": {"trust": -99}}).values["trust"] == 0


def test_what_is_lost_stays_lost_and_what_is_spoilt_can_still_be_lost():
    assert after({"lose": ("passport",)}, {"find": ("passport",)}).evidence == {"passport": "lost"}
    assert after({"lose": ("passport",)}, {"spoil": ("passport",)}).evidence["passport"] == "lost"
    assert after({"spoil": ("passport",)}, {"find": ("passport",)}).evidence["passport"] == "spoilt"
    assert after({"spoil": ("passport",)}, {"lose": ("passport",)}).evidence["passport"] == "lost"


@pytest.mark.parametrize(
    ("minutes", "found"), [(0, "running"), (1440, "running"), (1441, "missed")]
)
def test_a_deadline_is_missed_after_its_last_minute(minutes, found):
    late = after({"start": ("report",)}, minutes=minutes)
    assert (late.deadlines["report"].state, late.values["late"]) == (found, found == "missed")


def test_what_was_kept_is_not_missed_and_what_was_missed_not_kept():
    scenario = worked.scenario()
    kept = after({"start": ("report",)}, {"keep": ("report",)}, minutes=9999)
    assert kept.deadlines["report"].state == "kept"
    missed = after({"start": ("report",)}, minutes=9999)
    again = state.after(scenario, missed, Effects(keep=("report",), start=("report",)))
    assert again.deadlines["report"].state == "missed"
