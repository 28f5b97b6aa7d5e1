"""Releases and what is in them. What was read from a release is kept in memory by its digest: it cannot change."""

from collections.abc import Callable, Iterable
from datetime import datetime
from functools import cache, partial
from threading import Lock
from typing import Any, NamedTuple, TypeVar

from sqlalchemy import Select, and_, bindparam, func, or_, select
from sqlalchemy.orm import aliased

from app.core.bundle import Bundle
from app.core.problems import Problems
from app.curriculum import glossary, law, reading
from app.curriculum.glossary import Glossary
from app.curriculum.law import Register
from app.curriculum.models import Release, ReleaseFile, ReleaseKind, Withdrawal
from app.curriculum.shapes import Course
from app.db.session import db, is_writing, rows

T = TypeVar("T")

# Releases, lessons and figures of several years fit; beyond that the oldest are made anew.
_MOST_KEPT = 3000
_kept: dict[tuple[object, ...], Any] = {}
_lock = Lock()


def keep(key: tuple[object, ...], make: Callable[[], T]) -> T:
    """Two threads may make the same thing at once; it is the same thing."""
    found = _kept.get(key)
    if found is None:
        found = make()
        with _lock:
            if len(_kept) >= _MOST_KEPT:
                _kept.pop(next(iter(_kept)))
            _kept[key] = found
    return found


# ---- Releases ----


class Edition(NamedTuple):
    """What a release is called, without its row."""

    id: int
    name: str
    number: int
    digest: str


_EDITION = select(Release.id, Release.name, Release.number, Release.digest).where(
    Release.id == bindparam("id")
)


_editions: dict[int, Edition] = {}


def edition(release_id: int) -> Edition:
    """Without a statement once it was read. What is only being written may yet be undone, and is not kept."""
    found = _editions.get(release_id)
    if found is None:
        found = Edition(*rows(_EDITION, id=release_id)[0])
        if not is_writing():
            _editions[release_id] = found
    return found


def forget_editions() -> None:
    """For whoever puts another database beneath a running program, as tests do."""
    _editions.clear()


def release_of(release_id: int) -> Release | None:
    return db.session.get(Release, release_id)


def newest(kind: ReleaseKind, name: str) -> Release | None:
    """Also when it was withdrawn."""
    wanted = select(Release).where(Release.kind == kind, Release.name == name)
    return db.session.scalars(wanted.order_by(Release.number.desc()).limit(1)).one_or_none()


def current(*kinds: ReleaseKind) -> list[Release]:
    """Of every name the newest release that is not withdrawn."""
    return list(db.session.scalars(_current(kinds)))


@cache  # building it costs more than asking it
def _current(kinds: tuple[ReleaseKind, ...]) -> Select[Release]:
    other = aliased(Release)
    is_withdrawn = select(Withdrawal.release_id)
    same = (other.kind == Release.kind, other.name == Release.name)
    last = select(func.max(other.number)).where(*same, other.id.not_in(is_withdrawn))
    wanted = Release.number == last.correlate(Release).scalar_subquery()
    # A list of values would be written into the statement anew each time it is asked.
    of = or_(*(Release.kind == kind for kind in kinds))
    return select(Release).where(of, wanted).order_by(Release.kind, Release.name)


def current_release(name: str, kind: ReleaseKind = ReleaseKind.COURSE) -> Release | None:
    return db.session.scalars(_newest_offered(), {"kind": kind, "name": name}).one_or_none()


@cache
def _newest_offered() -> Select[Release]:
    wanted = (Release.kind == bindparam("kind"), Release.name == bindparam("name"))
    is_offered = Release.id.not_in(select(Withdrawal.release_id))
    return select(Release).where(*wanted, is_offered).order_by(Release.number.desc()).limit(1)


def is_withdrawn(release_id: int) -> bool:
    return db.session.get(Withdrawal, release_id) is not None


def bundle_of(release_id: int) -> dict[str, str]:
    return _bundles([release_id])[release_id]


def _bundles(release_ids: Iterable[int]) -> dict[int, dict[str, str]]:
    ids = list(release_ids)
    bundles: dict[int, dict[str, str]] = {release_id: {} for release_id in ids}
    wanted = select(ReleaseFile.release_id, ReleaseFile.path, ReleaseFile.text)
    for release_id, path, text in db.session.execute(wanted.where(ReleaseFile.release_id.in_(ids))):
        bundles[release_id][path] = text
    return bundles


