"""Releasing and withdrawing. Nothing here commits."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from app.core.actor import Actor
from app.core.bundle import Bundle, digest
from app.core.problems import Problems
from app.curriculum import (
    changes,
    checks,
    events,
    glossary,
    law,
    queries,
    reading,
    rules,
    shipped,
)
from app.curriculum.models import Release, ReleaseFile, ReleaseKind, Withdrawal
from app.curriculum.shipped import CheckBank, CheckCourse, CheckQuiz, Shipped
from app.db.session import db
from app.journal import actions as journal

Check = Callable[[Bundle], Problems]
# Told of each new release what its author should look at: faults that do not stop it.
Note = Callable[[Release, Problems], None]


def release(
    kind: ReleaseKind,
    name: str,
    bundle: Bundle,
    *,
    by: Actor,
    at: datetime,
    check: Check | None = None,
    note: Note | None = None,
) -> Release:
    """A new release, or the newest when its files are the same.

    `check` finds what only a higher room knows: of a bank everything, of a course its tests. Raises Unfit with
    all problems when there are errors.
    """
    newest = queries.newest(kind, name)
    if newest is not None and rules.is_same(bundle, newest.digest):
        return newest
    problems = _problems(kind, bundle, newest)
    if check is not None:
        problems.extend(check(bundle))
    rules.ensure_fit(problems)
    made = Release(
        kind=kind,
        name=name,
        number=newest.number + 1 if newest else 1,
        digest=digest(bundle),
        released_at=at,
        released_by_id=by.person_id,
    )
    made.files = [ReleaseFile(path=path, text=text) for path, text in sorted(bundle.items())]
    db.session.add(made)
    db.session.flush()
    journal.record(by, "released", made, at=at, kind=kind.value, name=name, digest=made.digest)
    events.release_published.send(release=made, by=by, at=at)
    if note is not None:
        note(made, problems)
    return made


def _problems(kind: ReleaseKind, bundle: Bundle, newest: Release | None) -> Problems:
    if kind is ReleaseKind.LAW:
        return law.read(bundle)[1]
    if kind is ReleaseKind.GLOSSARY:
        return glossary.read(bundle)[1]
    if kind in (ReleaseKind.BANK, ReleaseKind.PATTERNS):
        return shipped.READERS[kind.value](bundle)[1]
    parts, problems = reading.read_parts(bundle)
    here = queries.references()
    checks.check_parts(
        parts,
        problems,
        known_citations=here.register.citations,
        known_terms=here.glossary.ids,
        editions=here.register.editions,
    )
    if parts.course is not None and newest is not None:
        changes.check(parts.course, queries.course(newest.id), problems)
    return problems


def withdraw(release: Release, reason: str, *, by: Actor, at: datetime) -> Withdrawal:
    """It is no longer offered; the release before is again, if there is one. Who studies it goes on.

    Of what courses rest on, banks, law and glossary, one release always stays offered.
    """
    if db.session.get(Withdrawal, release.id) is not None:
        raise rules.AlreadyWithdrawn
    withdrawal = Withdrawal(release_id=release.id, at=at, reason=reason)
    db.session.add(withdrawal)
    db.session.flush()
    if release.kind is not ReleaseKind.COURSE:
        rules.ensure_something_left(queries.current_release(release.name, release.kind))
    journal.record(by, "release withdrawn", release, at=at, reason=reason)
    events.release_withdrawn.send(release=release, by=by, at=at)
    return withdrawal


def import_shipped(
    root: Path,
    *,
    by: Actor,
    at: datetime,
    check_bank: CheckBank | None = None,
    check_patterns: CheckBank | None = None,
    check_quiz: CheckQuiz | None = None,
    check_course: CheckCourse | None = None,
    note: Note | None = None,
) -> list[tuple[Release, bool]]:
    """Everything below the root as releases, with whether each is new; again does nothing.

    Either all of it or, with the errors of everything, none.
    """
    found = shipped.find(root)
    before = {thing.path: _released(thing) for thing in found}
    if all(before.values()):
        return [(made, False) for made in before.values() if made]
    hooks = {
        "check_bank": check_bank,
        "check_patterns": check_patterns,
        "check_quiz": check_quiz,
        "check_course": check_course,
    }
    rules.ensure_fit(shipped.check_shipped(root, **hooks))  # type: ignore[arg-type]
    made = [(_import(thing, by=by, at=at, note=note), thing.path) for thing in found]
    return [(release, before[path] is None) for release, path in made]


def _released(thing: Shipped) -> Release | None:
    """The newest release, when it is these very files."""
    name = shipped.name_of(thing.kind, thing.bundle)
    newest = queries.newest(ReleaseKind(thing.kind), name) if name else None
    return newest if newest and rules.is_same(thing.bundle, newest.digest) else None


def _import(thing: Shipped, *, by: Actor, at: datetime, note: Note | None) -> Release:
    name = shipped.name_of(thing.kind, thing.bundle)
    assert name is not None, "what has no name is not fit"
    return release(ReleaseKind(thing.kind), name, thing.bundle, by=by, at=at, note=note)
