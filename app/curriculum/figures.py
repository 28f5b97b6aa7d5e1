"""Figures: drawings without words, the words of a language, and colours that follow light and dark.

A drawing is a tree of allowed elements with allowed attributes. It is served as a file of its own, so the
colours of the page do not reach it; they stand here once more and must agree with static/style.css.
"""

import re
from collections.abc import Iterator, Mapping
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

from app.core.bilingual import Bilingual
from app.core.problems import Problems
from app.core.words import N_
from app.core.yaml_text import shaped
from app.curriculum.file_shapes import FigureFile
from app.curriculum.shapes import Figure

LARGEST = 60_000  # bytes
DEEPEST = 20
WIDTH = 720
SMALLEST_TEXT = 15  # units of the view box

NAMESPACE = "http://www.w3.org/2000/svg"
_CLASSES = "ink soft line paper accent accent-ink tint warn warn-ink"
_ELEMENTS = "svg g rect circle ellipse line polyline polygon path text tspan defs marker title desc"
_ATTRIBUTES = (
    "id class viewBox preserveAspectRatio x y x1 y1 x2 y2 cx cy r rx ry dx dy width height d points"
    " transform fill stroke-width stroke-dasharray stroke-linecap stroke-linejoin opacity"
    " font-size font-weight font-style text-anchor dominant-baseline letter-spacing"
    " marker-start marker-mid marker-end markerWidth markerHeight markerUnits refX refY orient"
)
CLASSES, ELEMENTS, ATTRIBUTES = (
    frozenset(words.split()) for words in (_CLASSES, _ELEMENTS, _ATTRIBUTES)
)
_VALUE = re.compile(r"[A-Za-z0-9 .,%()+\n\t-]*")
_ARROW = re.compile(r"url\(#[A-Za-z][A-Za-z0-9-]*\)")
_VIEW_BOX = re.compile(r"0 0 720 ([1-9][0-9]{1,3})")
_KEY = re.compile(r"\{\{([a-z0-9-]+)\}\}")
_LETTER = re.compile(r"[^\W\d_]")

LIGHT = {
    "ink": "#20242d", "soft": "#5a5d67", "line": "#857e72", "paper": "#f8f5ef", "accent": "#1f4f8b",
    "accent-ink": "#fff", "tint": "#e7eef7", "warn": "#fbefd3", "warn-ink": "#7d4b00",
}  # fmt: skip
DARK = {
    "ink": "#e8e4db", "soft": "#adafb8", "line": "#81868f", "paper": "#15171c", "accent": "#92bdf4",
    "accent-ink": "#0d1c30", "tint": "#1f2d42", "warn": "#2e2717", "warn-ink": "#e8bb66",
}  # fmt: skip


def _named(colours: Mapping[str, str]) -> str:
    return ";".join(f"--{name}:{colour}" for name, colour in colours.items())


# What is only an outline, by its element or by fill="none", is drawn in the colour of its class; the rest is filled.
STYLE = (
    'text{font-family:system-ui,"Segoe UI",Roboto,"Noto Sans",sans-serif}'
    f"svg{{{_named(LIGHT)}}}@media (prefers-color-scheme:dark){{svg{{{_named(DARK)}}}}}"
    ".line{fill:none;stroke:var(--line)}"
    + "".join(f".{name}{{--own:var(--{name});fill:var(--own)}}" for name in LIGHT if name != "line")
    + "line[class],polyline[class],[fill=none]{fill:none}"
    "line:not(.line),polyline:not(.line),[fill=none]:not(.line){stroke:var(--own)}"
)


def read(path: str, svg: str, words_path: str, words: str, problems: Problems) -> Figure | None:
    """The figure, or None with everything that is wrong."""
    before = len(problems.errors)
    file = shaped(FigureFile, words, words_path, problems)
    size = _check_drawing(path, svg, problems)
    if file is None or size is None or len(problems.errors) > before:
        return None
    _check_words(path, svg, words_path, file, problems)
    if len(problems.errors) > before:
        return None
    return Figure(
        id=file.id,
        path=path,
        svg=svg,
        size=size,
        licence=file.licence,
        alt=file.alt,
        texts=file.texts,
    )


def draw(figure: Figure, language: str) -> str:
    """The drawing with the words of a language; words are put in as text, whatever they contain."""
    root = _tree(figure.svg)
    root.set("xmlns", NAMESPACE)
    for element in root.iter():
        element.tag = _local(element)
        element.text = _worded(element.text, figure.texts, language)
        element.tail = _worded(element.tail, figure.texts, language)
    style = Element("style")
    style.text = STYLE
    root.insert(0, style)
    return ElementTree.tostring(root, encoding="unicode")


