"""What the start asserts, and what `flask doctor` prints: durability, schema, keys, the journal's chain."""

from collections.abc import Callable, Iterator
from pathlib import Path

import click
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from flask import Flask, current_app
from flask.cli import with_appcontext
from sqlalchemy import select, text
from sqlalchemy.exc import SQLAlchemyError

from app.accounts import visits
from app.assessment import drawing, stale
from app.assessment import queries as banks
from app.assessment.bank import Bank
from app.core import clock
from app.core.bundle import digest
from app.curriculum import queries as curriculum
from app.curriculum.models import Release, ReleaseKind
from app.db.session import db
from app.journal import queries as journal
from app.learning import activities

Finding = tuple[str, bool, str]

# What PRAGMA synchronous answers.
_SYNCHRONOUS = {0: "OFF", 1: "NORMAL", 2: "FULL", 3: "EXTRA"}


class NotReady(RuntimeError):
    """The program does not start; the message says what to mend."""


def ensure_ready(app: Flask) -> None:
    """Asked once at the start of a server: the database keeps what it acknowledges, and has the known schema."""
    with app.app_context():
        for name in ("durability", "schema", "signing key"):
            _name, good, said = _ask(name)
            if not good:
                raise NotReady(f"{name}: {said}")
        db.session.remove()
        db.engine.dispose()


def durability() -> Finding:
    """An acknowledged commit survives a power cut only with these settings."""
    if db.engine.dialect.name == "postgresql":
        wanted = ("fsync", "synchronous_commit", "full_page_writes")
        found = {name: db.session.scalar(text(f"SHOW {name}")) for name in wanted}
        return "durability", all(v == "on" for v in found.values()), f"PostgreSQL {found}"
    journal_mode = str(db.session.scalar(text("PRAGMA journal_mode"))).upper()
    synchronous = _SYNCHRONOUS[int(db.session.scalar(text("PRAGMA synchronous")) or 0)]
    keys = db.session.scalar(text("PRAGMA foreign_keys")) == 1
    safe = {("DELETE", "EXTRA"), ("WAL", "FULL"), ("WAL", "EXTRA"), ("MEMORY", "EXTRA")}
    return (
        "durability",
        (journal_mode, synchronous) in safe and keys,
        f"SQLite journal_mode={journal_mode} synchronous={synchronous} foreign_keys={keys}",
    )


def schema() -> Finding:
    """The database stands at the newest migration this program knows."""
    newest = ScriptDirectory(str(Path(__file__).with_name("migrations"))).get_current_head()
    with db.engine.connect() as connection:
        present = MigrationContext.configure(connection).get_current_revision()
    said = f"at {present}, the program knows {newest}"
    return (
        "schema",
        present == newest,
        said if present == newest else f"{said}; run: flask db upgrade",
    )


def signing_key() -> Finding:
    path = Path(current_app.config["SIGNING_KEY_FILE"])
    if not path.exists():
        return "signing key", False, f"missing: {path.name}; run: flask learning new-signing-key"
    private = path.stat().st_mode & 0o077 == 0
    return "signing key", private, "present" if private else "other accounts can read the file"


def second_factor() -> Finding:
    """Who holds a duty is asked for a second factor, and every device's key can still be opened."""
    vault, demanded = current_app.extensions["vault"], current_app.config["SECOND_FACTOR_REQUIRED"]
    without = visits.without_device(on=clock.today())
    shut = sum(vault.open(device.secret) is None for device in visits.devices())
    said = f"{'required' if demanded else 'off'}; people with a duty and no device yet: {without}"
    if shut:
        said += f"; devices sealed with an unknown SECRET_KEY: {shut}"
    good = not shut and (demanded or current_app.config["DEMONSTRATION"])
    return "second step", good, said


def releases() -> Finding:
    """Every release still has the digest under which it was frozen."""
    everything = db.session.scalars(select(Release).order_by(Release.id))
    wrong = [
        f"{release.kind.value} {release.name} {release.number}"
        for release in everything
        if digest(curriculum.bundle_of(release.id)) != release.digest
    ]
    return "releases", not wrong, ", ".join(wrong) or "all digests hold"


def questions() -> Finding:
    """Tests that are offered have enough questions whose law still stands."""
    today, gone = clock.today(), dict[str, frozenset[str]]()
    for release in curriculum.current(ReleaseKind.BANK):
        gone[release.name] = frozenset(stale.stale_items(release.id, on=today))
    short = [
        name
        for name, (_course, quiz) in activities.offered().items()
        if quiz.bank in gone and drawing.lacking(quiz, _bank(quiz.bank), gone[quiz.bank])
    ]
    names = ", ".join(sorted(item for items in gone.values() for item in items))
    said = f"stale, and not drawn: {names}" if names else "none is stale"
    return "questions", not short, f"{said}; too few for {', '.join(short)}" if short else said


def _bank(name: str) -> Bank:
    release = banks.current_bank_release(name)
    assert release is not None
    return banks.bank(release.id)


def chain() -> Finding:
    broken = journal.first_break()
    if broken is not None:
        return "journal", False, f"broken at {broken}"
    unmet = ", ".join(head.day.isoformat() for head in journal.heads_not_met())
    said = f"not what was published on {unmet}" if unmet else "the chain holds"
    return "journal", not unmet, said


_CHECKS: dict[str, Callable[[], Finding]] = {
    "durability": durability,
    "schema": schema,
    "signing key": signing_key,
    "second step": second_factor,
    "releases": releases,
    "questions": questions,
    "journal": chain,
}
# They read tables, so they mean something only where the tables are those of this program.
_OF_TABLES = ("second step", "releases", "questions", "journal")


def findings() -> Iterator[Finding]:
    """A check that could not run has failed."""
    known = True
    for name in _CHECKS:
        if name in _OF_TABLES and not known:
            yield name, False, "not looked at, since the tables are not those of this program"
            continue
        found = _ask(name)
        known = known and (name != "schema" or found[1])
        yield found


def _ask(name: str) -> Finding:
    try:
        return _CHECKS[name]()
    except SQLAlchemyError as error:
        return name, False, f"the database does not answer this: {type(error).__name__}"
    finally:
        db.session.rollback()


@click.command("doctor")
@with_appcontext
def doctor() -> None:
    """Say whether this installation keeps its promises; exit 1 when one is not kept."""
    mode = "demonstration" if current_app.config["DEMONSTRATION"] else "production"
    click.echo(f"mode         {mode}, at {current_app.config['PUBLIC_ADDRESS']}")
    bad = 0
    for name, good, said in findings():
        click.echo(f"{name:12} {'ok' if good else 'NOT OK'}  {said}")
        bad += not good
    if bad:
        raise SystemExit(1)
