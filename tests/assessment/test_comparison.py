"""What became of a question: by what `grade` says of answers and the shape of its key, for every kind."""

import random
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.assessment import comparison, regrading
from app.assessment.comparison import Change, between, compare
from app.assessment.items import keys
from app.assessment.items.kinds import KINDS, kind_of
from app.assessment.regrading import How, Result, Worth
from tests.assessment import more_kinds, samples
from tests.assessment.samples import ALL, bank_of, item_of
from tests.assessment.test_key_secrecy import FLIPPED

_TEXT = re.compile(r'(ky|ru): "([^"]+)"')
# In these the words typed are the key, so another word is another key.
_TYPED = {"short-answer", "cloze"}
MENDED = {
    **{kind: FLIPPED[kind] for kind in FLIPPED if kind != "matching"},
    "ordering": "steps:\n" + "".join(reversed(ALL["ordering"].splitlines(keepends=True)[1:])),
    "short-answer": ALL["short-answer"].replace('"вымышленное имя"', '"вымышленное имя", "маска"'),
}


def change(kind: str, own: str, **parts) -> Change:
    return between(item_of(kind), item_of(kind, own=own, **parts)).change


def spelled(own: str, with_marks: str = "!") -> str:
    """A typo in every text, none of them in an accepted form."""
    return "\n".join(
        line if "accept" in line or re.match(r"\s+(ky|ru): \[", line)
        else _TEXT.sub(lambda m: f'{m[1]}: "{m[2]}{with_marks}"', line)
        for line in own.splitlines()
    )  # fmt: skip


def test_every_kind_says_how_it_is_read():
    assert set(keys._READERS) == set(KINDS) == set(ALL)


@pytest.mark.parametrize("kind", ALL)
def test_the_same_is_the_same(kind):
    assert change(kind, ALL[kind]) is Change.SAME


@pytest.mark.parametrize("kind", [kind for kind in ALL if kind != "numeric"])
def test_a_typo_is_words_alone(kind):
    own = ALL[kind].replace("{{first}}", "{{first}}!") if kind == "cloze" else spelled(ALL[kind])
    if kind == "short-answer":
        own = own.replace('"псевдоним"', '"Псевдоним!"')
    assert change(kind, own) is Change.WORDS


def test_the_unit_of_a_number_is_words():
    assert change("numeric", ALL["numeric"].replace("күн", "күндөр")) is Change.WORDS


@pytest.mark.parametrize("kind", [kind for kind in MENDED if kind != "essay"])
def test_another_key_is_another_key(kind):
    assert change(kind, MENDED[kind]) is Change.KEY


def test_people_mark_essays_so_their_words_are_no_key():
    assert change("essay", more_kinds.FLIPPED["essay"]) is Change.WORDS


@pytest.mark.parametrize("kind", ALL)
def test_other_points_alone(kind):
    found = between(item_of(kind), item_of(kind, points=3))
    assert found.change is Change.POINTS
    assert (found.before, found.after, found.points_changed) == (1, 3, True)


# Kind → what is asked otherwise: another option, row, gap, region, level.
OTHERWISE = {
    "single-choice": ("{id: c,", "{id: d,"),
    "multiple-choice": ("{id: c,", "{id: e,"),
    "matching": ("{id: p3,", "{id: p4,"),
    "ordering": ("{id: s4,", "{id: s5,"),
    "cloze": ("{id: c,", "{id: d,"),
    "hotspot": ("{id: r2,", "{id: r4,"),
    "evidence-matrix": ("{id: e3,", "{id: e4,"),
    "mark-the-text": ("{id: p4,", "{id: p6,"),
    "essay": ('levels: [{ky: "жок", ru: "нет"}, {ky: "бар", ru: "есть"}]', 'levels: [{ky: "жок", ru: "нет"}, {ky: "а", ru: "б"}, {ky: "бар", ru: "есть"}]'),
}  # fmt: skip


@pytest.mark.parametrize("kind", OTHERWISE)
def test_asked_otherwise_old_answers_cannot_be_read(kind):
    assert change(kind, ALL[kind].replace(*OTHERWISE[kind])) is Change.UNREADABLE


def test_another_kind_cannot_be_read():
    assert between(item_of("short-answer"), item_of("numeric")).change is Change.UNREADABLE


@pytest.mark.parametrize(
    "kind, one, other",
    [
        ("single-choice", "Аракет", "Ыкма"),
        ("multiple-choice", "Максат", "Жер"),
        ("matching", "Аракет", "Максат"),
        ("ordering", "Табуу", "Коргоо"),
        ("evidence-matrix", "Билет", "Дептер"),
        ("mark-the-text", "Жаз келди.", "Үй чоң эле."),
        ("hotspot", "Акы", "Күнү"),
        ("cloze", "аракет", "жер"),
    ],
)
def test_texts_that_changed_places_are_no_typo(kind, one, other):
    """Under the same ids the same answer would now mean something else."""
    own = ALL[kind].replace(one, "@").replace(other, one).replace("@", other)
    assert change(kind, own) is Change.UNREADABLE


def test_a_place_in_a_picture_may_shift_a_little_and_not_away():
    own = ALL["hotspot"]
    assert change("hotspot", own.replace("[60, 300,", "[70, 310,")) is Change.WORDS
    assert change("hotspot", own.replace("[60, 300,", "[600, 30,")) is Change.UNREADABLE


