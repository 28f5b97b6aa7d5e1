"""Marking again: both marks stay, a pass that was earned stays, whoever newly passes completes."""

import pytest
from sqlalchemy import func, select

from app.assessment import regrades, regrading, remarking
from app.assessment.models import Attempt, Mark
from app.assessment.regrade_models import RegradedAttempt
from app.assessment.regrading import How
from app.core import clock
from app.db.session import db, transaction
from app.journal.models import Entry
from app.learning import actions as learning
from app.learning import queries as studies
from tests.assessment import mending

# Of six questions; the pass mark of the smallest test is half.
FEW = ("matching", "numeric", "short-answer")
FEWER = (*FEW, "ordering")


@pytest.fixture
def wrong(app, cast):
    """Asel chose what the mended key calls right, and has two of six; by the new key she passes."""
    return mending.sit(cast, "asel", wrong=FEW, choice="c")


def rows(model) -> int:
    return db.session.scalar(select(func.count()).select_from(model)) or 0


def test_both_marks_stay_and_the_attempt_bears_the_new_result(wrong, cast):
    assert mending.told(wrong) == (2.0, 6.0, False)
    mending.mend()
    assert mending.confirm(cast, mending.ask(cast))
    assert mending.told(wrong) == (3.0, 6.0, True)
    first, second = mending.marks(wrong)[1], mending.marks(wrong)[2]
    assert first[mending.ITEM] == 0.0
    assert second[mending.ITEM] == 1.0
    assert {k: v for k, v in first.items() if k != mending.ITEM} == {
        k: v for k, v in second.items() if k != mending.ITEM
    }


def test_who_newly_passes_completes_and_the_completion_is_of_that_day(wrong, cast):
    context = studies.number_in(wrong.context)
    enrolment = studies.enrolment(context)
    with transaction():
        at = clock.now()
        learning.read_lesson(enrolment, "lesson", "ky", by=cast.asel, at=at)
    assert studies.completion(context) is None
    mending.mend()
    before = clock.now()
    mending.confirm(cast, mending.ask(cast))
    done = studies.completion(context)
    assert done is not None
    assert done.at >= before


def test_who_passed_has_passed_whatever_the_new_score(app, cast):
    attempt = mending.sit(cast, "asel", wrong=FEW, choice="a")
    assert mending.told(attempt) == (3.0, 6.0, True)
    mending.mend()
    case = mending.cases(mending.wish())[0]
    assert case.effect.falls_below
    mending.confirm(cast, mending.ask(cast))
    assert mending.told(attempt) == (2.0, 6.0, True)
    row = db.session.scalars(select(RegradedAttempt)).one()
    assert (row.passed_before, row.passed_after) == (True, False)


def test_full_marks_for_everybody_who_had_it(app, cast):
    answered = mending.sit(cast, "asel", wrong=FEW, choice="b")
    left_out = mending.sit(cast, "bek", wrong=(*FEW, "single-choice"))
    mending.confirm(cast, mending.ask(cast, How.FULL))
    assert mending.told(answered) == mending.told(left_out) == (3.0, 6.0, True)


def test_a_typo_fix_concerns_nobody(wrong, cast):
    kept = mending.told(wrong)
    text = mending.samples.text_of("single-choice", name=mending.ITEM)
    mending.mend({mending.PATH: text.replace("Средство", "Средства").replace("Суроо?", "Суроо!")})
    assert mending.wish().releases == []
    with pytest.raises(regrading.NothingToRegrade):
        mending.ask(cast)
    assert mending.told(wrong) == kept


def test_a_removed_question_can_only_be_given_full_marks(wrong, cast):
    files = mending.samples.bundle_of(mending.make.NAMES)
    text = files[mending.PATH].replace("id: a,", "id: z,")
    mending.mend({mending.PATH: text})
    assert mending.wish().releases == []
    mending.confirm(cast, mending.ask(cast, How.FULL))
    assert mending.told(wrong) == (3.0, 6.0, True)


def test_other_points_change_the_maximum_and_keep_the_share(wrong, cast):
    text = mending.samples.text_of("single-choice", name=mending.ITEM, points=4)
    mending.mend({mending.PATH: text})
    mending.confirm(cast, mending.ask(cast))
    assert mending.told(wrong) == (2.0, 9.0, False)


