"""`flask demo build`: the demonstration world, once, in demonstration mode only."""

import random
import time

import click
from flask import current_app
from flask.cli import AppGroup

from app.accounts import queries as people
from app.core import clock
from app.core.actor import system
from app.curriculum import queries as curriculum
from app.curriculum.models import ReleaseKind
from app.db.session import transaction
from app.demo import (
    cases,
    drills,
    essays,
    groups,
    handovers,
    history,
    marking,
    required,
    staffing,
)
from app.demo.people import World, settle, turn_over
from app.demo.roles import PASSWORD

# The same world on every machine, but for the days, which count from today.
_SEED = 20_26_11

group = AppGroup("demo", help="The demonstration world.")


@group.command("build")
def build() -> None:
    """Build the demonstration world. Refuses outside demonstration mode, and on a database with people."""
    if not current_app.config["DEMONSTRATION"]:
        raise click.ClickException("This is not demonstration mode; set MURAS_DEMONSTRATION=1.")
    if people.anybody():
        raise click.ClickException(
            "There are people in this database already; nothing was changed."
        )
    if curriculum.current_course(history.NEEDED) is None:
        raise click.ClickException(
            "There are no courses in this database yet; run flask content import first."
        )
    begun = time.monotonic()
    now = clock.now()
    world = World(
        chance=random.Random(_SEED),
        today=clock.day_of(now),
        at=now,
        by=system("flask demo build"),
        password_hash=current_app.extensions["hasher"].hash(PASSWORD),
    )
    # What is read before the writing begins is remembered, and not asked for twenty thousand times.
    for release in curriculum.current(*ReleaseKind):
        curriculum.edition(release.id)
    # One transaction: a world that was interrupted is no world.
    with transaction():
        settle(world)
        history.study(world)
        history.make_exceptions(world)
        groups.train(world)
        turn_over(world)
        drills.drill(world)
        essays.write(world)
        marking.mark_again(world)
        history.study_further(world)
        cases.play_cases(world)
        staffing.staff(world)
        required.require(world)
        handovers.hand_over(world)
    click.echo(f"{len(world.people)} invented people in {time.monotonic() - begun:.0f} s")
