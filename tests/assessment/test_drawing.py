"""One seed, one draw: by topic, shuffled, unseen questions first."""

import json
from collections import Counter
from pathlib import Path
from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.assessment.bank import read
from app.assessment.drawing import Drawn, TooFew, draw, lacking
from app.assessment.items.kinds import kind_of
from app.assessment.quizzes import Draw, Quiz, Shuffle
from app.core.shapes import Text
from tests.assessment.samples import bank_of, bundle_of, few, text_of

NAMES = {"elements": [f"e{n}" for n in range(12)], "law": [f"l{n}" for n in range(6)]}
BUNDLE = bundle_of(NAMES)
BANK = bank_of(NAMES)
RECORDED = [
    Drawn("e8", ()),
    Drawn("e11", (0, 2, 1)),
    Drawn("l0", (2, 3, 0, 1)),
    Drawn("e1", (3, 2, 0, 1)),
    Drawn("e10", ()),
    Drawn("l5", (2, 1, 0)),
]
SEEDS = st.integers(0, 2**63 - 1)


def quiz(elements=4, law=2):
    draws = (Draw(topic="elements", count=elements), Draw(topic="law", count=law))
    return Quiz(id="q", kind="check", title=Text(ky="Т", ru="Т"), bank="bank", draw=draws)


def ids(drawn):
    return [one.item_id for one in drawn]


@few
@given(SEEDS)
def test_the_draw_follows_the_plan(seed):
    drawn = draw(quiz(), BANK, seed)
    assert len(set(ids(drawn))) == 6
    assert Counter(BANK.topic_of(name) for name in ids(drawn)) == {"elements": 4, "law": 2}
    for one in drawn:
        item = BANK.items[one.item_id]
        assert sorted(one.order) == list(range(kind_of(item).movable(item)))


RENAMED = {
    path.replace("/", "/z") if n % 2 else path: text
    for n, (path, text) in enumerate(BUNDLE.items())
}
AGAIN, _ = read(RENAMED)


@few
@given(SEEDS)
def test_the_same_seed_draws_the_same_whatever_the_files_are_called(seed):
    assert draw(quiz(), BANK, seed) == draw(quiz(), AGAIN, seed)


def test_the_draw_stays_as_it_was_in_earlier_versions():
    """If this fails, attempts that were begun can no longer be explained from their seeds."""
    assert draw(quiz(), BANK, 20261122) == RECORDED


def test_the_questions_are_not_grouped_by_topic():
    firsts = {BANK.topic_of(ids(draw(quiz(), BANK, seed))[0]) for seed in range(20)}
    assert firsts == {"elements", "law"}


def test_every_question_and_every_order_has_its_turn():
    counts, orders = Counter(), Counter()
    for seed in range(1200):
        for one in draw(quiz(elements=3, law=3), BANK, seed):
            counts[one.item_id] += 1
            if BANK.items[one.item_id].kind == "single-choice":
                orders[one.order] += 1
    assert all(240 < counts[name] < 360 for name in NAMES["elements"])
    assert all(520 < counts[name] < 680 for name in NAMES["law"])
    assert len(orders) == 6
    assert max(orders.values()) < 1.4 * min(orders.values())


@few
@given(SEEDS, st.sets(st.sampled_from([*NAMES["elements"], *NAMES["law"], "gone"])))
def test_seen_questions_come_only_where_the_others_do_not_suffice(seed, seen):
    drawn = set(ids(draw(quiz(), BANK, seed, seen=seen)))
    for topic, count in (("elements", 4), ("law", 2)):
        fresh = set(NAMES[topic]) - seen
        assert len(drawn & fresh) == min(count, len(fresh))


def test_a_bank_that_is_too_small_is_a_fault_of_ours():
    with pytest.raises(ValueError, match="too few"):
        draw(quiz(law=7), BANK, 1)


# ── what was drawn before is drawn again ──────────────────────────────────────

KEPT = json.loads(Path(__file__).with_name("reference").joinpath("draws.json").read_text("utf-8"))


class KeptBank:
    """The shipped bank as it was when these draws were written down: ids, topics, difficulties, things to shuffle."""

    def __init__(self):
        self.topics = {name: topic for name, (topic, _level, _movable) in KEPT["bank"].items()}
        self.items = {
            name: SimpleNamespace(kind="single-choice", difficulty=level, options=range(movable))
            for name, (_topic, level, movable) in KEPT["bank"].items()
        }

    def in_topic(self, topic, level=None):
        there = [name for name in self.items if self.topics[name] == topic]
        return sorted(n for n in there if level in (None, self.items[n].difficulty))


