"""flask assessment: what the server does for those who are gone."""

from datetime import timedelta

import click

from app.assessment import actions, queries, waiting
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


@assessment.command("markings")
@click.option("--days", default=7, show_default=True, help="So many days or longer.")
def markings(days: int) -> None:
    """Say which essays have waited long for their markers, the longest first; by number, never whose they are."""
    for marking in waiting.since(clock.now() - timedelta(days=days)):
        done = len(waiting.readings(marking.id))
        since = f"{marking.begun_at:%Y-%m-%d}"
        click.echo(f"essay {marking.id}: waits since {since}, readings {done}, {marking.state}")
