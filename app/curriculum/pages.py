"""What releases hold, as it is read: lessons, drawings, provisions, and where these are cited."""

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import NamedTuple

from markupsafe import Markup

from app.core.bilingual import CONTENT_LANGUAGES
from app.curriculum import figures, markup, prose, queries, ways
from app.curriculum.checklists import Checklist
from app.curriculum.law import Act, Provision
from app.curriculum.models import ReleaseKind
from app.curriculum.resolving import Library
from app.curriculum.shapes import Course, Lesson
from app.curriculum.ways import Say


class Row(NamedTuple):
    """A block of a lesson, in one language or in both, ready for a page."""

    id: str
    columns: tuple[tuple[str, Markup], ...]


@dataclass(frozen=True, eq=False)
class LessonPage:
    """All that the part `curriculum/_lesson.html` shows. The same one for everybody, as long as it is kept."""

    lesson: Lesson
    law_as_of: date
    languages: tuple[str, ...]
    rows: tuple[Row, ...]


def lesson_page(
    release_id: int, lesson_id: str, language: str, *, both: bool = False
) -> LessonPage | None:
    """A lesson in one language, or in both with paragraph against paragraph."""
    edition = queries.edition(release_id)
    languages = CONTENT_LANGUAGES if both else (language,)
    here = queries.references()
    key = ("lesson", release_id, edition.digest, lesson_id, languages, here.mark)
    lesson = queries.course(release_id).lesson(lesson_id)
    if lesson is None:
        return None
    return queries.keep(key, lambda: _made(edition, lesson, languages, here))


def _made(
    edition: queries.Edition, lesson: Lesson, languages: Sequence[str], here: queries.References
) -> LessonPage:
    columns = [(each, _rendered(edition, lesson, each, here)) for each in languages]
    blocks = tuple(
        Row(block_id, tuple((language, html[place]) for language, html in columns))
        for place, block_id in enumerate(lesson.block_ids)
    )
    law_as_of = queries.course(edition.id).law_as_of
    return LessonPage(lesson, law_as_of, tuple(languages), blocks)


def checklist(of: Checklist, language: str) -> Markup:
    """By itself, away from its lesson: without links to lessons and without figures."""
    here = queries.references()
    library = Library(language, here.register, here.glossary)
    key = ("checklist", of.source[language], language, here.mark)
    return queries.keep(key, lambda: markup.render(of.source[language], library))


def _rendered(
    edition: queries.Edition, lesson: Lesson, language: str, here: queries.References
) -> list[Markup]:
    of = queries.course(edition.id)
    library = Library(
        language,
        here.register,
        here.glossary,
        lessons=frozenset(each.id for each in of.lessons),
        figures=of.figures,
        media=f"/media/{edition.id}/{language}",
        stamp=_stamp(edition.digest),
    )
    return markup.render_all([block.source for block in lesson.text(language).blocks], library)


def _stamp(digest: str) -> str:
    """Changes with the drawing and with the colours, so that browsers may keep a figure for ever."""
    return hashlib.sha256((digest + figures.STYLE).encode()).hexdigest()[:8]


def drawing(release_id: int, figure_id: str, language: str) -> str | None:
    """A figure of a course as SVG, with the words of a language."""
    release = queries.release_of(release_id)
    if release is None or release.kind is not ReleaseKind.COURSE:
        return None
    figure = queries.course(release_id).figures.get(figure_id)
    if figure is None:
        return None
    key = ("figure", release.digest, figure_id, language)
    return queries.keep(key, lambda: figures.draw(figure, language))


class ProvisionPage(NamedTuple):
    """A provision as it is read: for each language its summary, and what lawyers must look at."""

    act: Act
    provision: Provision
    columns: tuple[tuple[str, Markup, Markup], ...]


def provision_page(act: str, article: str, languages: Iterable[str]) -> ProvisionPage | None:
    here = queries.references()
    of, provision = here.register.act(act), here.register.provision(act, article)
    if of is None or provision is None:
        return None
    columns = []
    for language in languages:
        library = Library(language, here.register, here.glossary)
        review = provision.review[language] if provision.review else ""
        render = partial(markup.render_all, [provision.summary[language], review], library)
        summary, review_html = queries.keep(
            ("provision", act, article, language, here.mark), render
        )
        columns.append((language, summary, review_html))
    return ProvisionPage(of, provision, tuple(columns))


class Citing(NamedTuple):
    """A current course, and those of its lessons that cite a provision, in the order of study."""

    course: Course
    lessons: tuple[Lesson, ...]


def citing(citation: str) -> list[Citing]:
    """Where `act/article` is cited, in either language."""
    found = []
    for release, of in queries.current_courses():
        cited = queries.keep(("citations", release.digest), partial(_citations, of))
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


# ---- Citations ----


def law_links(
    cited: Iterable[str], language: str, interface: str, say: Say
) -> dict[str, tuple[str, str]]:
    """By citation the address of its page, and what to call it. `say` speaks the language of the interface."""
    here = queries.references()

    def made(citation: str) -> tuple[str, str]:
        return ways.law(citation), ways.law_label(citation, here.register, language, say)

    return {
        one: queries.keep(("cited", one, language, interface, here.mark), partial(made, one))
        for one in cited
    }
