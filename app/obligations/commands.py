"""`flask obligations …`: what a job does every night. Either may be killed, run again, or run twice at once."""

import time
from datetime import date

import click
from flask import current_app
from flask.cli import AppGroup

from app.core import clock
from app.db.session import db, transaction
from app.obligations import nearing, reminding, reviewing

group = AppGroup("obligations", help="What posts require of people.")


@group.command("review")
def review() -> None:
    """Compare what everybody owes with their posts, completions and exemptions of today; a part at a time."""
    begun, today = time.monotonic(), clock.today()
    changed, missed = 0, list[int]()
    for some in reviewing.batches():
        with transaction():
            done = reviewing.review_free(some, on=today)
        changed += done.changed
        missed += done.missed
    for person_id in missed:  # one by one, whoever changes them may be waited for
        with transaction():
            changed += reviewing.review([person_id], on=today)
    click.echo(f"obligations changed: {changed}, in {time.monotonic() - begun:.0f} s")


@group.command("remind")
def remind() -> None:
    """Write the letters of today about what is owed; a second run writes nothing again."""
    begun, now = time.monotonic(), clock.now()
    letters = reminding.Letters(site=current_app.config["PUBLIC_ADDRESS"], at=now)
    written = 0
    for some in nearing.parts(letters.on):
        with transaction():
            written += letters.to_themselves(some)
    for who, news in gathered(letters.on).items():
        with transaction():
            written += letters.to_keeper(who, news)
    click.echo(f"letters written: {written}, in {time.monotonic() - begun:.0f} s")


def gathered(on: date) -> dict[int, reminding.News]:
    """Of what each head or registrar is to be told. A page at a time: on SQLite a long look keeps others from writing."""
    gathering = reminding.Gathering(on)
    found = nearing.page(on, None)
    while found:
        gathering.add(found)
        db.session.rollback()
        found = nearing.page(on, found[-1])
    return gathering.of
