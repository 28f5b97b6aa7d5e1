"""Essays in an attempt: what waits, who takes it, what two and three markers make of it."""

from datetime import timedelta

import pytest
from sqlalchemy import func, select

from app.assessment import access, actions, events, marking, rules, waiting
from app.assessment.models import Attempt, Mark, Marking
from app.core.actor import Actor
from app.db.session import db
from app.journal.models import Entry
from tests import make
from tests.assessment import papers
from tests.assessment.papers import DAY, NOON, SECRET, hand_in, mark, markings

MINUTE, HOUR = timedelta(minutes=1), timedelta(hours=1)
LATER = NOON + timedelta(days=2)

pytestmark = pytest.mark.usefixtures("writing")


@pytest.fixture
def trainers(cast):
    papers.bank()
    return papers.trainers(cast)


@pytest.fixture
def heard():
    """Attempts of which a result was announced."""
    found: list[int] = []

    def hear(_sender, *, attempt, **_rest):
        found.append(attempt.id)

    with events.attempt_graded.connected_to(hear):
        yield found


def entries(what: str) -> int:
    db.session.commit()  # the journal is written with the commit
    return db.session.scalar(select(func.count()).where(Entry.what == what)) or 0


def marks(attempt: Attempt) -> dict[str, float]:
    return {
        m.item: m.share for m in db.session.scalars(select(Mark).filter_by(attempt_id=attempt.id))
    }


# ── handing in ────────────────────────────────────────────────────────────────


def test_with_an_essay_in_it_a_test_waits_for_its_result(cast, trainers, heard):
    attempt = hand_in(cast.asel, SECRET, draw=papers.MIXED, pass_mark=50)
    assert attempt.state == "handed-in"
    assert (attempt.score, attempt.passed, attempt.graded_at) == (None, None, None)
    assert attempt.is_being_marked
    assert heard == []
    # What the program marks is marked; of the essay there is no mark yet.
    assert len(marks(attempt)) == 6
    assert set(marks(attempt).values()) == {1.0}
    (one,) = markings(attempt)
    assert (one.item, one.state, one.begun_at) == ("e-essay", "waiting", NOON)
    assert one.answer.value == {"text": SECRET}


def test_without_words_an_essay_is_worth_nothing_and_nobody_reads_it(cast, trainers, heard):
    attempt = hand_in(cast.asel, "", draw=papers.MIXED)
    assert (attempt.score, attempt.maximum, attempt.passed) == (6, 10, True)
    assert attempt.graded_at == attempt.handed_in_at
    assert heard == [attempt.id]
    assert markings(attempt) == []
    assert marks(attempt)["e-essay"] == 0


def test_without_an_essay_the_result_is_there_at_once(cast, trainers, heard):
    attempt = hand_in(cast.asel, draw="[{topic: law, count: 6}]")
    assert (attempt.score, attempt.graded_at) == (6, NOON)
    assert heard == [attempt.id]


def test_an_answer_that_came_late_is_not_what_markers_read(cast, trainers):
    attempt = make.attempt(cast.asel, at=NOON, minutes=1, draw="[{topic: more, count: 1}]")
    for n, at in enumerate((NOON, NOON + HOUR)):
        value = {"text": f"{SECRET} {n}"}
        actions.save_answer(
            attempt, 1, value, language="ky", client_id=f"client-{n}",
            seat=make.SEAT, by=cast.asel, at=at,
        )  # fmt: skip
    actions.hand_in(attempt, by=cast.asel, at=NOON + HOUR)
    (one,) = markings(attempt)
    assert waiting.paper(one).text == f"{SECRET} 0"


def test_while_markers_read_the_test_cannot_be_begun_again(cast, trainers):
    attempt = hand_in(cast.asel, SECRET)
    again = {"context": attempt.context, "draw": "[{topic: more, count: 1}]"}
    with pytest.raises(rules.AttemptBeingMarked):
        make.attempt(cast.asel, **again)
    for one in trainers[:2]:
        mark(*markings(attempt), one)
    assert make.attempt(cast.asel, **again).number == 2


# ── two markers, and a third ──────────────────────────────────────────────────


def test_two_who_agree_give_the_result_and_it_is_dated_by_the_second(cast, trainers, heard):
    attempt = hand_in(cast.asel, SECRET, draw=papers.MIXED, pass_mark=90)
    (one,) = markings(attempt)
    mark(one, trainers[0], law=4)
    assert heard == []
    assert attempt.is_being_marked
    mark(one, trainers[1], law=3, at=LATER)
    # Facts 1 of 1, law 3.5 of 4: 0.9 of four points, beside six right ones.
    assert marks(attempt)["e-essay"] == 0.9
    assert (attempt.score, attempt.maximum, attempt.passed) == (9.6, 10, True)
    assert (attempt.handed_in_at, attempt.graded_at) == (NOON, LATER)
    assert heard == [attempt.id]
    assert len(marks(attempt)) == 7
    assert one.state == "settled"


