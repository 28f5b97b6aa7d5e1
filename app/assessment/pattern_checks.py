"""What makes fact patterns fit to publish, beyond the shape of each."""

from collections.abc import Collection

from app.assessment.patterns import HEAD, Pattern, Patterns
from app.core.bilingual import CONTENT_LANGUAGES, Bilingual
from app.core.problems import Problems
from app.core.shapes import Loc
from app.core.words import N_

# Read on a telephone between two calls, and long enough to hide something.
FEWEST_WORDS, MOST_WORDS = 60, 150

_TEXTS = ("reasoning", "look_for", "cost")


def check(
    patterns: Patterns, problems: Problems, *, known_citations: Collection[str] | None
) -> None:
    """`known_citations` is the register of acts; None where it is not at hand, and then it is not asked."""
    _check_offences(patterns, problems, known_citations)
    for name, pattern in patterns.patterns.items():
        path = patterns.paths[name]
        _check_names(pattern, patterns, path, problems)
        _check_key(pattern, patterns, path, problems)
        _check_words(pattern, path, problems)
        _check_citations(pattern, path, problems, known_citations)
    for n, distinction in enumerate(patterns.distinctions):
        if all(pattern.distinction != distinction for pattern in patterns.patterns.values()):
            says = N_("No pattern teaches this distinction: %(distinction)s.")
            line = patterns.line_of("distinctions", n, "id")
            problems.warning(HEAD, line, "empty-distinction", says, distinction=distinction)


def _check_offences(
    patterns: Patterns, problems: Problems, citations: Collection[str] | None
) -> None:
    for n, offence in enumerate(patterns.offences.values()):
        line = patterns.line_of("offences", n, "id")
        if offence.trafficking and offence.lesser:
            says = N_("What is trafficking cannot be lesser than trafficking: %(offence)s.")
            problems.error(HEAD, line, "lesser-trafficking", says, offence=offence.id)
        if citations is not None and offence.cites and offence.cites not in citations:
            says = N_("The register of acts has no %(citation)s.")
            problems.error(HEAD, line, "unknown-citation", says, citation=offence.cites)
    if not any(offence.trafficking for offence in patterns.offences.values()):
        says = N_("None of the offences is trafficking. Write trafficking: true at one of them.")
        problems.error(HEAD, 1, "no-trafficking", says)


def _check_names(pattern: Pattern, patterns: Patterns, path: str, problems: Problems) -> None:
    known = {
        "distinction": patterns.distinctions,
        "field": patterns.settings,
        "offence": patterns.offences,
        "tempting": patterns.offences,
    }
    for key, names in known.items():
        name = getattr(pattern, key)
        if name not in names:
            says = N_("patterns.yaml does not know this %(key)s: %(name)s.")
            line = pattern.line_of(key)
            problems.error(path, line, f"unknown-{key}", says, key=key, name=name)
    if path.split("/")[0] != pattern.distinction:
        says = N_("The pattern lies in the folder of another distinction: %(distinction)s.")
        line = pattern.line_of("distinction")
        problems.error(path, line, "other-folder", says, distinction=path.split("/")[0])


def _check_key(pattern: Pattern, patterns: Patterns, path: str, problems: Problems) -> None:
    if pattern.tempting == pattern.offence:
        says = N_("The tempting name is the right one: %(offence)s. Name the usual mistake.")
        line = pattern.line_of("tempting")
        problems.error(path, line, "tempting-is-right", says, offence=pattern.offence)
    offence = patterns.offences.get(pattern.offence)
    shown = {passage.shows for passage in pattern.passages}
    if offence and offence.trafficking and "act" not in shown:
        says = N_("Of trafficking, at least an act must be shown by some passage.")
        problems.error(path, pattern.line_of("passages"), "element-missing", says)
    if None not in shown:
        says = N_("Every passage shows something. At least one must show nothing.")
        problems.error(path, pattern.line_of("passages"), "no-wrong-answer", says)


def _check_words(pattern: Pattern, path: str, problems: Problems) -> None:
    for language in CONTENT_LANGUAGES:
        words = sum(len(passage.text[language].split()) for passage in pattern.passages)
        if not FEWEST_WORDS <= words <= MOST_WORDS:
            says = N_("The story has %(words)d words in %(language)s; %(least)d to %(most)d fit.")
            problems.error(
                path, pattern.line_of("passages"), "story-length", says,
                words=words, language=language, least=FEWEST_WORDS, most=MOST_WORDS,
            )  # fmt: skip
    texts: list[tuple[Loc, Bilingual]] = [((key,), getattr(pattern, key)) for key in _TEXTS]
    texts += [(("passages", n, "text"), one.text) for n, one in enumerate(pattern.passages)]
    for place, text in texts:
        if text.ky == text.ru:
            says = N_("The Kyrgyz and the Russian text are the same.")
            problems.warning(path, pattern.line_of(*place), "untranslated", says)


def _check_citations(
    pattern: Pattern, path: str, problems: Problems, citations: Collection[str] | None
) -> None:
    for n, citation in enumerate(pattern.cites):
        if citations is not None and citation not in citations:
            says = N_("The register of acts has no %(citation)s.")
            line = pattern.line_of("cites", n)
            problems.error(path, line, "unknown-citation", says, citation=citation)
