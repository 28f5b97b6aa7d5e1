"""Releases and what is in them. What was read from a release is kept in memory by its digest: it cannot change."""

import hashlib
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from functools import cache, partial
from threading import Lock
from typing import Any, NamedTuple, TypeVar

from markupsafe import Markup
from sqlalchemy import Select, bindparam, func, select
from sqlalchemy.orm import aliased

from app.core.bilingual import CONTENT_LANGUAGES
from app.core.bundle import Bundle
from app.core.problems import Problems
from app.curriculum import figures, glossary, law, markup, prose, reading
from app.curriculum.glossary import Glossary
from app.curriculum.law import Act, Provision, Register
from app.curriculum.models import Release, ReleaseFile, ReleaseKind, Withdrawal
from app.curriculum.resolving import Library
from app.curriculum.shapes import Course, Lesson
from app.db.session import db

T = TypeVar("T")

# Releases, lessons and figures of several years fit; beyond that the oldest are made anew.
_MOST_KEPT = 3000
_kept: dict[tuple[object, ...], Any] = {}
_lock = Lock()


def _keep(key: tuple[object, ...], make: Callable[[], T]) -> T:
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
    return (
        select(Release).where(Release.kind.in_(kinds), wanted).order_by(Release.kind, Release.name)
    )


def current_release(name: str, kind: ReleaseKind = ReleaseKind.COURSE) -> Release | None:
    return db.session.scalars(_newest_offered(), {"kind": kind, "name": name}).one_or_none()


@cache
def _newest_offered() -> Select[Release]:
    wanted = (Release.kind == bindparam("kind"), Release.name == bindparam("name"))
    is_offered = Release.id.not_in(select(Withdrawal.release_id))
    return select(Release).where(*wanted, is_offered).order_by(Release.number.desc()).limit(1)


def bundle_of(release: Release) -> dict[str, str]:
    return _bundles([release.id])[release.id]


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
        found[release] = _keep((release.digest,), made)
    return {release.id: thing for release, thing in found.items()}


def _whole(kind: ReleaseKind, bundle: Bundle) -> Any:
    """What was released was read without errors, and every later reader must go on reading it."""
    thing, problems = _READERS[kind](bundle)
    if thing is None:
        raise RuntimeError(f"a release cannot be read: {problems.errors[0].english()}")
    return thing


def course(release_id: int) -> Course:
    release = db.session.get_one(Release, release_id)
    return _read([release])[release_id]


def current_courses() -> list[tuple[Release, Course]]:
    """What the catalogue offers, by the names of the releases."""
    releases = current(ReleaseKind.COURSE)
    courses = _read(releases)
    return [(release, courses[release.id]) for release in releases]


def current_course(name: str) -> tuple[Release, Course] | None:
    release = current_release(name)
    return (release, course(release.id)) if release else None


class References(NamedTuple):
    """The register and the glossary as they are now; `mark` changes when one of them does."""

    register: Register
    glossary: Glossary
    mark: str


def references() -> References:
    releases = current(ReleaseKind.LAW, ReleaseKind.GLOSSARY)
    read = _read(releases).values()
    return References(
        next((thing for thing in read if isinstance(thing, Register)), Register()),
        next((thing for thing in read if isinstance(thing, Glossary)), Glossary()),
        " ".join(release.digest for release in releases),
    )


def register() -> Register:
    return references().register


def glossary_now() -> Glossary:
    return references().glossary


# ---- As it is read ----


class Row(NamedTuple):
    """A block of a lesson, in one language or in both, ready for a page."""

    id: str
    columns: tuple[tuple[str, Markup], ...]


@dataclass(frozen=True)
class LessonPage:
    """All that the part `curriculum/_lesson.html` shows."""

    lesson: Lesson
    law_as_of: date
    languages: tuple[str, ...]
    rows: tuple[Row, ...]


def lesson_page(
    release_id: int, lesson_id: str, language: str, *, both: bool = False
) -> LessonPage | None:
    """A lesson in one language, or in both with paragraph against paragraph."""
    of = course(release_id)
    lesson = of.lesson(lesson_id)
    if lesson is None:
        return None
    languages = CONTENT_LANGUAGES if both else (language,)
    release = db.session.get_one(Release, release_id)
    here = references()
    columns = [(language, _blocks(release, of, lesson, language, here)) for language in languages]
    rows = tuple(
        Row(block_id, tuple((language, html[place]) for language, html in columns))
        for place, block_id in enumerate(lesson.block_ids)
    )
    return LessonPage(lesson, of.law_as_of, languages, rows)


def _blocks(
    release: Release, of: Course, lesson: Lesson, language: str, here: References
) -> list[Markup]:
    library = Library(
        language,
        here.register,
        here.glossary,
        lessons=frozenset(each.id for each in of.lessons),
        figures=of.figures,
        media=f"/media/{release.id}/{language}",
        stamp=_stamp(release),
    )
    sources = [block.source for block in lesson.text(language).blocks]
    key = ("lesson", release.id, release.digest, lesson.id, language, here.mark)
    return _keep(key, lambda: markup.render_all(sources, library))


def _stamp(release: Release) -> str:
    """Changes with the drawing and with the colours, so that browsers may keep a figure for ever."""
    return hashlib.sha256((release.digest + figures.STYLE).encode()).hexdigest()[:8]


def drawing(release_id: int, figure_id: str, language: str) -> str | None:
    """A figure of a course as SVG, with the words of a language."""
    release = release_of(release_id)
    if release is None or release.kind is not ReleaseKind.COURSE:
        return None
    figure = course(release_id).figures.get(figure_id)
    if figure is None:
        return None
    key = ("figure", release.digest, figure_id, language)
    return _keep(key, lambda: figures.draw(figure, language))


class ProvisionPage(NamedTuple):
    """A provision as it is read: for each language its summary, and what lawyers must look at."""

    act: Act
    provision: Provision
    columns: tuple[tuple[str, Markup, Markup], ...]


def provision_page(act: str, article: str, languages: Iterable[str]) -> ProvisionPage | None:
    here = references()
    of, provision = here.register.act(act), here.register.provision(act, article)
    if of is None or provision is None:
        return None
    columns = []
    for language in languages:
        library = Library(language, here.register, here.glossary)
        review = provision.review[language] if provision.review else ""
        render = partial(markup.render_all, [provision.summary[language], review], library)
        summary, review_html = _keep(("provision", act, article, language, here.mark), render)
        columns.append((language, summary, review_html))
    return ProvisionPage(of, provision, tuple(columns))


class Citing(NamedTuple):
    """A current course, and those of its lessons that cite a provision, in the order of study."""

    course: Course
    lessons: tuple[Lesson, ...]


def citing(citation: str) -> list[Citing]:
    """Where `act/article` is cited, in either language."""
    found = []
    for release, of in current_courses():
        cited = _keep(("citations", release.digest), partial(_citations, of))
        lessons = tuple(lesson for lesson in of.lessons if citation in cited[lesson.id])
        if lessons:
            found.append(Citing(of, lessons))
    return found


def _citations(of: Course) -> dict[str, frozenset[str]]:
    return {
        lesson.id: frozenset(
            link.target
            for _language, text in lesson.texts
            for block in text.blocks
            for link in prose.links(block.source)
            if link.scheme == "law"
        )
        for lesson in of.lessons
    }
