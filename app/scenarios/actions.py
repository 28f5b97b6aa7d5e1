"""Begin, choose, take back, note, reflect, mark. Nothing here commits.

Beginning and ending are journalled. A choice is not: its own table only grows, and says who, what and when.
"""

from datetime import datetime
from typing import Any

from sqlalchemy import insert, select

from app.accounts.models import Person
from app.core.actor import Actor
from app.curriculum.models import Release
from app.db.session import db, write
from app.journal import actions as journal
from app.scenarios import events, play, queries, rules
from app.scenarios.answers import Answer
from app.scenarios.models import Reflection, Run, RunNote, RunState, RunStep, WritingMark
from app.scenarios.play import Run as Played

_STEP = insert(RunStep).returning(RunStep.number)


def begin(
    person: Person, *, release: Release, scenario: str, context: str, by: Actor, at: datetime
) -> Run:
    """Beginning twice is harmless: an open run is given back and goes on."""
    # Two requests at once would both find no open run.
    db.session.scalars(
        select(Person.id).where(Person.id == person.id).with_for_update(key_share=True)
    ).one()
    earlier = queries.runs_in(context, scenario)
    for run in earlier:
        if run.state is RunState.OPEN:
            return run
    run = Run(
        person_id=person.id,
        release_id=release.id,
        context=context,
        scenario=scenario,
        number=len(earlier) + 1,
        begun_at=at,
        state=RunState.OPEN,
    )
    db.session.add(run)
    db.session.flush()
    journal.record(by, "run begun", run, at=at, scenario=scenario, number=run.number)
    return run


def leave(run: Run, *, by: Actor, at: datetime) -> None:
    """To begin again: what was done stays as it was."""
    if run.state is not RunState.OPEN:
        return
    kept = queries.steps(run.id)
    run.state, run.ended_at = RunState.LEFT, at
    run.language = rules.language_of(step.language for step in kept)
    db.session.flush()
    journal.record(by, "run left", run, at=at, steps=len(kept))


def choose(
    run: Run, answer: Answer, *, number: int, language: str, by: Actor, at: datetime
) -> Played:
    """The run with this step. `run` was locked in this transaction; `number` is the step the page was made for.

    Sent again, the same answer is the same step. Raises a Refusal where it is not open, or not whole.
    """
    kept = queries.steps(run.id)
    if number <= len(kept) and kept[number - 1].answer == answer:
        return queries.played(run, kept)
    _ensure_open(run, kept, number)
    scenario = queries.scenario_of(run)
    before = queries.played(run, kept)
    step = play.step(scenario, before.state, answer)
    scene, digest = before.state.scene, step.after.digest()
    _keep(run, number, scene, step.option, answer, language, digest, at)
    now = Played(before.first, (*before.steps, step))
    if play.is_over(scenario, now.state):
        _finish(run, now, [*(one.language for one in kept), language], by=by, at=at)
    return now


def go_back(run: Run, *, number: int, language: str, at: datetime) -> Played:
    """The last step is taken back, by a step of its own."""
    kept = queries.steps(run.id)
    _ensure_open(run, kept, number)
    before = queries.played(run, kept)
    scenario = queries.scenario_of(run)
    play.ensure_may_go_back(scenario, before.state, len(before.steps))
    now = Played(before.first, before.steps[:-1])
    digest = now.state.digest()
    _keep(run, number, before.state.scene, "back", play.BACK, language, digest, at)
    return now


def _ensure_open(run: Run, kept: list[queries.Step], number: int) -> None:
    if run.state is not RunState.OPEN:
        raise rules.RunOver
    if number != len(kept) + 1:
        raise rules.GoneOn


def _keep(
    run: Run,
    number: int,
    scene: str,
    option: str,
    answer: Answer,
    language: str,
    digest: str,
    at: datetime,
) -> None:
    row = {
        "run_id": run.id,
        "number": number,
        "scene": scene,
        "option": option,
        "answer": dict(answer),
        "language": language,
        "at": at,
        "digest": digest,
    }
    write(_STEP, row)


def _finish(run: Run, now: Played, languages: list[str], *, by: Actor, at: datetime) -> None:
    scenario, state = queries.scenario_of(run), now.state
    run.state, run.ended_at, run.ending = RunState.FINISHED, at, state.scene
    run.percent, run.verdict = play.percent(scenario, state), play.judged(scenario, state)
    run.serious, run.slight = state.serious, len(state.harm) - state.serious
    run.language = rules.language_of(languages)
    db.session.flush()
    facts = {"scenario": run.scenario, "ending": run.ending, "verdict": run.verdict}
    journal.record(by, "run finished", run, at=at, **facts)
    events.run_finished.send(run=run, by=by, at=at)


def note(run: Run, text: str, *, at: datetime) -> None:
    """Into the notebook of an open run, at the scene where it stands."""
    if run.state is not RunState.OPEN:
        raise rules.RunOver
    text = rules.ensure_text(text, rules.LONGEST_NOTE)
    scene = queries.played(run, queries.steps(run.id)).state.scene
    db.session.add(RunNote(run_id=run.id, scene=scene, text=text, at=at))
    db.session.flush()


def reflect(run: Run, text: str, *, language: str, at: datetime) -> None:
    """Once, when the case is over."""
    if run.state is not RunState.FINISHED:
        raise rules.NotOver
    if queries.reflection(run.id) is not None:
        raise rules.AlreadyWritten
    text = rules.ensure_text(text, rules.LONGEST_REFLECTION)
    db.session.add(Reflection(run_id=run.id, text=text, language=language, at=at))
    db.session.flush()


def mark_writing(
    run: Run, number: int, levels: dict[str, Any], remark: str, *, by: Actor, at: datetime
) -> None:
    """`run` was locked in this transaction. The first trainer who marks a text has marked it."""
    if number in queries.writing_marks(run.id):
        raise rules.AlreadyMarked
    assert by.person_id is not None
    db.session.add(
        WritingMark(
            run_id=run.id,
            number=number,
            marker_id=by.person_id,
            levels=levels,
            remark=remark,
            at=at,
        )
    )
    db.session.flush()
    journal.record(by, "writing marked", run, at=at, number=number)
