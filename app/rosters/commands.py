"""flask rosters …: bring and apply a list where a page would take too long; let old files go."""

from pathlib import Path

import click
from flask.cli import AppGroup

from app.core import clock
from app.core.actor import system
from app.db.session import db
from app.rosters import actions, applying, planning, queries, rules
from app.rosters.planning import Preview
from app.web.console import writing

group = AppGroup("rosters", help="Staff lists of personnel departments.")


@group.command("import")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--institution", required=True, help="Its short Latin code.")
@click.option("--dry-run", is_flag=True, help="Only say what the list would change.")
@click.option("--complete", is_flag=True, help="Whoever is not in the list leaves.")
@click.option("--create-posts", is_flag=True, help="Create posts where no vacant one is found.")
@click.option("--take-guessed-sex", is_flag=True, help="Take the sex that patronymics tell.")
@click.option("--day", type=click.DateTime(["%Y-%m-%d"]), help="From which day it holds; today.")
def import_list(
    file: Path, institution: str, *, dry_run: bool, complete: bool, create_posts: bool,
    take_guessed_sex: bool, day,
) -> None:  # fmt: skip
    """Read FILE, say what it would change, and do it, all or nothing."""
    with writing():
        theirs = queries.institution(institution)
        if theirs is None:
            raise click.ClickException(f"There is no institution {institution}.")
        by, now = system("flask rosters import"), clock.now()
        of = actions.bring(theirs, file.name, file.read_bytes(), by=by, at=now)
        actions.set_options(
            of, on_day=day.date() if day else of.on_day, complete=complete,
            makes_posts=create_posts, takes_guessed_sex=take_guessed_sex, language=of.language,
            profession=of.profession, by=by, at=now,
        )  # fmt: skip
        shown = planning.preview(of, today=clock.day_of(now))
        _tell(shown)
        if dry_run:
            db.session.rollback()
            return
        _apply(of, shown, by=by, at=now)


def _tell(shown: Preview) -> None:
    for name, number in shown.counts.items():
        if number:
            click.echo(f"{name}: {number}")
    for problem in shown.plan.problems:
        click.echo(f"{problem.level}, line {problem.line}: {problem.english()}")


def _apply(of, shown: Preview, *, by, at) -> None:
    if shown.plan.errors:
        raise rules.HasErrors
    if applying.apply_or_ask(of, shown.digest, by=by, at=at, most=None):
        click.echo(f"applied: list {of.id}")
    else:
        click.echo(f"list {of.id} waits for a second person; they confirm it on its page")


@group.command("forget")
def forget() -> None:
    """Remove the files of lists that can no longer be undone."""
    with writing():
        gone = actions.forget_files(at=clock.now())
    click.echo(f"files removed: {gone}")
