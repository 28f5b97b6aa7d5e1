"""What makes a bank fit to publish, beyond what each question must hold by itself.

What lies outside the bank comes as values: the paragraphs of all lessons (`course/lesson#block`) and
the register of acts (`act` and `act/article`); None where not at hand, and then it is not asked.
"""

import re
from collections import Counter
from collections.abc import Collection

from app.assessment.bank import HEAD, Bank
from app.assessment.items import multiple_choice, single_choice
from app.assessment.items.common import Item
from app.assessment.items.kinds import kind_of
from app.core.bilingual import CONTENT_LANGUAGES
from app.core.problems import Problems
from app.core.text import search_key
from app.core.words import N_

MOST_WORDS = 90

# A person who always takes the longest option must not pass by it.
LONGEST_SHARE = 0.6
LONGEST_FROM = 10

# Only so many times as long as the longest wrong one may the right one be, and only from so many letters on.
LONGEST_KEY, COMPARED_FROM = 1.6, 40
# Who knows nothing but tests crosses these out.
_ABSOLUTE = {
    "ky": re.compile(r"\b(дайыма|ар дайым|эч качан|такыр|эч ким|сөзсүз)\b", re.IGNORECASE),
    "ru": re.compile(
        r"\b(всегда|никогда|никто|люб(ой|ая|ое|ые)|исключительно|обязательно)\b", re.IGNORECASE
    ),
}

_ALL_OF_THE_ABOVE = re.compile(
    r"вс[её] (вышепере|пере)числ|вс[её] (указанн\w+ )?выше\b|все ответы|ни один из (вар|отв|пер)"
    r"|жогоруда\w*( \w+)? (баары|бардыгы)|(баары|бардыгы|эч бири) туура|бардык жооп",
    re.IGNORECASE,
)


def check(
    bank: Bank,
    problems: Problems,
    *,
    known_paragraphs: Collection[str] | None,
    known_citations: Collection[str] | None,
) -> None:
    for name, item in bank.items.items():
        path = bank.paths[name]
        _check_references(item, path, problems, known_paragraphs, known_citations)
        _check_wording(item, path, problems)
        if isinstance(item, single_choice.Shape):
            for language in CONTENT_LANGUAGES:
                _check_clues(item, language, path, problems)
    _check_topics(bank, problems)
    _check_repeated_questions(bank, problems)
    for language in CONTENT_LANGUAGES:
        _check_longest(bank, language, problems)


def _check_references(
    item: Item,
    path: str,
    problems: Problems,
    paragraphs: Collection[str] | None,
    citations: Collection[str] | None,
) -> None:
    if paragraphs is not None and item.reread not in paragraphs:
        says = N_("No lesson has the paragraph %(paragraph)s.")
        line = item.line_of("reread")
        problems.error(path, line, "unknown-paragraph", says, paragraph=item.reread)
    for n, citation in enumerate(item.cites):
        if citations is not None and citation not in citations:
            says = N_("The register of acts has no %(citation)s.")
            line = item.line_of("cites", n)
            problems.error(path, line, "unknown-citation", says, citation=citation)


def _check_wording(item: Item, path: str, problems: Problems) -> None:
    for language in CONTENT_LANGUAGES:
        words = len(item.text[language].split())
        if words > MOST_WORDS:
            says = N_("The question is long to read: %(words)d words, at best at most %(most)d.")
            line = item.line_of("text", language)
            problems.warning(path, line, "long-question", says, words=words, most=MOST_WORDS)
    for key in ("text", "explanation"):
        text = getattr(item, key)
        if text.ky == text.ru and text.ky.strip("0123456789 "):
            says = N_("The Kyrgyz and the Russian text are the same.")
            problems.warning(path, item.line_of(key), "untranslated", says)
    if isinstance(item, single_choice.Shape | multiple_choice.Shape):
        for n, option in enumerate(item.options):
            if any(_ALL_OF_THE_ABOVE.search(text) for text in (option.text.ky, option.text.ru)):
                says = N_("Options are shuffled, so none can speak of “all of the above”.")
                line = item.line_of("options", n)
                problems.warning(path, line, "all-of-the-above", says)


def _check_clues(item: single_choice.Shape, language: str, path: str, problems: Problems) -> None:
    """What gives the key away to somebody who has not read the lesson."""
    right = next(option.text[language] for option in item.options if option.right)
    wrong = [option.text[language] for option in item.options if not option.right]
    line = item.line_of("options")
    if len(right) > max(COMPARED_FROM, LONGEST_KEY * max(map(len, wrong))):
        says = N_("The right option is much longer than the others (%(language)s).")
        problems.warning(path, line, "long-key", says, language=language)
    absolute = _ABSOLUTE[language].search
    if sum(bool(absolute(text)) for text in wrong) > 1 and not absolute(right):
        says = N_("“Always”, “never” and the like stand in wrong options alone (%(language)s).")
        problems.warning(path, line, "absolute-distractors", says, language=language)


def _check_topics(bank: Bank, problems: Problems) -> None:
    for topic in bank.topics:
        if not bank.in_topic(topic):
            says = N_("The topic %(topic)s has no question.")
            problems.warning(HEAD, 1, "empty-topic", says, topic=topic)


def _check_repeated_questions(bank: Bank, problems: Problems) -> None:
    seen: dict[tuple[str, ...], str] = {}
    for name, item in bank.items.items():
        words = _all_words(item)
        if words in seen:
            says = N_("This is the same question as %(other)s.")
            line = item.line_of("text")
            problems.warning(
                bank.paths[name], line, "repeated-question", says, other=bank.paths[seen[words]]
            )
        seen.setdefault(words, name)


def _all_words(item: Item) -> tuple[str, ...]:
    """What a trainee reads; two questions may share a text and differ in their options."""
    kind = kind_of(item)
    shown = kind.shown(item, "ru", range(kind.movable(item)))
    things = (*shown.choices, *shown.lefts, *shown.parts)
    befores = (part.before for part in shown.parts if part.before)
    texts = [shown.text, *(thing.text for thing in things), *befores]
    return tuple(search_key(words.text) for words in texts)


def _check_longest(bank: Bank, language: str, problems: Problems) -> None:
    found = Counter(
        _right_is_longest(item, language)
        for item in bank.items.values()
        if isinstance(item, single_choice.Shape)
    )
    share = found[True] / max(1, found.total())
    if found.total() >= LONGEST_FROM and share > LONGEST_SHARE:
        says = N_(
            "In %(percent)d %% of the questions with one right answer, it is the longest option"
            " (%(language)s). Somebody who knows nothing would find it."
        )
        problems.warning(
            HEAD, 1, "longest-is-right", says, percent=round(100 * share), language=language
        )


def _right_is_longest(item: single_choice.Shape, language: str) -> bool:
    right = max(len(option.text[language]) for option in item.options if option.right)
    return all(len(o.text[language]) < right for o in item.options if not o.right)
