"""`flask obligations …`: what a job does every night."""

import time

import click
from flask import current_app
from flask.cli import AppGroup

from app.core import clock
from app.db.session import transaction
from app.obligations import reminding, reviewing

group = AppGroup("obligations", help="What posts require of people.")


@group.command("review")
def review() -> None:
    """Compare what everybody owes with their posts, completions and exemptions of today; a batch at a time."""
    begun, today = time.monotonic(), clock.today()
    changed = 0
    for some in reviewing.batches():
        with transaction():
            changed += reviewing.review(some, on=today)
    click.echo(f"obligations changed: {changed}, in {time.monotonic() - begun:.0f} s")


@group.command("remind")
def remind() -> None:
    """Write the letters of today about what is owed; a second run writes nothing again."""
    with transaction():
        written = reminding.remind(site=current_app.config["PUBLIC_ADDRESS"], at=clock.now())
    click.echo(f"letters written: {written}")
