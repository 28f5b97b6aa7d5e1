"""What an editor marks on a page: words to avoid, law without its citation, texts that have drifted apart.

All of it is a matter of judgement, so all of it is a warning. What stands with a reason is listed for the shipped
content in docs/content-warnings.csv.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from statistics import mean

from app.authoring.passages import Passage
from app.core.bilingual import CONTENT_LANGUAGES
from app.core.problems import Problems
from app.core.words import N_
from app.curriculum import prose
from app.curriculum.glossary import Avoided
from app.curriculum.reading import COURSE
from app.curriculum.shapes import Course, Lesson

Searched = tuple[re.Pattern[str], Avoided]
# Code, sentence, values.
Mark = tuple[str, str, dict[str, str]]

# So many words of a lesson come with one citation of the law, at most.
WORDS_A_CITATION = 250
# Words of a sentence on the average of a lesson: where it is more, a tired reader stops.
MEAN_SENTENCE = 12
# Russian needs more words than Kyrgyz. A twin beyond these shares has lost something, or gained.
SHORTEST_TWIN, LONGEST_TWIN, COMPARED_FROM = 0.75, 1.6, 30
# Fewer characters do not tell what a drawing tells.
SHORTEST_ALT = 80

# One article; the ends of a row of them, as in 154–171, are let be.
_ARTICLE = {
    "ru": re.compile(r"\b(?:ст\.|стать(?:я|и|е|ю|ей))\s*(\d+(?:-\d)?)(?![\d–])"),
    "ky": re.compile(r"(?<![\d–-])(\d+(?:-\d)?)-берене"),
}
# Words and endings that no Kyrgyz text has: what was left untranslated.
_RUSSIAN = re.compile(
    r"\b(?:и|в|на|что|это|для|при|или|если|за|по|с|к|но|чтобы|котор(?:ый|ая|ое|ые|ого|ой|ых|ым|ую|ому)"
    r"|[а-яё]{2,}(?:[бвгджзклмнпрстфхцчшщь]ный|ная|ное|ные|ного|ному|ских|ский|ская|ское|ость|ости|ение|ание|ться|ется))\b"
)
_YO = re.compile(r"(?<!\w)(?!всё\b)\w*ё\w*", re.IGNORECASE)
_LINK = re.compile(r"!?\[([^\[\]]+)\]\([^()\s]+\)")
_SENTENCES = re.compile(r"(?<=[.!?…])[»”\")*_]*\s+")


def check_words(
    passages: Iterable[Passage], avoided: Sequence[Avoided], problems: Problems
) -> None:
    """Words of the term base to avoid, Russian left in Kyrgyz, and the one letter of Russian."""
    searched = {language: _searched(avoided, language) for language in CONTENT_LANGUAGES}
    for passage in passages:
        for n, line in enumerate(passage.text.split("\n")):
            seen = _LINK.sub(r"\1", line)
            for code, says, values in _marks(seen, passage.language, searched[passage.language]):
                problems.warning(passage.path, passage.line + n, code, says, **values)


def _marks(seen: str, language: str, searched: Sequence[Searched]) -> Iterator[Mark]:
    for pattern, one in searched:
        for found in pattern.finditer(seen):
            says = N_("Instead of “%(found)s” write: %(instead)s.")
            yield f"avoid-{one.why}", says, {"found": found[0], "instead": one.instead}
    if language == "ru":
        for found in _YO.finditer(seen):
            says = N_("“%(found)s” is written with %(letter)s; “%(kept)s” alone keeps its dots.")
            yield "avoid-spelling", says, {"found": found[0], "letter": "е", "kept": "всё"}
    else:
        for found in _RUSSIAN.finditer(seen):
            says = N_("“%(found)s” reads like Russian in a Kyrgyz text.")
            yield "russian-in-kyrgyz", says, {"found": found[0]}


def _searched(avoided: Sequence[Avoided], language: str) -> list[Searched]:
    found = []
    for one in avoided:
        if one.language == language:
            forms = "|".join(r"\w*".join(map(re.escape, form.split("*"))) for form in one.forms)
            found.append((re.compile(rf"(?<!\w)(?:{forms})(?!\w)", re.IGNORECASE), one))
    return found


def check_course(course: Course, problems: Problems) -> None:
    for lesson in course.lessons:
        for language, _twin in lesson.texts:
            _check_law(lesson, language, problems)
            _check_sentences(lesson, language, problems)
        _check_twins(lesson, problems)
    _check_figures(course, problems)


def _check_law(lesson: Lesson, language: str, problems: Problems) -> None:
    """Every article that is named is linked somewhere in the lesson, and the lesson rests on enough law."""
    twin = lesson.text(language)
    targets = [
        link.target
        for block in twin.blocks
        for link in prose.links(block.source)
        if link.scheme == "law"
    ]
    linked = {target.partition("/")[2] for target in targets}
    for block in twin.blocks:
        for n, line in enumerate(block.source.split("\n")):
            for article in set(_ARTICLE[language].findall(line)) - linked:
                says = N_("Article %(article)s is named here, and the lesson has no link to it.")
                line_of = block.line + 1 + n
                problems.warning(twin.path, line_of, "article-without-link", says, article=article)
    words = sum(prose.word_count(block.source) for block in twin.blocks)
    if len(targets) * WORDS_A_CITATION < words:
        says = N_(
            "The lesson cites the law %(cited)d times in %(words)d words; one citation is expected in %(most)d."
        )
        values = {"cited": len(targets), "words": words, "most": WORDS_A_CITATION}
        problems.warning(twin.path, 1, "few-citations", says, **values)


def mean_sentence(lesson: Lesson, language: str) -> float:
    """Words of a sentence on the average, headings, tables and lists left out."""
    lengths = []
    for block in lesson.text(language).blocks:
        for line in block.source.split("\n"):
            text = line.strip()
            if text and text[0] not in "#|-!":
                lengths += [prose.word_count(one) for one in _SENTENCES.split(text)]
    return mean(lengths) if lengths else 0


def _check_sentences(lesson: Lesson, language: str, problems: Problems) -> None:
    found = mean_sentence(lesson, language)
    if found > MEAN_SENTENCE:
        says = N_(
            "A sentence has %(words)d words on the average; more than %(limit)d tire a reader."
        )
        path = lesson.text(language).path
        problems.warning(path, 1, "heavy-reading", says, words=round(found), limit=MEAN_SENTENCE)


def _check_twins(lesson: Lesson, problems: Problems) -> None:
    for ky, ru in zip(lesson.ky.blocks, lesson.ru.blocks, strict=True):
        counts = prose.word_count(ky.source), prose.word_count(ru.source)
        if min(counts) < COMPARED_FROM or SHORTEST_TWIN <= counts[1] / counts[0] <= LONGEST_TWIN:
            continue
        says = N_(
            "The paragraph %(block)s has %(ky)d words in Kyrgyz and %(ru)d in Russian: is something missing?"
        )
        problems.warning(
            lesson.ru.path, ru.line, "uneven-twins", says, block=ru.id, ky=counts[0], ru=counts[1]
        )


def _check_figures(course: Course, problems: Problems) -> None:
    """A course shows a drawing in every second lesson, and each is told whole to who does not see it."""
    if 2 * len(course.figures) < len(course.lessons):
        says = N_("%(figures)d figures in %(lessons)d lessons: draw what is easier seen than read.")
        counts = {"figures": len(course.figures), "lessons": len(course.lessons)}
        problems.warning(COURSE, 1, "few-figures", says, **counts)
    for figure in course.figures.values():
        if min(len(figure.alt.ky), len(figure.alt.ru)) < SHORTEST_ALT:
            says = N_("The text for those who do not see the drawing tells too little of it.")
            problems.warning(figure.path, 1, "short-alt", says)
