"""Jobs: claimed once, taken up again when their process died, tried again when they failed."""

import threading
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select

from app.core.actor import system
from app.db.session import db, transaction
from app.jobs import actions, queries, running
from app.jobs.actions import Claim
from app.jobs.models import Job
from app.jobs.rules import LOCK_LASTS, MOST_ATTEMPTS, State, wait_after
from tests import house
from tests.architecture.test_migrations import empty_database

NOW = datetime(2026, 3, 1, 9, tzinfo=UTC)
BY = system("test")


class Clock:
    def __init__(self) -> None:
        self.at = NOW

    def __call__(self) -> datetime:
        return self.at


@pytest.fixture
def clock():
    return Clock()


def ask(kind: str = "count", **payload: object) -> int:
    with transaction():
        return actions.enqueue(kind, payload, by=BY, at=NOW).id


def job(number: int) -> Job:
    db.session.expire_all()
    found = queries.job(number)
    assert found is not None
    return found


def state(number: int, at: datetime = NOW) -> State:
    return job(number).state(at)


def test_a_job_goes_with_the_transaction_of_its_data(app):
    with pytest.raises(ZeroDivisionError), transaction():
        actions.enqueue("count", {}, by=BY, at=NOW)
        raise ZeroDivisionError
    assert db.session.scalars(select(Job)).all() == []


def test_jobs_are_done_in_their_order_and_told_what_was_asked(app, clock):
    seen: list[object] = []
    for n in (1, 2, 3):
        ask(n=n)
    handlers = {"count": lambda work: seen.append(work.payload["n"])}
    assert running.run_all(handlers, clock=clock) == 3
    assert seen == [1, 2, 3]
    assert running.run_next(handlers, clock=clock) is None


def test_what_a_job_keeps_and_that_it_is_done_are_one_transaction(app, clock):
    def fails(_at):
        db.session.add(Job(kind="trace", payload={}, asked_at=NOW, run_at=NOW))
        db.session.flush()
        raise ValueError("nothing of this is kept")

    number = ask()
    assert running.run_next({"count": lambda _work: fails}, clock=clock) is False
    assert [j.kind for j in db.session.scalars(select(Job))] == ["count"]
    assert (state(number), job(number).error) == (State.WAITING, "ValueError")


def test_a_job_that_waits_for_later_is_left_until_then(app, clock):
    with transaction():
        actions.enqueue("count", {}, by=BY, at=NOW, run_at=NOW + timedelta(hours=1))
    assert running.run_next({}, clock=clock) is None
    clock.at += timedelta(hours=1)
    assert running.run_next({"count": lambda _work: None}, clock=clock) is True


def test_a_claimed_job_is_claimed_by_nobody_else_until_its_lock_runs_out(app):
    number = ask()
    with transaction():
        assert actions.claim(at=NOW) is not None
    with transaction():
        assert actions.claim(at=NOW + LOCK_LASTS - timedelta(seconds=1)) is None
    assert state(number) is State.RUNNING
    with transaction():
        again = actions.claim(at=NOW + LOCK_LASTS)
    assert again is not None and (again.id, again.attempts) == (number, 2)


def test_a_job_whose_process_died_is_done_by_the_next(app, clock):
    class Killed(BaseException):
        """As a process that is killed: nobody settles anything."""

    def dies(_work):
        raise Killed

    number = ask()
    with pytest.raises(Killed):
        running.run_next({"count": dies}, clock=clock)
    assert running.run_next({"count": lambda _work: None}, clock=clock) is None
    clock.at += LOCK_LASTS
    assert running.run_next({"count": lambda _work: None}, clock=clock) is True
    assert state(number) is State.DONE


def test_who_comes_back_after_the_lock_has_no_say(app, clock):
    number = ask()
    kept: list[str] = []

    def sleeps(work):
        clock.at += LOCK_LASTS
        with transaction():
            actions.claim(at=clock.at)
        return lambda _at: kept.append("late")

    assert running.run_next({"count": sleeps}, clock=clock) is False
    assert kept == []
    assert (state(number, clock.at), job(number).attempts) == (State.RUNNING, 2)
    with transaction():
        assert not actions.note_progress(Claim(number, 1), 50, at=clock.at)
        assert not actions.give_back(Claim(number, 1), "late", at=clock.at)


def test_a_job_that_fails_is_tried_again_later_and_given_up_at_last(app, clock):
    number, tried = ask(), []

    def fails(work):
        tried.append(work.at)
        raise ValueError("words that may hold a name")

    while state(number, clock.at) is State.WAITING:
        running.run_all({"count": fails}, clock=clock)
        clock.at += timedelta(minutes=1)
    assert len(tried) == MOST_ATTEMPTS
    assert [b - a >= wait_after(n + 1) for n, (a, b) in enumerate(zip(tried, tried[1:], strict=False))]  # fmt: skip
    assert (state(number, clock.at), job(number).error) == (State.FAILED, "ValueError")
    assert running.run_next({"count": fails}, clock=clock) is None


def test_work_nobody_knows_is_a_failure_and_holds_up_no_other(app, clock):
    unknown, known = ask("gossip"), ask("count")
    assert running.run_all({"count": lambda _work: None}, clock=clock) == 1
    assert (job(unknown).error, state(known)) == ("NobodyKnows", State.DONE)


def test_progress_is_seen_by_others_and_begins_the_lock_anew(app, clock):
    number = ask()

    def works(work):
        clock.at += timedelta(minutes=8)
        work.tell(40)
        assert job(number).progress == 40
        assert job(number).locked_until == clock.at + LOCK_LASTS
        work.tell(250)
        assert job(number).progress == 99

    assert running.run_next({"count": works}, clock=clock) is True
    assert job(number).progress == 100


def test_the_command_does_what_is_ready(app):
    with transaction():
        actions.enqueue("gossip", {}, by=BY, at=NOW)
    outcome = app.test_cli_runner().invoke(args=["jobs", "once"])
    assert (outcome.exit_code, outcome.output) == (0, "jobs done: 0\n")


def test_many_workers_at_once_do_each_job_once(settings, tmp_path):
    """On a database of its own, with a connection for each worker."""
    done: list[int] = []
    with empty_database(tmp_path) as address:
        plain = {"SQLALCHEMY_DATABASE_URI": address, "SQLALCHEMY_ENGINE_OPTIONS": {}}
        app, _cast = house.build(settings | plain)
        gate = threading.Barrier(4)

        def work() -> None:
            with app.app_context():
                gate.wait(30)
                handlers = {"count": lambda asked: done.append(asked.job_id)}
                running.run_all(handlers, clock=lambda: NOW)
                db.session.remove()

        with app.app_context():
            numbers = [ask() for _ in range(24)]
            workers = [threading.Thread(target=work) for _ in range(4)]
            for worker in workers:
                worker.start()
            for worker in workers:
                worker.join(60)
            assert sorted(done) == numbers
            assert {j.attempts for j in db.session.scalars(select(Job))} == {1}
            db.session.remove()
            db.engine.dispose()
