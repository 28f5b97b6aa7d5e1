"""`flask content …`: what an author must mend, and bringing what is shipped into the database."""

from pathlib import Path

import click
from flask.cli import AppGroup

from app.authoring import shipped
from app.core import clock
from app.core.actor import system
from app.core.problems import Problems
from app.curriculum import actions
from app.curriculum.rules import Unfit
from app.db.session import transaction
from app.settings import ROOT

group = AppGroup("content", help="Courses, question banks, the register of acts, the glossary.")


@group.command("check")
@click.argument("folder", required=False)
@click.option("--root", type=click.Path(exists=True, file_okay=False, path_type=Path), default=ROOT)
def check(folder: str | None, root: Path) -> None:
    """Print everything the author must mend, a line each; exit 1 when there is an error.

    FOLDER is a course, a bank, courses/_law or courses/_glossary; without it everything is checked.
    """
    problems = shipped.check(root, only=_from_root(folder, root))
    _print(problems)
    click.echo(f"{len(problems.errors)} errors, {len(problems.warnings)} warnings")
    if problems.errors:
        raise SystemExit(1)


@group.command("import")
@click.option("--root", type=click.Path(exists=True, file_okay=False, path_type=Path), default=ROOT)
def import_(root: Path) -> None:
    """Release what is shipped: all of it or none; what is released already stays as it is."""
    together = shipped.Together()
    try:
        with transaction():
            made = actions.import_shipped(
                root,
                by=system("flask content import"),
                at=clock.now(),
                check_bank=together.bank,
                check_quiz=together.quiz,
            )
    except Unfit as refusal:
        _print(refusal.problems)
        raise click.ClickException("Nothing was released.") from refusal
    for release, is_new in made:
        state = "released" if is_new else "unchanged"
        click.echo(f"{release.kind.value} {release.name} {release.number}: {state}")


def _from_root(folder: str | None, root: Path) -> str | None:
    """As the author typed it, seen from the root."""
    if folder is None:
        return None
    path = Path(folder)
    if not path.exists():
        path = root / folder
    return path.resolve().relative_to(root.resolve()).as_posix() if path.exists() else folder


def _print(problems: Problems) -> None:
    for p in problems:
        click.echo(f"{p.path}:{p.line}: {p.level} {p.code}: {p.english()}")
