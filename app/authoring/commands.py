"""`flask content …`: what an author must mend, and bringing what is shipped into the database."""

from pathlib import Path

import click
from flask.cli import AppGroup

from app.authoring import shipped
from app.core import clock
from app.core.actor import system
from app.core.problems import Problems
from app.curriculum import actions, queries
from app.curriculum.models import Release, ReleaseKind
from app.curriculum.rules import Unfit
from app.db.session import transaction
from app.settings import ROOT
from app.web.console import writing

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
    """Release what is shipped: all of it or none; what is released already stays as it is.

    Prints what the author should look at in each new release, translations left behind included.
    """
    together, warned = shipped.Together(), {}
    try:
        with transaction():
            made = actions.import_shipped(
                root,
                by=system("flask content import"),
                at=clock.now(),
                check_bank=together.bank,
                check_patterns=together.patterns,
                check_quiz=together.quiz,
                check_course=together.course,
                note=lambda release, problems: warned.update({release.id: problems}),
            )
    except Unfit as refusal:
        _print(refusal.problems)
        raise click.ClickException("Nothing was released.") from refusal
    for release, is_new in made:
        state = "released" if is_new else "unchanged"
        if queries.is_withdrawn(release.id):
            state = "withdrawn"
        click.echo(f"{release.kind.value} {release.name} {release.number}: {state}")
        _print(warned.get(release.id, Problems()))


@group.command("withdraw")
@click.argument("kind", type=click.Choice([kind.value for kind in ReleaseKind]))
@click.argument("name")
@click.option("--reason", required=True, help="Why; kept with the release and in the journal.")
def withdraw(kind: str, name: str, reason: str) -> None:
    """Offer the newest release no longer. Nobody enrols in it any more; who studies it goes on.

    The release before is offered again, if there is one.
    """
    reason = reason.strip()
    if not 10 <= len(reason) <= 500:
        raise click.ClickException("Give the reason in 10 to 500 characters.")
    with writing():
        gone, left = _withdraw(ReleaseKind(kind), name, reason)
    click.echo(f"{kind} {name} {gone.number}: withdrawn")
    click.echo(f"{kind} {name} {left.number}: offered again" if left else "no release is offered")


def _withdraw(kind: ReleaseKind, name: str, reason: str) -> tuple[Release, Release | None]:
    offered = queries.current_release(name, kind)
    if offered is None:
        raise click.ClickException(f"There is no {kind.value} {name} that is offered.")
    actions.withdraw(offered, reason, by=system("flask content withdraw"), at=clock.now())
    return offered, queries.current_release(name, kind)


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