def test_who_comes_first_makes_no_difference(cast, trainers):
    found = []
    for who, order in ((cast.asel, (0, 1)), (cast.bek, (1, 0))):
        attempt = hand_in(who, SECRET)
        for place in order:
            mark(*markings(attempt), trainers[place], law=(4, 2)[place])
        found.append(attempt.score)
    assert found[0] == found[1] == 4 * 4 / 5


def test_too_far_apart_goes_to_a_third_and_the_middle_one_counts(cast, trainers, heard):
    attempt = hand_in(cast.asel, SECRET)
    (one,) = markings(attempt)
    mark(one, trainers[0], law=0, facts=1)
    mark(one, trainers[1], law=3, facts=0)
    assert (one.state, attempt.score, heard) == ("third", None, [])
    assert [row.id for row in waiting.free(trainers[2], on=DAY, at=NOON)] == [one.id]
    for first in trainers[:2]:
        assert waiting.free(first, on=DAY, at=NOON) == []
        marking.take(one, by=first, at=NOON)
        assert waiting.held(one.id, first.person_id or 0, at=NOON) is None
    mark(one, trainers[2], law=2, facts=1)
    assert (attempt.score, heard) == (4 * 3 / 5, [attempt.id])
    assert waiting.free(trainers[3], on=DAY, at=NOON) == []


def test_the_result_comes_with_the_last_essay_of_the_attempt(cast, heard):
    papers.bank(essays=2)
    trainers = papers.trainers(cast)
    attempt = hand_in(cast.asel, SECRET, "Экинчи жооп")
    first, second = markings(attempt)
    for one in trainers[:2]:
        mark(first, one)
    assert (first.state, attempt.score, heard) == ("settled", None, [])
    assert marks(attempt) == {}
    for one in trainers[1:3]:
        mark(second, one)
    assert (attempt.score, heard) == (8, [attempt.id])
    assert len(marks(attempt)) == 2


def test_the_journal_tells_every_step_and_no_words(cast, trainers):
    attempt = hand_in(cast.asel, SECRET)
    (one,) = markings(attempt)
    marking.take(one, by=trainers[0], at=NOON)
    marking.give_back(one, by=trainers[0], at=NOON)
    for marker, law in zip(trainers, (0, 4, 3), strict=False):
        mark(one, marker, law=law, remark="Жашыруун белги")
    assert entries("essay taken") == 4
    assert entries("essay given back") == 1
    assert entries("essay marked") == 3
    assert entries("essay sent to a third marker") == 1
    assert entries("essay settled") == 1
    assert entries("attempt graded") == 1
    said = " ".join(str(details) for details in db.session.scalars(select(Entry.details)))
    assert SECRET not in said
    assert "Жашыруун" not in said


# ── who ───────────────────────────────────────────────────────────────────────


def everybody(cast) -> dict[str, Actor]:
    wanted = {"bek": "police", "daniyar": "police", "oroz": "courts", "leila": "courts"}
    more = {f"{name} trains": papers.trainer(cast, name, over) for name, over in wanted.items()}
    return cast.actors | more


def test_the_list_shows_what_the_predicate_allows(cast, trainers):
    paths = {"asel": "sverdlov", "bek": "osh", "elena": "police", "maksat": "court"}
    there = {}
    for name in paths:
        (one,) = markings(hand_in(cast.actors[name], f"{SECRET} {name}"))
        there[one.id] = (cast.people[name].id, cast.units[paths[name]].path)
    sizes = set()
    for name, actor in everybody(cast).items():
        listed = {row.id for row in waiting.free(actor, on=DAY, at=NOON)}
        assert listed == {i for i, known in there.items() if access.may_mark(actor, *known)}, name
        sizes.add(len(listed))
    assert sizes == {0, 1, 2}


def test_who_marks_what(cast, trainers):
    asel, path = cast.people["asel"].id, cast.units["sverdlov"].path
    assert access.may_mark(cast.chynara, asel, path)
    assert access.may_mark(papers.trainer(cast, "bek"), asel, path)
    assert not access.may_mark(papers.trainer(cast, "daniyar"), asel, path)
    assert not access.may_mark(papers.trainer(cast, "asel"), asel, path)
    assert not access.may_mark(papers.trainer(cast, "oroz", over="courts"), asel, path)
    for name in ("head", "registrar", "administrator", "author", "reviewer", "auditor"):
        somebody = next(a for a in cast.actors.values() if a.has(name))
        assert not access.may_mark(somebody, asel, path)


def test_what_waits_long_is_found(cast, trainers):
    attempt = hand_in(cast.asel, SECRET)
    (one,) = markings(attempt)
    assert [m.id for m in waiting.since(NOON)] == [one.id]
    assert list(waiting.since(NOON - MINUTE)) == []
    for marker in trainers[:2]:
        mark(one, marker)
    assert list(waiting.since(LATER)) == []
    assert db.session.get(Marking, one.id).state == "settled"