# ---- What is in them ----

_READERS: dict[ReleaseKind, Callable[[Bundle], tuple[Any, Problems]]] = {
    ReleaseKind.COURSE: reading.read_course,
    ReleaseKind.LAW: law.read,
    ReleaseKind.GLOSSARY: glossary.read,
}


def _read(releases: Iterable[Release]) -> dict[int, Any]:
    """Each release as what it is; those not yet in memory are fetched by one statement."""
    found = {release: _kept.get((release.digest,)) for release in releases}
    missing = [release for release, thing in found.items() if thing is None]
    bundles = _bundles(release.id for release in missing) if missing else {}
    for release in missing:
        made = partial(_whole, release.kind, bundles[release.id])
        found[release] = keep((release.digest,), made)
    return {release.id: thing for release, thing in found.items()}


def _whole(kind: ReleaseKind, bundle: Bundle) -> Any:
    """What was released was read without errors, and every later reader must go on reading it."""
    thing, problems = _READERS[kind](bundle)
    if thing is None:
        raise RuntimeError(f"a release cannot be read: {problems.errors[0].english()}")
    return thing


def course(release_id: int) -> Course:
    """Without a statement once it was read."""
    digest = edition(release_id).digest
    found = _kept.get((digest,))
    return found or _read([db.session.get_one(Release, release_id)])[release_id]


def current_courses() -> list[tuple[Release, Course]]:
    """What the catalogue offers, by the names of the releases."""
    releases = current(ReleaseKind.COURSE)
    courses = _read(releases)
    return [(release, courses[release.id]) for release in releases]


def offered_courses() -> list[tuple[Release, Course]]:
    """Every release of every course that is not withdrawn, the newest first: people study older ones too."""
    wanted = select(Release).where(
        Release.kind == ReleaseKind.COURSE, Release.id.not_in(select(Withdrawal.release_id))
    )
    releases = list(db.session.scalars(wanted.order_by(Release.name, Release.number.desc())))
    courses = _read(releases)
    return [(release, courses[release.id]) for release in releases]


def current_course(name: str) -> tuple[Release, Course] | None:
    release = current_release(name)
    return (release, course(release.id)) if release else None


class Ancestor(NamedTuple):
    """A release of the law or of something that cites it, and when it came."""

    at: datetime
    is_citing: bool
    id: int
    kind: ReleaseKind
    digest: str


def lineage(kind: ReleaseKind, name: str) -> tuple[Ancestor, ...]:
    """The releases of this name and those of the law, in the order in which they came; of one moment the law first."""
    found = rows(_LINEAGE, kind=kind, name=name)
    return tuple(sorted(Ancestor(at, of is kind, i, of, digest) for at, i, of, digest in found))


_LINEAGE = select(Release.released_at, Release.id, Release.kind, Release.digest).where(
    or_(
        Release.kind == ReleaseKind.LAW,
        and_(Release.kind == bindparam("kind"), Release.name == bindparam("name")),
    )
)


def register_of(release_id: int) -> Register:
    return _read([db.session.get_one(Release, release_id)])[release_id]


class References(NamedTuple):
    """The register and the glossary as they are now; `mark` changes when one of them does."""

    register: Register
    glossary: Glossary
    mark: str


def references() -> References:
    mark = " ".join(digest for (digest,) in rows(_reference_digests()))
    return _kept.get(("references", mark)) or _references()


@cache
def _reference_digests() -> Select[tuple[str]]:
    return _current((ReleaseKind.LAW, ReleaseKind.GLOSSARY)).with_only_columns(Release.digest)


def _references() -> References:
    """Kept by what was read here: between two statements another release may have come."""
    releases = current(ReleaseKind.LAW, ReleaseKind.GLOSSARY)
    read = _read(releases).values()
    mark = " ".join(release.digest for release in releases)
    found = References(
        next((thing for thing in read if isinstance(thing, Register)), Register()),
        next((thing for thing in read if isinstance(thing, Glossary)), Glossary()),
        mark,
    )
    return keep(("references", mark), lambda: found)


def register() -> Register:
    return references().register


def glossary_now() -> Glossary:
    return references().glossary
