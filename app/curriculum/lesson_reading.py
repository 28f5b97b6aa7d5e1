"""A lesson: two files, in each a head between `---` lines, then blocks, each begun by a line with its id alone."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from app.core.bilingual import CONTENT_LANGUAGES
from app.core.problems import Problems
from app.core.shapes import LONGEST_ID
from app.core.text import composed
from app.core.words import N_
from app.core.yaml_text import shaped
from app.curriculum.file_shapes import LessonHead
from app.curriculum.shapes import Block, Lesson, LessonText

_MARK = re.compile(r"\{#([^{}]*)\}")
_ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


@dataclass(frozen=True)
class Twin:
    """A lesson's text as far as it could be read; without a head it has no lesson."""

    path: str
    head: LessonHead | None
    blocks: tuple[Block, ...]

    def line_of(self, key: str) -> int:
        return self.head.line_of(key) if self.head else 1


def read(
    path: str, texts: Mapping[str, str | None], problems: Problems
) -> tuple[Lesson | None, list[Twin]]:
    """The lesson, or None when a part of it is missing; and what could be read of its texts.

    `path` is the twins' without language and ending. `texts` holds the text by language: None where the file
    cannot be read and that has been said already, no key where there is no file.
    """
    for language in CONTENT_LANGUAGES:
        if language not in texts:
            [other] = texts
            says = N_("The other language is missing: there is no %(name)s beside this file.")
            name = f"{path.rpartition('/')[2]}.{language}.md"
            problems.error(f"{path}.{other}.md", 1, "missing-twin", says, name=name)
    twins = {
        language: _read_twin(f"{path}.{language}.md", text, problems)
        for language, text in texts.items()
        if text is not None
    }
    if len(twins) == len(CONTENT_LANGUAGES):
        _compare(twins["ky"], twins["ru"], problems)
    return _together(path, twins), list(twins.values())


def _together(path: str, twins: Mapping[str, Twin]) -> Lesson | None:
    ky, ru = twins.get("ky"), twins.get("ru")
    if not (ky and ru and ky.head and ru.head):
        return None
    return Lesson(
        id=ky.head.id,
        path=path,
        ky=LessonText(ky.path, ky.head, ky.blocks),
        ru=LessonText(ru.path, ru.head, ru.blocks),
    )


def _read_twin(path: str, text: str, problems: Problems) -> Twin:
    lines = composed(text).split("\n")
    end = next((i for i, line in enumerate(lines) if i and line.rstrip() == "---"), None)
    if lines[0].rstrip() != "---" or end is None:
        says = N_("A lesson begins with a head between two lines of three hyphens: ---.")
        problems.error(path, 1, "no-head", says)
        return Twin(path, None, _read_blocks(path, lines, 0, problems))
    head = shaped(LessonHead, "\n".join(lines[1:end]) + "\n", path, problems, first_line=2)
    return Twin(path, head, _read_blocks(path, lines, end + 1, problems))


def _read_blocks(path: str, lines: list[str], start: int, problems: Problems) -> tuple[Block, ...]:
    marks = [
        (i, mark[1])
        for i in range(start, len(lines))
        if (mark := _MARK.fullmatch(lines[i].strip()))
    ]
    ends = [*(i for i, _ in marks[1:]), len(lines)]
    first = marks[0][0] if marks else len(lines)
    stray = next((i for i in range(start, first) if lines[i].strip()), None)
    if stray is not None or not marks:
        says = N_(
            "Every text belongs to a block, and a block begins with a line that holds only its id: {#id}."
        )
        problems.error(path, (stray if stray is not None else start - 1) + 1, "no-block", says)
    blocks = []
    seen: set[str] = set()
    for (i, block_id), end in zip(marks, ends, strict=False):
        source = "\n".join(lines[i + 1 : end])
        _check_id(path, i + 1, block_id, seen, problems)
        if not source.strip():
            problems.error(
                path, i + 1, "empty-block", N_("This block is empty: %(id)s."), id=block_id
            )
        blocks.append(Block(block_id, source.rstrip(), i + 1))
    return tuple(blocks)


def _check_id(path: str, line: int, block_id: str, seen: set[str], problems: Problems) -> None:
    if not _ID.fullmatch(block_id) or len(block_id) > LONGEST_ID:
        says = N_(
            "An id is made of Latin lower-case letters, digits and single hyphens,"
            " at most %(limit)d characters: %(key)s."
        )
        problems.error(path, line, "bad-id", says, key=block_id, limit=LONGEST_ID)
    if block_id in seen:
        problems.error(path, line, "repeated-id", N_("This id stands twice: %(id)s."), id=block_id)
    seen.add(block_id)


def _compare(ky: Twin, ru: Twin, problems: Problems) -> None:
    """The twins bear the same id, the same minutes, and the same blocks in the same order."""
    if ky.head and ru.head:
        for key in ("id", "minutes"):
            values = getattr(ky.head, key), getattr(ru.head, key)
            if values[0] != values[1]:
                says = N_("The twins differ in %(key)s: %(ky)s in Kyrgyz, %(ru)s in Russian.")
                problems.error(
                    ru.path,
                    ru.line_of(key),
                    "twins-differ",
                    says,
                    key=key,
                    ky=values[0],
                    ru=values[1],
                )
    in_ky, in_ru = [b.id for b in ky.blocks], [b.id for b in ru.blocks]
    for twin, others in ((ky, in_ru), (ru, in_ky)):
        for block in twin.blocks:
            if block.id not in others:
                says = N_("The other language has no block of this id: %(id)s.")
                problems.error(twin.path, block.line, "twin-without-block", says, id=block.id)
    if in_ky != in_ru and set(in_ky) == set(in_ru):
        other = next(
            (b for b, wanted in zip(ru.blocks, in_ky, strict=False) if b.id != wanted),
            ru.blocks[-1],
        )
        says = N_("From here on the blocks stand in another order than in Kyrgyz: %(id)s.")
        problems.error(ru.path, other.line, "twin-order", says, id=other.id)
