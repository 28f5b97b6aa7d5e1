"""flask journal …: publishing the head, a job on a timer; and comparing the chain with what was published."""

from pathlib import Path

import click
from flask.cli import AppGroup

from app.core import clock
from app.core.actor import system
from app.db.session import transaction
from app.journal import actions, queries
from app.journal.chain import Head

group = AppGroup("journal", help="The record of who did what.")

_FILE = click.Path(dir_okay=False, path_type=Path)


@group.command("publish")
@click.option("--to", "file", type=_FILE, help="A file that only grows; days it lacks are added.")
def publish(file: Path | None) -> None:
    """Publish today's head and print it: day, number, digest. Again on the same day is the same."""
    now = clock.now()
    with transaction():
        by = system("flask journal publish")
        head = actions.publish_head(clock.day_of(now), by=by, at=now)
    if file is not None:
        _append(file)
    click.echo(head.line)


def _append(file: Path) -> None:
    """After the commit: what is in the file is in the table as well."""
    there = set(file.read_text("ascii").splitlines()) if file.exists() else set()
    missing = [head.line for head in queries.heads() if head.line not in there]
    with file.open("a", encoding="ascii") as stream:
        stream.writelines(f"{line}\n" for line in missing)


@group.command("check")
@click.option("--against", "file", type=_FILE, help="Heads kept elsewhere, a line each.")
def check(file: Path | None) -> None:
    """Compare the chain with every published head; exit 1 when it was changed."""
    kept = _kept(file) if file is not None else []
    broken = queries.first_break()
    if broken is not None:
        raise click.ClickException(f"The chain is broken at entry {broken}.")
    unmet = queries.heads_not_met(kept)
    for head in unmet:
        click.echo(f"not the entry that was published: {head.line}")
    if unmet:
        raise SystemExit(1)
    count = len({*queries.heads(), *kept})
    click.echo(f"the chain holds and meets every published head: {count}")


def _kept(file: Path) -> list[Head]:
    if not file.exists():
        raise click.ClickException(f"There is no file {file}.")
    found = []
    for number, line in enumerate(file.read_text("utf-8", "replace").splitlines(), start=1):
        head = Head.read(line)
        if head is None and line.strip():
            raise click.ClickException(f"{file.name}, line {number}: not a head.")
        found += [head] if head else []
    return found
