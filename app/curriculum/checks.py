"""What makes a course that can be read fit to be published."""

from collections.abc import Collection, Iterable, Mapping
from datetime import date

from app.core.problems import Problems
from app.core.words import N_
from app.curriculum import prose
from app.curriculum.lesson_reading import Twin
from app.curriculum.reading import COURSE, Parts
from app.curriculum.shapes import Course, LessonText

Known = Mapping[str, Collection[str] | None]

# Longer than that is not read in one go on a telephone.
LONGEST_LESSON = 15  # minutes
# Studying, with examples to think over; a page is skimmed three times as fast.
WORDS_A_MINUTE = 70


def check(
    course: Course,
    problems: Problems,
    *,
    known_citations: Collection[str] | None,
    known_terms: Collection[str] | None,
    editions: Mapping[str, date] | None = None,
) -> None:
    """None for what is known: the register or the glossary cannot be read, so nothing is asked of it.

    `editions` are the editions of the acts that were read for the register.
    """
    known = {
        "law": known_citations,
        "term": known_terms,
        "lesson": {lesson.id for lesson in course.lessons},
        "media": set(course.figures),
    }
    used = _check_texts(course.texts, known, problems)
    _check_figures(course, used, problems)
    _check_editions(course, used, editions or {}, problems)


def check_parts(
    parts: Parts,
    problems: Problems,
    *,
    known_citations: Collection[str] | None,
    known_terms: Collection[str] | None,
    editions: Mapping[str, date] | None = None,
) -> None:
    """As `check`; of a course that cannot be read whole, what its texts say, but not of each other."""
    if parts.course is None:
        known = {"law": known_citations, "term": known_terms, "lesson": None, "media": None}
        _check_texts(parts.texts, known, problems)
    else:
        check(
            parts.course,
            problems,
            known_citations=known_citations,
            known_terms=known_terms,
            editions=editions,
        )


def _check_texts(
    texts: Iterable[LessonText | Twin], known: Known, problems: Problems
) -> set[tuple[str, str]]:
    """Scheme and target of every link."""
    used: set[tuple[str, str]] = set()
    for text in texts:
        _check_length(text, problems)
        for block in text.blocks:
            first = block.line + 1
            for fault in prose.faults(block.source):
                fault.report(problems, text.path, first)
            for link in prose.links(block.source):
                used.add((link.scheme, link.target))
                _check_link(link, text.path, first + link.line, known, problems)
    return used


def _check_length(text: LessonText | Twin, problems: Problems) -> None:
    if text.head is None:
        return
    words = sum(prose.word_count(block.source) for block in text.blocks)
    minutes = max(text.head.minutes, round(words / WORDS_A_MINUTE))
    if minutes > LONGEST_LESSON:
        says = N_(
            "The lesson takes about %(minutes)d minutes; more than %(limit)d tire. Divide it."
        )
        line = text.head.line_of("minutes")
        problems.warning(
            text.path, line, "long-lesson", says, minutes=minutes, limit=LONGEST_LESSON
        )


_UNKNOWN = {
    "law": ("unknown-citation", N_("The register of acts has no %(target)s.")),
    "term": ("unknown-term", N_("The glossary has no term %(target)s.")),
    "lesson": ("unknown-lesson", N_("This course has no lesson %(target)s.")),
    "media": ("unknown-figure", N_("This course has no figure %(target)s.")),
}


def _check_link(
    link: prose.Link,
    path: str,
    line: int,
    known: Known,
    problems: Problems,
) -> None:
    if link.scheme in prose.OUTSIDE and not link.is_picture:
        return
    if link.scheme not in prose.OWN and not link.is_picture:
        says = N_(
            "A link goes to https:, http:, mailto:, law:, term:, lesson: or media:, not to %(scheme)s."
        )
        problems.error(path, line, "unknown-scheme", says, scheme=link.scheme or link.target)
    elif link.is_picture != (link.scheme == "media"):
        says = N_("A picture is a figure of this course: ![What it shows](media:ID).")
        problems.error(path, line, "not-a-figure", says)
    elif link.is_picture and not link.stands_alone:
        problems.error(path, line, "figure-in-text", N_("A figure stands alone in its block."))
    else:
        ids = known[link.scheme]
        if ids is not None and link.target not in ids:
            code, says = _UNKNOWN[link.scheme]
            problems.error(path, line, code, says, target=link.target)


def _check_figures(course: Course, used: set[tuple[str, str]], problems: Problems) -> None:
    for figure in course.figures.values():
        if ("media", figure.id) not in used:
            problems.warning(figure.path, 1, "unused-figure", N_("No lesson shows this figure."))


def _check_editions(
    course: Course, used: set[tuple[str, str]], editions: Mapping[str, date], problems: Problems
) -> None:
    """A cited act whose newer edition has been read since the day whose law the course describes."""
    acts = {target.partition("/")[0] for scheme, target in used if scheme == "law"}
    for act in sorted(acts):
        if act in editions and editions[act] > course.law_as_of:
            says = N_(
                "The act %(act)s is registered in an edition of %(edition)s, later than the course's law_as_of."
            )
            line = course.file.line_of("law_as_of")
            problems.warning(COURSE, line, "older-edition", says, act=act, edition=editions[act])
