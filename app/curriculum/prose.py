"""What stands in a piece of Markdown: its links, its faults and its long sentences, with their lines.

The text is read line by line, in linear time, and decides alone what is an author's mistake; `markup`
turns into HTML what has passed here, and must be given nothing that `is_tangled`.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import accumulate

from app.core.problems import Problems
from app.core.words import N_

LARGEST = 20_000  # bytes of one block
MOST_LINES = 400  # headings and rules cost the Markdown library the square of their number
DEEPEST = 6  # lists and quotes within each other
STRAY_BRACKETS = 20  # each costs the Markdown library a walk over the text
LONGEST_SENTENCE = 35  # words

NOTES = ("case", "law", "do", "dont", "remember", "review", "question")
OUTSIDE = ("https", "http", "mailto")
OWN = ("law", "term", "lesson", "media")

_LINK = re.compile(r"(!?)\[([^\[\]]+)\]\(([^()\s<>\"]+)\)")
_SCHEME = re.compile(r"([a-z][a-z0-9+.-]*):(.*)", re.DOTALL)
_NOTE = re.compile(rf'!!! ({"|".join(NOTES)}) "[^"]+"')
_HEADING = re.compile(r"(#+)(.?)")
_TAG = re.compile(r"</?[A-Za-z][^<>]{0,200}>|<!--|<[!?]")
_ADDRESS = re.compile(r"<https?://[^<>\s]{1,500}>")
_MARKER = re.compile(r"[>]|[-*+] |[0-9]{1,9}\. ")
_ITEM = re.compile(r"\s*(?:[-*+]|[0-9]{1,9}\.|>|\|)\s|\s*$|\s*(?:#|!!!|>|\|)")
# A dot ends a sentence only before a capital, or before an article with which a Kyrgyz sentence begins: "ч. 1 ст. 166
# УК" goes on. A row of dots is looked at once.
_STOP = re.compile(
    r"(?<![.!?…])[.!?…]+[»”\")\]*_]*\s+(?=[«“\"(\[*_]*(?:[A-ZА-ЯЁҢӨҮ]|[0-9]{1,3}(?:-[0-9])?-берене))"
)
_WORD = re.compile(r"\w+(?:[-’']\w+)*")

_BAD_LINK = N_("A link is written [words](address), with neither spaces nor brackets inside.")
_BAD_NOTE = N_('A box begins with !!! KIND "Title"; the kinds are: %(kinds)s.')
_DEEP = N_("Lists and quotes stand too deep within each other here.")


@dataclass(frozen=True)
class Link:
    """`target` is what follows the scheme; `line` counts from nought within the piece."""

    scheme: str
    target: str
    words: str
    line: int
    is_picture: bool
    stands_alone: bool


@dataclass(frozen=True)
class Fault:
    line: int
    code: str
    says: str
    level: str = "error"
    values: tuple[tuple[str, object], ...] = ()

    def report(self, problems: Problems, path: str, first_line: int) -> None:
        tell = problems.error if self.level == "error" else problems.warning
        tell(path, first_line + self.line, self.code, self.says, **dict(self.values))


def links(source: str) -> list[Link]:
    """Every link and picture, in order."""
    starts = list(accumulate((len(line) + 1 for line in source.split("\n")), initial=0))
    alone = source.strip()
    found = []
    for match in _LINK.finditer(source):
        address = _SCHEME.fullmatch(match[3])
        found.append(
            Link(
                scheme=address[1] if address else "",
                target=address[2] if address else match[3],
                words=" ".join(match[2].split()),
                line=bisect_right(starts, match.start()) - 1,
                is_picture=bool(match[1]),
                stands_alone=match[0] == alone,
            )
        )
    return found


def is_tangled(source: str) -> bool:
    """True when turning the text into HTML could take long or go too deep."""
    return any(True for _ in _limits(source))


def faults(source: str) -> list[Fault]:
    """All that is wrong with the piece by itself; where its links lead is for others to ask."""
    found = [*_limits(source), *_line_faults(source), *_long_sentences(source)]
    return sorted(found, key=lambda fault: fault.line)


def _limits(source: str) -> Iterator[Fault]:
    size = len(source.encode("utf-8", "replace"))
    if size > LARGEST or source.count("\n") > MOST_LINES:
        says = N_(
            "The block is too large. At most %(bytes)d bytes and %(lines)d lines fit; divide it."
        )
        yield Fault(0, "large-block", says, values=(("bytes", LARGEST), ("lines", MOST_LINES)))
        return
    rest = _LINK.sub(lambda match: "\n" * match[0].count("\n"), source)
    if rest.count("[") > STRAY_BRACKETS:
        yield Fault(0, "stray-brackets", N_("Too many square brackets stand outside links."))
    for number, line in enumerate(rest.split("\n")):
        if "](" in line:
            yield Fault(number, "bad-link", _BAD_LINK)
        if _depth(line) > DEEPEST:
            yield Fault(number, "too-deep", _DEEP)


def _depth(line: str) -> int:
    """Steps of indent, and markers of lists and quotes, before the words begin."""
    line = line.expandtabs(4)
    depth, place = 0, 0
    while place < len(line):
        marker = _MARKER.match(line, place)
        if marker:
            depth, place = depth + 1, marker.end()
        elif line.startswith("    ", place):
            depth, place = depth + 1, place + 4
        elif line[place] == " ":
            place += 1
        else:
            break
    return depth


def _line_faults(source: str) -> Iterator[Fault]:
    for number, line in enumerate(source.split("\n")):
        text = line.strip()
        heading = _HEADING.match(text)
        if heading and not (heading[1] in ("##", "###") and heading[2] == " "):
            yield Fault(
                number,
                "bad-heading",
                N_("A heading begins with ## or ### and a space; the title is the only #."),
            )
        if text.startswith("!!!") and not _NOTE.fullmatch(text):
            yield Fault(number, "bad-box", _BAD_NOTE, values=(("kinds", ", ".join(NOTES)),))
        if _TAG.search(_ADDRESS.sub("", line)):
            yield Fault(
                number, "raw-html", N_("HTML is not used here: it would be shown as it is written.")
            )


def _long_sentences(source: str) -> Iterator[Fault]:
    says = N_("This sentence has %(words)d words; more than %(limit)d are hard to follow.")
    for number, passage in _passages(source):
        for sentence in _STOP.split(_LINK.sub(r"\2", passage)):
            words = len(_WORD.findall(sentence))
            if words > LONGEST_SENTENCE:
                values = (("words", words), ("limit", LONGEST_SENTENCE))
                yield Fault(number, "long-sentence", says, "warning", values)


def _passages(source: str) -> Iterator[tuple[int, str]]:
    """Paragraphs, list items, cells: runs of text in which a sentence may go over lines."""
    start, held = 0, ""
    for number, line in enumerate([*source.split("\n"), ""]):
        if _ITEM.match(line):
            if held:
                yield start, held
            start, held = number, ""
        if line.strip().startswith("|"):
            yield from ((number, cell) for cell in line.split("|"))
        elif line.strip():
            start, held = (start, f"{held} {line.strip()}") if held else (number, line.strip())
    if held:
        yield start, held


def word_count(source: str) -> int:
    """Words a reader reads; the addresses of links are not among them."""
    return len(_WORD.findall(_LINK.sub(r"\2", source)))