def test_a_second_release_has_the_last_word(wrong, cast):
    mending.mend()
    mending.confirm(cast, mending.ask(cast))
    mending.mend(dict(mending.samples.bundle_of(mending.make.NAMES)))
    assert mending.told(wrong)[0] == 3.0
    # Of the first release nothing is otherwise now, so nobody is marked again by it.
    with pytest.raises(regrading.NothingToRegrade):
        mending.ask(cast)


def test_only_people_of_the_unit_are_marked_again(app, cast):
    asel = mending.sit(cast, "asel", wrong=FEW, choice="c")
    maksat = mending.sit(cast, "maksat", wrong=FEW, choice="c")
    mending.mend()
    mending.confirm(cast, mending.ask(cast))
    assert mending.told(asel) == (3.0, 6.0, True)
    assert mending.told(maksat) == (2.0, 6.0, False)


def test_nobody_confirms_what_they_asked_for(wrong, cast):
    mending.mend()
    asked = mending.ask(cast)
    with pytest.raises(regrading.SecondRegraderNeeded):
        mending.confirm(cast, asked, who="kanykei")
    assert mending.told(wrong) == (2.0, 6.0, False)


def test_nobody_decides_about_their_own_attempt(app, cast):
    mending.sit(cast, "nurlan", wrong=FEW, choice="c")
    mending.mend()
    with pytest.raises(regrading.OwnAttempt):
        mending.confirm(cast, mending.ask(cast))
    mending.sit(cast, "kanykei", wrong=FEW, choice="c")


def test_who_sat_it_does_not_ask_either(app, cast):
    mending.sit(cast, "kanykei", wrong=FEW, choice="c")
    mending.mend()
    with pytest.raises(regrading.OwnAttempt):
        mending.ask(cast)


def test_a_question_is_asked_about_once_at_a_time(wrong, cast):
    mending.mend()
    mending.ask(cast)
    with pytest.raises(regrading.RegradeWaits):
        mending.ask(cast, How.FULL)


def test_confirming_twice_marks_once(wrong, cast):
    mending.mend()
    asked = mending.ask(cast)
    mending.confirm(cast, asked)
    with pytest.raises(regrading.RegradeSettled):
        mending.confirm(cast, asked)
    assert set(mending.marks(wrong)) == {1, 2}


def test_taken_back_is_gone_and_confirmed_stays(wrong, cast):
    mending.mend()
    asked = mending.ask(cast)
    with transaction():
        remarking.withdraw(regrades.regrade(asked.id), by=cast.kanykei, at=clock.now())
    assert regrades.regrade(asked.id) is None
    again = mending.ask(cast)
    mending.confirm(cast, again)
    with pytest.raises(regrading.RegradeSettled), transaction():
        remarking.withdraw(regrades.regrade(again.id), by=cast.nurlan, at=clock.now())


def test_the_journal_knows_both_results_and_both_persons(wrong, cast):
    mending.mend()
    mending.confirm(cast, mending.ask(cast))
    wanted = select(Entry).where(Entry.what.contains("regrade") | Entry.what.contains("again"))
    entries = {entry.what: entry for entry in db.session.scalars(wanted)}
    assert set(entries) == {
        "regrade asked", "regrade confirmed", "regrade done", "attempt marked again",
    }  # fmt: skip
    facts = entries["attempt marked again"].details
    assert (facts["score_before"], facts["score"]) == (2.0, 3.0)
    assert entries["regrade asked"].by_id == cast.kanykei.person_id
    assert entries["regrade confirmed"].by_id == cast.nurlan.person_id


# ── many: the command ─────────────────────────────────────────────────────────


@pytest.fixture
def many(app, cast, monkeypatch):
    """Three attempts where two are too many at once, and one at a time is a batch."""
    monkeypatch.setattr(regrading, "AT_ONCE", 2)
    monkeypatch.setattr(regrading, "BATCH", 1)
    made = [mending.sit(cast, who, wrong=FEW, choice="c") for who in ("asel", "bek", "daniyar")]
    mending.mend()
    return made


