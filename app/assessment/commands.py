"""flask assessment: what the server does for those who are gone."""

import click

from app.assessment import actions, queries
from app.core import clock
from app.core.actor import system
from app.db.session import transaction


@click.group()
def assessment() -> None:
    """Tests and attempts."""


@assessment.command("hand-in")
def hand_in() -> None:
    """Hand in attempts whose time is over; each by itself, so that one cannot hold up the others."""
    at = clock.now()
    for attempt_id in queries.overdue(at):
        with transaction():
            done = actions.hand_in_overdue(attempt_id, by=system("assessment hand-in"), at=at)
        if done:
            click.echo(f"attempt {attempt_id}: handed in")
