"""flask jobs run, flask jobs once: a service, or a timer."""

import os
import signal
import time

import click
from flask import current_app
from flask.cli import AppGroup

from app.core import clock
from app.db.session import db
from app.jobs import running

jobs = AppGroup("jobs", help="Long work: reports and files.")

_PAUSE = 2.0  # seconds between looks when there is nothing to do


@jobs.command("once")
def once() -> None:
    """Do all the jobs that are ready, then stop."""
    done = running.run_all(current_app.extensions["jobs"], clock=clock.now)
    click.echo(f"jobs done: {done}")


@jobs.command("run")
@click.option("--with-parent", is_flag=True, help="Stop when the process that started this ends.")
def run(with_parent: bool) -> None:
    """Do jobs as they come, until told to stop; the one at hand is finished first."""
    told: list[int] = []
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda caught, _frame: told.append(caught))
    parent = os.getppid()
    while not told and not (with_parent and os.getppid() != parent):
        outcome = running.run_next(current_app.extensions["jobs"], clock=clock.now)
        db.session.remove()
        if outcome is None:
            time.sleep(_PAUSE)
