"""Runs in the database: begun once, answered once, never changed; what is written is written once."""

import pytest
from sqlalchemy import delete, update
from sqlalchemy.exc import DBAPIError

from app.core import clock
from app.db.session import db
from app.scenarios import actions, answers, events, play, queries, rules
from app.scenarios.models import Reflection, RunNote, RunState, RunStep
from tests.scenarios import worked

CONTEXT = "enrolment:1"


def begin(cast, release):
    return actions.begin(
        cast.people["asel"],
        release=release,
        scenario=worked.ID,
        context=CONTEXT,
        by=cast.asel,
        at=clock.now(),
    )


@pytest.fixture
def release(app):
    return worked.release()


@pytest.fixture
def run(cast, writing, release):
    return begin(cast, release)


def choose(cast, run, choice: str, number: int, language: str = "ky"):
    given = {"choice": choice}
    return actions.choose(
        run, given, number=number, language=language, by=cast.asel, at=clock.now()
    )


def test_beginning_twice_goes_on_and_after_leaving_it_is_another(cast, run, release):
    assert begin(cast, release).id == run.id
    choose(cast, run, "listen", 1)
    actions.leave(run, by=cast.asel, at=clock.now())
    actions.leave(run, by=cast.asel, at=clock.now())
    again = begin(cast, release)
    assert (again.id != run.id, again.number, run.state, run.language) == (True, 2, "left", "ky")
    assert len(queries.steps(run.id)) == 1
    with pytest.raises(rules.RunOver):
        choose(cast, run, "go-on", 2)


def test_the_same_answer_sent_twice_is_one_step(cast, run):
    first, again = choose(cast, run, "listen", 1), choose(cast, run, "listen", 1)
    assert first.state == again.state
    assert [step.option for step in queries.steps(run.id)] == ["listen"]


def test_an_answer_from_an_older_page_is_refused(cast, run):
    choose(cast, run, "listen", 1)
    for number in (1, 3, 99):
        with pytest.raises(rules.GoneOn):
            choose(cast, run, "laugh", number)


def test_what_is_not_open_or_not_whole_leaves_no_row(cast, run):
    choose(cast, run, "listen", 1)
    with pytest.raises(play.NotOffered):
        choose(cast, run, "laugh", 2)
    with pytest.raises(play.NoWayBack):
        actions.go_back(run, number=2, language="ky", at=clock.now())
    choose(cast, run, "safe", 2)
    choose(cast, run, "go-on", 3)
    with pytest.raises(answers.Incomplete):
        actions.choose(run, {"blanks": {}}, number=4, language="ky", by=cast.asel, at=clock.now())
    assert len(queries.steps(run.id)) == 3


def test_an_ending_finishes_the_run_once_and_is_announced(cast, run):
    told = []

    def hear(_sender, run, **_rest):
        told.append(run.id)

    with events.run_finished.connected_to(hear):
        choose(cast, run, "laugh", 1, "ru")
        choose(cast, run, "laugh", 1, "ru")
    assert told == [run.id]
    assert (run.state, run.ending, run.verdict) == (RunState.FINISHED, "left", "not-yet")
    assert (run.percent, run.slight, run.serious, run.language) == (0, 0, 0, "ru")
    with pytest.raises(rules.RunOver):
        actions.note(run, "late", at=clock.now())


def test_notes_and_a_reflection_are_kept_as_written(cast, run):
    actions.note(run, "  Паспорт сейфте ", at=clock.now())
    with pytest.raises(rules.EmptyText):
        actions.note(run, "  ", at=clock.now())
    with pytest.raises(rules.LongText):
        actions.note(run, "a" * (rules.LONGEST_NOTE + 1), at=clock.now())
    with pytest.raises(rules.NotOver):
        actions.reflect(run, "Early", language="ru", at=clock.now())
    choose(cast, run, "laugh", 1)
    actions.reflect(run, "Сначала безопасность", language="ru", at=clock.now())
    with pytest.raises(rules.AlreadyWritten):
        actions.reflect(run, "Again", language="ru", at=clock.now())
    assert [(note.scene, note.text) for note in queries.notes(run.id)] == [
        ("corridor", "Паспорт сейфте")
    ]
    assert queries.reflection(run.id).text == "Сначала безопасность"


def test_a_text_is_marked_once(cast, run):
    choose(cast, run, "listen", 1)
    actions.mark_writing(run, 1, {"clear": 2}, "Жакшы", by=cast.chynara, at=clock.now())
    with pytest.raises(rules.AlreadyMarked):
        actions.mark_writing(run, 1, {"clear": 1}, "", by=cast.chynara, at=clock.now())
    assert queries.writing_marks(run.id)[1].levels == {"clear": 2}


@pytest.mark.parametrize("table", [RunStep, RunNote, Reflection])
@pytest.mark.parametrize("deed", ["change", "delete"])
def test_what_was_done_can_be_neither_changed_nor_deleted(table, deed, cast, run):
    actions.note(run, "A note", at=clock.now())
    choose(cast, run, "laugh", 1)
    actions.reflect(run, "A word", language="ru", at=clock.now())
    db.session.flush()
    wanted = delete(table) if deed == "delete" else update(table).values(at=clock.now())
    with pytest.raises(DBAPIError), db.session.begin_nested():
        db.session.execute(wanted.execution_options(synchronize_session=False))
