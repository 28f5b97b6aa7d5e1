"""flask assessment: what the server does for those who are gone."""

from datetime import timedelta

import click

from app.assessment import actions, queries, regrades, regrading, remarking, waiting
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


@assessment.command("regrade")
def regrade() -> None:
    """Mark again what two persons decided on, a batch at a time; may be stopped and started at any moment.

    Attempts that were open when it was decided follow here, once they are handed in.
    """
    by = system("assessment regrade")
    for regrade_id in regrades.confirmed():
        done = 0
        while True:
            with transaction():
                asked = regrades.regrade(regrade_id)
                assert asked is not None, "what is confirmed stays"
                size = regrading.BATCH
                went = remarking.mark_again(asked, limit=size, by=by, at=clock.now())
            done += went
            if went < size:
                break
        if done:
            click.echo(f"regrade {regrade_id}: {done} attempts gone through")