def regrade(app) -> str:
    outcome = app.test_cli_runner().invoke(args=["assessment", "regrade"])
    assert outcome.exit_code == 0, outcome.output
    return outcome.output


def test_many_are_left_to_the_command(many, app, cast):
    asked = mending.ask(cast)
    assert mending.confirm(cast, asked) is False
    assert [mending.told(one)[0] for one in many] == [2.0, 2.0, 2.0]
    assert f"regrade {asked.id}: 3 attempts" in regrade(app)
    assert [mending.told(one)[0] for one in many] == [3.0, 3.0, 3.0]
    assert regrade(app) == ""
    assert all(set(mending.marks(one)) == {1, 2} for one in many)


class Killed(BaseException):
    """As a process that is gone: nobody catches it."""


def test_killed_in_the_middle_it_goes_on_and_doubles_nothing(many, app, cast, monkeypatch):
    mending.confirm(cast, mending.ask(cast))
    sound, seen = remarking._tell, []

    def die(*args, **kwargs):
        seen.append(1)
        if len(seen) == 2:
            raise Killed
        sound(*args, **kwargs)

    monkeypatch.setattr(remarking, "_tell", die)
    with pytest.raises(Killed):
        app.test_cli_runner().invoke(args=["assessment", "regrade"])
    # The first is done, the second undone altogether: marks, rows and journal alike.
    db.session.rollback()
    assert rows(RegradedAttempt) == 1
    assert db.session.scalar(select(func.count()).where(Mark.round == 2)) == 6
    monkeypatch.setattr(remarking, "_tell", sound)
    regrade(app)
    assert [mending.told(one)[0] for one in many] == [3.0, 3.0, 3.0]
    assert rows(RegradedAttempt) == 3


def test_a_fault_at_the_second_click_leaves_nothing_half_done(wrong, cast, monkeypatch):
    mending.mend()
    asked = mending.ask(cast)
    monkeypatch.setattr(remarking, "_tell", lambda *_a, **_k: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        mending.confirm(cast, asked)
    assert set(mending.marks(wrong)) == {1}
    assert rows(RegradedAttempt) == 0
    there = regrades.regrade(asked.id)
    assert there is not None
    assert there.confirmed_at is None


def test_what_was_open_follows_once_it_is_handed_in(wrong, app, cast):
    with transaction():
        context = studies.context_of(mending.make.enrolment(cast.people["bek"]).id)
        late = mending.make.attempt(cast.bek, context=context)
    mending.mend()
    mending.confirm(cast, mending.ask(cast))
    with transaction():
        by = cast.bek
        attempt = db.session.get_one(Attempt, late.id)
        place = next(i.place for i in mending.drawn(attempt) if i.item == mending.ITEM)
        mending.tests.save_answer(
            attempt, place, {"choice": "c"}, language="ky", client_id="a-late-one",
            seat=mending.make.SEAT, by=by, at=clock.now(),
        )  # fmt: skip
        mending.tests.hand_in(attempt, by=by, at=clock.now())
    assert mending.told(late)[0] == 0.0
    regrade(app)
    assert mending.told(late)[0] == 1.0
    assert regrade(app) == ""


# ── what was seen stays ───────────────────────────────────────────────────────


def test_a_new_release_changes_nothing_for_open_and_finished_attempts(wrong, cast):
    """Also without anybody deciding anything: the attempt is of the release it saw."""
    with transaction():
        context = studies.context_of(mending.make.enrolment(cast.people["bek"]).id)
        begun = mending.make.attempt(cast.bek, context=context)
    kept, asked = mending.told(wrong), mending.pages(begun)
    mending.mend()
    assert mending.told(wrong) == kept
    assert mending.pages(begun) == asked
    with transaction():
        attempt = db.session.get_one(Attempt, begun.id)
        place = next(i.place for i in mending.drawn(attempt) if i.item == mending.ITEM)
        mending.tests.save_answer(
            attempt, place, {"choice": "a"}, language="ky", client_id="of-the-old",
            seat=mending.make.SEAT, by=cast.bek, at=clock.now(),
        )  # fmt: skip
        mending.tests.hand_in(attempt, by=cast.bek, at=clock.now())
    assert mending.told(begun)[0] == 1.0