def test_removed_and_new():
    names = {"elements": ["one", "two"], "law": ["three"]}
    old, new = bank_of(names), bank_of({"elements": ["two", "four"], "law": ["three"]})
    found = {name: difference.change for name, difference in compare(old, new).items()}
    assert found["one"] is Change.REMOVED
    assert found["four"] is Change.NEW
    assert found["three"] is Change.SAME


def test_where_it_stands_in_the_bank_does_not_matter():
    old, new = bank_of({"elements": ["one"], "law": []}), bank_of({"elements": [], "law": ["one"]})
    assert compare(old, new)["one"].change is Change.SAME


# ── grade is the judge ────────────────────────────────────────────────────────


def answer_of(item, chance: random.Random):
    """An answer that its page could have sent, by chance."""
    kind = kind_of(item)
    order = list(range(kind.movable(item)))
    handles = [str(n) for n in range(1, 11)]
    fields = {
        "choice": [chance.choice(handles)],
        "choices": chance.sample(handles, 3),
        "text": [chance.choice(["псевдоним", "маска", "10", "99", "12,5", "эксплуатация", "7"])],
    }
    for n in handles:
        fields |= {f"{name}-{n}": [chance.choice(handles)] for name in ("pair", "place", "passage")}
        fields[f"evidence-{n}"] = chance.sample(handles, 2)
        fields[f"gap-{n}"] = [chance.choice([*handles[:3], "максат", "признак"])]
    return kind.read_answer(item, fields, order)


MACHINE = sorted(set(KINDS) - {"essay"})


@samples.few
@given(st.sampled_from(MACHINE), st.integers(0, 2**32), st.booleans())
def test_words_alone_are_graded_alike(kind, seed, is_spelled):
    old = item_of(kind)
    own = spelled(ALL[kind]) if is_spelled and kind not in (*_TYPED, "numeric") else ALL[kind]
    new = item_of(kind, own=own)
    assert between(old, new).change in (Change.SAME, Change.WORDS)
    answer = answer_of(old, random.Random(seed))
    assert kind_of(old).grade(old, answer) == kind_of(new).grade(new, answer)


@pytest.mark.parametrize("kind", [kind for kind in MENDED if kind != "essay"])
def test_a_changed_key_grades_some_answer_otherwise(kind):
    old, new = item_of(kind), item_of(kind, own=MENDED[kind])
    answers = [kind_of(new).right(new, "ky"), kind_of(old).right(old, "ky")]
    answers += [answer_of(old, random.Random(seed)) for seed in range(200)]
    assert any(kind_of(old).grade(old, a) != kind_of(new).grade(new, a) for a in answers)


# ── what it changes ───────────────────────────────────────────────────────────

SHARES = st.fractions(0, 1, max_denominator=60)


@samples.few
@given(SHARES, st.lists(SHARES, max_size=20), st.integers(1, 10), SHARES, st.integers(1, 10))
def test_the_score_is_what_it_would_have_been(was, others, points, now, new_points):
    """Thirds that were kept as floating numbers are thirds again: 80 per cent is 80 per cent."""
    told = Result(float(was * points + sum(others)), float(points + len(others)), None)
    found = regrading.effect(
        told, Worth(float(was), points), Worth(float(now), new_points), pass_mark=50
    )
    score, maximum = now * new_points + sum(others), new_points + len(others)
    assert abs(found.after.score - float(score)) < 1e-9
    assert found.after.maximum == maximum
    kept = was * points + sum(others)
    if regrading.exact(float(kept)) == kept:
        assert found.after.passed is (100 * score >= 50 * maximum)


@pytest.mark.parametrize("before", [True, False])
@pytest.mark.parametrize("after", [True, False])
def test_a_pass_once_earned_stays(before, after):
    found = regrading.Effect(Result(1, 2, before), Result(2, 2, after))
    assert found.keeps is (before or after)
    assert found.newly_passes is (after and not before)
    assert found.falls_below is (before and not after)


def test_of_releases_only_those_that_saw_another_key():
    item, mended = item_of("single-choice"), item_of("single-choice", own=MENDED["single-choice"])
    typo = item_of("single-choice", own=spelled(ALL["single-choice"]))
    versions = {1: item, 2: typo, 3: mended}
    assert regrading.concerned(versions, mended, How.KEY) == [1, 2]
    assert regrading.concerned(versions, mended, How.FULL) == [1, 2]
    assert regrading.concerned({1: item, 2: typo}, typo, How.KEY) == []
    assert regrading.concerned({1: item, 2: typo}, typo, How.FULL) == [1, 2]
    assert regrading.concerned(versions, None, How.KEY) == []
    assert regrading.concerned(versions, None, How.FULL) == [1, 2, 3]


def test_what_people_marked_keeps_its_share():
    old, new = item_of("essay"), item_of("essay", points=4)
    found = regrading.worth(How.KEY, old, new, {"text": "ой"}, Worth(0.5, 1))
    assert (found.share, found.maximum) == (0.5, 4)


def test_small_groups_are_not_told():
    assert [regrading.told(n) for n in (0, 1, 4, 5)] == [0, None, None, 5]


# ── planted ───────────────────────────────────────────────────────────────────


def test_a_planted_comparison_by_texts_is_found(monkeypatch):
    monkeypatch.setattr(comparison.keys, "read", lambda item: keys.Reading((), repr(item)))
    assert change("single-choice", spelled(ALL["single-choice"])) is not Change.WORDS


def test_a_planted_key_that_forgets_the_right_option_is_found(monkeypatch):
    blind = {"single-choice": lambda item: keys.Reading((), ())}
    monkeypatch.setattr(keys, "_READERS", keys._READERS | blind)
    assert change("single-choice", MENDED["single-choice"]) is not Change.KEY