def _worded(text: str | None, words: Mapping[str, Bilingual], language: str) -> str | None:
    return text and _KEY.sub(lambda key: words[key[1]][language], text)


def _tree(svg: str) -> Element:
    # Only what has neither document type nor entities comes here.
    return ElementTree.fromstring(svg)  # noqa: S314


def _local(element: Element) -> str:
    return element.tag.removeprefix(f"{{{NAMESPACE}}}")


def _check_drawing(path: str, svg: str, problems: Problems) -> tuple[int, int] | None:
    """The size, or None when the drawing cannot be shown."""
    if len(svg.encode()) > LARGEST:
        problems.error(
            path,
            1,
            "large-figure",
            N_("The drawing is larger than %(limit)d bytes."),
            limit=LARGEST,
        )
        return None
    if re.search(r"<!(DOCTYPE|ENTITY)", svg, re.IGNORECASE):
        problems.error(
            path, 1, "document-type", N_("A drawing has neither document type nor entities.")
        )
        return None
    try:
        root = _tree(svg)
    except ElementTree.ParseError as wrong:
        says = N_("The drawing cannot be read from here on; look for a tag that is not closed.")
        problems.error(path, wrong.position[0], "bad-xml", says)
        return None
    for element, depth in _walk(root):
        _check_element(element, depth, path, svg, problems)
    box = _VIEW_BOX.fullmatch(root.get("viewBox", ""))
    if _local(root) != "svg" or not box or "width" in root.attrib or "height" in root.attrib:
        says = N_(
            'The drawing begins with <svg viewBox="0 0 720 HEIGHT">, without width and height.'
        )
        problems.error(path, 1, "view-box", says)
        return None
    return WIDTH, int(box[1])


def _walk(root: Element) -> Iterator[tuple[Element, int]]:
    """Without recursion: how deep a drawing is nested is for its author to choose."""
    waiting = [(root, 1)]
    while waiting:
        element, depth = waiting.pop()
        yield element, depth
        waiting += [(child, depth + 1) for child in reversed(element)]


def _check_element(element: Element, depth: int, path: str, svg: str, problems: Problems) -> None:
    tag = _local(element)
    line = _line(svg, f"<{tag.rpartition('}')[2]}")
    if tag not in ELEMENTS or depth > DEEPEST:
        says = N_("This element is not allowed in a drawing: %(tag)s.")
        problems.error(path, line, "element", says, tag=tag)
        return
    for name, value in element.attrib.items():
        if not _allowed(name, value):
            says = N_("This attribute is not allowed in a drawing: %(name)s=“%(value)s”.")
            line = _line(svg, f'{name.rpartition("}")[2]}="{value}"')
            problems.error(path, line, "attribute", says, name=name, value=value[:40])
    if tag in ("text", "tspan") and _size_of(element) < SMALLEST_TEXT:
        says = N_("Text smaller than %(limit)d units cannot be read on a telephone.")
        line = _line(svg, f'font-size="{element.get("font-size")}"')
        problems.warning(path, line, "small-text", says, limit=SMALLEST_TEXT)


def _allowed(name: str, value: str) -> bool:
    if name == "class":
        return CLASSES.issuperset(value.split())
    if name == "fill":
        return value == "none"
    if name.startswith("marker-"):
        return bool(_ARROW.fullmatch(value))
    return name in ATTRIBUTES and bool(_VALUE.fullmatch(value))


def _size_of(element: Element) -> float:
    stated = element.get("font-size", "").removesuffix("px")
    return float(stated) if re.fullmatch(r"[0-9]{1,4}(\.[0-9]{1,3})?", stated) else SMALLEST_TEXT


def _line(svg: str, part: str) -> int:
    """Where this first stands; the tree does not remember its lines."""
    return svg.count("\n", 0, max(svg.find(part), 0)) + 1


def _check_words(
    path: str, svg: str, words_path: str, file: FigureFile, problems: Problems
) -> None:
    used = set()
    for element, _depth in _walk(_tree(svg)):
        for text in (element.text or "", element.tail or ""):
            used.update(_KEY.findall(text))
            if _LETTER.search(_KEY.sub("", text)):
                says = N_(
                    "Words stand in the drawing itself: “%(text)s”. Write {{key}} and put them beside it."
                )
                problems.error(
                    path, _line(svg, text), "words-in-drawing", says, text=text.strip()[:40]
                )
    for key in sorted(used - set(file.texts)):
        says = N_("The words of this key are missing: %(key)s.")
        problems.error(path, _line(svg, f"{{{{{key}}}}}"), "missing-words", says, key=key)
    for key in sorted(set(file.texts) - used):
        line = file.line_of("texts", key)
        problems.warning(
            words_path,
            line,
            "unused-words",
            N_("The drawing does not use these words: %(key)s."),
            key=key,
        )