@pytest.mark.parametrize("kept", KEPT["draws"], ids=lambda k: f"{k['quiz'][8:40]}-{k['seed']}")
def test_an_old_seed_gives_the_same_draw(kept):
    """Of the tests that are shipped, drawn before there were kinds and difficulties."""
    draws = tuple(Draw(topic=topic, count=count) for topic, count in kept["draw"])
    asked = quiz().model_copy(update={"draw": draws})
    drawn = draw(asked, KeptBank(), kept["seed"], seen=kept["seen"])
    assert [[one.item_id, list(one.order)] for one in drawn] == kept["drawn"]


# ── difficulties, order, what may not be drawn ────────────────────────────────

LEVELS = {"easy": ["a", "b", "c"], "medium": ["d", "e", "f"], "hard": ["g", "h"]}
GRADED = bank_of(
    {"elements": [n for names in LEVELS.values() for n in names], "law": []},
    {
        f"elements/{name}.yaml": text_of("single-choice", name=name).replace("easy", level)
        for level, names in LEVELS.items()
        for name in names
    },
)


def graded(**shuffle):
    draws = (Draw(topic="elements", easy=1, medium=2, hard=1),)
    return quiz().model_copy(update={"draw": draws, "shuffle": Shuffle(**shuffle)})


@few
@given(SEEDS)
def test_so_many_of_each_difficulty_are_drawn(seed):
    drawn = ids(draw(graded(), GRADED, seed))
    assert Counter(GRADED.items[name].difficulty for name in drawn) == {
        "easy": 1,
        "medium": 2,
        "hard": 1,
    }


@few
@given(SEEDS, st.sets(st.sampled_from("abcdefgh")), st.sets(st.sampled_from("abcdefgh")))
def test_what_may_not_be_drawn_never_is_and_what_was_seen_last_comes_last(seed, barred, seen):
    last = set(sorted(seen)[:2])
    if lacking(graded(), GRADED, barred):
        with pytest.raises(TooFew):
            draw(graded(), GRADED, seed, barred=barred)
        return
    drawn = set(ids(draw(graded(), GRADED, seed, barred=barred, seen=seen, last=last)))
    assert not drawn & barred
    for level, names in LEVELS.items():
        free, taken = set(names) - barred, drawn & set(names)
        if taken & seen:
            assert not (free - taken) - seen, level
        if taken & last:
            assert not (free - taken) - last, level


@few
@given(SEEDS)
def test_a_pair_shares_no_question(seed):
    """Whatever was drawn first, the bank that the check asks for has another form."""
    bank = bank_of({"elements": [f"e{n}" for n in range(8)], "law": [f"l{n}" for n in range(4)]})
    first = ids(draw(quiz(), bank, seed))
    second = ids(draw(quiz(), bank, seed + 1, barred=first))
    assert not set(first) & set(second)
    assert len(second) == len(first)


@few
@given(SEEDS)
def test_without_shuffling_all_see_one_order(seed):
    drawn = draw(graded(questions=False, options=False), GRADED, seed)
    levels = [GRADED.items[one.item_id].difficulty for one in drawn]
    assert levels == ["easy", "medium", "medium", "hard"]
    assert {one.order for one in drawn} == {(0, 1, 2)}
    mixed = draw(graded(options=False), GRADED, seed)
    assert {one.item_id for one in mixed} == {one.item_id for one in drawn}


def test_an_unshuffled_order_has_nothing_of_the_file_in_it():
    """The options stand by their words: the file, in which the right one may come first, has no part in it."""
    turned = text_of("single-choice", name="a")
    lines = turned.splitlines()
    options = lines[-3:]
    turned = "\n".join([*lines[:-3], *reversed(options)]) + "\n"
    one, other = (
        bank_of({"elements": [], "law": []}, {"elements/a.yaml": text})
        for text in (text_of("single-choice", name="a"), turned)
    )
    plan = quiz().model_copy(
        update={"draw": (Draw(topic="elements", count=1),), "shuffle": Shuffle(options=False)}
    )
    pages = []
    for bank in (one, other):
        drawn = draw(plan, bank, 7)[0]
        item = bank.items[drawn.item_id]
        pages.append(kind_of(item).shown(item, "ru", drawn.order))
    assert pages[0] == pages[1]
